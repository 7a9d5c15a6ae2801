package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.wire.TableName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Small pieces that all DDL needs. */
public final class Sql {

    /**
     * Planner settings until the transaction ends, for statements that match two whole tables: the opposite of what the
     * session is set to. Never by nested loops, whatever the planner believes of the tables' sizes.
     */
    public static final String WHOLE_TABLES =
            "SET LOCAL enable_seqscan = on; SET LOCAL enable_hashjoin = on; SET LOCAL enable_nestloop = off";

    /** Back to the session's settings. */
    public static final String SINGLE_ROWS =
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_nestloop = on";

    /** PostgreSQL's NAMEDATALEN - 1. */
    private static final int IDENTIFIER_BYTES_MAX = 63;

    private Sql() {}

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String list(List<String> identifiers) {
        return identifiers.stream().map(TableName::quote).collect(Collectors.joining(", "));
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** {@code base} shortened at a character's boundary so that {@code suffix} fits behind it. */
    static String shorten(String base, String suffix) {
        int room = IDENTIFIER_BYTES_MAX - suffix.getBytes(StandardCharsets.UTF_8).length;
        int end = base.length();
        while (base.substring(0, end).getBytes(StandardCharsets.UTF_8).length > room) {
            end = base.offsetByCodePoints(end, -1);
        }
        return base.substring(0, end) + suffix;
    }

    /** A name for an index that is free in the schema of {@code table} and in {@code otherSchema}. */
    static String freeIndexName(Connection connection, String otherSchema, TableName table, String base, String suffix)
            throws SQLException {
        try (var statement = connection.prepareStatement("SELECT EXISTS (SELECT FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN (?, ?) AND c.relname = ?)")) {
            for (int attempt = 0; ; attempt++) {
                String name = shorten(base, suffix + (attempt == 0 ? "" : String.valueOf(attempt)));
                statement.setString(1, table.schema());
                statement.setString(2, otherSchema);
                statement.setString(3, name);
                try (var taken = statement.executeQuery()) {
                    taken.next();
                    if (!taken.getBoolean(1)) {
                        return name;
                    }
                }
            }
        }
    }
}
