-- Makes so few rows meet as they do among millions, for the queries that ask for many things at once.

-- Who brings an item back to a store also buys it from the catalog (17, 25, 29).
UPDATE catalog_sales
SET cs_bill_customer_sk = customers[1 + cs_order_number / 3 % cardinality(customers)]
FROM (SELECT sr_item_sk, array_agg(sr_customer_sk ORDER BY sr_ticket_number) AS customers
      FROM store_returns
      WHERE sr_customer_sk IS NOT NULL
      GROUP BY sr_item_sk) back
WHERE sr_item_sk = cs_item_sk AND cs_order_number % 3 > 0;

-- Some buy in all three channels on one day (38, 87).
WITH tickets AS (
    SELECT ss_sold_date_sk AS day, ss_customer_sk AS customer, row_number() OVER (ORDER BY ss_ticket_number) AS n
    FROM store_sales
    WHERE ss_sold_date_sk IS NOT NULL AND ss_customer_sk IS NOT NULL
    GROUP BY ss_ticket_number, ss_sold_date_sk, ss_customer_sk),
orders AS (
    SELECT cs_order_number, row_number() OVER (ORDER BY cs_order_number) AS n FROM catalog_sales GROUP BY cs_order_number)
UPDATE catalog_sales sales SET cs_sold_date_sk = day, cs_bill_customer_sk = customer
FROM tickets JOIN orders USING (n)
WHERE orders.cs_order_number = sales.cs_order_number AND n % 3 = 0;
WITH tickets AS (
    SELECT ss_sold_date_sk AS day, ss_customer_sk AS customer, row_number() OVER (ORDER BY ss_ticket_number) AS n
    FROM store_sales
    WHERE ss_sold_date_sk IS NOT NULL AND ss_customer_sk IS NOT NULL
    GROUP BY ss_ticket_number, ss_sold_date_sk, ss_customer_sk),
orders AS (
    SELECT ws_order_number, row_number() OVER (ORDER BY ws_order_number) AS n FROM web_sales GROUP BY ws_order_number)
UPDATE web_sales sales SET ws_sold_date_sk = day, ws_bill_customer_sk = customer
FROM tickets JOIN orders USING (n)
WHERE orders.ws_order_number = sales.ws_order_number AND n % 3 = 0;

-- The first store sells every day of the first whole week of 1999 and of 2000, those of all of January (59).
UPDATE store_sales
SET ss_store_sk = (SELECT s_store_sk FROM store ORDER BY s_store_name, s_store_id, s_store_sk LIMIT 1),
    ss_sold_date_sk = 2451182 + CASE d_year WHEN 2000 THEN 364 ELSE 0 END + ss_ticket_number % 7
FROM date_dim
WHERE d_date_sk = ss_sold_date_sk AND d_year IN (1999, 2000) AND d_moy = 1;

-- Many customers live in few counties (10, 31), some next to a store (24).
UPDATE customer_address
SET ca_county = (ARRAY ['Washington County', 'Potter County', 'Jewell County', 'Scott County', 'Madison County',
                        'York County', 'Lewis County', 'Walker County'])[1 + ca_address_sk % 8]
WHERE ca_address_sk % 3 > 0;
UPDATE customer_address SET ca_zip = '31904' WHERE ca_address_sk % 3 = 0;

-- In the year 2000 sales on the web grow fast (31).
UPDATE web_sales
SET ws_ext_sales_price = round(ws_ext_sales_price / CASE d_qoy WHEN 1 THEN 100 ELSE 10 END, 2)
FROM date_dim
WHERE d_date_sk = ws_sold_date_sk AND d_year = 2000 AND d_qoy < 3;

-- A third of the items are red or purple (24, 41, 56, 64).
UPDATE item SET i_color = CASE WHEN i_item_sk % 2 = 0 THEN 'red' ELSE 'purple' END WHERE i_item_sk % 3 = 0;

-- Every other item comes every four weeks, and goes (39).
UPDATE inventory SET inv_quantity_on_hand = inv_quantity_on_hand / 50 WHERE inv_item_sk / 2 % 2 = 0 AND inv_date_sk / 7 % 4 <> 0;
