package dev.tideline.engine.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cases without one of the tables or views of the source, or one of the columns of a table and its values in the rows that are put in. */
final class SchemaReductions {

    private static final Pattern VIEW = Pattern.compile("CREATE VIEW (\\w+) AS (.*)");

    private SchemaReductions() {}

    /** Views of the source as parts of the queries that read them, or smaller. */
    static Stream<FuzzCase> withoutViews(FuzzCase from) {
        return IntStream.range(0, from.schema().size()).boxed().flatMap(statement -> {
            var view = VIEW.matcher(from.schema().get(statement));
            if (!view.matches()) {
                return Stream.empty();
            }
            var inlined = without(from, statement)
                    .withQueries(Shrinker.inlined(from.queries(), view.group(1), view.group(2)));
            var smaller = QueryReductions.of(view.group(2))
                    .map(sql -> from.withSchema(
                            Shrinker.with(from.schema(), statement, "CREATE VIEW " + view.group(1) + " AS " + sql)));
            return Stream.concat(Stream.of(inlined), smaller);
        });
    }

    /** Statements about a table that is left out are left out, too. */
    static Stream<FuzzCase> withoutTables(FuzzCase from) {
        return Stream.concat(
                tables(from).map(statement -> withoutTable(from, statement)),
                IntStream.range(0, from.schema().size()).mapToObj(statement -> without(from, statement)));
    }

    static Stream<FuzzCase> withoutColumns(FuzzCase from) {
        return tables(from).flatMap(statement -> withoutColumns(from, statement));
    }

    private static Stream<Integer> tables(FuzzCase from) {
        return IntStream.range(0, from.schema().size())
                .boxed()
                .filter(statement -> from.schema().get(statement).startsWith("CREATE TABLE"));
    }

    private static FuzzCase withoutTable(FuzzCase from, int statement) {
        var name = SqlTree.parse(from.schema().get(statement)).parts().get(2).close();
        var mentioned = Pattern.compile("\\b" + name + "\\b");
        return from.withSchema(from.schema().stream()
                        .filter(other -> !mentioned.matcher(other).find())
                        .toList())
                .withHistory(from.history().stream()
                        .map(line -> Stream.of(line.split("; "))
                                .filter(part -> !mentioned.matcher(part).find())
                                .collect(Collectors.joining("; ")))
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    private static FuzzCase without(FuzzCase from, int statement) {
        var schema = new ArrayList<>(from.schema());
        schema.remove(statement);
        return from.withSchema(schema);
    }

    private static Stream<FuzzCase> withoutColumns(FuzzCase from, int statement) {
        var create = SqlTree.parse(from.schema().get(statement));
        var name = create.parts().get(2).close();
        var columns = create.parts().get(3);
        return IntStream.range(0, elements(columns).size()).mapToObj(column -> from.withSchema(Shrinker.with(
                        from.schema(),
                        statement,
                        create.replaced(3, 4, List.of(without(columns, column))).sql()))
                .withHistory(from.history().stream()
                        .map(line -> line.contains("INSERT INTO " + name + " VALUES")
                                ? withoutValues(SqlTree.parse(line), name, column)
                                        .sql()
                                : line)
                        .toList()));
    }

    private static SqlTree withoutValues(SqlTree line, String table, int column) {
        var parts = new ArrayList<SqlTree>();
        boolean inTable = false;
        for (int i = 0; i < line.parts().size(); i++) {
            var part = line.parts().get(i);
            if (part.is("INTO")) {
                inTable = line.parts().get(i + 1).is(table);
            }
            parts.add(inTable && !part.isToken() ? without(part, column) : part);
        }
        return line.withParts(parts);
    }

    /** The elements between commas as ranges of parts. */
    private static List<int[]> elements(SqlTree list) {
        var elements = new ArrayList<int[]>();
        int start = 0;
        for (int i = 0; i <= list.parts().size(); i++) {
            if (i == list.parts().size() || list.parts().get(i).is(",")) {
                elements.add(new int[] {start, i});
                start = i + 1;
            }
        }
        return elements;
    }

    private static SqlTree without(SqlTree list, int element) {
        var elements = elements(list);
        if (element >= elements.size()) {
            return list;
        }
        var range = elements.get(element);
        return element == 0
                ? list.without(0, Math.min(range[1] + 1, list.parts().size()))
                : list.without(range[0] - 1, range[1]);
    }
}
