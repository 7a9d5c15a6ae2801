package dev.tideline.bench.tpch;

import dev.tideline.bench.PickedRows;
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

    /** Updates of rows picked at random; {@code %1$s} is a fresh piece of text for the choice, {@code %2$d} how many. */
    private static final List<String> ANYWHERE = List.of(
            picked("customer", "c_custkey", "c_acctbal = c_acctbal + 17.31, c_mktsegment = 'BUILDING'", "true"),
            picked("supplier", "s_suppkey", "s_acctbal = s_acctbal - 3.07", "true"),
            picked("part", "p_partkey", "p_size = 1 + (p_size + 7) %% 50", "true"),
            picked(
                    "partsupp",
                    "ps_partkey, ps_suppkey",
                    "ps_availqty = 1 + (ps_availqty * 7) %% 9999, ps_supplycost = ps_supplycost * 1.01",
                    "true"),
            picked("orders", "o_orderkey", "o_orderpriority = '2-HIGH', o_totalprice = o_totalprice + 1", "true"),
            picked(
                    "lineitem",
                    "l_orderkey, l_linenumber",
                    "l_discount = (l_discount * 100 + 1)::integer %% 11 / 100.0, l_shipdate = l_shipdate + 1, l_receiptdate = l_receiptdate + 2",
                    "true"));

    /** Updates of rows that some query selects, by the query's number. */
    private static final List<String> AIMED = List.of(
            // 2
            picked(
                    "partsupp",
                    "ps_partkey, ps_suppkey",
                    "ps_supplycost = 1 + (ps_supplycost * 13) %% 999",
                    "ps_partkey IN (SELECT p_partkey FROM part WHERE p_size = 15 AND p_type LIKE '%%BRASS')"),
            // 3
            lines(
                    "l_extendedprice = l_extendedprice + 90000",
                    "l_shipdate > date '1995-03-15' AND l_orderkey IN (SELECT o_orderkey FROM orders, customer WHERE o_custkey = c_custkey"
                            + " AND c_mktsegment = 'BUILDING' AND o_orderdate < date '1995-03-15')"),
            // 4
            picked(
                    "orders",
                    "o_orderkey",
                    "o_orderdate = o_orderdate + 1",
                    "o_orderdate BETWEEN date '1993-06-25' AND date '1993-09-30'"),
            // 7
            lines(
                    "l_extendedprice = l_extendedprice + 1.11",
                    "l_shipdate BETWEEN date '1995-01-01' AND date '1996-12-31' AND l_suppkey IN ("
                            + suppliers("'FRANCE'")
                            + ") AND l_orderkey IN (SELECT o_orderkey FROM orders, customer, nation WHERE o_custkey = c_custkey"
                            + " AND c_nationkey = n_nationkey AND n_name = 'GERMANY')"),
            // 8
            lines(
                    "l_extendedprice = l_extendedprice + 2.22",
                    "l_partkey IN (SELECT p_partkey FROM part WHERE p_type = 'STANDARD BRUSHED STEEL') AND l_orderkey IN"
                            + " (SELECT o_orderkey FROM orders, customer, nation, region WHERE o_custkey = c_custkey"
                            + " AND c_nationkey = n_nationkey AND n_regionkey = r_regionkey AND r_name = 'AMERICA'"
                            + " AND o_orderdate BETWEEN date '1995-01-01' AND date '1996-12-31')"),
            // 10
            lines(
                    "l_extendedprice = l_extendedprice + 70000",
                    "l_returnflag = 'R' AND l_orderkey IN (SELECT o_orderkey FROM orders WHERE o_orderdate >= date '1993-10-01'"
                            + " AND o_orderdate < date '1994-01-01')"),
            // 11
            picked(
                    "partsupp",
                    "ps_partkey, ps_suppkey",
                    "ps_availqty = 1 + (ps_availqty * 17) %% 9999",
                    "ps_suppkey IN (" + suppliers("'GERMANY'") + ")"),
            // 15
            lines(
                    "l_extendedprice = l_extendedprice + 200000",
                    "l_shipdate BETWEEN date '1996-01-01' AND date '1996-03-31'"),
            // 16
            picked(
                    "supplier",
                    "s_suppkey",
                    "s_comment = CASE WHEN s_comment LIKE '%%Customer Complaints%%' THEN 'none' ELSE 'Customer Complaints' END",
                    "s_suppkey %% 10 = 0"),
            // 17
            lines(
                    "l_quantity = 1 + (l_quantity + 1) %% 8",
                    "l_partkey IN (SELECT p_partkey FROM part WHERE p_brand = 'Brand#32' AND p_container = 'LG PKG')"),
            // 18
            lines(
                    "l_quantity = CASE WHEN l_quantity > 45 THEN 1 ELSE 50 END",
                    "l_orderkey IN (SELECT l_orderkey FROM lineitem GROUP BY l_orderkey HAVING sum(l_quantity) > 220)"),
            // 19
            lines(
                    "l_shipmode = 'AIR', l_shipinstruct = 'DELIVER IN PERSON', l_quantity = 1 + (l_quantity + 3) %% 25",
                    "l_partkey IN (SELECT p_partkey FROM part WHERE p_brand IN ('Brand#12', 'Brand#23')"
                            + " AND p_container IN ('SM CASE', 'SM BOX', 'MED BAG', 'MED BOX') AND p_size <= 10)"),
            // 20
            lines(
                    "l_shipdate = CASE WHEN extract(year FROM l_shipdate) = 1994 THEN date '1995-05-05' ELSE date '1994-05-05' END",
                    "l_partkey IN (SELECT p_partkey FROM part WHERE p_name LIKE 'frosted%%') AND l_suppkey IN ("
                            + suppliers("'UNITED STATES'") + ")"),
            picked(
                    "supplier",
                    "s_suppkey",
                    "s_address = md5(s_address)",
                    "s_suppkey IN (SELECT ps_suppkey FROM partsupp, part WHERE ps_partkey = p_partkey AND p_name LIKE 'frosted%%')"
                            + " AND s_suppkey IN (" + suppliers("'UNITED STATES'") + ")"),
            // 21
            lines(
                    "l_receiptdate = CASE WHEN l_receiptdate > l_commitdate THEN l_commitdate - 1 ELSE l_commitdate + 1 END",
                    "l_suppkey IN (" + suppliers("'UNITED STATES'") + ")"),
            // 22
            picked(
                    "customer",
                    "c_custkey",
                    "c_acctbal = c_acctbal + 100",
                    "NOT EXISTS (SELECT * FROM orders WHERE o_custkey = c_custkey)"));

    private static final String REGIONS_AND_NATIONS =
            "UPDATE nation SET n_regionkey = (n_regionkey + 1) %% 5 WHERE n_nationkey = %1$d;"
                    + " UPDATE region SET r_comment = 'refreshed ' || %1$d WHERE r_regionkey = %1$d %% 5";

    private final Connection connection;
    private final TpchSource source;
    private final int ordersPerRefresh;
    private final int updatesPerStatement;
    private final Random random;

    /**
     * @param ordersPerRefresh how many orders come and go
     * @param updatesPerStatement how many rows each kind of update changes
     */
    public TpchRefresh(
            Connection connection, TpchSource source, int ordersPerRefresh, int updatesPerStatement, long seed) {
        this.connection = connection;
        this.source = source;
        this.ordersPerRefresh = ordersPerRefresh;
        this.updatesPerStatement = updatesPerStatement;
        this.random = new Random(seed);
    }

    private static String suppliers(String nation) {
        return "SELECT s_suppkey FROM supplier, nation WHERE s_nationkey = n_nationkey AND n_name = " + nation;
    }

    private static String lines(String assignments, String condition) {
        return picked("lineitem", "l_orderkey, l_linenumber", assignments, condition);
    }

    private static String picked(String table, String key, String assignments, String condition) {
        return "UPDATE " + table + " SET " + assignments + " WHERE "
                + PickedRows.of(table, key, condition, "%1$s", "%2$d");
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
        for (String template : ANYWHERE) {
            statements.add(template.formatted(random.nextInt(), updatesPerStatement));
        }
        for (String template : AIMED) {
            statements.add(template.formatted(
                    random.nextInt(), updatesPerStatement / 2 + random.nextInt(updatesPerStatement)));
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
