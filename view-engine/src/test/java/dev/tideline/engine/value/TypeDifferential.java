package dev.tideline.engine.value;

import dev.tideline.engine.function.Oracle;
import dev.tideline.engine.function.Samples;
import dev.tideline.engine.function.TestTypes;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Text forms, bytes, order and equality of every type, beside PostgreSQL's. */
final class TypeDifferential {

    static final List<String> TYPES = List.of(
            "bool",
            "int2",
            "int4",
            "int8",
            "oid",
            "float4",
            "float8",
            "numeric",
            "text",
            "varchar",
            "bpchar",
            "name",
            "bytea",
            "date",
            "time",
            "timetz",
            "timestamp",
            "timestamptz",
            "interval",
            "uuid",
            "json",
            "jsonb",
            "mood",
            "pair",
            "_int4",
            "_text",
            "_numeric",
            "_float8",
            "_jsonb",
            "_mood",
            "_timestamptz",
            "_timetz",
            "_interval",
            "_bpchar",
            "_pair",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "_inet",
            "int4range",
            "int8range",
            "numrange",
            "daterange",
            "tsrange",
            "tstzrange",
            "int4multirange",
            "nummultirange",
            "datemultirange",
            "tstzmultirange",
            "_numrange",
            "jsonpath",
            "bit",
            "varbit",
            "pg_lsn",
            "xid8",
            "_varbit",
            "xid",
            "char",
            "_char",
            "tsvector",
            "_tsvector",
            "tsquery",
            "_tsquery");

    static final List<String> TEXT_TYPES = List.of(
            "bool",
            "int2",
            "int4",
            "int8",
            "oid",
            "float4",
            "float8",
            "numeric",
            "bytea",
            "date",
            "time",
            "timetz",
            "timestamp",
            "timestamptz",
            "interval",
            "uuid",
            "json",
            "jsonb",
            "mood",
            "_int4",
            "_text",
            "pair",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "int4range",
            "int8range",
            "numrange",
            "daterange",
            "tsrange",
            "tstzrange",
            "int4multirange",
            "nummultirange",
            "datemultirange",
            "tstzmultirange",
            "jsonpath",
            "bit",
            "varbit",
            "pg_lsn",
            "xid8",
            "xid",
            "char",
            "tsvector",
            "tsquery");

    private static final int SHOWN = 5;
    private static final String[] ZONES = {
        "UTC",
        "America/New_York",
        "Europe/Amsterdam",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "America/Caracas",
        "Europe/Dublin"
    };

    private final Oracle oracle;
    private final int serverMajor;
    private final Random random;
    private final PgTypeCatalog types = new PgTypeCatalog();
    private final List<String> failures = new ArrayList<>();
    private long comparisons;

    TypeDifferential(Connection connection, int serverMajor, long seed) throws SQLException {
        this.oracle = new Oracle(connection);
        this.serverMajor = serverMajor;
        this.random = new Random(seed);
        oracle.execute(TestTypes.DDL);
    }

    List<String> failures() {
        return failures;
    }

    long comparisons() {
        return comparisons;
    }

    /** Reads odd texts and prints them again. */
    void inputs(String name, int count) throws SQLException {
        var type = TestTypes.sqlType(TestTypes.byName(name));
        // Elsewhere most of them would depend on the day.
        var session = name.equals("timetz") ? session("UTC") : session();
        var samples = new TextSamples(random);
        var texts = new ArrayList<String[]>();
        for (int i = 0; i < count; i++) {
            texts.add(new String[] {samples.of(name)});
        }
        var expected = oracle.evaluate("a[1]::" + TestTypes.castName(type.type()), texts);
        int before = failures.size();
        int values = 0;
        for (int i = 0; i < count; i++) {
            String actual;
            try {
                var value = types.semantics(type).fromText(texts.get(i)[0], session);
                actual = "=" + types.semantics(type).toText(value, session);
                values++;
            } catch (SqlError e) {
                // What depends on the history of abbreviations or on the moment is refused, as documented.
                actual = e.sqlState().equals("0A000") ? expected.get(i) : "!" + e.sqlState() + " " + e.getMessage();
            }
            // Which token is to blame for a syntax error is not said in PostgreSQL's words.
            boolean bothSyntax =
                    name.equals("jsonpath") && expected.get(i).startsWith("!42601") && actual.startsWith("!42601");
            check(
                    name + " input '" + texts.get(i)[0] + "' in " + session.timezone(),
                    expected.get(i),
                    bothSyntax ? expected.get(i) : actual);
        }
        if (values < count / 10) {
            failures.add(name + ": only " + values + " of " + count + " texts were valid");
        }
        cut(before, name);
    }

    /** Prints values, reads them, writes and reads their bytes. */
    void roundTrips(String name, int count) throws SQLException {
        var type = TestTypes.sqlType(TestTypes.byName(name));
        var semantics = types.semantics(type);
        var session = session();
        var values = values(type, count);
        var texts = texts(semantics, values, session);
        var printed = oracle.evaluate("a[1]::" + TestTypes.castName(type.type()), texts);
        int before = failures.size();
        for (int i = 0; i < count; i++) {
            var value = values.get(i);
            String text = texts.get(i)[0];
            check(name + " text of " + value, printed.get(i), "=" + text);
            check(name + " read " + text, value, semantics.fromText(text, session));
            var out = new ByteWriter();
            semantics.write(value, out);
            int length = out.length();
            out.writeByte(0xA5);
            var in = new ByteReader(out.toByteArray());
            check(name + " bytes of " + text, value, semantics.read(in));
            check(name + " length of " + text, length, in.position());
        }
        cut(before, name);
    }

    /** Compares pairs and sorts. */
    void order(String name, int count) throws SQLException {
        var type = TestTypes.sqlType(TestTypes.byName(name));
        var semantics = types.semantics(type);
        var session = session();
        int before = failures.size();
        if (semantics.hashable() && !semantics.ordered()) {
            return;
        }
        if (!semantics.hashable()) {
            check(
                    name + " has no equality",
                    true,
                    List.of("json", "jsonpath", "tsquery", "_tsquery").contains(name));
            return;
        }
        var values = values(type, count * 2);
        var rows = new ArrayList<String[]>();
        for (int i = 0; i < count; i++) {
            // Every other pair is of one value and itself printed and read under other scales, paddings and signs, if
            // there are any.
            rows.add(new String[] {
                semantics.toText(values.get(2 * i), session), semantics.toText(values.get(2 * i + 1), session)
            });
        }
        String cast = TestTypes.castName(type.type());
        String pair = "a[1]::" + cast + " %s a[2]::" + cast;
        var less = oracle.evaluate(pair.formatted("<"), rows);
        var equal = oracle.evaluate(pair.formatted("="), rows);
        for (int i = 0; i < count; i++) {
            var left = values.get(2 * i);
            var right = values.get(2 * i + 1);
            String what = name + " " + Arrays.toString(rows.get(i));
            int order = semantics.compare(left, right);
            check(what + " <", less.get(i), order < 0 ? "=t" : "=f");
            check(what + " =", equal.get(i), order == 0 ? "=t" : "=f");
            boolean same = semantics.representative(left).equals(semantics.representative(right));
            check(what + " representative", equal.get(i), same ? "=t" : "=f");
            if (semantics.identitySafe()) {
                check(what + " identity", equal.get(i), left.equals(right) ? "=t" : "=f");
            }
            int bytes = Arrays.compareUnsigned(ordered(semantics, left), ordered(semantics, right));
            check(what + " ordered bytes", Integer.signum(order), Integer.signum(bytes));
        }
        cut(before, name);
    }

    /** Ordered bytes of one value never are the start of another's, so that columns can be strung together. */
    private static byte[] ordered(TypeSemantics semantics, Object value) {
        var out = new ByteWriter();
        semantics.writeOrdered(value, out);
        return out.toByteArray();
    }

    /** Sorting by the bytes, and by two columns' bytes strung together, is ORDER BY. */
    void sorting(String name, int count) throws SQLException {
        var type = TestTypes.sqlType(TestTypes.byName(name));
        var semantics = types.semantics(type);
        if (!semantics.ordered()) {
            return;
        }
        var session = session();
        var first = values(type, count);
        var second = values(type, count);
        var rows = new ArrayList<Integer>();
        var keys = new ArrayList<byte[]>();
        var texts = new ArrayList<Jsonb>();
        for (int i = 0; i < count; i++) {
            var out = new ByteWriter();
            semantics.writeOrdered(first.get(i), out);
            semantics.writeOrdered(second.get(i), out);
            out.writeInt(i);
            keys.add(out.toByteArray());
            rows.add(i);
            texts.add(Jsonb.array(List.of(
                    Jsonb.of(semantics.toText(first.get(i), session)),
                    Jsonb.of(semantics.toText(second.get(i), session)))));
        }
        rows.sort((a, b) -> Arrays.compareUnsigned(keys.get(a), keys.get(b)));
        var expected = new ArrayList<Integer>();
        String cast = TestTypes.castName(type.type());
        String query =
                "SELECT o::int4 - 1 FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY u(e, o) ORDER BY (e->>0)::"
                        + cast + ", (e->>1)::" + cast + ", o";
        try (var statement = oracle.connection().prepareStatement(query)) {
            statement.setString(1, Jsonb.array(texts).toString());
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    expected.add(result.getInt(1));
                }
            }
        }
        check(name + " ORDER BY", expected, rows);
    }

    private SessionSettings session() throws SQLException {
        return session(ZONES[random.nextInt(ZONES.length)]);
    }

    private SessionSettings session(String zone) throws SQLException {
        oracle.execute("SET timezone = '" + zone + "'");
        return new SessionSettings(ZoneId.of(zone), serverMajor);
    }

    private List<Object> values(SqlType type, int count) {
        var samples = new Samples(random, serverMajor);
        var values = new ArrayList<Object>();
        for (int i = 0; i < count; i++) {
            var value = samples.value(type);
            if (type.type().equals(PgType.NAME)) {
                value = TextSemantics.truncatedName((String) value);
            }
            values.add(value);
        }
        return values;
    }

    private static List<String[]> texts(TypeSemantics semantics, List<Object> values, SessionSettings session) {
        var texts = new ArrayList<String[]>();
        for (var value : values) {
            texts.add(new String[] {semantics.toText(value, session)});
        }
        return texts;
    }

    private void check(String what, Object expected, Object actual) {
        comparisons++;
        if (!Objects.equals(expected, actual)) {
            failures.add(what + "\n      expected " + expected + "\n      but was  " + actual);
        }
    }

    private void cut(int before, String name) {
        if (failures.size() > before + SHOWN) {
            int more = failures.size() - before - SHOWN;
            failures.subList(before + SHOWN, failures.size()).clear();
            failures.add(name + ": and " + more + " more");
        }
    }
}
