package dev.tideline.bench.tpch;

import dev.tideline.bench.PickedUpdate;
import java.util.List;

/** The updates of a refresh. At random alone, a query that selects a handful of rows would hardly ever be touched; so some are aimed. */
final class TpchUpdates {

    private static final String IN_FIRST_QUARTER = "l_shipdate BETWEEN date '1996-01-01' AND date '1996-03-31'";

    /** Of rows picked from a whole table. */
    static final List<PickedUpdate> ANYWHERE = List.of(
            new PickedUpdate(
                    "customer", "c_custkey", "c_acctbal = c_acctbal + 17.31, c_mktsegment = 'BUILDING'", "true"),
            new PickedUpdate("supplier", "s_suppkey", "s_acctbal = s_acctbal - 3.07", "true"),
            new PickedUpdate("part", "p_partkey", "p_size = 1 + (p_size + 7) % 50", "true"),
            new PickedUpdate(
                    "partsupp",
                    "ps_partkey, ps_suppkey",
                    "ps_availqty = 1 + (ps_availqty * 7) % 9999, ps_supplycost = ps_supplycost * 1.01",
                    "true"),
            new PickedUpdate(
                    "orders", "o_orderkey", "o_orderpriority = '2-HIGH', o_totalprice = o_totalprice + 1", "true"),
            new PickedUpdate(
                    "lineitem",
                    "l_orderkey, l_linenumber",
                    "l_discount = (l_discount * 100 + 1)::integer % 11 / 100.0, l_shipdate = l_shipdate + 1, l_receiptdate = l_receiptdate + 2",
                    "true"));

    /** Of rows that some query selects, by the query's number. */
    static final List<PickedUpdate> AIMED = List.of(
            // 2
            new PickedUpdate(
                    "partsupp",
                    "ps_partkey, ps_suppkey",
                    "ps_supplycost = 1 + (ps_supplycost * 13) % 999",
                    "ps_partkey IN (SELECT p_partkey FROM part WHERE p_size = 15 AND p_type LIKE '%BRASS')"),
            // 3
            lines(
                    "l_extendedprice = l_extendedprice + 90000",
                    "l_shipdate > date '1995-03-15' AND l_orderkey IN (SELECT o_orderkey FROM orders, customer WHERE o_custkey = c_custkey"
                            + " AND c_mktsegment = 'BUILDING' AND o_orderdate < date '1995-03-15')"),
            // 4
            new PickedUpdate(
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
            new PickedUpdate(
                    "partsupp",
                    "ps_partkey, ps_suppkey",
                    "ps_availqty = 1 + (ps_availqty * 17) % 9999",
                    "ps_suppkey IN (" + suppliers("'GERMANY'") + ")"),
            // 15
            lines(
                    "l_extendedprice = l_extendedprice + 200000",
                    IN_FIRST_QUARTER + " AND l_suppkey IN (SELECT l_suppkey FROM lineitem WHERE " + IN_FIRST_QUARTER
                            + " GROUP BY l_suppkey ORDER BY sum(l_extendedprice * (1 - l_discount)) DESC LIMIT 10)"),
            // 16
            new PickedUpdate(
                    "supplier",
                    "s_suppkey",
                    "s_comment = CASE WHEN s_comment LIKE '%Customer Complaints%' THEN 'none' ELSE 'Customer Complaints' END",
                    "s_suppkey % 10 = 0"),
            // 17
            lines(
                    "l_quantity = 1 + (l_quantity + 1) % 8",
                    "l_partkey IN (SELECT p_partkey FROM part WHERE p_brand = 'Brand#32' AND p_container = 'LG PKG')"),
            // 18
            lines(
                    "l_quantity = CASE WHEN l_quantity > 45 THEN 1 ELSE 50 END",
                    "l_orderkey IN (SELECT l_orderkey FROM lineitem GROUP BY l_orderkey HAVING sum(l_quantity) > 220)"),
            // 19
            lines(
                    "l_shipmode = 'AIR', l_shipinstruct = 'DELIVER IN PERSON', l_quantity = 1 + (l_quantity + 3) % 25",
                    "l_partkey IN (SELECT p_partkey FROM part WHERE p_brand IN ('Brand#12', 'Brand#23')"
                            + " AND p_container IN ('SM CASE', 'SM BOX', 'MED BAG', 'MED BOX') AND p_size <= 10)"),
            // 20
            lines(
                    "l_shipdate = CASE WHEN extract(year FROM l_shipdate) = 1994 THEN date '1995-05-05' ELSE date '1994-05-05' END",
                    "l_partkey IN (SELECT p_partkey FROM part WHERE p_name LIKE 'frosted%') AND l_suppkey IN ("
                            + suppliers("'UNITED STATES'") + ")"),
            new PickedUpdate(
                    "supplier",
                    "s_suppkey",
                    "s_address = md5(s_address)",
                    "s_suppkey IN (SELECT ps_suppkey FROM partsupp, part WHERE ps_partkey = p_partkey AND p_name LIKE 'frosted%')"
                            + " AND s_suppkey IN (" + suppliers("'UNITED STATES'") + ")"),
            // 21
            lines(
                    "l_receiptdate = CASE WHEN l_receiptdate > l_commitdate THEN l_commitdate - 1 ELSE l_commitdate + 1 END",
                    "l_suppkey IN (" + suppliers("'UNITED STATES'") + ")"),
            // 22
            new PickedUpdate(
                    "customer",
                    "c_custkey",
                    "c_acctbal = c_acctbal + 100",
                    "NOT EXISTS (SELECT * FROM orders WHERE o_custkey = c_custkey)"));

    private TpchUpdates() {}

    private static String suppliers(String nation) {
        return "SELECT s_suppkey FROM supplier, nation WHERE s_nationkey = n_nationkey AND n_name = " + nation;
    }

    private static PickedUpdate lines(String assignments, String condition) {
        return new PickedUpdate("lineitem", "l_orderkey, l_linenumber", assignments, condition);
    }
}
