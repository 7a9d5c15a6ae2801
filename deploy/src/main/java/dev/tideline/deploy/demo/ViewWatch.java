package dev.tideline.deploy.demo;

import dev.tideline.embedded.PostgresDatabase;
import dev.tideline.schemas.config.TopologyFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks at all views in one snapshot, as a reader who wants them to agree would. Not thread-safe. */
final class ViewWatch implements AutoCloseable {

    private final PostgresDatabase target;
    private final List<DemoView> views;
    private final List<ViewSighting> sightings = new ArrayList<>();
    private Connection connection;
    private String lsn;

    ViewWatch(PostgresDatabase target, TopologyFile topology) {
        this.target = target;
        this.views = topology.views().stream().map(DemoView::new).toList();
        views.forEach(view -> sightings.add(ViewSighting.none(view.name())));
    }

    /** The views' states by name, one word each; shorter than the list of views until all are known. */
    List<String> states() throws SQLException {
        var states = new ArrayList<String>();
        try (var statement = connection().createStatement();
                var installed = statement.executeQuery("SELECT to_regclass('tideline.view_status') IS NOT NULL")) {
            installed.next();
            if (!installed.getBoolean(1)) {
                return states;
            }
        }
        try (var statement = connection().createStatement();
                var rows = statement.executeQuery("SELECT state FROM tideline.view_status")) {
            while (rows.next()) {
                states.add(rows.getString(1));
            }
        }
        return states;
    }

    boolean allLive() throws SQLException {
        var states = states();
        return states.size() >= views.size() && states.stream().allMatch("live"::equals);
    }

    /** Looks again. */
    List<ViewSighting> look() throws SQLException {
        var connection = connection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            try (var row = statement.executeQuery("SELECT min(lsn)::text FROM tideline.frontier")) {
                row.next();
                lsn = row.getString(1);
            }
            for (int i = 0; i < views.size(); i++) {
                try (var row = statement.executeQuery(views.get(i).sql())) {
                    row.next();
                    sightings.set(i, sightings.get(i).next(row.getLong(1), row.getString(2), row.getString(3)));
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return List.copyOf(sightings);
    }

    /** The LSN at which the views were last seen. */
    String lsn() {
        return lsn;
    }

    private Connection connection() throws SQLException {
        if (connection == null || connection.isClosed()) {
            connection = target.connect();
        }
        return connection;
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            connection = null; // the server goes away with the demo
        }
    }
}
