package dev.tideline.engine.sql.catalog;

import dev.tideline.engine.sql.catalog.RelationInfo.Generation;
import dev.tideline.engine.sql.catalog.RelationInfo.Member;
import dev.tideline.engine.sql.catalog.RelationInfo.RelationColumn;
import dev.tideline.engine.sql.server.SourceSession;
import dev.tideline.schemas.wire.TableName;
import java.sql.Array;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The source's relations. */
public final class Relations {

    private static final int PUBLISHES_GENERATED = 180000;

    private static final String RELATION = """
            SELECT n.nspname, c.relname, c.reltype, c.relkind, c.relpersistence, c.relispartition,
                   c.relkind = 'r' AND EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid),
                   pg_catalog.row_security_active(c.oid), c.relrowsecurity,
                   pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = CAST(? AS oid)""";

    private static final String COLUMNS = """
            SELECT a.attnum, a.attname, a.atttypid, a.atttypmod, a.attcollation,
                   a.attnotnull AND NOT EXISTS (
                       SELECT FROM pg_catalog.pg_constraint n
                       WHERE n.conrelid = a.attrelid AND n.contype = 'n' AND NOT n.convalidated
                         AND a.attnum = ANY (n.conkey)),
                   a.attgenerated, pg_catalog.pg_get_expr(d.adbin, d.adrelid)
            FROM pg_catalog.pg_attribute a
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = CAST(? AS oid) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum""";

    private static final String PRIMARY_KEY = """
            SELECT a.attname FROM pg_catalog.pg_index i
            CROSS JOIN LATERAL pg_catalog.unnest(CAST(i.indkey AS int2[])) WITH ORDINALITY k(number, position)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
            WHERE i.indrelid = CAST(? AS oid) AND i.indisprimary AND i.indimmediate AND i.indisvalid
              AND k.position <= i.indnkeyatts
            ORDER BY k.position""";

    private static final String MEMBERS = """
            SELECT n.nspname, c.relname, c.relkind, c.relpersistence, c.relreplident,
                   (SELECT pg_catalog.array_agg(CAST(a.attname AS text)) FROM pg_catalog.pg_index i
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid
                     AND a.attnum = ANY ((CAST(i.indkey AS int2[]))[0:i.indnkeyatts - 1])
                    WHERE i.indrelid = c.oid AND i.indisreplident AND i.indisvalid)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid IN (SELECT relid FROM pg_catalog.pg_partition_tree(CAST(? AS oid)) WHERE isleaf)
               OR c.oid = CAST(? AS oid) AND c.relkind <> 'p'
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C\"""";

    private static final String DESCENDANTS = """
            WITH RECURSIVE tree (oid) AS (
                SELECT inhrelid FROM pg_catalog.pg_inherits WHERE inhparent = CAST(? AS oid)
                UNION SELECT i.inhrelid FROM tree t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid)
            SELECT t.oid FROM tree t JOIN pg_catalog.pg_class c ON c.oid = t.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C\"""";

    private static final String ROLE = "SELECT pg_catalog.quote_ident(current_user)";

    private final SourceSession session;
    private final Types types;
    private final Map<Long, RelationInfo> byOid = new HashMap<>();

    Relations(SourceSession session, Types types) {
        this.session = session;
        this.types = types;
    }

    public RelationInfo relation(long oid) {
        var known = byOid.get(oid);
        if (known == null) {
            known = load(oid);
            byOid.put(oid, known);
        }
        return known;
    }

    /** The tables that inherit from a table, at any depth, each once. */
    public List<RelationInfo> descendants(long oid) {
        return session.query(DESCENDANTS, row -> row.getLong(1), oid).stream()
                .map(this::relation)
                .toList();
    }

    /** The role that we analyse as, quoted for SQL. */
    public String role() {
        return session.query(ROLE, row -> row.getString(1)).get(0);
    }

    private RelationInfo load(long oid) {
        var found = session.query(
                RELATION,
                row -> new Raw(
                        new TableName(row.getString(1), row.getString(2)),
                        row.getLong(3),
                        row.getString(4).charAt(0),
                        row.getString(5).charAt(0),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        row.getBoolean(8),
                        row.getBoolean(9),
                        row.getBoolean(10)),
                oid);
        if (found.isEmpty()) {
            throw new IllegalStateException("relation " + oid + " is not in the catalog");
        }
        var raw = found.get(0);
        return new RelationInfo(
                oid,
                raw.name,
                raw.typeOid,
                raw.kind,
                raw.persistence,
                raw.partition,
                raw.hasChildren,
                raw.rowSecurity,
                raw.policies,
                raw.selectable,
                columns(oid),
                session.query(PRIMARY_KEY, row -> row.getString(1), oid),
                members(oid));
    }

    private List<RelationColumn> columns(long oid) {
        var raw = session.query(
                COLUMNS,
                row -> new RawColumn(
                        row.getInt(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getInt(4),
                        row.getLong(5),
                        row.getBoolean(6),
                        generation(row.getString(7), row.getString(8))),
                oid);
        return raw.stream()
                .map(column -> new RelationColumn(
                        column.number,
                        column.name,
                        column.typeOid,
                        types.sqlType(column.typeOid, column.typmod, column.collationOid),
                        column.notNull,
                        column.generation))
                .toList();
    }

    private Generation generation(String kind, String expression) {
        return switch (kind) {
            case "s" -> new Generation(expression, true, session.version() >= PUBLISHES_GENERATED);
            case "v" -> new Generation(expression, false, false);
            default -> null;
        };
    }

    private List<Member> members(long oid) {
        return session.query(
                MEMBERS,
                row -> new Member(
                        new TableName(row.getString(1), row.getString(2)),
                        row.getString(3).charAt(0),
                        row.getString(4).charAt(0),
                        row.getString(5).charAt(0),
                        strings(row.getArray(6))),
                oid,
                oid);
    }

    private static List<String> strings(Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    private record Raw(
            TableName name,
            long typeOid,
            char kind,
            char persistence,
            boolean partition,
            boolean hasChildren,
            boolean rowSecurity,
            boolean policies,
            boolean selectable) {}

    private record RawColumn(
            int number,
            String name,
            long typeOid,
            int typmod,
            long collationOid,
            boolean notNull,
            Generation generation) {}
}
