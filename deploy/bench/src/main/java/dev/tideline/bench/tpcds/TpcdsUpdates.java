package dev.tideline.bench.tpcds;

import dev.tideline.bench.PickedRows;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The updates of one refresh transaction. */
final class TpcdsUpdates {

    /** Of each fact table so many thousandths at once. */
    private static final int FACTS_PER_MILLE = 60;

    /** The facts: what the queries sum up and filter by. */
    private static final List<String> FACTS = List.of(
            fact(
                    "store_sales",
                    "ss_item_sk, ss_ticket_number",
                    "ss_quantity = 1 + (ss_quantity + 13) %% 100, ss_sales_price = ss_sales_price + 1.37,"
                            + " ss_list_price = ss_list_price + 0.91, ss_ext_sales_price = ss_ext_sales_price + 21.05,"
                            + " ss_ext_list_price = ss_ext_list_price + 33.10, ss_ext_discount_amt = ss_ext_discount_amt + 2.22,"
                            + " ss_ext_wholesale_cost = ss_ext_wholesale_cost + 1.01, ss_wholesale_cost = ss_wholesale_cost + 0.07,"
                            + " ss_coupon_amt = ss_coupon_amt + 0.50, ss_ext_tax = ss_ext_tax + 0.11,"
                            + " ss_net_paid = ss_net_paid + 19.99, ss_net_profit = ss_net_profit + 7.77"),
            fact("store_returns", "sr_item_sk, sr_ticket_number", """
                    sr_return_quantity = 1 + (sr_return_quantity + 5) %% 40, sr_return_amt = sr_return_amt + 12.34,
                    sr_net_loss = sr_net_loss + 3.21, sr_reason_sk = 1 + (sr_reason_sk + 1) %% 35,
                    sr_returned_date_sk = sr_returned_date_sk + 2"""),
            fact(
                    "catalog_sales",
                    "cs_item_sk, cs_order_number",
                    "cs_quantity = 1 + (cs_quantity + 17) %% 100, cs_sales_price = cs_sales_price + 1.11,"
                            + " cs_list_price = cs_list_price + 0.77, cs_ext_sales_price = cs_ext_sales_price + 30.03,"
                            + " cs_ext_list_price = cs_ext_list_price + 40.04, cs_ext_discount_amt = cs_ext_discount_amt + 55.55,"
                            + " cs_ext_ship_cost = cs_ext_ship_cost + 1.23, cs_coupon_amt = cs_coupon_amt + 0.25,"
                            + " cs_net_paid = cs_net_paid + 9.99, cs_net_paid_inc_tax = cs_net_paid_inc_tax + 10.49,"
                            + " cs_net_profit = cs_net_profit + 5.55, cs_ship_date_sk = cs_ship_date_sk + 3"),
            fact("catalog_returns", "cr_item_sk, cr_order_number", """
                    cr_return_quantity = 1 + (cr_return_quantity + 3) %% 40, cr_return_amount = cr_return_amount + 23.45,
                    cr_return_amt_inc_tax = cr_return_amt_inc_tax + 24.56, cr_refunded_cash = cr_refunded_cash + 1.09,
                    cr_net_loss = cr_net_loss + 6.54, cr_returned_date_sk = cr_returned_date_sk - 2"""),
            fact(
                    "web_sales",
                    "ws_item_sk, ws_order_number",
                    "ws_quantity = 1 + (ws_quantity + 19) %% 100, ws_sales_price = ws_sales_price + 2.13,"
                            + " ws_list_price = ws_list_price + 1.17, ws_ext_sales_price = ws_ext_sales_price + 28.01,"
                            + " ws_ext_list_price = ws_ext_list_price + 44.40, ws_ext_discount_amt = ws_ext_discount_amt + 66.06,"
                            + " ws_ext_ship_cost = ws_ext_ship_cost + 2.34, ws_net_paid = ws_net_paid + 8.88,"
                            + " ws_net_profit = ws_net_profit + 4.44, ws_ship_date_sk = ws_ship_date_sk + 3,"
                            + " ws_sold_time_sk = (ws_sold_time_sk + 3600) %% 86400"),
            fact("web_returns", "wr_item_sk, wr_order_number", """
                    wr_return_quantity = 1 + (wr_return_quantity + 7) %% 40, wr_return_amt = wr_return_amt + 34.56,
                    wr_refunded_cash = wr_refunded_cash + 2.10, wr_fee = wr_fee + 0.33, wr_net_loss = wr_net_loss + 7.65,
                    wr_returned_date_sk = wr_returned_date_sk + 1"""),
            fact(
                    "inventory",
                    "inv_date_sk, inv_item_sk, inv_warehouse_sk",
                    "inv_quantity_on_hand = inv_quantity_on_hand * 11 / 10 + 1"));

    /** The dimensions: a few rows of each. */
    private static final List<String> DIMENSIONS = List.of(
            dimension("customer", "c_customer_sk", 5, """
                    c_current_addr_sk = 1 + (c_current_addr_sk + 10) %% 100, c_birth_month = 1 + (c_birth_month + 2) %% 12,
                    c_current_hdemo_sk = 1 + (c_current_hdemo_sk + 777) %% 7200"""),
            dimension("customer_address", "ca_address_sk", 3, """
                    ca_gmt_offset = CASE ca_gmt_offset WHEN -5 THEN -6 ELSE -5 END,
                    ca_state = CASE ca_state WHEN 'KY' THEN 'TN' ELSE 'KY' END"""),
            dimension("customer_demographics", "cd_demo_sk", 20, """
                    cd_marital_status = CASE cd_marital_status WHEN 'S' THEN 'M' WHEN 'M' THEN 'W' ELSE 'S' END,
                    cd_dep_count = cd_dep_count + 1"""),
            dimension(
                    "household_demographics",
                    "hd_demo_sk",
                    100,
                    "hd_dep_count = (hd_dep_count + 1) %% 10, hd_vehicle_count = (hd_vehicle_count + 2) %% 5"),
            dimension("item", "i_item_sk", 5, """
                    i_current_price = i_current_price + 0.45, i_manager_id = CASE WHEN i_manager_id < 10 THEN 24 ELSE 5 END,
                    i_color = CASE i_color WHEN 'red' THEN 'purple' ELSE 'red' END"""),
            dimension("promotion", "p_promo_sk", 10, """
                    p_channel_event = CASE p_channel_event WHEN 'N' THEN 'Y' ELSE 'N' END,
                    p_channel_tv = CASE p_channel_tv WHEN 'N' THEN 'Y' ELSE 'N' END"""),
            dimension("store", "s_store_sk", 2, """
                    s_number_employees = 200 + (s_number_employees + 7) %% 100,
                    s_city = CASE s_city WHEN 'Midway' THEN 'Fairview' ELSE 'Midway' END"""),
            dimension("time_dim", "t_time_sk", 50, """
                    t_meal_time = CASE WHEN t_meal_time = 'dinner' THEN NULL ELSE 'dinner' END,
                    t_minute = (t_minute + 15) %% 60"""),
            dimension("date_dim", "d_date_sk", 40, """
                    d_dow = (d_dow + 1) %% 7,
                    d_day_name = CASE WHEN d_day_name = 'Sunday' THEN 'Monday' ELSE 'Sunday' END"""),
            dimension(
                    "income_band",
                    "ib_income_band_sk",
                    1,
                    "ib_upper_bound = ib_upper_bound + 100, ib_lower_bound = ib_lower_bound + 100"),
            dimension("warehouse", "w_warehouse_sk", 1, "w_warehouse_sq_ft = w_warehouse_sq_ft + 1"),
            dimension("call_center", "cc_call_center_sk", 1, "cc_manager = cc_manager || '.'"),
            dimension(
                    "catalog_page",
                    "cp_catalog_page_sk",
                    3,
                    "cp_catalog_page_id = left(cp_catalog_page_id, 12) || 'MOVE'"),
            dimension(
                    "web_site",
                    "web_site_sk",
                    2,
                    "web_company_name = CASE web_company_name WHEN 'pri' THEN 'ese' ELSE 'pri' END"),
            dimension("web_page", "wp_web_page_sk", 4, "wp_char_count = 1000 + (wp_char_count + 1234) %% 6000"),
            dimension(
                    "ship_mode",
                    "sm_ship_mode_sk",
                    1,
                    "sm_carrier = CASE sm_carrier WHEN 'DHL' THEN 'TBS' ELSE 'DHL' END"),
            dimension("reason", "r_reason_sk", 1, "r_reason_desc = 'Did not like the warranty'"));

    /** Rows that some query selects, by the query's number: few enough that others hardly ever meet them. */
    private static final List<String> AIMED = List.of(
            // 13
            aimed(
                    "store_sales",
                    "ss_item_sk, ss_ticket_number",
                    "ss_ext_wholesale_cost = ss_ext_wholesale_cost + 1.50",
                    "ss_cdemo_sk IN (SELECT cd_demo_sk FROM customer_demographics WHERE cd_education_status IN ('Advanced Degree',"
                            + " 'College', '2 yr Degree')) AND ss_hdemo_sk IN (SELECT hd_demo_sk FROM household_demographics"
                            + " WHERE hd_dep_count IN (1, 3)) AND ss_sold_date_sk IN (" + days("d_year = 1999") + ")",
                    60),
            // 17, 25, 29
            aimed(
                    "store_sales",
                    "ss_item_sk, ss_ticket_number",
                    "ss_quantity = 1 + (ss_quantity + 13) %% 100, ss_net_profit = ss_net_profit + 7.77",
                    "(ss_item_sk, ss_ticket_number) IN (SELECT sr_item_sk, sr_ticket_number FROM store_returns)",
                    200),
            // 32
            aimed(
                    "catalog_sales",
                    "cs_item_sk, cs_order_number",
                    "cs_ext_discount_amt = cs_ext_discount_amt + 55.55",
                    "cs_item_sk IN (SELECT i_item_sk FROM item WHERE i_manufact_id IN (46, 310, 865, 553, 451)) AND cs_sold_date_sk IN ("
                            + days("d_date BETWEEN date '2000-01-27' AND date '2000-04-26'") + ")",
                    30),
            // 92
            aimed(
                    "web_sales",
                    "ws_item_sk, ws_order_number",
                    "ws_ext_discount_amt = ws_ext_discount_amt + 66.06",
                    "ws_item_sk IN (SELECT i_item_sk FROM item WHERE i_manufact_id IN (46, 310, 865, 553, 451)) AND ws_sold_date_sk IN ("
                            + days("d_date BETWEEN date '2000-01-27' AND date '2000-04-26'") + ")",
                    30),
            // 37, 82
            aimed(
                    "item",
                    "i_item_sk",
                    "i_item_desc = left(i_item_desc, 100) || '.', i_current_price = i_current_price + 0.15",
                    "i_manufact_id IN (140, 310, 553, 633, 865, 954)",
                    5),
            // 38, 87: the lines of some tickets
            aimed(
                    "store_sales",
                    "ss_ticket_number",
                    "ss_customer_sk = 1 + (ss_customer_sk + 6) %% 100",
                    "ss_sold_date_sk IN (" + days("d_year = 2000") + ")",
                    150),
            // 20
            aimed(
                    "catalog_sales",
                    "cs_item_sk, cs_order_number",
                    "cs_ext_sales_price = cs_ext_sales_price + 30.03",
                    "cs_sold_date_sk IN (" + days("d_date BETWEEN date '2000-02-22' AND date '2000-03-23'") + ")",
                    60),
            // 41
            aimed(
                    "item",
                    "i_item_sk",
                    "i_product_name = left(i_product_name, 40) || '.'",
                    "i_manufact_id BETWEEN 100 AND 700",
                    100),
            // 19, 52, 55
            aimed(
                    "store_sales",
                    "ss_item_sk, ss_ticket_number",
                    "ss_ext_sales_price = ss_ext_sales_price + 21.05",
                    "ss_item_sk IN (SELECT i_item_sk FROM item WHERE i_manager_id IN (5, 6, 24)) AND ss_sold_date_sk IN ("
                            + days("d_year = 1999 AND d_moy = 11") + ")",
                    20),
            // 59
            aimed(
                    "store_sales",
                    "ss_item_sk, ss_ticket_number",
                    "ss_sales_price = ss_sales_price + 2.22",
                    "ss_store_sk IN (SELECT s_store_sk FROM store ORDER BY s_store_name, s_store_id LIMIT 2) AND ss_sold_date_sk IN ("
                            + days("d_month_seq IN (1188, 1189, 1200, 1201)") + ")",
                    200),
            // 69
            aimed(
                    "customer_demographics",
                    "cd_demo_sk",
                    "cd_purchase_estimate = cd_purchase_estimate + 500",
                    "cd_demo_sk IN (SELECT c_current_cdemo_sk FROM customer)",
                    50),
            // 72
            aimed(
                    "catalog_sales",
                    "cs_item_sk, cs_order_number",
                    "cs_quantity = 1 + (cs_quantity + 17) %% 100",
                    "cs_bill_hdemo_sk IN (SELECT hd_demo_sk FROM household_demographics WHERE hd_buy_potential = '>10000')"
                            + " AND cs_sold_date_sk IN (" + days("d_year = 2000") + ")",
                    60),
            // 73
            aimed(
                    "customer",
                    "c_customer_sk",
                    "c_preferred_cust_flag = CASE c_preferred_cust_flag WHEN 'Y' THEN 'N' ELSE 'Y' END",
                    "c_customer_sk IN (SELECT ss_customer_sk FROM store_sales WHERE ss_sold_date_sk IN ("
                            + days("d_dom < 3") + "))",
                    20),
            // 83
            aimed(
                    "store_returns",
                    "sr_item_sk, sr_ticket_number",
                    "sr_return_quantity = 1 + (sr_return_quantity + 5) %% 40",
                    "sr_item_sk IN (SELECT cr_item_sk FROM catalog_returns INTERSECT SELECT wr_item_sk FROM web_returns)",
                    250),
            // 88: likewise
            aimed(
                    "store_sales",
                    "ss_ticket_number",
                    "ss_sold_time_sk = 30600 + ss_ticket_number %% 8 * 1800",
                    "ss_store_sk IN (SELECT s_store_sk FROM store WHERE s_store_name = 'ese')",
                    150),
            // 96
            aimed(
                    "store_sales",
                    "ss_item_sk, ss_ticket_number",
                    "ss_sold_time_sk = CASE ss_sold_time_sk WHEN 37800 THEN 30600 ELSE 37800 END",
                    "ss_store_sk IN (SELECT s_store_sk FROM store WHERE s_store_name = 'ese')"
                            + " AND ss_hdemo_sk IN (SELECT hd_demo_sk FROM household_demographics WHERE hd_dep_count = 7)",
                    10));
    ;

    private TpcdsUpdates() {}

    /** All of them, of rows that this random decides. */
    static List<String> statements(Random random) {
        return Stream.of(FACTS, DIMENSIONS, AIMED)
                .flatMap(List::stream)
                .map(statement -> statement.formatted(random.nextInt()))
                .toList();
    }

    private static String fact(String table, String key, String assignments) {
        return updating(
                table,
                key,
                assignments,
                "true",
                "(SELECT count(*) * " + FACTS_PER_MILLE + " / 1000 FROM " + table + ")");
    }

    private static String dimension(String table, String key, int rows, String assignments) {
        return updating(table, key, assignments, "true", Integer.toString(rows));
    }

    private static String aimed(String table, String key, String assignments, String condition, int rows) {
        return updating(table, key, assignments, condition, Integer.toString(rows));
    }

    private static String days(String condition) {
        return "SELECT d_date_sk FROM date_dim WHERE " + condition;
    }

    /** {@code %1$s} is a fresh piece of text for the choice. */
    private static String updating(String table, String key, String assignments, String condition, String rows) {
        return "UPDATE " + table + " SET " + assignments + " WHERE "
                + PickedRows.of(table, key, condition, "%1$s", rows);
    }
}
