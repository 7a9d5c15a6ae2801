package dev.tideline.bench.tpcds;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The generator's rows at scale 1, made few. The large dimensions keep their first rows, and what refers to them is folded into those,
 * so that the facts which remain meet each other in customers and items as they do among millions of rows.
 */
final class TpcdsRows {

    private static final int SECONDS_PER_MINUTE = 60;

    /** How many rows a large dimension keeps. */
    private static final Map<Table, Integer> KEPT = Map.of(
            Table.ITEM, 200,
            Table.CUSTOMER, 100,
            Table.CUSTOMER_ADDRESS, 100,
            Table.CUSTOMER_DEMOGRAPHICS, 1400,
            Table.CATALOG_PAGE, 200);

    /** How the columns that refer to a large dimension end. */
    private static final Map<String, Table> REFERENCES = Map.of(
            "_item_sk", Table.ITEM,
            "_customer_sk", Table.CUSTOMER,
            "_addr_sk", Table.CUSTOMER_ADDRESS,
            "_cdemo_sk", Table.CUSTOMER_DEMOGRAPHICS,
            "_catalog_page_sk", Table.CATALOG_PAGE);

    private final Session session = Session.getDefaultSession().withScale(1);

    /** The rows of a dimension. */
    List<List<String>> dimension(Table table) {
        long count = Math.min(count(table), KEPT.getOrDefault(table, Integer.MAX_VALUE));
        var rows = new ArrayList<List<String>>();
        generate(table, 1, count, made -> {
            var row = made.get(0);
            if (isKept(table, row)) {
                rows.add(folded(table, row));
            }
        });
        return rows;
    }

    long count(Table table) {
        return session.getScaling().getRowCount(table);
    }

    /** Rows by number, for a table of sales all lines of these orders; behind a line, if it came back, its return. */
    void generate(Table table, long first, long last, Consumer<List<List<String>>> receiver) {
        Results.constructResults(table, first, last, session).forEach(receiver);
    }

    private static boolean isKept(Table table, List<String> row) {
        return switch (table) {
            case DATE_DIM -> {
                int year = Integer.parseInt(row.get(column(table, "d_year")));
                yield year >= 1993 && year <= 2003;
            }
            case TIME_DIM -> Integer.parseInt(row.get(0)) % SECONDS_PER_MINUTE == 0;
            default -> true;
        };
    }

    /** The row with its references folded into what is kept. */
    static List<String> folded(Table table, List<String> row) {
        var folded = new ArrayList<>(row);
        for (Column column : table.getColumns()) {
            int at = column.getPosition();
            String value = row.get(at);
            if (value == null) {
                continue;
            }
            if (column.getName().endsWith("_time_sk")) {
                int time = Integer.parseInt(value);
                folded.set(at, Integer.toString(time - time % SECONDS_PER_MINUTE));
            }
            for (var reference : REFERENCES.entrySet()) {
                if (column.getName().endsWith(reference.getKey())) {
                    long key = Long.parseLong(value);
                    folded.set(at, Long.toString((key - 1) % KEPT.get(reference.getValue()) + 1));
                }
            }
        }
        return Collections.unmodifiableList(folded);
    }

    static int column(Table table, String name) {
        return table.getColumn(name.toUpperCase(Locale.ROOT)).getPosition();
    }
}
