package dev.tideline.schemas.config;

import dev.tideline.schemas.config.TopologyFile.Into;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads topology files in form: YAML, keys, names, places of the SQL. What the SQL means is for others to say. */
public final class TopologyLoader {

    private TopologyLoader() {}

    /**
     * Reads all files of one installation, so that what must be unique among them can be checked. Every independent error
     * is reported. A file that is named twice is read once.
     */
    public static Loaded<List<TopologyFile>> load(List<Path> files) {
        var diagnostics = new ArrayList<Diagnostic>();
        var read = new ArrayList<TopologyReader>();
        var seen = new HashSet<Path>();
        for (Path file : files) {
            if (!seen.add(file.toAbsolutePath().normalize())) {
                continue;
            }
            var found = new ArrayList<Diagnostic>();
            try {
                var reader = new TopologyReader(YamlParser.parse(UserFile.read(file, null, null)), file, found);
                reader.read();
                read.add(reader);
            } catch (DiagnosticException e) {
                found.addAll(e.diagnostics());
            }
            diagnostics.addAll(found);
        }
        checkTopologyNames(read, diagnostics);
        checkRelations(read, diagnostics);
        TopicCollisions.check(read, diagnostics);
        DiagnosticOrder.sort(diagnostics);
        boolean failed = diagnostics.stream().anyMatch(Diagnostic::isError);
        return new Loaded<>(
                failed
                        ? Optional.empty()
                        : Optional.of(
                                read.stream().map(TopologyReader::topology).toList()),
                diagnostics);
    }

    private static void checkTopologyNames(List<TopologyReader> readers, List<Diagnostic> diagnostics) {
        var firsts = new HashMap<String, SourcePosition>();
        for (TopologyReader reader : readers) {
            reader.name().ifPresent(name -> {
                SourcePosition first = firsts.putIfAbsent(name, reader.nameAt());
                if (first != null) {
                    diagnostics.add(Diagnostic.error(
                            DiagnosticCode.DUPLICATE_TOPOLOGY,
                            "there are two topologies named \"" + name + "\"",
                            "the other is at " + first + "; give each file a name of its own",
                            reader.nameAt()));
                }
            });
        }
    }

    private static void checkRelations(List<TopologyReader> readers, List<Diagnostic> diagnostics) {
        var firsts = new HashMap<Into, TopologyReader.Target>();
        for (TopologyReader reader : readers) {
            for (TopologyReader.Target target : reader.targets()) {
                TopologyReader.Target first = firsts.putIfAbsent(target.into(), target);
                if (first != null) {
                    diagnostics.add(Diagnostic.error(
                            DiagnosticCode.DUPLICATE_VIEW,
                            "view \"" + target.view() + "\" goes into "
                                    + target.into().schema() + "."
                                    + target.into().name() + ", and so does view \""
                                    + first.view() + "\"",
                            "the other is at " + first.where() + "; give one of them another table with into",
                            target.where()));
                }
            }
        }
    }
}
