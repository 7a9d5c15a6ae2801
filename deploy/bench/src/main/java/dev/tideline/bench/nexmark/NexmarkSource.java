package dev.tideline.bench.nexmark;

import dev.tideline.bench.PickedRows;
import dev.tideline.bench.TableCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The source database and what happens in it, three transactions in turn: new events; changes of what is there, even of times and
 * keys; and withdrawals.
 */
final class NexmarkSource {

    private static final int SIDE_INPUTS = 100;
    private static final Map<String, String> COLUMNS =
            Map.of("bid", " (id, auction, bidder, price, channel, url, date_time, extra)");

    /** {@code %1$s} is a fresh piece of text for the choice of rows, {@code %2$d} how many. */
    private static final List<String> UPDATES = List.of(
            updating("bid", "price = 100 + price * 7 %% 90000000", "%2$d"),
            updating(
                    "bid",
                    "channel = CASE channel WHEN 'Apple' THEN 'channel-10' ELSE 'Apple' END, extra = extra || 'c'",
                    "%2$d"),
            updating("bid", "date_time = date_time + interval '7 s'", "%2$d"),
            updating("bid", "auction = auction - 1, url = replace(url, '/a', '/z')", "%2$d / 2"),
            updating("bid", "id = -id", "%2$d / 4"),
            updating("auction", "category = 10 + (category + 1) %% 5, item_name = upper(item_name)", "%2$d / 4"),
            updating("auction", "expires = expires + interval '30 s', reserve = reserve + 1", "%2$d / 4"),
            updating("auction", "date_time = date_time - interval '4 s'", "%2$d / 8"),
            updating("person", "state = CASE state WHEN 'OR' THEN 'WY' ELSE 'OR' END, name = name || '.'", "%2$d / 8"),
            "UPDATE side_input SET key = key + 100 - 200 * (key / 100), value = value || '!' WHERE "
                    + picked("side_input", "key", "3"));

    private static final List<String> WITHDRAWALS = List.of(
            "DELETE FROM bid WHERE " + picked("bid", "id", "%2$d"),
            "DELETE FROM bid WHERE auction IN (SELECT id FROM auction WHERE " + picked("auction", "id", "2") + ")",
            "DELETE FROM auction WHERE " + picked("auction", "id", "2"),
            "DELETE FROM person WHERE " + picked("person", "id", "1"),
            "DELETE FROM side_input WHERE " + picked("side_input", "key", "1"));

    private final Connection connection;
    private final NexmarkTraffic traffic;
    private final int eventsPerTransaction;
    private final Random random;

    private NexmarkSource(Connection connection, int eventsPerTransaction, long seed) {
        this.connection = connection;
        this.eventsPerTransaction = eventsPerTransaction;
        this.random = new Random(seed);
        this.traffic = new NexmarkTraffic(seed);
    }

    /**
     * Makes the tables and fills them.
     *
     * @param events how many events have been there before
     * @param eventsPerTransaction how many come in each transaction; of updates and withdrawals there are fewer
     */
    static NexmarkSource load(Connection connection, int events, int eventsPerTransaction, long seed)
            throws SQLException {
        var source = new NexmarkSource(connection, eventsPerTransaction, seed);
        connection.setAutoCommit(true);
        source.execute(NexmarkViews.schema());
        source.execute(
                "INSERT INTO side_input SELECT k, 'value ' || k FROM generate_series(0, " + (SIDE_INPUTS - 1) + ") k");
        source.insert(events);
        source.execute("ANALYZE");
        return source;
    }

    /** The next transaction; returns how many rows it changed. */
    int transaction(int number) throws SQLException {
        connection.setAutoCommit(false);
        try {
            int changed =
                    switch (number % 3) {
                        case 0 -> insert(eventsPerTransaction);
                        case 1 -> change(UPDATES);
                        default -> change(WITHDRAWALS);
                    };
            connection.commit();
            return changed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static String updating(String table, String assignments, String rows) {
        return "UPDATE " + table + " SET " + assignments + " WHERE " + picked(table, "id", rows);
    }

    private static String picked(String table, String key, String rows) {
        return PickedRows.of(table, key, "true", "%1$s", rows);
    }

    private int change(List<String> statements) throws SQLException {
        int changed = 0;
        String salt = Integer.toString(random.nextInt());
        for (String statement : statements) {
            changed += execute(statement.formatted(salt, eventsPerTransaction / 5));
        }
        return changed;
    }

    private int insert(int events) throws SQLException {
        var lines = new LinkedHashMap<String, List<String>>();
        traffic.events(events, (table, line) -> lines.computeIfAbsent(table, t -> new ArrayList<>())
                .add(line));
        int inserted = 0;
        for (var table : lines.entrySet()) {
            try (var copy = new TableCopy(
                    connection, table.getKey() + COLUMNS.getOrDefault(table.getKey(), ""), "FORMAT text")) {
                for (String line : table.getValue()) {
                    copy.write(line);
                }
                inserted += (int) copy.end();
            }
        }
        return inserted;
    }

    private int execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
