package dev.tideline.bench.tpch;

import dev.tideline.bench.TableCopy;
import io.trino.tpch.LineItem;
import io.trino.tpch.Order;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The source database. The last orders that the generator makes are held back: the refreshes insert them one after the other, so
 * that new orders are spread as the old ones are and refer to what exists.
 */
public final class TpchSource {

    private static final double LARGE_SCALE = 0.1;

    private final Connection connection;
    private final double scale;
    private final Deque<NewOrder> heldBack = new ArrayDeque<>();

    private record NewOrder(Order order, List<LineItem> lines) {}

    private TpchSource(Connection connection, double scale) {
        this.connection = connection;
        this.scale = scale;
    }

    /**
     * Makes the tables and fills them.
     *
     * @param heldBack how many orders {@link #insertOrders} can insert later
     */
    public static TpchSource load(Connection connection, double scale, int heldBack) throws SQLException {
        var source = new TpchSource(connection, scale);
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute(TpchViews.schema());
        }
        source.fill(heldBack);
        try (var statement = connection.createStatement()) {
            statement.execute("ANALYZE");
        }
        return source;
    }

    private void fill(int held) throws SQLException {
        for (var table : List.of(
                TpchTable.REGION,
                TpchTable.NATION,
                TpchTable.PART,
                TpchTable.SUPPLIER,
                TpchTable.PART_SUPPLIER,
                TpchTable.CUSTOMER)) {
            copy(table.getTableName(), table.createGenerator(scale, 1, 1).iterator(), entity -> true);
        }
        long orders = 0;
        for (var ignored : TpchTable.ORDERS.createGenerator(scale, 1, 1)) {
            orders++;
        }
        long firstHeld = orders - held;
        copy("orders", TpchTable.ORDERS.createGenerator(scale, 1, 1).iterator(), order -> {
            boolean hold = ((Order) order).getRowNumber() > firstHeld;
            if (hold) {
                heldBack.add(new NewOrder((Order) order, new ArrayList<>()));
            }
            return !hold;
        });
        long firstHeldKey =
                heldBack.isEmpty() ? Long.MAX_VALUE : heldBack.getFirst().order.getOrderKey();
        var rest = new ArrayDeque<>(heldBack);
        copy("lineitem", TpchTable.LINE_ITEM.createGenerator(scale, 1, 1).iterator(), entity -> {
            var line = (LineItem) entity;
            if (line.getOrderKey() < firstHeldKey) {
                return true;
            }
            while (rest.getFirst().order.getOrderKey() != line.getOrderKey()) {
                rest.removeFirst();
            }
            rest.getFirst().lines.add(line);
            return false;
        });
    }

    /** Whether a pass over the largest table takes seconds. */
    boolean isLarge() {
        return scale >= LARGE_SCALE;
    }

    /** The first refresh function of TPC-H: new orders and their lines, in the current transaction; returns the rows. */
    int insertOrders(int count) throws SQLException {
        var orders = new ArrayList<Order>();
        var lines = new ArrayList<LineItem>();
        for (int i = 0; i < count; i++) {
            var next = heldBack.removeFirst();
            orders.add(next.order);
            lines.addAll(next.lines);
        }
        copy("orders", orders.iterator(), entity -> true);
        copy("lineitem", lines.iterator(), entity -> true);
        return orders.size() + lines.size();
    }

    private void copy(String table, Iterator<? extends TpchEntity> rows, Predicate<TpchEntity> wanted)
            throws SQLException {
        try (var copy = new TableCopy(connection, table, "DELIMITER '|'")) {
            while (rows.hasNext()) {
                TpchEntity row = rows.next();
                if (wanted.test(row)) {
                    String line = row.toLine();
                    copy.write(line.substring(0, line.length() - 1));
                }
            }
            copy.end();
        }
    }
}
