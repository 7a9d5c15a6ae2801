package dev.tideline.engine.sql.catalog;

import dev.tideline.engine.sql.server.SourceSession;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The source's types. */
public final class Types {

    private static final String TYPE = """
            SELECT n.nspname, t.typname, t.typtype, t.typelem, t.typbasetype, t.typtypmod, t.typrelid, t.typlen, t.typbyval,
                   t.typalign, t.typnotnull, EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            WHERE t.oid = CAST(? AS oid)""";

    private static final String LABELS =
            "SELECT oid, enumlabel FROM pg_catalog.pg_enum WHERE enumtypid = CAST(? AS oid) ORDER BY enumsortorder";

    private static final String FIELDS = """
            SELECT attname, atttypid, atttypmod, attcollation, attnum FROM pg_catalog.pg_attribute
            WHERE attrelid = CAST(? AS oid) AND attnum > 0 AND NOT attisdropped ORDER BY attnum""";

    private static final String CHECKS = """
            SELECT conname, CAST(conbin AS text) FROM pg_catalog.pg_constraint
            WHERE contypid = CAST(? AS oid) AND contype = 'c' ORDER BY conname COLLATE "C\"""";

    private static final String ARRAY =
            "SELECT typarray FROM pg_catalog.pg_type WHERE oid = CAST(? AS oid) AND typarray <> 0";

    private static final String BY_NAME =
            "SELECT oid FROM pg_catalog.pg_type WHERE typnamespace = 'pg_catalog'::regnamespace AND typname = CAST(? AS name)";

    private final SourceSession session;
    private final Collations collations;
    private final Map<Long, TypeInfo> byOid = new HashMap<>();
    private final Map<Long, Map<Long, String>> labels = new HashMap<>();
    private final Map<Long, List<Attribute>> attributes = new HashMap<>();
    private final Deque<Long> loading = new ArrayDeque<>();

    Types(SourceSession session, Collations collations) {
        this.session = session;
        this.collations = collations;
    }

    /** An attribute of a composite type, with its number, which counts dropped ones, too. */
    public record Attribute(int number, String name, long typeOid, SqlType type) {}

    /** A CHECK constraint of a domain; {@code tree} is the text of its condition's node tree. */
    public record DomainConstraint(String name, String tree) {}

    public TypeInfo info(long oid) {
        var known = byOid.get(oid);
        if (known == null) {
            known = load(oid);
            byOid.put(oid, known);
        }
        return known;
    }

    /** The OID of one of PostgreSQL's own types. */
    public long oidOf(String name) {
        return session.query(BY_NAME, row -> row.getLong(1), name).get(0);
    }

    /** The type of arrays of a type; an array, of whatever dimension, is one of its own. */
    public long arrayOf(long oid) {
        return session.query(ARRAY, row -> row.getLong(1), oid).stream()
                .findFirst()
                .orElse(oid);
    }

    /** The full type of an expression from what its node says. */
    public SqlType sqlType(long oid, int typmod, long collationOid) {
        return new SqlType(info(oid).type(), typmod, collations.collation(collationOid));
    }

    /** The label of an enum value, which a constant holds as the OID of its row. */
    public String enumLabel(long typeOid, long labelOid) {
        info(typeOid);
        return labels.get(typeOid).get(labelOid);
    }

    /** The attributes of a composite type. */
    public List<Attribute> attributes(long typeOid) {
        var known = attributes.get(typeOid);
        if (known == null) {
            known = loadAttributes(info(typeOid).relationOid());
            attributes.put(typeOid, known);
        }
        return known;
    }

    /** The CHECK constraints of a domain itself, in the order in which PostgreSQL checks them. */
    public List<DomainConstraint> constraints(long domainOid) {
        return session.query(CHECKS, row -> new DomainConstraint(row.getString(1), row.getString(2)), domainOid);
    }

    private TypeInfo load(long oid) {
        var found = session.query(
                TYPE,
                row -> new Raw(
                        oid,
                        new TableName(row.getString(1), row.getString(2)),
                        row.getString(3).charAt(0),
                        row.getBoolean(12) ? row.getLong(4) : 0,
                        row.getLong(5),
                        row.getInt(6),
                        row.getLong(7),
                        row.getInt(8),
                        row.getBoolean(9),
                        row.getString(10).charAt(0),
                        row.getBoolean(11)),
                oid);
        if (found.isEmpty()) {
            throw new IllegalStateException("type " + oid + " is not in the catalog");
        }
        var raw = found.get(0);
        return new TypeInfo(
                oid,
                type(raw),
                raw.length,
                raw.byValue,
                raw.alignment,
                raw.elementOid,
                raw.baseOid,
                raw.relationOid,
                raw.notNull);
    }

    private PgType type(Raw raw) {
        var base = new PgType.Base(raw.name.schema().equals("pg_catalog") ? raw.name.name() : raw.name.quoted());
        if (raw.elementOid != 0) {
            return new PgType.Array(info(raw.elementOid).type());
        }
        return switch (raw.kind) {
            case 'e' -> new PgType.Enum(raw.name, loadLabels(raw.oid));
            case 'd' -> new PgType.Domain(raw.name, info(raw.baseOid).type(), raw.typmod);
            case 'c' -> composite(raw, base);
            default -> base;
        };
    }

    /** A composite that contains itself (in an array) is cut off there: it is known by its name alone. */
    private PgType composite(Raw raw, PgType.Base byName) {
        if (loading.contains(raw.oid)) {
            return byName;
        }
        loading.push(raw.oid);
        try {
            var fields = loadAttributes(raw.relationOid).stream()
                    .map(attribute -> new PgType.Field(attribute.name(), attribute.type()))
                    .toList();
            return new PgType.Composite(raw.name, fields);
        } finally {
            loading.pop();
        }
    }

    private List<String> loadLabels(long oid) {
        var byLabelOid = new LinkedHashMap<Long, String>();
        session.query(LABELS, row -> byLabelOid.put(row.getLong(1), row.getString(2)), oid);
        labels.put(oid, byLabelOid);
        return List.copyOf(byLabelOid.values());
    }

    private List<Attribute> loadAttributes(long relationOid) {
        var raw = session.query(
                FIELDS,
                row -> new RawAttribute(row.getInt(5), row.getString(1), row.getLong(2), row.getInt(3), row.getLong(4)),
                relationOid);
        return raw.stream()
                .map(attribute -> new Attribute(
                        attribute.number,
                        attribute.name,
                        attribute.typeOid,
                        sqlType(attribute.typeOid, attribute.typmod, attribute.collationOid)))
                .toList();
    }

    private record RawAttribute(int number, String name, long typeOid, int typmod, long collationOid) {}

    private record Raw(
            long oid,
            TableName name,
            char kind,
            long elementOid,
            long baseOid,
            int typmod,
            long relationOid,
            int length,
            boolean byValue,
            char alignment,
            boolean notNull) {}
}
