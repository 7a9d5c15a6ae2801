package dev.tideline.documentation;

import java.util.List;

/** A construct of SQL as people call it, and a query that has it. Whether it is kept, the compiler says. */
record SqlConstruct(String group, String name, String query) {

    static final String TABLES = """
            CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, country text, joined date NOT NULL);
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text NOT NULL, total_cents bigint NOT NULL,
                                 created_at timestamptz NOT NULL, tags text[], details jsonb,
                                 total_euros numeric GENERATED ALWAYS AS (total_cents / 100.0) STORED);
            CREATE TABLE returns (order_id bigint, reason text);
            CREATE TABLE history (order_id bigint, status text) PARTITION BY HASH (order_id);
            CREATE VIEW open_orders AS SELECT id, customer_id FROM orders WHERE status = 'open';
            CREATE MATERIALIZED VIEW old_orders AS SELECT id FROM orders;
            CREATE UNLOGGED TABLE scratch (id int PRIMARY KEY);
            CREATE TABLE parts (id int PRIMARY KEY, parent int, name text);
            CREATE TABLE people (id int PRIMARY KEY, name text);
            CREATE TABLE articles (id int PRIMARY KEY, words tsvector);
            CREATE TABLE employees (salary numeric, PRIMARY KEY (id)) INHERITS (people);
            CREATE FUNCTION gross(cents bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT cents * 119 / 100';
            """;

    static List<SqlConstruct> all() {
        return List.of(
                of("Rows", "Projection, expressions", "SELECT id, total_cents / 100.0 AS total FROM orders"),
                of("Rows", "WHERE", "SELECT id FROM orders WHERE status = 'open' AND total_cents > 1000"),
                of(
                        "Rows",
                        "CASE, COALESCE, NULLIF, GREATEST, LEAST",
                        "SELECT id, CASE WHEN status = 'open' THEN 1 ELSE 0 END AS open, greatest(total_cents, 0) AS total FROM orders"),
                of(
                        "Rows",
                        "IN, ANY and ALL over lists and arrays",
                        "SELECT id FROM orders WHERE status IN ('open', 'paid') AND 'gift' = ANY (tags)"),
                of("Rows", "LIKE, ILIKE", "SELECT id FROM customers WHERE name ILIKE 'a%'"),
                of("Rows", "SIMILAR TO, regular expressions", "SELECT id FROM customers WHERE name ~ '^A'"),
                of(
                        "Rows",
                        "Order of text under C, POSIX, C.UTF-8",
                        "SELECT id FROM customers WHERE name COLLATE \"C\" < 'm'"),
                of(
                        "Rows",
                        "Order of text under other collations",
                        "SELECT id FROM customers WHERE name COLLATE \"en-x-icu\" < 'm'"),
                of(
                        "Rows",
                        "IS DISTINCT FROM, IS NULL, IS TRUE",
                        "SELECT id FROM orders WHERE (customer_id IS DISTINCT FROM 3) IS TRUE"),
                of(
                        "Rows",
                        "Arrays: subscripts, slices, ARRAY[…]",
                        "SELECT id, tags[1] AS first, tags[2:3] AS next, ARRAY[status] AS states FROM orders"),
                of(
                        "Rows",
                        "jsonb: ->, ->>, @>",
                        "SELECT id, details ->> 'page' AS page FROM orders WHERE details @> '{\"gift\": true}'"),
                of("Rows", "Row comparisons", "SELECT id FROM orders WHERE (customer_id, total_cents) > (3, 100)"),
                of(
                        "Rows",
                        "AT TIME ZONE, EXTRACT, date_trunc",
                        "SELECT id, (created_at AT TIME ZONE 'Europe/Berlin')::date AS day, extract(hour FROM created_at) AS hour FROM orders"),
                of("Rows", "VALUES", "SELECT * FROM (VALUES (1, 'one'), (2, 'two')) v (id, name)"),
                of("Rows", "Views of the source", "SELECT id FROM open_orders"),
                of("Rows", "Partitioned tables", "SELECT order_id, status FROM history"),
                of("Rows", "Tables with others that inherit from them", "SELECT id, name FROM people"),
                of("Rows", "Generated columns", "SELECT id, total_euros FROM orders"),
                of(
                        "Rows",
                        "Functions of users in SQL, of one expression",
                        "SELECT id, gross(total_cents) AS gross FROM orders"),
                of(
                        "Rows",
                        "Whole rows, of tables and subqueries",
                        "SELECT x.id, to_jsonb(x) AS document FROM (SELECT id, name, country FROM customers) x"),
                of("Joins", "INNER JOIN", "SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id"),
                of(
                        "Joins",
                        "Joins on any condition",
                        "SELECT o.id, c.id AS customer FROM orders o JOIN customers c ON c.id > o.customer_id"),
                of(
                        "Joins",
                        "LEFT and RIGHT JOIN",
                        "SELECT c.id, o.id AS order_id FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND o.total_cents > 5"),
                of(
                        "Joins",
                        "FULL JOIN",
                        "SELECT c.id, o.id AS order_id FROM customers c FULL JOIN orders o ON o.customer_id = c.id"),
                of("Joins", "CROSS JOIN", "SELECT c.id, v.n FROM customers c CROSS JOIN (VALUES (1), (2)) v (n)"),
                of("Joins", "USING and NATURAL", "SELECT id, name FROM customers JOIN open_orders USING (id)"),
                of(
                        "Joins",
                        "LATERAL",
                        "SELECT c.id, l.n FROM customers c, LATERAL (SELECT count(*) AS n FROM orders o WHERE o.customer_id = c.id) l"),
                of(
                        "Groups",
                        "GROUP BY, HAVING",
                        "SELECT country, count(*) AS n FROM customers GROUP BY country HAVING count(*) > 3"),
                of(
                        "Groups",
                        "Aggregates without GROUP BY",
                        "SELECT count(*) AS n, sum(total_cents) AS cents FROM orders"),
                of(
                        "Groups",
                        "min, max",
                        "SELECT customer_id, max(total_cents) AS most FROM orders GROUP BY customer_id"),
                of(
                        "Groups",
                        "DISTINCT in aggregates",
                        "SELECT customer_id, count(DISTINCT status) AS states FROM orders GROUP BY customer_id"),
                of(
                        "Groups",
                        "FILTER",
                        "SELECT customer_id, count(*) FILTER (WHERE status = 'open') AS open FROM orders GROUP BY customer_id"),
                of(
                        "Groups",
                        "array_agg, string_agg, jsonb_agg",
                        "SELECT customer_id, string_agg(status, ',' ORDER BY id) AS states FROM orders GROUP BY customer_id"),
                of(
                        "Groups",
                        "Ordered-set aggregates",
                        "SELECT customer_id, percentile_disc(0.5) WITHIN GROUP (ORDER BY total_cents) AS middle FROM orders GROUP BY 1"),
                of(
                        "Groups",
                        "GROUPING SETS, ROLLUP, CUBE",
                        "SELECT country, joined, count(*) AS n FROM customers GROUP BY ROLLUP (country, joined)"),
                of("Groups", "DISTINCT", "SELECT DISTINCT country FROM customers"),
                of(
                        "Groups",
                        "DISTINCT ON",
                        "SELECT DISTINCT ON (country) country, name FROM customers ORDER BY country, id"),
                of(
                        "Windows",
                        "row_number, rank, dense_rank",
                        "SELECT id, row_number() OVER (PARTITION BY country ORDER BY id) AS n, rank() OVER (ORDER BY country) AS r FROM customers"),
                of(
                        "Windows",
                        "percent_rank, cume_dist, ntile",
                        "SELECT id, ntile(4) OVER (PARTITION BY country ORDER BY id) AS quarter FROM customers"),
                of(
                        "Windows",
                        "lag, lead, first_value, last_value, nth_value",
                        "SELECT id, total_cents - lag(total_cents) OVER (PARTITION BY customer_id ORDER BY id) AS change FROM orders"),
                of(
                        "Windows",
                        "Aggregates as window functions, with FILTER",
                        "SELECT id, sum(total_cents) FILTER (WHERE total_cents > 0) OVER (ORDER BY id) AS running FROM orders"),
                of(
                        "Windows",
                        "Frames of ROWS, RANGE and GROUPS, with offsets and EXCLUDE",
                        "SELECT id, count(*) OVER (ORDER BY created_at RANGE BETWEEN '7 days' PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW) AS n FROM orders"),
                of(
                        "Windows",
                        "Named windows",
                        "SELECT id, sum(total_cents) OVER w AS running FROM orders WINDOW w AS (PARTITION BY customer_id ORDER BY id)"),
                of(
                        "Windows",
                        "Window functions over aggregates",
                        "SELECT country, rank() OVER (ORDER BY count(*) DESC) AS place FROM customers GROUP BY country"),
                of(
                        "Windows",
                        "The first rows by their rank, at a cost that does not grow with the partition",
                        "SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY customer_id ORDER BY id DESC) AS n FROM orders) o WHERE n <= 3"),
                of("Sets", "UNION ALL", "SELECT id::bigint AS id FROM customers UNION ALL SELECT id FROM orders"),
                of("Sets", "UNION", "SELECT id::bigint AS id FROM customers UNION SELECT id FROM orders"),
                of("Sets", "INTERSECT", "SELECT id FROM customers INTERSECT SELECT customer_id FROM orders"),
                of("Sets", "EXCEPT", "SELECT id FROM customers EXCEPT SELECT customer_id FROM orders"),
                of(
                        "Subqueries",
                        "In FROM",
                        "SELECT s.country FROM (SELECT country, count(*) AS n FROM customers GROUP BY 1) s WHERE s.n > 2"),
                of(
                        "Subqueries",
                        "WITH",
                        "WITH open AS (SELECT id FROM orders WHERE status = 'open') SELECT id FROM open"),
                of(
                        "Subqueries",
                        "WITH RECURSIVE",
                        "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT i FROM n"),
                of(
                        "Subqueries",
                        "SEARCH and CYCLE",
                        "WITH RECURSIVE t AS (SELECT id FROM parts WHERE parent IS NULL UNION ALL SELECT p.id FROM t JOIN parts p ON p.parent = t.id)"
                                + " SEARCH DEPTH FIRST BY id SET line CYCLE id SET again USING path"
                                + " SELECT id, again, path::text AS path, row_number() OVER (ORDER BY line) AS line FROM t"),
                of(
                        "Subqueries",
                        "WITH RECURSIVE of the row around it",
                        "SELECT p.id, (WITH RECURSIVE up AS (SELECT p.parent AS id UNION SELECT q.parent FROM up JOIN parts q ON q.id = up.id)"
                                + " SELECT count(id) FROM up) AS depth FROM parts p"),
                of(
                        "Subqueries",
                        "EXISTS",
                        "SELECT id FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)"),
                of(
                        "Subqueries",
                        "IN (SELECT …)",
                        "SELECT id FROM customers WHERE id IN (SELECT customer_id FROM orders)"),
                of(
                        "Subqueries",
                        "NOT IN (SELECT …)",
                        "SELECT id FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)"),
                of(
                        "Subqueries",
                        "Scalar subqueries",
                        "SELECT id, (SELECT max(total_cents) FROM orders) AS most FROM customers"),
                of(
                        "Subqueries",
                        "Comparison with one value of all rows",
                        "SELECT id FROM orders WHERE total_cents > (SELECT avg(total_cents) FROM orders)"),
                of(
                        "Subqueries",
                        "ARRAY(SELECT …)",
                        "SELECT c.id, ARRAY(SELECT o.total_cents FROM orders o WHERE o.customer_id = c.id ORDER BY o.id) AS totals FROM customers c"),
                of("Order and limits", "ORDER BY", "SELECT id FROM orders ORDER BY created_at"),
                of(
                        "Order and limits",
                        "LIMIT, OFFSET, FETCH",
                        "SELECT id FROM orders ORDER BY total_cents DESC, id LIMIT 10 OFFSET 5"),
                of(
                        "Order and limits",
                        "FETCH … WITH TIES",
                        "SELECT id FROM orders ORDER BY total_cents DESC FETCH FIRST 10 ROWS WITH TIES"),
                of("Order and limits", "FOR UPDATE", "SELECT id FROM orders FOR UPDATE"),
                of("Functions", "Set-returning functions in FROM", "SELECT n FROM generate_series(1, 10) n"),
                of(
                        "Functions",
                        "Functions of a row's own values in FROM, WITH ORDINALITY",
                        "SELECT o.id, t.tag, t.n FROM orders o, unnest(o.tags) WITH ORDINALITY AS t(tag, n)"),
                of(
                        "Functions",
                        "JSON_TABLE",
                        "SELECT o.id, t.nr, t.tag FROM orders o, JSON_TABLE(o.details, '$.tags[*]' "
                                + "COLUMNS (nr FOR ORDINALITY, tag text PATH '$')) AS t"),
                of("Functions", "Set-returning functions in SELECT", "SELECT id, unnest(tags) AS tag FROM orders"),
                of(
                        "Functions",
                        "now(), current_date",
                        "SELECT id FROM orders WHERE created_at > now() - interval '1 day'"),
                of(
                        "Functions",
                        "Values of current_date and now()",
                        "SELECT id, current_date - joined AS days FROM customers"),
                of(
                        "Functions",
                        "Full-text search of a tsvector column",
                        "SELECT id FROM articles WHERE words @@ websearch_to_tsquery('english', 'fresh and exact -stale')"),
                of("Functions", "Volatile functions", "SELECT id, random() AS luck FROM orders"),
                of(
                        "Functions",
                        "JSON_VALUE, JSON_QUERY, JSON_EXISTS",
                        "SELECT id, json_value(details, '$.page' RETURNING int DEFAULT 0 ON ERROR) AS page FROM orders "
                                + "WHERE json_exists(details, '$.page')"),
                of(
                        "Functions",
                        "JSON_OBJECT, JSON_ARRAY, JSON_SCALAR, JSON",
                        "SELECT id, json_object('id': id, 'page': details ABSENT ON NULL RETURNING jsonb) AS doc FROM orders"),
                of("Functions", "IS JSON", "SELECT id, details IS JSON OBJECT AS whole FROM orders"),
                of("Relations", "Materialized views", "SELECT id FROM old_orders"),
                of("Relations", "Unlogged tables", "SELECT id FROM scratch"),
                of("Relations", "System tables", "SELECT relname FROM pg_class"),
                of("Relations", "System columns", "SELECT id, ctid FROM orders"),
                of("Relations", "TABLESAMPLE", "SELECT id FROM orders TABLESAMPLE SYSTEM (10)"));
    }

    private static SqlConstruct of(String group, String name, String query) {
        return new SqlConstruct(group, name, query);
    }
}
