package dev.tideline.deploy.verify;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the target says of its topologies and views.
 *
 * @param frontiers topologies that show a frontier
 */
record TargetStates(Set<String> frontiers, Map<List<String>, State> views) {

    /** @param error null if there is none */
    record State(String state, String error) {}

    private static final State PENDING = new State("pending", null);

    static TargetStates read(Connection connection) throws SQLException {
        var frontiers = new HashSet<String>();
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
            try (var rows = statement.executeQuery("SELECT topology FROM tideline.frontier")) {
                while (rows.next()) {
                    frontiers.add(rows.getString(1));
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
        return new TargetStates(frontiers, views);
    }

    State of(String topology, String view) {
        return views.getOrDefault(List.of(topology, view), PENDING);
    }
}
