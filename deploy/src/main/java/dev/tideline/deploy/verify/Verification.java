package dev.tideline.deploy.verify;

import dev.tideline.deploy.database.Databases;
import dev.tideline.deploy.database.Databases.Role;
import dev.tideline.deploy.kafka.IngestRequests;
import dev.tideline.deploy.kafka.KafkaConnection;
import dev.tideline.deploy.kafka.RunningTopologies;
import dev.tideline.deploy.kafka.SourceEpochs;
import dev.tideline.deploy.run.Compilers;
import dev.tideline.engine.compile.CompiledTopology;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.wire.TopicNames;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Proves at one exact LSN that views hold what their queries say. How both sides come to the same LSN:
 *
 * <ol>
 *   <li>the sink is held where it is;
 *   <li>ingest closes an epoch at every transaction, so that an epoch ends wherever the next step will look;
 *   <li>a temporary slot on the source exports a snapshot at its consistent point S;
 *   <li>the sink may go on up to S; when it has come there, a snapshot of the target is opened;
 *   <li>the sink is let go, and both snapshots are compared at leisure.
 * </ol>
 */
public final class Verification {

    private final TidelineConfig config;
    private final Map<String, String> kafka;
    private final TopicNames topics;
    private final Consumer<String> progress;

    public Verification(TidelineConfig config, Map<String, String> kafka, Consumer<String> progress) {
        this.config = config;
        this.kafka = kafka;
        this.topics = new TopicNames(config.kafka().topicPrefix());
        this.progress = progress;
    }

    /**
     * Compares the named views, or all.
     *
     * @param names views as {@code view} or {@code topology.view}; empty for all
     * @param timeout for coming to the same LSN; the comparison itself may take as long as it takes
     * @throws dev.tideline.schemas.diagnostics.DiagnosticException if it cannot be done
     */
    public VerifyReport run(List<TopologyFile> files, List<String> names, Duration timeout) {
        var deadline = Instant.now().plus(timeout);
        var selection = Selection.of(files, names);
        progress.accept("analysing the views");
        var compiled = new HashMap<String, CompiledTopology>();
        for (var topology : Compilers.of(config, files).compile(List.copyOf(selection.files()))) {
            topology.program(); // throws if the file is not valid any more
            compiled.put(topology.file().name(), topology);
        }
        progress.accept("reading which topologies run");
        KafkaConnection.reach(kafka);
        var descriptors = RunningTopologies.read(kafka, topics);
        var states = states();
        var shown = new TreeSet<>(states.frontiers());
        shown.retainAll(selection.topologies());
        if (shown.isEmpty()) {
            return new VerifyReport(null, notRunning(selection, states));
        }
        var results = new ArrayList<ViewResult>();
        try (var snapshots = bringToOneLsn(shown, deadline)) {
            // As of the target's snapshot, not as of when we began.
            var shownStates = TargetStates.read(snapshots.target().connection());
            for (var topology : selection.files()) {
                var comparer = new ViewComparer(
                        topology,
                        snapshots.source(),
                        snapshots.target().connection(),
                        descriptors.get(topology.name()),
                        queries(
                                topology,
                                compiled.get(topology.name()),
                                shownStates.times().get(topology.name())));
                for (var view : selection.views(topology)) {
                    progress.accept("comparing " + topology.name() + "." + view.name());
                    results.add(comparer.compare(view, shownStates.of(topology.name(), view.name())));
                }
            }
            return new VerifyReport(snapshots.source().lsn(), results);
        } catch (SQLException e) {
            throw Databases.failure(Role.TARGET, config.target(), e);
        }
    }

    /** The queries as they were at the time as of which the target is. */
    private static ViewSql queries(TopologyFile topology, CompiledTopology compiled, Instant time) {
        return new ViewSql(topology, compiled::dependencies, view -> compiled.queryAt(view, time));
    }

    /** Both snapshots, at the same LSN. */
    private record Snapshots(SourceSnapshot source, TargetSnapshot target) implements AutoCloseable {

        @Override
        public void close() {
            source.close();
            target.close();
        }
    }

    private Snapshots bringToOneLsn(Set<String> topologies, Instant deadline) {
        progress.accept("holding the target for a moment");
        try (var holds = Holds.place(config.target(), topologies);
                var requests = new IngestRequests(kafka, topics);
                var mode = EpochPerTransaction.begin(requests, deadline)) {
            while (true) {
                progress.accept("taking a consistent point of the source; waits for transactions open there");
                var source = SourceSnapshot.take(config.source().database(), deadline);
                try {
                    progress.accept("waiting for the target to come to " + source.lsn());
                    holds.advanceTo(source.lsn());
                    var last = SourceEpochs.lastTransactionUpTo(source.lsn(), kafka, topics, deadline);
                    var target = TargetSnapshot.await(config.target(), holds, last, source.lsn(), deadline);
                    if (target.isPresent()) {
                        return new Snapshots(source, target.get());
                    }
                    // An epoch that was closed before ingest heard of us reaches across this point; the next will do.
                    source.close();
                } catch (RuntimeException e) {
                    source.close();
                    throw e;
                }
            }
        }
    }

    private TargetStates states() {
        try (var connection = Databases.connect(Role.TARGET, config.target())) {
            return TargetStates.read(connection);
        } catch (SQLException e) {
            throw Databases.failure(Role.TARGET, config.target(), e);
        }
    }

    private static List<ViewResult> notRunning(Selection selection, TargetStates states) {
        var results = new ArrayList<ViewResult>();
        for (var topology : selection.files()) {
            for (var view : selection.views(topology)) {
                results.add(ViewResult.notCompared(
                        topology.name(),
                        view.name(),
                        view.into().schema() + "." + view.into().name(),
                        null,
                        "is " + states.of(topology.name(), view.name()).state()));
            }
        }
        return results;
    }
}
