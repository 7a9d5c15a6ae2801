package dev.tideline.acceptance;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The only writer of the source: transactions of one row to several thousand, over several tables, some rolled back wholly or to a
 * savepoint. After each commit it writes down the answers of all views.
 */
final class ShopWriter {

    private static final String[] COUNTRIES = {"CH", "DE", "FR", "IT", "AT", "SE", null};
    private static final String[] STATUSES = {"new", "paid", "paid", "shipped", "cancelled"};
    private static final int CUSTOMERS = 200;
    private static final int PRODUCTS = 60;
    private static final int LIVE_ORDERS = 1_200;

    private final Connection connection;
    private final Random random;
    private final List<ViewQuery> views;
    private final SourceHistory history;
    private final CommitWitness witness;
    private long nextOrder = 1;
    private long rowsWritten;

    ShopWriter(Connection connection, long seed, List<ViewQuery> views, SourceHistory history, CommitWitness witness) {
        this.connection = connection;
        this.random = new Random(seed);
        this.views = views;
        this.history = history;
        this.witness = witness;
    }

    long rowsWritten() {
        return rowsWritten;
    }

    /** The first content, before anything is captured. */
    void seed() throws SQLException {
        connection.setAutoCommit(false);
        execute("SET TIME ZONE 'UTC'");
        execute("INSERT INTO products SELECT i, 'product ' || i, CASE WHEN i % 9 > 0 THEN 'category ' || i % 5 END"
                + " FROM generate_series(1, " + PRODUCTS + ") i");
        execute(
                "INSERT INTO customers SELECT i, (ARRAY['CH','DE','FR','IT'])[1 + i % 4], 'customer ' || i, i % 10 / 10.0"
                        + " FROM generate_series(1, " + CUSTOMERS / 2 + ") i");
        execute("INSERT INTO targets VALUES ('CH', 100000), ('DE', 5000000), ('XX', 1)");
        insertOrders(300);
        insertEvents(200);
        commit();
    }

    /** One transaction, most often small; returns when its answers are written down. */
    void transaction() throws SQLException {
        int rows = size();
        Savepoint savepoint = null;
        while (rows > 0) {
            if (savepoint == null && random.nextInt(20) == 0) {
                savepoint = connection.setSavepoint();
            }
            rows -= change(Math.min(rows, 1 + random.nextInt(1 + rows)));
            if (savepoint != null && random.nextInt(3) == 0) {
                connection.rollback(savepoint);
                savepoint = null;
            }
        }
        if (random.nextInt(15) == 0) {
            connection.rollback();
        } else {
            commit();
        }
    }

    private int size() {
        int kind = random.nextInt(100);
        if (kind < 60) {
            return 1 + random.nextInt(4);
        }
        if (kind < 95) {
            return 5 + random.nextInt(80);
        }
        return 300 + random.nextInt(2_700);
    }

    private int change(int rows) throws SQLException {
        int changed = 0;
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> changed = insertOrders(rows);
            case 3, 4 ->
                changed = execute("UPDATE orders SET status = '" + pick(STATUSES) + "', total_cents = total_cents + "
                        + random.nextInt(500) + " WHERE id IN (" + someOrders(rows) + ")");
            case 5 ->
                changed = execute("UPDATE items SET quantity = 1 + (quantity * 7 + " + random.nextInt(9)
                        + ") % 6 WHERE order_id IN (" + someOrders(rows) + ")");
            case 6 -> changed = deleteOrders(rows);
            case 7 -> changed = insertEvents(rows);
            case 8 ->
                changed =
                        execute("DELETE FROM events WHERE ctid IN (SELECT ctid FROM events ORDER BY at, user_id LIMIT "
                                + rows + ")");
            case 9 -> changed = changeCustomer();
            case 10 ->
                changed = random.nextInt(40) == 0
                        ? truncateTargets()
                        : execute("INSERT INTO targets VALUES ('" + pick(new String[] {"SE", "AT", "FR", "YY"}) + "', "
                                + random.nextInt(1_000_000)
                                + ") ON CONFLICT (country) DO UPDATE SET cents = excluded.cents");
            default ->
                changed = execute("UPDATE orders SET id = -id, note = 'note ' || " + random.nextInt(50)
                        + " WHERE id IN (" + someOrders(1) + ")");
        }
        rowsWritten += changed;
        return Math.max(1, changed);
    }

    private int truncateTargets() throws SQLException {
        execute("TRUNCATE targets");
        return execute("INSERT INTO targets VALUES ('CH', " + random.nextInt(100_000) + ")");
    }

    private int changeCustomer() throws SQLException {
        int id = 1 + random.nextInt(CUSTOMERS);
        if (random.nextInt(4) == 0) {
            return execute("DELETE FROM customers WHERE id = " + id);
        }
        String country = pick(COUNTRIES);
        return execute(
                "INSERT INTO customers VALUES (" + id + ", " + (country == null ? "NULL" : "'" + country + "'")
                        + ", 'customer " + random.nextInt(1000) + "', " + (random.nextInt(10) / 10.0)
                        + random.nextInt(3)
                        + ") ON CONFLICT (id) DO UPDATE SET country = excluded.country, name = excluded.name, discount = excluded.discount");
    }

    private int insertOrders(int rows) throws SQLException {
        int orders = Math.max(1, rows / 3);
        long first = nextOrder;
        nextOrder += orders;
        int changed = execute("INSERT INTO orders SELECT i, 1 + (i * 7919) % " + CUSTOMERS + ", '" + pick(STATUSES)
                + "', (i * 104729) % 20000, timestamptz '2026-01-01 00:00+00' + (i % 90) * interval '1 day 1.5 s', "
                + "CASE WHEN i % 4 = 0 THEN 'note ' || i END FROM generate_series(" + first + "::bigint, "
                + (nextOrder - 1)
                + ") i");
        changed += execute("INSERT INTO items SELECT i, l, 1 + (i * 31 + l * 17) % " + (PRODUCTS + 5)
                + ", 1 + (i + l) % 5, CASE WHEN (i + l) % 11 > 0 THEN ((i * 13 + l * 7) % 2000) / 100.0 END FROM generate_series("
                + first + "::bigint, " + (nextOrder - 1) + ") i, generate_series(1, 2) l");
        return changed + deleteSurplus();
    }

    /** Keeps the tables small, so that the oracle's own queries stay quick. */
    private int deleteSurplus() throws SQLException {
        long oldest = nextOrder - LIVE_ORDERS;
        return oldest <= 0
                ? 0
                : execute("DELETE FROM items WHERE abs(order_id) < " + oldest)
                        + execute("DELETE FROM orders WHERE abs(id) < " + oldest);
    }

    private int deleteOrders(int rows) throws SQLException {
        String some = someOrders(Math.max(1, rows / 3));
        return execute("DELETE FROM items WHERE order_id IN (" + some + ")")
                + execute("DELETE FROM orders WHERE id IN (" + some + ")");
    }

    private int insertEvents(int rows) throws SQLException {
        int changed = execute("INSERT INTO events SELECT (ARRAY['view','click','noise'])[1 + (i + " + random.nextInt(3)
                + ") % 3], " + random.nextInt(40) + " + i % 5, jsonb_build_object('page', '/p' || i % 4, 'i', i % 3),"
                + " timestamp '2026-03-01' + i * interval '1 minute' FROM generate_series(1, " + rows + ") i");
        return changed
                + execute(
                        "DELETE FROM events WHERE ctid IN (SELECT ctid FROM events ORDER BY at DESC, user_id OFFSET 2000)");
    }

    private String someOrders(int rows) {
        long oldest = Math.max(1, nextOrder - LIVE_ORDERS);
        long start = oldest + (long) (random.nextDouble() * (nextOrder - oldest));
        return "SELECT id FROM orders WHERE id >= " + start + " ORDER BY id LIMIT " + rows;
    }

    private void commit() throws SQLException {
        witness.mark(history.size());
        connection.commit();
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (ViewQuery view : views) {
            answers.put(view.name(), answer(connection, view.sourceDigest()));
        }
        connection.rollback();
        history.add(Map.copyOf(answers));
    }

    /** Nothing more is written: the history learns where each commit ended. */
    void finish() throws SQLException {
        history.place(witness.finish());
        connection.commit();
    }

    static Answer answer(Connection connection, String digest) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(digest)) {
            result.next();
            return new Answer(result.getLong(1), result.getString(2));
        }
    }

    private int execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.execute(sql) ? 0 : Math.max(0, statement.getUpdateCount());
        }
    }

    private String pick(String[] values) {
        return values[random.nextInt(values.length)];
    }
}
