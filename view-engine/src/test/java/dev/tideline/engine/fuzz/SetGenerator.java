package dev.tideline.engine.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random calls of functions that return sets, over the columns in scope. */
final class SetGenerator {

    private final Random random;

    SetGenerator(Random random) {
        this.random = random;
    }

    /** A call and the types of its rows' columns. */
    record Call(String sql, List<FuzzType> columns) {}

    Call any(List<Scoped> scope) {
        var candidates = new ArrayList<Call>();
        for (var column : scope) {
            var sql = column.sql();
            switch (column.type()) {
                case INTS -> {
                    candidates.add(new Call("generate_subscripts(" + sql + ", 1)", List.of(FuzzType.INT4)));
                    candidates.add(new Call("unnest(" + sql + ")", List.of(FuzzType.INT4)));
                    candidates.add(new Call("unnest(" + sql + ")", List.of(FuzzType.INT4)));
                }
                case NUMERICS -> candidates.add(new Call("unnest(" + sql + ")", List.of(FuzzType.NUMERIC)));
                case TEXTS -> {
                    candidates.add(new Call("unnest(" + sql + ")", List.of(FuzzType.TEXT)));
                    candidates.add(new Call("generate_subscripts(" + sql + ", 1)", List.of(FuzzType.INT4)));
                }
                case INTEGER_MULTIRANGE ->
                    candidates.add(new Call("unnest(" + sql + ")", List.of(FuzzType.INTEGER_RANGE)));
                case INT4, INT2 ->
                    candidates.add(new Call("generate_series(" + sql + ", 3" + step("") + ")", List.of(FuzzType.INT4)));
                case TEXT, VARCHAR -> candidates.add(text(sql));
                case NUMERIC_MULTIRANGE ->
                    candidates.add(new Call("unnest(" + sql + ")", List.of(FuzzType.NUMERIC_RANGE)));
                case DATE ->
                    candidates.add(new Call(
                            // From or to infinity it would not come to an end.
                            "generate_series(CASE WHEN isfinite(" + sql + ") THEN " + sql
                                    + "::timestamp END, '2024-01-03', interval '40 hours')",
                            List.of(FuzzType.TIMESTAMP)));
                case JSONB -> {
                    candidates.add(new Call(
                            "jsonb_each(CASE WHEN jsonb_typeof(" + sql + ") = 'object' THEN " + sql + " END)",
                            List.of(FuzzType.TEXT, FuzzType.JSONB)));
                    candidates.add(new Call(
                            "jsonb_array_elements(CASE WHEN jsonb_typeof(" + sql + ") = 'array' THEN " + sql + " END)",
                            List.of(FuzzType.JSONB)));
                    candidates.add(new Call("jsonb_path_query(" + sql + ", '$.a')", List.of(FuzzType.JSONB)));
                }
                case JSON ->
                    candidates.add(new Call(
                            "json_each_text(CASE WHEN json_typeof(" + sql + ") = 'object' THEN " + sql + " END)",
                            List.of(FuzzType.TEXT, FuzzType.TEXT)));
                default -> {}
            }
        }
        return candidates.isEmpty()
                ? new Call("generate_series(1, 2" + step("::bigint") + ")", List.of(FuzzType.INT8))
                : candidates.get(random.nextInt(candidates.size()));
    }

    /** {@code JSON_TABLE} over a column of jsonb, which stands in FROM alone and names its columns itself. */
    Optional<Call> jsonTable(List<Scoped> scope) {
        var documents =
                scope.stream().filter(column -> column.type() == FuzzType.JSONB).toList();
        if (documents.isEmpty()) {
            return Optional.empty();
        }
        var document = documents.get(random.nextInt(documents.size())).sql();
        return Optional.of(
                switch (random.nextInt(3)) {
                    case 0 ->
                        new Call(
                                "JSON_TABLE(" + document + ", '$.*' COLUMNS (c0 FOR ORDINALITY, c1 text PATH '$'"
                                        + " DEFAULT 'none' ON ERROR, c2 boolean EXISTS PATH '$.b'))",
                                List.of(FuzzType.INT4, FuzzType.TEXT, FuzzType.BOOL));
                    case 1 ->
                        new Call(
                                "JSON_TABLE(" + document + ", '$' COLUMNS (c0 jsonb PATH '$.a',"
                                        + " NESTED PATH '$.a.b[*]' COLUMNS (c1 numeric PATH '$', c2 FOR ORDINALITY)))",
                                List.of(FuzzType.JSONB, FuzzType.NUMERIC, FuzzType.INT4));
                    default ->
                        new Call(
                                "JSON_TABLE(" + document + ", 'lax $[*]' COLUMNS (c0 integer PATH '$',"
                                        + " c1 jsonb FORMAT JSON PATH '$.a' WITH WRAPPER))",
                                List.of(FuzzType.INT4, FuzzType.JSONB));
                });
    }

    private Call text(String sql) {
        return new Call(
                switch (random.nextInt(3)) {
                    case 0 -> "string_to_table(" + sql + ", 'b')";
                    case 1 -> "regexp_split_to_table(" + sql + ", '[b ]')";
                    default -> "regexp_split_to_table(" + sql + ", '')";
                },
                List.of(FuzzType.TEXT));
    }

    private String step(String cast) {
        return (random.nextInt(3) == 0 ? ", 2" : ", 1") + cast;
    }
}
