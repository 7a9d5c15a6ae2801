package dev.tideline.bench.tpcds;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;

/**
 * The refreshes, three transactions in turn: new orders with their returns in all channels; old ones deleted, with days of the
 * inventory; and updates of every fact table and of the dimensions. The updates touch a good part of the small tables, so that most
 * queries' answers change with each of them.
 */
public final class TpcdsRefresh {

    private final Connection connection;
    private final TpcdsSource source;
    private final int ordersPerRefresh;
    private final Random random;

    /** @param ordersPerRefresh how many orders come and go in each channel */
    public TpcdsRefresh(Connection connection, TpcdsSource source, int ordersPerRefresh, long seed) {
        this.connection = connection;
        this.source = source;
        this.ordersPerRefresh = ordersPerRefresh;
        this.random = new Random(seed);
    }

    /** The next transaction; returns how many rows it changed. */
    public int transaction(int number) throws SQLException {
        connection.setAutoCommit(false);
        try {
            int changed =
                    switch (number % 3) {
                        case 0 -> source.insertOrders(ordersPerRefresh);
                        case 1 -> deletions();
                        default -> updates();
                    };
            connection.commit();
            return changed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private int deletions() throws SQLException {
        return deleteOrders("store_sales", "ss_ticket_number", "store_returns", "sr_ticket_number")
                + deleteOrders("catalog_sales", "cs_order_number", "catalog_returns", "cr_order_number")
                + deleteOrders("web_sales", "ws_order_number", "web_returns", "wr_order_number")
                + execute(
                        "DELETE FROM inventory WHERE inv_date_sk = (SELECT inv_date_sk FROM inventory ORDER BY hashtext(inv_date_sk || '"
                                + random.nextInt() + "'), inv_date_sk LIMIT 1) AND inv_item_sk % 3 = 0");
    }

    private int deleteOrders(String sales, String order, String returns, String returned) throws SQLException {
        String salt = Integer.toString(random.nextInt());
        String orders = "(SELECT " + order + " FROM " + sales + " GROUP BY " + order + " ORDER BY hashtext(" + order
                + " || '" + salt + "'), " + order + " LIMIT " + ordersPerRefresh + ")";
        // The returns first: afterwards the choice would fall on other orders.
        return execute("DELETE FROM " + returns + " WHERE " + returned + " IN " + orders)
                + execute("DELETE FROM " + sales + " WHERE " + order + " IN " + orders);
    }

    private int updates() throws SQLException {
        int changed = 0;
        for (String statement : TpcdsUpdates.statements(random)) {
            changed += execute(statement);
        }
        return changed;
    }

    private int execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
