package dev.tideline.documentation;

import dev.tideline.engine.circuit.aggregate.AggregateFunctions;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.function.FunctionRegistry;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgTypeCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** PostgreSQL's functions and operators that the engine implements, under the names by which people call them. */
final class SqlFunctions {

    private static final List<String> FAMILIES =
            List.of("Numbers", "Text", "Date and time", "JSON", "Arrays", "Binary", "Boolean, uuid, enum and any type");

    private static final Set<String> NUMBERS =
            Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision", "oid");
    private static final Set<String> TEXTS = Set.of("text", "character", "character varying", "name");
    private static final Set<String> TIMES = Set.of(
            "date",
            "time without time zone",
            "time with time zone",
            "timestamp without time zone",
            "timestamp with time zone",
            "interval");

    /** @param internal it is there for an operator or a cast, and nobody calls it by its name */
    private record Entry(
            String name,
            List<String> arguments,
            String result,
            List<String> operators,
            boolean internal,
            boolean variadic) {

        String family() {
            var types = new ArrayList<>(arguments);
            types.add(result);
            if (types.stream().anyMatch(type -> type.startsWith("json"))) {
                return "JSON";
            } else if (arguments.stream().anyMatch(type -> type.endsWith("[]") || type.contains("array"))) {
                return "Arrays";
            } else if (types.stream().anyMatch(TIMES::contains)) {
                return "Date and time";
            } else if (types.stream().anyMatch("bytea"::equals)) {
                return "Binary";
            } else if (arguments.stream().anyMatch(TEXTS::contains)) {
                return "Text";
            } else if (arguments.stream().anyMatch(NUMBERS::contains)) {
                return "Numbers";
            }
            return "Boolean, uuid, enum and any type";
        }

        String form() {
            var shown = arguments.stream().map(SqlFunctions::shorter).collect(Collectors.toCollection(ArrayList::new));
            if (variadic) {
                shown.set(shown.size() - 1, "VARIADIC " + shown.get(shown.size() - 1));
            }
            return "(" + String.join(", ", shown) + ") → " + shorter(result);
        }
    }

    private final List<Entry> functions;
    private final Map<String, Set<String>> aggregates;
    private final List<String> ofOtherVersions;

    private SqlFunctions(List<Entry> functions, Map<String, Set<String>> aggregates, List<String> ofOtherVersions) {
        this.functions = functions;
        this.aggregates = aggregates;
        this.ofOtherVersions = ofOtherVersions;
    }

    static SqlFunctions read(Connection connection) throws SQLException {
        var implemented = new TreeSet<>(FunctionRegistry.standard().signatures());
        var functions = new ArrayList<Entry>();
        var aggregates = new TreeMap<String, Set<String>>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT p.proname, p.prokind = 'a' AS aggregate, format_type(p.prorettype, NULL) AS result,
                               ARRAY(SELECT replace(format_type(t, NULL), '"any"', 'any') FROM unnest(p.proargtypes) WITH ORDINALITY u (t, i) ORDER BY i) AS arguments,
                               ARRAY(SELECT typname::text FROM unnest(p.proargtypes) WITH ORDINALITY u (t, i)
                                     JOIN pg_type ON pg_type.oid = t ORDER BY i) AS internal_names,
                               ARRAY(SELECT DISTINCT oprname::text FROM pg_operator WHERE oprcode = p.oid ORDER BY 1) AS operators,
                               coalesce(obj_description(p.oid, 'pg_proc') LIKE 'implementation of % operator%', false)
                                 OR EXISTS (SELECT FROM pg_aggregate WHERE p.oid IN (aggtransfn, aggmtransfn, aggminvtransfn))
                                 OR p.proname ~ '^numeric_|^(dround|dtrunc|textlen|int4inc)$'
                                 OR EXISTS (SELECT FROM pg_cast WHERE castfunc = p.oid AND p.proname = (SELECT typname FROM pg_type WHERE oid = casttarget))
                                 AS internal,
                               p.provariadic <> 0 AS variadic
                        FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace ORDER BY p.proname, arguments""")) {
            while (rows.next()) {
                var name = rows.getString("proname");
                var arguments = List.of((String[]) rows.getArray("arguments").getArray());
                if (rows.getBoolean("aggregate")) {
                    var types = Arrays.stream(
                                    (String[]) rows.getArray("internal_names").getArray())
                            .<PgType>map(PgType.Base::new)
                            .toList();
                    if (aggregates(name, types)) {
                        aggregates
                                .computeIfAbsent(name, key -> new LinkedHashSet<>())
                                .add(arguments.isEmpty() ? "*" : shorter(arguments.get(0)));
                    }
                } else if (implemented.remove("pg_catalog." + name + "(" + String.join(", ", arguments) + ")")) {
                    functions.add(new Entry(
                            name,
                            arguments,
                            rows.getString("result"),
                            List.of((String[]) rows.getArray("operators").getArray()),
                            rows.getBoolean("internal"),
                            rows.getBoolean("variadic")));
                }
            }
        }
        return new SqlFunctions(functions, aggregates, List.copyOf(implemented));
    }

    private static boolean aggregates(String name, List<PgType> types) {
        var catalog = new PgTypeCatalog();
        boolean ofOurTypes = types.stream()
                .allMatch(type ->
                        isPolymorphic(((PgType.Base) type).name()) || catalog.supports(new SqlType(type, -1, null)));
        return ofOurTypes
                && AggregateFunctions.supports(
                        new Function("pg_catalog", name, types, PgType.TEXT, false, Function.Volatility.IMMUTABLE));
    }

    private static boolean isPolymorphic(String type) {
        return type.startsWith("any") || type.equals("record");
    }

    void aggregates(StringBuilder page) {
        page.append("## Aggregates\n\nAll with `FILTER`, with `DISTINCT`, and with or without `GROUP BY`.\n\n");
        page.append("| aggregate | of |\n|---|---|\n");
        aggregates.forEach((name, types) -> page.append("| `")
                .append(name)
                .append("` | ")
                .append(String.join(", ", types))
                .append(" |\n"));
        page.append('\n');
    }

    void sets(StringBuilder page) {
        page.append(
                "## Functions that return sets\n\nIn `FROM`, with `WITH ORDINALITY` and `ROWS FROM`, and in the `SELECT` list.\n\n");
        FunctionRegistry.standard().setSignatures().forEach(signature -> page.append("- `")
                .append(signature.substring("pg_catalog.".length()))
                .append("`\n"));
        page.append('\n');
    }

    /** Operators that take the same operands share a line. */
    void operators(StringBuilder page) {
        page.append("## Operators of expressions\n");
        for (var family : FAMILIES) {
            var operands = new TreeMap<String, Set<String>>();
            for (var function : functions) {
                if (function.family().equals(family)) {
                    for (var operator : function.operators()) {
                        operands.computeIfAbsent(operator, key -> new TreeSet<>())
                                .add(operands(function));
                    }
                }
            }
            var lines = new TreeMap<String, Set<String>>();
            operands.forEach(
                    (operator, forms) -> lines.computeIfAbsent(String.join(", ", forms), key -> new TreeSet<>())
                            .add(code(operator)));
            if (!lines.isEmpty()) {
                page.append("\n### ").append(family).append("\n\n| operators | operands |\n|---|---|\n");
                lines.entrySet().stream()
                        .map(line -> "| " + String.join(" ", line.getValue()) + " | " + line.getKey() + " |\n")
                        .sorted()
                        .forEach(page::append);
            }
        }
        page.append(
                "\n`IN`, `BETWEEN`, `IS DISTINCT FROM`, `= ANY` and `<> ALL` work wherever their comparisons do; `~~` is `LIKE`, `~~*` is `ILIKE`.\n\n");
    }

    private static String operands(Entry function) {
        var arguments = function.arguments().stream().map(SqlFunctions::shorter).toList();
        if (arguments.size() == 2 && arguments.get(0).equals(arguments.get(1))) {
            return arguments.get(0);
        }
        return arguments.size() == 1 ? "(prefix) " + arguments.get(0) : String.join(" · ", arguments);
    }

    void functions(StringBuilder page) {
        page.append("## Functions\n");
        for (var family : FAMILIES) {
            var forms = new TreeMap<String, List<String>>();
            for (var function : functions) {
                if (!function.internal() && function.family().equals(family)) {
                    forms.computeIfAbsent(function.name(), key -> new ArrayList<>())
                            .add(function.form());
                }
            }
            if (!forms.isEmpty()) {
                page.append("\n### ").append(family).append("\n\n| function | arguments → result |\n|---|---|\n");
                forms.forEach((name, all) -> page.append("| `")
                        .append(name)
                        .append("` | ")
                        .append(String.join("; ", all))
                        .append(" |\n"));
            }
        }
        if (!ofOtherVersions.isEmpty()) {
            page.append("\nAs older servers declare them, also: ")
                    .append(ofOtherVersions.stream()
                            .map(signature -> "`" + signature.substring("pg_catalog.".length()) + "`")
                            .collect(Collectors.joining(", ")))
                    .append(".\n");
        }
        page.append('\n');
    }

    private static String code(String operator) {
        return "`" + operator.replace("|", "\\|") + "`";
    }

    private static final Map<String, String> SHORTER = new HashMap<>(Map.of(
            "timestamp without time zone", "timestamp",
            "timestamp with time zone", "timestamptz",
            "time without time zone", "time",
            "time with time zone", "timetz",
            "character varying", "varchar",
            "character", "char",
            "double precision", "double"));

    /** A type's name as people write it. */
    static String shorter(String type) {
        return type.endsWith("[]")
                ? shorter(type.substring(0, type.length() - 2)) + "[]"
                : SHORTER.getOrDefault(type, type);
    }
}
