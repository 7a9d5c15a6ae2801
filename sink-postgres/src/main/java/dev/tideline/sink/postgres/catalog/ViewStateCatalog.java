package dev.tideline.sink.postgres.catalog;

import dev.tideline.schemas.wire.TopologyDescriptor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * {@code tideline.view_state}, what {@code tideline.view_status} shows. A live view's position is the frontier's and is not
 * written per epoch; when a view stops being live its last good position is frozen in its own row, so every change of state
 * happens before the frontier of the same transaction moves.
 */
public final class ViewStateCatalog {

    private static final String FREEZE = "lsn = CASE WHEN s.state = 'live' THEN f.lsn ELSE s.lsn END,"
            + " committed_at = CASE WHEN s.state = 'live' THEN f.committed_at ELSE s.committed_at END,"
            + " applied_at = CASE WHEN s.state = 'live' THEN f.applied_at ELSE s.applied_at END,"
            + " as_of = CASE WHEN s.state = 'live' THEN g.as_of ELSE s.as_of END";

    /** The row's own position: joined from the outside, so that a view without generation or frontier is updated, too. */
    private static final String FROM_OLD = " FROM tideline.view_state o"
            + " LEFT JOIN tideline.generation g ON g.id = o.generation_id"
            + " LEFT JOIN tideline.frontier f ON f.topology = o.topology"
            + " WHERE s.topology = o.topology AND s.view = o.view AND s.topology = ?";

    private final Connection connection;
    private final String topology;

    public ViewStateCatalog(Connection connection, String topology) {
        this.connection = connection;
        this.topology = topology;
    }

    /** Makes the views of a generation that is being built known; those already shown stay as they are. */
    public void declare(long generationId, List<TopologyDescriptor.View> views) throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO tideline.view_state AS s (topology, view, ordinal, generation_id, schema_name, relation_name,"
                        + " state) VALUES (?, ?, ?, ?, ?, ?, 'pending') ON CONFLICT (topology, view) DO UPDATE SET"
                        + " ordinal = excluded.ordinal, generation_id = excluded.generation_id,"
                        + " schema_name = excluded.schema_name, relation_name = excluded.relation_name,"
                        + " state = 'pending', error = NULL"
                        + " WHERE s.generation_id IS NULL OR s.state IN ('pending', 'backfilling', 'paused')")) {
            for (int ordinal = 0; ordinal < views.size(); ordinal++) {
                var view = views.get(ordinal);
                statement.setString(1, topology);
                statement.setString(2, view.name());
                statement.setInt(3, ordinal);
                statement.setLong(4, generationId);
                statement.setString(5, view.relation().schema());
                statement.setString(6, view.relation().name());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    public void backfilling(long generationId) throws SQLException {
        try (var statement = connection.prepareStatement("UPDATE tideline.view_state SET state = 'backfilling'"
                + " WHERE topology = ? AND generation_id = ? AND state = 'pending'")) {
            statement.setString(1, topology);
            statement.setLong(2, generationId);
            statement.executeUpdate();
        }
    }

    /** The view's query fails; its position stays where it is. */
    public void failed(long generationId, String view, String error) throws SQLException {
        try (var statement = connection.prepareStatement("UPDATE tideline.view_state s SET state = 'failed', error = ?,"
                + " generation_id = ?, " + FREEZE + FROM_OLD + " AND s.view = ?"
                + " AND (s.state <> 'failed' OR s.error IS DISTINCT FROM ? OR s.generation_id IS DISTINCT FROM ?)")) {
            statement.setString(1, error);
            statement.setLong(2, generationId);
            statement.setString(3, topology);
            statement.setString(4, view);
            statement.setString(5, error);
            statement.setLong(6, generationId);
            statement.executeUpdate();
        }
    }

    /** The view follows the frontier from now on. */
    public void live(long generationId, String view) throws SQLException {
        try (var statement = connection.prepareStatement("UPDATE tideline.view_state SET state = 'live', error = NULL,"
                + " generation_id = ? WHERE topology = ? AND view = ?")) {
            statement.setLong(1, generationId);
            statement.setString(2, topology);
            statement.setString(3, view);
            statement.executeUpdate();
        }
    }

    /** Says what the view's relation is and how many rows it has. */
    public void published(int ordinal, TopologyDescriptor.View view, long rows) throws SQLException {
        try (var statement = connection.prepareStatement("UPDATE tideline.view_state SET ordinal = ?, schema_name = ?,"
                + " relation_name = ?, rows = ? WHERE topology = ? AND view = ?")) {
            statement.setInt(1, ordinal);
            statement.setString(2, view.relation().schema());
            statement.setString(3, view.relation().name());
            statement.setLong(4, rows);
            statement.setString(5, topology);
            statement.setString(6, view.name());
            statement.executeUpdate();
        }
    }

    /** Says what the view's relation is called now. */
    public void relation(TopologyDescriptor.View view) throws SQLException {
        try (var statement =
                connection.prepareStatement("UPDATE tideline.view_state SET schema_name = ?, relation_name = ?"
                        + " WHERE topology = ? AND view = ?")) {
            statement.setString(1, view.relation().schema());
            statement.setString(2, view.relation().name());
            statement.setString(3, topology);
            statement.setString(4, view.name());
            statement.executeUpdate();
        }
    }

    /** The views that are not among {@code names} are no longer kept; their relations stay as they are. */
    public void pauseAllBut(List<String> names, String reason) throws SQLException {
        try (var statement = connection.prepareStatement(
                "UPDATE tideline.view_state s SET state = 'paused', error = ?," + " generation_id = NULL, " + FREEZE
                        + FROM_OLD + " AND s.state <> 'paused' AND NOT s.view = ANY (?)")) {
            statement.setString(1, reason);
            statement.setString(2, topology);
            statement.setArray(3, connection.createArrayOf("text", names.toArray()));
            statement.executeUpdate();
        }
    }

    /** Forgets paused views whose relation is gone. */
    public void forgetDropped() throws SQLException {
        try (var statement = connection.prepareStatement("DELETE FROM tideline.view_state WHERE topology = ?"
                + " AND state = 'paused' AND to_regclass(format('%I.%I', schema_name, relation_name)) IS NULL")) {
            statement.setString(1, topology);
            statement.executeUpdate();
        }
    }
}
