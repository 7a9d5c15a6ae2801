package dev.tideline.deploy.verify;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the target says of its topologies and views.
 *
 * @param times by topology that shows a frontier, the time as of which it is; null where that is not known
 */
record TargetStates(Map<String, Instant> times, Map<List<String>, State> views) {

    /** @param error null if there is none */
    record State(String state, String error) {}

    private static final State PENDING = new State("pending", null);

    static TargetStates read(Connection connection) throws SQLException {
        var times = new HashMap<String, Instant>();
        var views = new HashMap<List<String>, State>();
        try (var statement = connection.createStatement()) {
            try (var installed = statement.executeQuery("SELECT to_regclass('tideline.hold') IS NOT NULL")) {
                if (!installed.next() || !installed.getBoolean(1)) {
                    throw new DiagnosticException(Diagnostic.error(
                            DiagnosticCode.TARGET_RELATION,
                            "Tideline has never run against this target.",
                            "Start it with: tideline run",
                            null));
                }
            }
            try (var rows = statement.executeQuery("SELECT topology, as_of FROM tideline.frontier")) {
                while (rows.next()) {
                    var asOf = rows.getObject(2, OffsetDateTime.class);
                    times.put(rows.getString(1), asOf == null ? null : asOf.toInstant());
                }
            }
            try (var rows = statement.executeQuery("SELECT topology, view, state, error FROM tideline.view_status")) {
                while (rows.next()) {
                    views.put(
                            List.of(rows.getString(1), rows.getString(2)),
                            new State(rows.getString(3), rows.getString(4)));
                }
            }
        }
        return new TargetStates(times, views);
    }

    /** Topologies that show a frontier. */
    Set<String> frontiers() {
        return times.keySet();
    }

    State of(String topology, String view) {
        return views.getOrDefault(List.of(topology, view), PENDING);
    }
}
