package dev.tideline.deploy.run;

import dev.tideline.engine.compile.TopologyCompiler;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.wire.TableName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the compiler of an installation. */
public final class Compilers {

    private Compilers() {}

    public static TopologyCompiler of(TidelineConfig config, List<TopologyFile> topologies) {
        Set<TableName> ownTargets = targetIsSource(config)
                ? topologies.stream()
                        .flatMap(topology -> topology.views().stream())
                        .map(view ->
                                new TableName(view.into().schema(), view.into().name()))
                        .collect(Collectors.toSet())
                : Set.of();
        return new TopologyCompiler(config.source().database(), ownTargets);
    }

    /** Whether the views' tables are in the source database itself, as they are if the file names no target. */
    static boolean targetIsSource(TidelineConfig config) {
        return config.target().url().equals(config.source().database().url());
    }
}
