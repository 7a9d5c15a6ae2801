package dev.tideline.engine.function;

import dev.tideline.engine.expr.CompilingExprCompiler;
import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.RowSet;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Evaluates functions here and in PostgreSQL and compares. */
final class FunctionDifferential {

    /** What came of it. */
    record Report(int functions, long comparisons, long values, long errors, List<String> failures) {
        String summary() {
            return functions + " functions, " + comparisons + " comparisons, " + values + " values and " + errors
                    + " errors alike, " + failures.size() + " failures";
        }
    }

    /** A function as pg_proc has it. */
    private record Entry(Function function, String sqlName, boolean variadic, boolean set) {}

    private static final int SHOWN = 4;

    /** How many rows of a set are looked at. */
    private static final int MOST_ROWS = 40;

    private static final int LARGEST_BATCH = 250;
    private static final int MOST_EXTRA_BATCHES = 20;
    private static final int LONGEST_TEXT = 2_000;

    /** How much memory PostgreSQL allows itself for an expression is no part of what the expression means. */
    private static final String TOO_COMPLEX = "!2201B invalid regular expression: regular expression is too complex";

    /** What depends on the day on which it is computed is refused. */
    private static final String OFFSET_OF_TODAY = "the offset of the current day";

    /** What older servers have and the newest has no more. */
    private static final Set<String> REMOVED =
            Set.of("pg_catalog.jsonb_strip_nulls(jsonb)", "pg_catalog.json_strip_nulls(json)");

    private static final String[] ZONES = {
        "America/New_York",
        "Europe/Berlin",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "America/Sao_Paulo",
        "UTC",
        "Europe/Dublin",
        "Asia/Tokyo",
        "Pacific/Apia",
        "Europe/Lisbon"
    };

    private final Oracle oracle;
    private final int serverMajor;
    private final long seed;
    private final int rows;
    private final PgTypeCatalog types = new PgTypeCatalog();
    private final FunctionCases cases = new FunctionCases();
    private final Map<String, Entry> catalog = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private long comparisons;
    private long values;
    private long errors;
    private int absent;

    FunctionDifferential(Connection connection, int serverMajor, long seed, int rows) throws SQLException {
        this.oracle = new Oracle(connection);
        this.serverMajor = serverMajor;
        this.seed = seed;
        this.rows = rows;
        oracle.execute(TestTypes.DDL);
        oracle.execute("SET extra_float_digits = 1");
        readCatalog();
    }

    Report run(List<String> signatures) throws SQLException {
        for (var signature : signatures) {
            var entry = catalog.get(signature);
            if (entry == null && (serverMajor < SessionSettings.NEWEST_MAJOR || REMOVED.contains(signature))) {
                absent++;
                continue;
            }
            if (entry == null) {
                failures.add(signature + ": PostgreSQL " + serverMajor + " has no such function");
                continue;
            }
            try {
                check(signature, entry);
            } catch (UnsupportedCallException e) {
                if (serverMajor == SessionSettings.NEWEST_MAJOR) {
                    failures.add(signature + ": " + e.getMessage());
                }
                absent++;
            }
        }
        return new Report(signatures.size() - absent, comparisons, values, errors, failures);
    }

    private void readCatalog() throws SQLException {
        String query = """
                SELECT p.proname, n.nspname, p.proisstrict, p.provolatile,
                       ARRAY(SELECT t.typname FROM unnest(p.proargtypes) WITH ORDINALITY u(o, i)
                               JOIN pg_type t ON t.oid = u.o ORDER BY i), r.typname,
                       p.provariadic NOT IN (0, '"any"'::regtype), p.proretset
                  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_type r ON r.oid = p.prorettype
                 WHERE n.nspname = 'pg_catalog' AND p.prokind = 'f'
                   AND (NOT p.proretset OR r.typname <> 'record')""";
        try (var statement = oracle.connection().createStatement();
                var result = statement.executeQuery(query)) {
            while (result.next()) {
                var arguments = new ArrayList<PgType>();
                for (var name : (String[]) result.getArray(5).getArray()) {
                    arguments.add(TestTypes.byName(name));
                }
                var volatility =
                        switch (result.getString(4)) {
                            case "i" -> Function.Volatility.IMMUTABLE;
                            case "s" -> Function.Volatility.STABLE;
                            default -> Function.Volatility.VOLATILE;
                        };
                var function = new Function(
                        result.getString(2),
                        result.getString(1),
                        arguments,
                        TestTypes.byName(result.getString(6)),
                        result.getBoolean(3),
                        volatility);
                catalog.put(
                        function.signature(),
                        new Entry(
                                function,
                                "pg_catalog.\"" + function.name() + "\"",
                                result.getBoolean(7),
                                result.getBoolean(8)));
            }
        }
    }

    private void check(String signature, Entry entry) throws SQLException {
        var random = new Random(seed ^ signature.hashCode());
        var samples = new Samples(random, serverMajor);
        var name = entry.function().name();
        long valuesBefore = values;
        long comparisonsBefore = comparisons;
        int failuresBefore = failures.size();
        var concrete = cases.concrete(name, entry.function().arguments());
        for (var argumentTypes : concrete) {
            int wanted = Math.max(rows / concrete.size(), 2);
            // In batches, each in a time zone of its own: no more than one batch is ever held.
            int batches = Math.max(2, wanted / LARGEST_BATCH);
            for (int batch = 0; batch < batches; batch++) {
                int count = wanted / batches;
                // Once in a zone without daylight saving: some functions are refused in others.
                var zone = batch == 0 ? "UTC" : ZONES[random.nextInt(ZONES.length)];
                compare(signature, entry, argumentTypes, samples, count, zone);
            }
        }
        for (int i = 0; comparisons < comparisonsBefore + rows && i < MOST_EXTRA_BATCHES; i++) {
            int missing = (int) Math.min(comparisonsBefore + rows - comparisons, LARGEST_BATCH);
            compare(signature, entry, concrete.get(i % concrete.size()), samples, missing, "UTC");
        }
        if (comparisons < comparisonsBefore + rows) {
            failures.add(signature + ": only " + (comparisons - comparisonsBefore) + " comparisons");
        }
        if (values == valuesBefore && failures.size() == failuresBefore) {
            failures.add(signature + ": never returned a value");
        }
        if (failures.size() > failuresBefore + SHOWN) {
            int more = failures.size() - failuresBefore - SHOWN;
            failures.subList(failuresBefore + SHOWN, failures.size()).clear();
            failures.add(signature + ": and " + more + " more");
        }
    }

    private void compare(
            String signature, Entry entry, List<PgType> argumentTypes, Samples samples, int count, String zone)
            throws SQLException {
        var session = new SessionSettings(ZoneId.of(zone), serverMajor);
        var arguments = argumentTypes.stream().map(TestTypes::sqlType).toList();
        var inputs = new ArrayList<Object[]>();
        var texts = new ArrayList<String[]>();
        for (int i = 0; i < count; i++) {
            var values = cases.arguments(entry.function().name(), argumentTypes, samples);
            inputs.add(values);
            texts.add(texts(values, arguments, session));
        }
        oracle.execute("SET timezone = '" + zone + "'");
        var result = TestTypes.sqlType(TestTypes.byName(oracle.typeOf(call(entry, argumentTypes, "NULL"))));
        var called = call(entry, argumentTypes, null);
        var expected = oracle.evaluate(entry.set() ? rows(called) : called, texts);
        var compiler = new CompilingExprCompiler(types, session);
        var evaluator = compiled(compiler, inputCall(entry.function(), arguments, result));
        for (int i = 0; i < count; i++) {
            var row = new Row(inputs.get(i));
            boolean constant = i % 4 == 0;
            var actual = constant
                    ? outcome(
                            compiled(compiler, constantCall(entry.function(), arguments, inputs.get(i), result)),
                            row,
                            result,
                            session)
                    : outcome(evaluator, row, result, session);
            record(signature, argumentTypes, zone, texts.get(i), expected.get(i), actual);
        }
    }

    private void record(
            String signature, List<PgType> types, String zone, String[] inputs, String expected, String actual) {
        if (TOO_COMPLEX.equals(expected)
                || actual != null && actual.startsWith("!0A000") && actual.contains(OFFSET_OF_TODAY)) {
            return;
        }
        comparisons++;
        if (Objects.equals(expected, actual)) {
            if (expected != null) {
                values += expected.charAt(0) == '=' ? 1 : 0;
                errors += expected.charAt(0) == '!' ? 1 : 0;
            }
            return;
        }
        var shown = new ArrayList<String>();
        for (var input : inputs) {
            shown.add(input == null ? "NULL" : "'" + shortened(input) + "'");
        }
        failures.add(signature + " as " + types.stream().map(PgType::ddl).toList() + " of " + shown + " in " + zone
                + "\n      expected " + shortened(expected) + "\n      but was  " + shortened(actual));
    }

    private static String shortened(String text) {
        return text == null || text.length() <= LONGEST_TEXT
                ? text
                : text.substring(0, LONGEST_TEXT) + "… (" + text.length() + " characters)";
    }

    private String[] texts(Object[] values, List<SqlType> arguments, SessionSettings session) {
        var texts = new String[values.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] =
                    values[i] == null ? null : types.semantics(arguments.get(i)).toText(values[i], session);
        }
        return texts;
    }

    private static String call(Entry entry, List<PgType> arguments, String value) {
        var sql = new StringBuilder(entry.sqlName()).append('(');
        for (int i = 0; i < arguments.size(); i++) {
            sql.append(i == 0 ? "" : ", ");
            sql.append(entry.variadic() && i == arguments.size() - 1 ? "VARIADIC " : "");
            sql.append(value == null ? "a[" + (i + 1) + "]" : value);
            sql.append("::").append(TestTypes.castName(arguments.get(i)));
        }
        return sql.append(')').toString();
    }

    /** The first rows of a set as an array of texts; NULL if there are none. */
    private static String rows(String call) {
        return "(SELECT array_agg(y::text) FROM (SELECT " + call + " AS y LIMIT " + MOST_ROWS + ") f)";
    }

    private String rows(RowSet set, SqlType type, SessionSettings session) {
        var texts = new ArrayList<Object>();
        var rows = set.rows();
        while (rows.hasNext() && texts.size() < MOST_ROWS) {
            var value = rows.next().get(0);
            texts.add(value == null ? null : types.semantics(type).toText(value, session));
        }
        var array = TestTypes.sqlType(new PgType.Array(PgType.TEXT));
        return texts.isEmpty() ? null : "=" + types.semantics(array).toText(PgArray.of(texts.toArray()), session);
    }

    private static Expr inputCall(Function function, List<SqlType> arguments, SqlType result) {
        var inputs = new ArrayList<Expr>();
        for (var argument : arguments) {
            inputs.add(new Expr.InputRef(inputs.size(), argument));
        }
        return new Expr.Call(function, inputs, result, Collation.C);
    }

    private static Expr constantCall(Function function, List<SqlType> arguments, Object[] values, SqlType result) {
        var constants = new ArrayList<Expr>();
        for (var argument : arguments) {
            constants.add(new Expr.Constant(values[constants.size()], argument));
        }
        return new Expr.Call(function, constants, result, Collation.C);
    }

    /** Refuses row by row what cannot be compiled because it depends on the day. */
    private static Evaluator compiled(ExprCompiler compiler, Expr expr) {
        try {
            return compiler.compile(expr);
        } catch (UnsupportedCallException e) {
            if (!e.getMessage().contains(OFFSET_OF_TODAY)) {
                throw e;
            }
            return row -> {
                throw SqlError.notSupported(e.getMessage());
            };
        }
    }

    private String outcome(Evaluator evaluator, Row row, SqlType result, SessionSettings session) {
        try {
            var value = evaluator.evaluate(row);
            if (value instanceof RowSet set) {
                return rows(set, result, session);
            }
            return value == null ? null : "=" + types.semantics(result).toText(value, session);
        } catch (SqlError e) {
            return "!" + e.sqlState() + " " + e.getMessage();
        } catch (RuntimeException e) {
            return "our own failure: " + e + " at " + e.getStackTrace()[0];
        }
    }
}
