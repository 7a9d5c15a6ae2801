package dev.tideline.bench.tpcds;

import dev.tideline.bench.TableCopy;
import io.trino.tpcds.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The source database: sales of three years, in all three channels. Of each channel's orders some are held back: the refreshes insert
 * them one after the other, so that new orders are spread as the old ones are and refer to what exists.
 */
public final class TpcdsSource {

    /** The sales by how many orders of each are looked at; those of other years are left out. */
    private static final Map<Table, Integer> SAMPLES = Map.of(
            Table.STORE_SALES, 1000,
            Table.CATALOG_SALES, 1000,
            Table.WEB_SALES, 700);

    /** 1 January 1999 and 31 December 2001, as days of the Julian calendar. */
    private static final int FIRST_DAY = 2451180;

    private static final int LAST_DAY = 2452275;

    private static final int HELD_BACK_EVERY = 5;

    /** The weeks of the year 2000 and the first of the next, out of the five years of the inventory. */
    private static final int FIRST_WEEK = 105;

    private static final int WEEKS = 60;
    private static final int WEEKS_GENERATED = 261;
    private static final int ITEMS_IN_INVENTORY = 40;

    private final Connection connection;
    private final TpcdsRows rows = new TpcdsRows();
    private final Map<Table, Deque<Order>> heldBack = new LinkedHashMap<>();

    /** One order's lines and what came back of them. */
    private record Order(List<List<String>> lines, List<List<String>> returns) {}

    private TpcdsSource(Connection connection) {
        this.connection = connection;
    }

    /** Makes the tables and fills them. */
    public static TpcdsSource load(Connection connection) throws SQLException {
        var source = new TpcdsSource(connection);
        connection.setAutoCommit(true);
        execute(connection, TpcdsViews.schema());
        source.fill();
        execute(connection, TpcdsViews.closer());
        execute(connection, "ANALYZE");
        return source;
    }

    private void fill() throws SQLException {
        var facts = EnumSet.of(Table.INVENTORY, Table.DBGEN_VERSION);
        for (Table sales : List.of(Table.STORE_SALES, Table.CATALOG_SALES, Table.WEB_SALES)) {
            facts.add(sales);
            facts.add(sales.getChild());
            fillSales(sales);
        }
        for (Table table : Table.getBaseTables()) {
            if (!facts.contains(table)) {
                copy(table, rows.dimension(table));
            }
        }
        copy(Table.INVENTORY, inventory());
    }

    private void fillSales(Table sales) throws SQLException {
        int samples = SAMPLES.get(sales);
        long orders = rows.count(sales);
        var held = new ArrayDeque<Order>();
        var kept = new ArrayList<Order>();
        int seen = 0;
        for (int i = 0; i < samples; i++) {
            var order = order(sales, 1 + orders * i / samples);
            if (isInYears(order)) {
                (seen++ % HELD_BACK_EVERY == 0 ? held : kept).add(order);
            }
        }
        heldBack.put(sales, held);
        insert(sales, kept);
    }

    private Order order(Table sales, long number) {
        var order = new Order(new ArrayList<>(), new ArrayList<>());
        int item = TpcdsRows.column(sales, itemColumn(sales));
        Set<String> items = new HashSet<>();
        rows.generate(sales, number, number, made -> {
            var line = TpcdsRows.folded(sales, made.get(0));
            // Folding can bring an item into an order twice.
            if (items.add(line.get(item))) {
                order.lines.add(line);
                if (made.size() > 1) {
                    order.returns.add(TpcdsRows.folded(sales.getChild(), made.get(1)));
                }
            }
        });
        return order;
    }

    private static String itemColumn(Table sales) {
        return switch (sales) {
            case STORE_SALES -> "ss_item_sk";
            case CATALOG_SALES -> "cs_item_sk";
            default -> "ws_item_sk";
        };
    }

    private static boolean isInYears(Order order) {
        String day = order.lines.stream()
                .map(line -> line.get(0))
                .filter(date -> date != null)
                .findFirst()
                .orElse("0");
        return Integer.parseInt(day) >= FIRST_DAY && Integer.parseInt(day) <= LAST_DAY;
    }

    private List<List<String>> inventory() {
        var some = new ArrayList<List<String>>();
        long warehouses = rows.count(Table.WAREHOUSE);
        long itemsPerWarehouse = rows.count(Table.INVENTORY) / WEEKS_GENERATED / warehouses;
        for (int week = FIRST_WEEK; week < FIRST_WEEK + WEEKS; week++) {
            for (long warehouse = 0; warehouse < warehouses; warehouse++) {
                long first = (week * warehouses + warehouse) * itemsPerWarehouse + 1;
                rows.generate(Table.INVENTORY, first, first + ITEMS_IN_INVENTORY - 1, made -> some.add(made.get(0)));
            }
        }
        return some;
    }

    /** New orders with all that belongs to them, in each channel, in the current transaction; returns the rows. */
    int insertOrders(int count) throws SQLException {
        int inserted = 0;
        for (var channel : heldBack.entrySet()) {
            var orders = new ArrayList<Order>();
            for (int i = 0; i < count; i++) {
                orders.add(channel.getValue().removeFirst());
            }
            inserted += insert(channel.getKey(), orders);
        }
        return inserted;
    }

    private int insert(Table sales, List<Order> orders) throws SQLException {
        return copy(
                        sales,
                        orders.stream().flatMap(order -> order.lines.stream()).toList())
                + copy(
                        sales.getChild(),
                        orders.stream().flatMap(order -> order.returns.stream()).toList());
    }

    private int copy(Table table, List<List<String>> rows) throws SQLException {
        try (var copy = new TableCopy(connection, table.getName(), "FORMAT text, NULL ''")) {
            for (var row : rows) {
                copy.write(String.join(
                        "\t",
                        row.stream().map(value -> value == null ? "" : value).toList()));
            }
            return (int) copy.end();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
