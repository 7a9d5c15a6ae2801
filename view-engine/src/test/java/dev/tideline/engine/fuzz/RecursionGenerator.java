package dev.tideline.engine.fuzz;

import dev.tideline.engine.fuzz.FuzzTable.FuzzColumn;
import dev.tideline.engine.fuzz.QueryGenerator.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Random common tables that read themselves: ways through whole numbers, with whatever is carried along. All come to an end. */
final class RecursionGenerator {

    private final Random random;
    private final List<FuzzTable> relations;
    private final Function<List<Scoped>, Optional<String>> correlation;

    /** @param correlation a condition over columns and those of the queries around; empty for none */
    RecursionGenerator(Random random, List<FuzzTable> relations, Function<List<Scoped>, Optional<String>> correlation) {
        this.random = random;
        this.correlation = correlation;
        this.relations = relations;
    }

    /** Empty if there are no whole numbers. */
    Optional<Select> any(int number) {
        var base = ways("a");
        var next = ways("b");
        if (base == null || next == null) {
            return Optional.empty();
        }
        var name = "r" + number;
        boolean all = random.nextInt(3) == 0;
        boolean counted = all || random.nextInt(3) == 0;
        var carried = base.carried();
        boolean carries = carried != null && (all || carried.type().isComparable());
        var sql = new StringBuilder("WITH RECURSIVE ").append(name).append("(x, y");
        sql.append(counted ? ", d" : "").append(carries ? ", v" : "").append(") AS (SELECT ");
        sql.append(base.from()).append(", ").append(base.to()).append(counted ? ", 0" : "");
        sql.append(carries ? ", a." + carried.name() : "")
                .append(" FROM ")
                .append(base.table().name())
                .append(" a");
        var around = correlation.apply(List.of(new Scoped(base.from(), FuzzType.INT4)));
        sql.append(random.nextInt(3) == 0 ? " WHERE " + base.from() + " > 0" : " WHERE true");
        around.ifPresent(condition -> sql.append(" AND ").append(condition));
        sql.append(all ? " UNION ALL " : " UNION ");
        var step = step(name, next, counted, carries);
        sql.append(step).append(")");
        // Paths are told apart, and there must not be too many of them; DISTINCT is refused with them.
        if (counted && !step.startsWith("SELECT DISTINCT") && random.nextInt(2) == 0) {
            return Optional.of(withClauses(name, sql));
        }
        sql.append(' ');
        var columns = new ArrayList<>(List.of(new FuzzColumn("x", FuzzType.INT4), new FuzzColumn("y", FuzzType.INT4)));
        if (random.nextInt(3) == 0) {
            sql.append("SELECT x, count(*) AS y FROM ").append(name).append(" GROUP BY x");
            columns.set(1, new FuzzColumn("y", FuzzType.INT8));
        } else if (random.nextInt(3) == 0) {
            sql.append("SELECT p.x, q.y FROM " + name + " p JOIN " + name + " q ON p.y = q.x");
        } else {
            sql.append("SELECT * FROM ").append(name);
            if (counted) {
                columns.add(new FuzzColumn("d", FuzzType.INT4));
            }
            if (carries) {
                columns.add(new FuzzColumn("v", carried.type()));
            }
        }
        return Optional.of(new Select(sql.toString(), columns));
    }

    private Select withClauses(String name, StringBuilder sql) {
        var columns = new ArrayList<>(List.of(new FuzzColumn("x", FuzzType.INT4), new FuzzColumn("y", FuzzType.INT4)));
        var shown = new StringBuilder("x, y");
        if (random.nextInt(2) == 0) {
            sql.append(random.nextBoolean() ? " SEARCH DEPTH" : " SEARCH BREADTH")
                    .append(" FIRST BY y, x SET s");
            shown.append(", rank() OVER (ORDER BY s) AS line, s::text AS way");
            columns.add(new FuzzColumn("line", FuzzType.INT8));
            columns.add(new FuzzColumn("way", FuzzType.TEXT));
        }
        if (columns.size() == 2 || random.nextInt(2) == 0) {
            sql.append(" CYCLE ").append(random.nextBoolean() ? "y" : "x, y").append(" SET c USING p");
            shown.append(", c, cardinality(p) AS steps");
            columns.add(new FuzzColumn("c", FuzzType.BOOL));
            columns.add(new FuzzColumn("steps", FuzzType.INT4));
        }
        return new Select(sql + " SELECT " + shown + " FROM " + name, columns);
    }

    /** A recursion that starts from, and may be stopped by, numbers of the query around it. */
    Optional<Select> around(int number, List<Scoped> outer) {
        var next = ways("b");
        var starts =
                outer.stream().filter(column -> column.type() == FuzzType.INT4).toList();
        if (next == null || starts.isEmpty()) {
            return Optional.empty();
        }
        var name = "r" + number;
        var start = starts.get(random.nextInt(starts.size())).sql();
        var bound = random.nextInt(3) == 0
                ? "r.d < least(" + starts.get(random.nextInt(starts.size())).sql() + ", 3)"
                : "r.d < 3";
        var base = random.nextInt(3) == 0
                ? "SELECT " + start + ", 0"
                : "SELECT " + next.to() + ", 0 FROM " + next.table().name() + " b WHERE " + next.from() + " = " + start;
        var table = next.table().name();
        var step =
                switch (random.nextInt(4)) {
                    case 0 ->
                        "SELECT DISTINCT " + next.to() + ", r.d + 1 FROM " + name + " r JOIN " + table + " b ON "
                                + next.from() + " = r.y WHERE " + bound;
                    case 1 ->
                        "SELECT (SELECT min(" + next.to() + ") FROM " + table + " b WHERE " + next.from()
                                + " = r.y AND " + next.to() + " <> " + start + "), r.d + 1 FROM " + name
                                + " r WHERE " + bound;
                    case 2 ->
                        "SELECT " + next.to() + ", r.d + 1 FROM " + name + " r LEFT JOIN " + table + " b ON "
                                + next.from() + " = r.y AND " + next.to() + " > " + start + " WHERE " + bound;
                    default ->
                        "SELECT " + next.to() + ", r.d + 1 FROM " + name + " r, " + table + " b WHERE " + next.from()
                                + " = r.y AND " + bound;
                };
        var sql = "WITH RECURSIVE " + name + "(y, d) AS (" + base + (random.nextInt(3) == 0 ? " UNION ALL " : " UNION ")
                + step + ") SELECT y, d FROM " + name;
        return Optional.of(
                new Select(sql, List.of(new FuzzColumn("y", FuzzType.INT4), new FuzzColumn("d", FuzzType.INT4))));
    }

    private String step(String name, Ways next, boolean counted, boolean carries) {
        var shown = new StringBuilder("r.x, " + next.to() + (counted ? ", r.d + 1" : "") + (carries ? ", r.v" : ""));
        var condition = counted ? "r.d < 2" : "true";
        if (random.nextInt(3) == 0) {
            condition += correlation
                    .apply(List.of(new Scoped("r.x", FuzzType.INT4), new Scoped("r.y", FuzzType.INT4)))
                    .map(term -> " AND " + term)
                    .orElse("");
        }
        var on = next.from() + " = r.y";
        var table = next.table().name();
        return switch (random.nextInt(6)) {
            case 0 ->
                "SELECT " + shown + " FROM " + name + " r LEFT JOIN " + table + " b ON " + on + " WHERE " + condition;
            case 1 ->
                "SELECT " + shown + " FROM " + table + " b, " + name + " r WHERE " + on + " AND " + condition
                        + " AND NOT EXISTS (SELECT FROM " + table + " o WHERE " + next.of("o") + " = r.x)";
            case 2 ->
                "SELECT DISTINCT " + shown + " FROM " + name + " r JOIN " + table + " b ON " + on + " AND " + condition;
            case 3 ->
                "SELECT r.x, (SELECT max(" + next.to() + ") FROM " + table + " b WHERE " + on + ")"
                        + shown.substring(shown.indexOf(next.to()) + next.to().length()) + " FROM " + name
                        + " r WHERE " + condition;
            default -> "SELECT " + shown + " FROM " + name + " r JOIN " + table + " b ON " + on + " WHERE " + condition;
        };
    }

    /** From one column of a table to another. */
    private record Ways(FuzzTable table, String alias, FuzzColumn first, FuzzColumn second, FuzzColumn carried) {

        String from() {
            return of(alias);
        }

        String of(String other) {
            return other + "." + first.name();
        }

        String to() {
            return alias + "." + second.name();
        }
    }

    private Ways ways(String alias) {
        var table = relations.get(random.nextInt(relations.size()));
        var numbers = table.columns().stream()
                .filter(column -> column.type() == FuzzType.INT4)
                .toList();
        if (numbers.isEmpty()) {
            return null;
        }
        var others = table.columns().stream()
                .filter(column -> List.of(
                                FuzzType.TEXT, FuzzType.NUMERIC, FuzzType.UUID, FuzzType.INTERVAL, FuzzType.FLOAT8)
                        .contains(column.type()))
                .toList();
        return new Ways(
                table,
                alias,
                numbers.get(random.nextInt(numbers.size())),
                numbers.get(random.nextInt(numbers.size())),
                others.isEmpty() ? null : others.get(random.nextInt(others.size())));
    }
}
