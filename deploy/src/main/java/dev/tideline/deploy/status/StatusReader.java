package dev.tideline.deploy.status;

import dev.tideline.deploy.database.Databases;
import dev.tideline.deploy.database.Databases.Role;
import dev.tideline.deploy.output.Report;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the state of all views that the files ask for. */
public final class StatusReader {

    /** Idle databases are brought forward every second or so; a much older target means that nobody does it any more. */
    private static final Duration STALLED_AFTER = Duration.ofSeconds(30);

    private StatusReader() {}

    /** @throws dev.tideline.schemas.diagnostics.DiagnosticException if the target cannot be reached */
    public static Report read(TidelineConfig config, List<TopologyFile> topologies) {
        Map<String, ViewStatus> found;
        boolean installed;
        try (var connection = Databases.connect(Role.TARGET, config.target())) {
            installed = isInstalled(connection);
            found = installed ? statuses(connection) : Map.of();
        } catch (SQLException e) {
            throw Databases.failure(Role.TARGET, config.target(), e);
        }
        var views = new ArrayList<ViewStatus>();
        for (var topology : topologies) {
            for (var view : topology.views()) {
                var relation = view.into().schema() + "." + view.into().name();
                views.add(found.getOrDefault(
                        key(topology.name(), view.name()), ViewStatus.pending(topology.name(), view.name(), relation)));
            }
        }
        return new StatusReport(views, diagnostics(installed, views));
    }

    /** All rows of {@code tideline.view_status} by topology and view. */
    static Map<String, ViewStatus> statuses(Connection connection) throws SQLException {
        var statuses = new LinkedHashMap<String, ViewStatus>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT topology, view, relation::text, state, lsn::text, committed_at, applied_at,
                               extract(epoch FROM lag)::float8 AS lag_s,
                               extract(epoch FROM clock_timestamp() - applied_at)::float8 AS applied_ago_s,
                               rows, error
                        FROM tideline.view_status ORDER BY topology, view
                        """)) {
            while (rows.next()) {
                var status = status(rows);
                statuses.put(key(status.topology(), status.view()), status);
            }
        }
        return statuses;
    }

    private static ViewStatus status(ResultSet row) throws SQLException {
        long rowCount = row.getLong("rows");
        Long rows = row.wasNull() ? null : rowCount;
        return new ViewStatus(
                row.getString("topology"),
                row.getString("view"),
                row.getString("relation"),
                row.getString("state"),
                row.getString("lsn"),
                instant(row, "committed_at"),
                instant(row, "applied_at"),
                seconds(row, "lag_s"),
                seconds(row, "applied_ago_s"),
                rows,
                row.getString("error"));
    }

    private static boolean isInstalled(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT to_regclass('tideline.view_status') IS NOT NULL")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static List<Diagnostic> diagnostics(boolean installed, List<ViewStatus> views) {
        if (!installed) {
            return List.of(Diagnostic.error(
                    DiagnosticCode.TARGET_RELATION,
                    "Tideline has never run against this target.",
                    "Start it with: tideline run",
                    null));
        }
        var diagnostics = new ArrayList<Diagnostic>();
        var stalled = views.stream()
                .filter(view -> view.appliedAgo() != null && view.appliedAgo().compareTo(STALLED_AFTER) > 0)
                .map(ViewStatus::topology)
                .distinct()
                .toList();
        for (var topology : stalled) {
            diagnostics.add(Diagnostic.error(
                    DiagnosticCode.TARGET_RELATION,
                    "The target has not been brought forward for more than " + STALLED_AFTER.toSeconds()
                            + " s: topology " + topology + " stands still.",
                    "See whether tideline run is running, and what its /readyz?verbose says.",
                    null));
        }
        return diagnostics;
    }

    private static String key(String topology, String view) {
        return topology + "\u0000" + view;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Duration seconds(ResultSet row, String column) throws SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull() ? null : Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
