package dev.tideline.ingest.snapshot;

import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the log tells of a row that is changed or deleted; a matter of each partition. */
record ReplicaIdentities(List<Member> members) {

    private static final String MEMBERS = """
            SELECT n.nspname, c.relname, c.relreplident,
                   EXISTS (SELECT FROM pg_catalog.pg_index i
                           WHERE i.indrelid = c.oid AND i.indisreplident AND i.indisprimary) AS by_primary_key
            FROM (SELECT ?::oid AS oid UNION SELECT relid FROM pg_partition_tree(?::oid::regclass) WHERE isleaf) t
            JOIN pg_catalog.pg_class c ON c.oid = t.oid AND c.relkind = 'r'
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            ORDER BY 1, 2""";

    /** A table that holds rows. */
    private record Member(TableName name, String identity, boolean byPrimaryKey) {

        boolean logsWholeRows() {
            return identity.equals("f");
        }
    }

    static ReplicaIdentities of(Connection connection, long table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MEMBERS)) {
            statement.setLong(1, table);
            statement.setLong(2, table);
            try (ResultSet rows = statement.executeQuery()) {
                var members = new ArrayList<Member>();
                while (rows.next()) {
                    members.add(new Member(
                            new TableName(rows.getString("nspname"), rows.getString("relname")),
                            rows.getString("relreplident"),
                            rows.getBoolean("by_primary_key")));
                }
                return new ReplicaIdentities(members);
            }
        }
    }

    /** Refuses a table whose log leaves open which row is meant. */
    void check(TableName table, boolean keyed) throws Refusal {
        for (var member : members) {
            boolean enough = member.logsWholeRows() || keyed && (member.identity.equals("d") || member.byPrimaryKey);
            if (!enough) {
                throw new Refusal(
                        "Table " + table + (keyed ? "" : " has no primary key that is checked at once, and")
                                + " does not log which row is changed or deleted.",
                        "ALTER TABLE " + member.name.quoted() + " REPLICA IDENTITY "
                                + (keyed ? "DEFAULT;" : "FULL; (or give it a primary key)"));
            }
        }
    }

    /** A table among them whose old rows are logged whole, if there is one. */
    Optional<TableName> loggedWhole() {
        return members.stream().filter(Member::logsWholeRows).map(Member::name).findFirst();
    }
}
