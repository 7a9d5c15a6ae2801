package dev.tideline.sink.postgres.catalog;

import dev.tideline.sink.epoch.Cut;
import dev.tideline.sink.epoch.Position;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Writes how far a generation has come, in the transaction of its rows: one statement, one round trip. */
public final class Progress {

    private static final String ADVANCE = """
            WITH generation AS (
                UPDATE tideline.generation SET epoch = ?, lsn = ?::pg_lsn, committed_at = ?, as_of = ?, failed = ?
                WHERE id = ? AND epoch IS NOT DISTINCT FROM ? RETURNING 1),
            offsets AS (
                INSERT INTO tideline.result_offset (generation_id, topic, partition, topic_id, next_offset, read_before)
                SELECT ?, * FROM unnest(?::text[], ?::integer[], ?::text[], ?::bigint[], ?::bigint[])
                ON CONFLICT (generation_id, topic, partition) DO UPDATE SET topic_id = excluded.topic_id,
                    next_offset = excluded.next_offset, read_before = excluded.read_before
                RETURNING 1)
            """;

    private static final String SHOW = """
            , counts AS (
                UPDATE tideline.view_state s SET rows = s.rows + d.delta
                FROM unnest(?::text[], ?::bigint[]) AS d(view, delta) WHERE s.topology = ? AND s.view = d.view RETURNING 1),
            frontier AS (
                INSERT INTO tideline.frontier AS f (topology, lsn, committed_at, as_of, applied_at)
                VALUES (?, ?::pg_lsn, ?, ?, clock_timestamp())
                ON CONFLICT (topology) DO UPDATE SET lsn = excluded.lsn, committed_at = excluded.committed_at,
                    as_of = excluded.as_of, applied_at = excluded.applied_at
                WHERE f.lsn <= excluded.lsn RETURNING 1)
            SELECT (SELECT count(*) FROM generation) = 1 AND (SELECT count(*) FROM frontier) = 1
            """;

    private static final String SHOW_GATHERED = """
            INSERT INTO tideline.frontier AS f (topology, lsn, committed_at, as_of, applied_at)
            SELECT topology, lsn, committed_at, as_of, clock_timestamp() FROM tideline.generation WHERE id = ?
            ON CONFLICT (topology) DO UPDATE SET lsn = excluded.lsn, committed_at = excluded.committed_at,
                as_of = excluded.as_of, applied_at = excluded.applied_at
            WHERE f.lsn <= excluded.lsn
            """;

    private static final String HIDE = " SELECT (SELECT count(*) FROM generation) = 1";

    private final Connection connection;

    public Progress(Connection connection) {
        this.connection = connection;
    }

    /**
     * Advances a generation whose rows nobody sees yet.
     *
     * @param epochBefore the epoch that the target must hold now, or null
     * @return false if it does not, because somebody else has written
     */
    public boolean advanceHidden(long generationId, Long epochBefore, Cut to, List<Position> positions)
            throws SQLException {
        try (var statement = connection.prepareStatement(ADVANCE + HIDE)) {
            setAdvance(statement, generationId, epochBefore, to, positions);
            return isTrue(statement);
        }
    }

    /**
     * Moves the topology's frontier to where a generation stands that was gathered out of sight.
     *
     * @return false if the frontier is beyond that
     */
    public boolean show(long generationId) throws SQLException {
        try (var statement = connection.prepareStatement(SHOW_GATHERED)) {
            statement.setLong(1, generationId);
            return statement.executeUpdate() == 1;
        }
    }

    /**
     * Advances a live generation and with it the topology's frontier.
     *
     * @param rowDeltas how many rows each view has gained or lost
     * @return false if the target holds another epoch than {@code epochBefore} or a frontier beyond the new one
     */
    public boolean advance(
            String topology,
            long generationId,
            Long epochBefore,
            Cut to,
            List<Position> positions,
            Map<String, Long> rowDeltas)
            throws SQLException {
        try (var statement = connection.prepareStatement(ADVANCE + SHOW)) {
            int at = setAdvance(statement, generationId, epochBefore, to, positions);
            statement.setArray(
                    at++, connection.createArrayOf("text", rowDeltas.keySet().toArray()));
            statement.setArray(
                    at++, connection.createArrayOf("bigint", rowDeltas.values().toArray()));
            statement.setString(at++, topology);
            statement.setString(at++, topology);
            statement.setString(at++, to.lsn().toString());
            setTime(statement, at++, to.committedAt());
            setTime(statement, at, to.asOf());
            return isTrue(statement);
        }
    }

    private int setAdvance(
            PreparedStatement statement, long generationId, Long epochBefore, Cut to, List<Position> positions)
            throws SQLException {
        int at = 1;
        statement.setLong(at++, to.epoch());
        statement.setString(at++, to.lsn().toString());
        setTime(statement, at++, to.committedAt());
        setTime(statement, at++, to.asOf());
        statement.setArray(at++, array("text", Generation.flatten(to.failed())));
        statement.setLong(at++, generationId);
        statement.setObject(at++, epochBefore, Types.BIGINT);
        statement.setLong(at++, generationId);
        statement.setArray(
                at++, array("text", positions.stream().map(Position::topic).toArray()));
        statement.setArray(
                at++,
                array("integer", positions.stream().map(Position::partition).toArray()));
        statement.setArray(
                at++, array("text", positions.stream().map(Position::topicId).toArray()));
        statement.setArray(
                at++,
                array("bigint", positions.stream().map(Position::nextOffset).toArray()));
        statement.setArray(
                at++,
                array("bigint", positions.stream().map(Position::readBefore).toArray()));
        return at;
    }

    private Array array(String type, Object[] elements) throws SQLException {
        return connection.createArrayOf(type, elements);
    }

    private static void setTime(PreparedStatement statement, int at, Instant time) throws SQLException {
        statement.setObject(at, time == null ? null : time.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static boolean isTrue(PreparedStatement statement) throws SQLException {
        try (var row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
