package dev.tideline.sink.postgres.catalog;

import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.schemas.wire.WireJson;
import dev.tideline.sink.epoch.Position;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code tideline.generation} and {@code tideline.result_offset}. */
public final class GenerationCatalog {

    private final Connection connection;

    public GenerationCatalog(Connection connection) {
        this.connection = connection;
    }

    /** The generations of a topology: at most one live and one building. */
    public List<Generation> of(String topology) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT id, descriptor, result_epochs_id, state = 'live', epoch, lsn::text, failed FROM tideline.generation"
                        + " WHERE topology = ? ORDER BY id")) {
            statement.setString(1, topology);
            var generations = new ArrayList<Generation>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    String lsn = rows.getString(6);
                    generations.add(new Generation(
                            rows.getLong(1),
                            read(rows.getString(2)),
                            rows.getString(3),
                            rows.getBoolean(4),
                            rows.getObject(5, Long.class),
                            lsn == null ? null : Lsn.parse(lsn),
                            Generation.unflatten(StorageCatalog.texts(rows.getArray(7)))));
                }
            }
            return generations;
        }
    }

    /** Records a generation that is to be gathered out of sight. */
    public Generation createBuilding(TopologyDescriptor descriptor, String resultEpochsId) throws SQLException {
        try (var statement = connection.prepareStatement(
                "INSERT INTO tideline.generation (topology, generation, result_epochs, result_epochs_id, descriptor, state)"
                        + " VALUES (?, ?, ?, ?, ?, 'building') RETURNING id")) {
            statement.setString(1, descriptor.topology());
            statement.setInt(2, descriptor.generation());
            statement.setString(3, descriptor.resultEpochs());
            statement.setString(4, resultEpochsId);
            statement.setString(5, write(descriptor));
            try (var id = statement.executeQuery()) {
                id.next();
                return new Generation(id.getLong(1), descriptor, resultEpochsId, false, null, null, Map.of());
            }
        }
    }

    public void updateDescriptor(long id, TopologyDescriptor descriptor) throws SQLException {
        try (var statement =
                connection.prepareStatement("UPDATE tideline.generation SET descriptor = ? WHERE id = ?")) {
            statement.setString(1, write(descriptor));
            statement.setLong(2, id);
            statement.executeUpdate();
        }
    }

    public void makeLive(long id) throws SQLException {
        update("UPDATE tideline.generation SET state = 'live', problem = NULL WHERE id = ?", id);
    }

    public void delete(long id) throws SQLException {
        update("DELETE FROM tideline.generation WHERE id = ?", id);
    }

    /** Records why the generation cannot go on; null clears it. */
    public void problem(long id, String problem) throws SQLException {
        try (var statement = connection.prepareStatement(
                "UPDATE tideline.generation SET problem = ? WHERE id = ? AND problem IS DISTINCT FROM ?")) {
            statement.setString(1, problem);
            statement.setLong(2, id);
            statement.setString(3, problem);
            statement.executeUpdate();
        }
    }

    public List<Position> positions(long id) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT topic, partition, topic_id, next_offset, read_before"
                + " FROM tideline.result_offset WHERE generation_id = ?")) {
            statement.setLong(1, id);
            var positions = new ArrayList<Position>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    positions.add(new Position(
                            rows.getString(1), rows.getInt(2), rows.getString(3), rows.getLong(4), rows.getLong(5)));
                }
            }
            return positions;
        }
    }

    private void update(String sql, long id) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            statement.executeUpdate();
        }
    }

    private static String write(TopologyDescriptor descriptor) {
        return new String(WireJson.write(descriptor), StandardCharsets.UTF_8);
    }

    private static TopologyDescriptor read(String json) {
        return WireJson.read(json.getBytes(StandardCharsets.UTF_8), TopologyDescriptor.class);
    }
}
