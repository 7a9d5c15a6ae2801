package dev.tideline.bench.tpch;

import dev.tideline.bench.PickedUpdate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The refreshes: TPC-H's own, which insert orders and delete the oldest, and in between updates of every table. At random alone, a
 * query that selects a handful of rows would hardly ever be touched; so some updates are aimed at what the queries select.
 */
public final class TpchRefresh {

    private static final String REGIONS_AND_NATIONS =
            "UPDATE nation SET n_regionkey = (n_regionkey + 1) %% 5 WHERE n_nationkey = %1$d;"
                    + " UPDATE region SET r_comment = 'refreshed ' || %1$d WHERE r_regionkey = %1$d %% 5";

    private final Connection connection;
    private final TpchSource source;
    private final int ordersPerRefresh;
    private final int updatesPerStatement;
    private final Random random;
    private final List<PickedUpdate> anywhere;
    private final List<PickedUpdate> aimed;

    /**
     * @param ordersPerRefresh how many orders come and go
     * @param updatesPerStatement how many rows each kind of update changes
     */
    public TpchRefresh(
            Connection connection, TpchSource source, int ordersPerRefresh, int updatesPerStatement, long seed)
            throws SQLException {
        this.connection = connection;
        this.source = source;
        this.ordersPerRefresh = ordersPerRefresh;
        this.updatesPerStatement = updatesPerStatement;
        this.random = new Random(seed);
        this.anywhere = prepared("anywhere", TpchUpdates.ANYWHERE);
        this.aimed = prepared("aimed", TpchUpdates.AIMED);
    }

    /** Where whole tables are large, reading them for each update would take longer than all else. */
    private List<PickedUpdate> prepared(String name, List<PickedUpdate> updates) throws SQLException {
        if (!source.isLarge()) {
            return updates;
        }
        var prepared = new ArrayList<PickedUpdate>();
        for (var update : updates) {
            prepared.add(update.among(connection, name + prepared.size()));
        }
        return prepared;
    }

    /** The three transactions of one refresh, in turn; returns how many rows the next of them changed. */
    public int transaction(int number) throws SQLException {
        connection.setAutoCommit(false);
        try {
            int changed =
                    switch (number % 3) {
                        case 0 -> source.insertOrders(ordersPerRefresh);
                        case 1 -> deleteOldest();
                        default -> updates(number / 3);
                    };
            connection.commit();
            return changed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** A whole refresh in one transaction, which touches every table but region and nation; returns how many rows it changed. */
    public int wholeRefresh() throws SQLException {
        connection.setAutoCommit(false);
        try {
            int changed = source.insertOrders(ordersPerRefresh) + deleteOldest() + updates(0);
            connection.commit();
            return changed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private int deleteOldest() throws SQLException {
        String oldest = "(SELECT o_orderkey FROM orders ORDER BY o_orderkey LIMIT " + ordersPerRefresh + ")";
        return execute("DELETE FROM lineitem WHERE l_orderkey IN " + oldest)
                + execute("DELETE FROM orders WHERE o_orderkey IN " + oldest);
    }

    private int updates(int round) throws SQLException {
        var statements = new ArrayList<String>();
        for (var update : anywhere) {
            statements.add(update.sql(random.nextInt(), updatesPerStatement));
        }
        for (var update : aimed) {
            statements.add(update.sql(random.nextInt(), updatesPerStatement / 2 + random.nextInt(updatesPerStatement)));
        }
        if (round % 5 == 4) {
            statements.addAll(
                    List.of(REGIONS_AND_NATIONS.formatted(random.nextInt(25)).split(";")));
        }
        int changed = 0;
        for (String statement : statements) {
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
