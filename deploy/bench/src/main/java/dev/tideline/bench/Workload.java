package dev.tideline.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;

/**
 * Orders of customers, changed in transactions of 1 to 40 rows: 60 % inserts, 30 % updates, 10 % deletes, and now and then an update
 * of the joined table.
 */
final class Workload {

    static final int CUSTOMERS = 2_000;
    static final int FIRST_ORDERS = 20_000;

    static final String TOPOLOGY = """
            topology: bench
            timezone: UTC
            views:
              daily_revenue:
                query: |
                  SELECT (o.created_at AT TIME ZONE 'UTC')::date AS day, c.country,
                         count(*) AS order_count, sum(o.total_cents) AS revenue_cents
                  FROM orders o JOIN customers c ON c.id = o.customer_id
                  GROUP BY 1, 2
              totals_per_status:
                query: SELECT status, count(*) AS orders, sum(total_cents) AS cents FROM orders GROUP BY status
            """;

    private static final String SCHEMA = """
            CREATE TABLE customers (id bigint PRIMARY KEY, country text NOT NULL, name text NOT NULL);
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, status text NOT NULL,
                                 total_cents bigint NOT NULL, created_at timestamptz NOT NULL, note text);
            INSERT INTO customers SELECT i, (ARRAY['CH','DE','FR','IT','AT','SE','US','JP'])[1 + i %% 8], 'customer ' || i
              FROM generate_series(1, %1$d) i;
            INSERT INTO orders SELECT i, 1 + (i * 7919) %% %1$d, (ARRAY['new','paid','shipped','done','cancelled'])[1 + i %% 5],
                                      (i * 104729) %% 20000, timestamptz '2026-01-01 00:00+00' + (i %% 365) * interval '1 day', 'note ' || i
              FROM generate_series(1, %2$d) i;
            """;

    private final Random random;
    private long nextOrder = FIRST_ORDERS + 1;
    private long oldestOrder = 1;

    Workload(long seed) {
        random = new Random(seed);
    }

    static void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(SCHEMA.formatted(CUSTOMERS, FIRST_ORDERS));
        }
    }

    /** One transaction of {@code rows} rows; returns how many changed. */
    int transaction(Connection connection, int rows) throws SQLException {
        int inserts = 0;
        int updates = 0;
        int deletes = 0;
        for (int i = 0; i < rows; i++) {
            int kind = random.nextInt(10);
            inserts += kind < 6 ? 1 : 0;
            updates += kind >= 6 && kind < 9 ? 1 : 0;
            deletes += kind == 9 ? 1 : 0;
        }
        int changed = 0;
        try (var statement = connection.createStatement()) {
            if (inserts > 0) {
                changed += statement.executeUpdate("INSERT INTO orders SELECT i, 1 + (i * 7919) % " + CUSTOMERS
                        + ", (ARRAY['new','paid','shipped','done','cancelled'])[1 + i % 5], (i * 104729) % 20000,"
                        + " timestamptz '2026-01-01 00:00+00' + (i % 365) * interval '1 day', 'note ' || i FROM generate_series("
                        + nextOrder + "::bigint, " + (nextOrder + inserts - 1) + ") i");
                nextOrder += inserts;
            }
            if (updates > 0) {
                long start = oldestOrder + (long) (random.nextDouble() * (nextOrder - oldestOrder - updates));
                changed +=
                        statement.executeUpdate("UPDATE orders SET total_cents = total_cents + " + random.nextInt(100)
                                + ", status = 'paid' WHERE id >= " + start + " AND id < " + (start + updates));
            }
            if (deletes > 0) {
                changed += statement.executeUpdate(
                        "DELETE FROM orders WHERE id >= " + oldestOrder + " AND id < " + (oldestOrder + deletes));
                oldestOrder += deletes;
            }
            if (random.nextInt(500) == 0) {
                changed += statement.executeUpdate(
                        "UPDATE customers SET country = 'CH' WHERE id = " + (1 + random.nextInt(CUSTOMERS)));
            }
        }
        connection.commit();
        return changed;
    }

    int size() {
        return 1 + random.nextInt(40);
    }
}
