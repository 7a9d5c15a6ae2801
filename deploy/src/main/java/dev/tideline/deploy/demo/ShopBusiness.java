package dev.tideline.deploy.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What customers and clerks do. Each call is one transaction's statements; committing is the caller's. */
final class ShopBusiness {

    /** Returned for a transaction that is to be rolled back. */
    static final int CHANGED_THEIR_MIND = -1;

    private static final String[] COUNTRIES = {"DE", "FR", "IT", "ES", "PL", "NL", "SE", "PT"};
    private static final int OPEN_ORDERS_TYPICAL = 40;
    private static final int ORDERS_MAX = 6_000;
    private static final int LINES_MAX = 4;

    private final Connection connection;
    private final Random random;
    private final List<Long> open;
    private final List<Long> paid;
    private final List<Long> done;
    private final long products;
    private long customers;
    private long orders;

    ShopBusiness(Connection connection, Random random) throws SQLException {
        this.connection = connection;
        this.random = random;
        open = ids("SELECT id FROM orders WHERE status = 'open' ORDER BY id");
        paid = ids("SELECT id FROM orders WHERE status = 'paid' ORDER BY id");
        done = ids("SELECT id FROM orders WHERE status IN ('shipped', 'cancelled') ORDER BY id");
        products = ids("SELECT coalesce(max(id), 1) FROM products").get(0);
        customers = ids("SELECT coalesce(max(id), 1) FROM customers").get(0);
        orders = ids("SELECT coalesce(max(id), 0) FROM orders").get(0);
        connection.commit();
    }

    /** Runs the statements of one transaction and returns how many rows they changed. */
    int transact() throws SQLException {
        if (open.size() + paid.size() + done.size() > ORDERS_MAX) {
            return forgetOldOrders();
        }
        int dice = random.nextInt(100);
        // The more orders are open, the more of them are dealt with: their number stays about the same.
        int ordering = open.size() > OPEN_ORDERS_TYPICAL ? 30 : 50;
        if (dice < ordering) {
            return placeOrder();
        } else if (dice < 70) {
            return advance(open, paid, "paid");
        } else if (dice < 80) {
            return advance(paid, done, "shipped");
        } else if (dice < 85) {
            return advance(open, done, "cancelled");
        } else if (dice < 90) {
            return changeQuantity();
        } else if (dice < 93) {
            return newCustomer();
        } else if (dice < 96) {
            return customerMoves();
        } else if (dice < 97) {
            return changePrices();
        } else if (dice < 98) {
            return forgetOldOrders();
        }
        return abandonedOrder();
    }

    private int placeOrder() throws SQLException {
        long order = orders + 1;
        int changed = insertOrder(order);
        orders = order;
        open.add(order);
        return changed;
    }

    private int abandonedOrder() throws SQLException {
        insertOrder(orders + 1);
        return CHANGED_THEIR_MIND;
    }

    private int insertOrder(long order) throws SQLException {
        int changed = update(
                "INSERT INTO orders (id, customer_id, status)"
                        + " VALUES (?, (SELECT id FROM customers WHERE id >= ? ORDER BY id LIMIT 1), 'open')",
                order,
                1 + random.nextLong(customers));
        int lines = 1 + random.nextInt(LINES_MAX);
        for (int line = 1; line <= lines; line++) {
            long product = 1 + random.nextLong(products);
            int quantity = 1 + random.nextInt(3);
            changed += update(
                    "INSERT INTO order_items SELECT ?, ?, id, ?, price_cents FROM products WHERE id = ?",
                    order,
                    line,
                    quantity,
                    product);
            changed += update(
                    "UPDATE products SET stock = CASE WHEN stock > ? THEN stock ELSE 1000 END - ? WHERE id = ?",
                    quantity,
                    quantity,
                    product);
        }
        return changed;
    }

    private int advance(List<Long> from, List<Long> to, String status) throws SQLException {
        if (from.isEmpty()) {
            return placeOrder();
        }
        long order = takeOne(from);
        to.add(order);
        return update("UPDATE orders SET status = ? WHERE id = ?", status, order);
    }

    private int changeQuantity() throws SQLException {
        if (open.isEmpty()) {
            return placeOrder();
        }
        return update(
                "UPDATE order_items SET quantity = ? WHERE order_id = ? AND line = 1",
                1 + random.nextInt(9),
                open.get(random.nextInt(open.size())));
    }

    private int newCustomer() throws SQLException {
        int changed = update(
                "INSERT INTO customers (id, name, country) VALUES (?, ?, ?)",
                customers + 1,
                "customer " + (customers + 1),
                country());
        customers++;
        return changed;
    }

    private int customerMoves() throws SQLException {
        return update("UPDATE customers SET country = ? WHERE id = ?", country(), 1 + random.nextLong(customers));
    }

    private int changePrices() throws SQLException {
        return update(
                "UPDATE products SET price_cents = 100 + price_cents * ? / 100 WHERE id % 6 = ?",
                90 + random.nextInt(20), random.nextInt(6));
    }

    private int forgetOldOrders() throws SQLException {
        int changed = 0;
        for (int i = 0; i < 5 && !done.isEmpty(); i++) {
            long order = done.remove(0);
            changed += update("DELETE FROM order_items WHERE order_id = ?", order);
            changed += update("DELETE FROM orders WHERE id = ?", order);
        }
        return changed;
    }

    private String country() {
        return COUNTRIES[random.nextInt(COUNTRIES.length)];
    }

    private long takeOne(List<Long> ids) {
        int index = random.nextInt(ids.size());
        long id = ids.get(index);
        ids.set(index, ids.get(ids.size() - 1));
        ids.remove(ids.size() - 1);
        return id;
    }

    private int update(String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    private List<Long> ids(String sql) throws SQLException {
        var ids = new ArrayList<Long>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }
}
