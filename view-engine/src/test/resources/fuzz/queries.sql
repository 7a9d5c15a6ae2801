-- What people write: each construct of the supported SQL at least once.
CREATE TYPE level AS ENUM ('low', 'mid', 'high');
CREATE DOMAIN percent AS numeric(5,2) CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE customers (id int PRIMARY KEY, name varchar(20) NOT NULL, country char(2), level level, since date, tags text[], profile jsonb, discount percent);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text, total_cents bigint, weight real, placed timestamptz, due interval, note json);
CREATE TABLE items (order_id bigint, line smallint, product text, quantity int, price numeric(10,2), raw bytea, PRIMARY KEY (order_id, line));
CREATE TABLE visits (customer_id int, at timestamp, seconds double precision, page text);
ALTER TABLE visits REPLICA IDENTITY FULL;
-- views
SELECT (placed AT TIME ZONE 'UTC')::date AS day, c.country, count(*) AS orders, sum(o.total_cents) AS cents FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY 1, 2
SELECT * FROM orders WHERE status = 'active'
SELECT status, COUNT(*) FROM orders GROUP BY status
SELECT c.id, c.name, c.level, count(o.id) AS orders, coalesce(sum(o.total_cents), 0) AS cents FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id
SELECT c.*, count(*) AS n FROM customers c JOIN visits v ON v.customer_id = c.id GROUP BY c.id HAVING count(*) > 1
SELECT order_id, sum(quantity * price) AS total, max(price) AS dearest, count(DISTINCT product) AS products FROM items GROUP BY order_id
SELECT o.id, o.status, i.product FROM orders o JOIN items i ON i.order_id = o.id AND i.quantity > 1 AND o.status <> 'cancelled'
SELECT id, product FROM orders LEFT JOIN items ON order_id = id AND quantity * price > 10
SELECT * FROM (SELECT id AS order_id, status FROM orders) a JOIN items USING (order_id)
SELECT order_id, status, product FROM (SELECT id AS order_id, status FROM orders) a FULL JOIN items USING (order_id)
SELECT * FROM (SELECT id AS customer_id, name FROM customers) a NATURAL LEFT JOIN visits
SELECT a.name, b.name AS other FROM customers a JOIN customers b ON a.country = b.country AND a.id < b.id
SELECT a.id, b.id AS other FROM customers a, customers b WHERE a.level = b.level AND a.id <> b.id
SELECT c.name, x.n FROM customers c RIGHT JOIN (SELECT customer_id, count(*) AS n FROM visits GROUP BY customer_id) x ON x.customer_id = c.id
SELECT o.id, c.name, i.product FROM (orders o JOIN customers c ON c.id = o.customer_id) LEFT JOIN (items i JOIN visits v ON v.page = i.product) ON i.order_id = o.id
SELECT l.label, count(c.id) AS n FROM (VALUES ('low'::level, 'small'), ('mid', 'medium'), ('high', 'large')) l(level, label) LEFT JOIN customers c ON c.level = l.level GROUP BY l.label
WITH big AS (SELECT order_id, sum(quantity) AS n FROM items GROUP BY order_id HAVING sum(quantity) > 2), named AS (SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id) SELECT b.n, x.name, y.name AS again FROM big b JOIN named x ON x.id = b.order_id LEFT JOIN named y ON y.id = b.order_id + 1
SELECT count(*) AS n, sum(total_cents) AS cents, avg(total_cents) AS mean, min(placed) AS first, max(placed) AS last FROM orders WHERE status = 'paid'
SELECT bool_and(quantity > 1) AS alls, bool_or(price > 10) AS anys, every(price > 0) AS positive, count(*) FILTER (WHERE quantity > 2) AS many, sum(price) FILTER (WHERE product LIKE 'a%') AS a FROM items
SELECT DISTINCT country, level FROM customers
SELECT DISTINCT date_trunc('month', placed) AS month FROM orders
SELECT country, avg(n) AS mean FROM (SELECT c.country, c.id, count(v.page) AS n FROM customers c LEFT JOIN visits v ON v.customer_id = c.id GROUP BY c.country, c.id) x GROUP BY country
SELECT name FROM customers UNION SELECT product FROM items
SELECT name AS v, 1 AS source FROM customers UNION ALL SELECT page, 2 FROM visits
SELECT page FROM visits EXCEPT SELECT product FROM items
SELECT page FROM visits INTERSECT ALL SELECT product FROM items
(SELECT name AS x FROM customers UNION SELECT page FROM visits) EXCEPT SELECT product FROM items
SELECT id, CASE WHEN total_cents > 1000 THEN 'big' WHEN total_cents > 100 THEN 'mid' ELSE 'small' END AS size, CASE status WHEN 'active' THEN 1 WHEN 'paid' THEN 2 END AS code FROM orders
SELECT id, total_cents / 100.0 AS units, total_cents % 7 AS r, -total_cents AS neg, abs(total_cents - 500) AS d, round(total_cents / 3.0, 1) AS third, total_cents::numeric ^ 2 AS sq, |/ total_cents::float8 AS root, weight * 2 AS w FROM orders
SELECT order_id, line, upper(product) AS u, lower(product) AS l, initcap(product) AS i, substring(product FROM 2 FOR 2) AS s, left(product, 2) || '...' AS cut, length(product) AS n, replace(product, 'a', 'o') AS r, position('p' IN product) AS p, split_part(product, '-', 2) AS second, lpad(line::text, 3, '0') AS no, trim(both 'a' FROM product) AS t, md5(product) AS h, format('%s:%s', order_id, product) AS f, concat_ws(',', product, NULL, quantity) AS c FROM items
SELECT order_id, line FROM items WHERE product LIKE 'a%' OR product ILIKE '%E' OR product LIKE '50\%%' OR product NOT LIKE '_%_%_%'
SELECT id, placed + interval '1 day' AS next, placed - interval '90 minutes' AS before, placed + due AS deadline, extract(hour FROM placed) AS h, date_trunc('week', placed) AS week, (placed AT TIME ZONE 'Europe/Berlin')::date AS local, placed::date - date '2024-01-01' AS days, age(placed, timestamptz '2020-01-01') AS age, placed > timestamptz '2024-02-01' AS late, make_interval(hours => id::int) AS mi FROM orders
SELECT customer_id, at::date AS day, sum(seconds) AS seconds, avg(seconds) AS mean, max(at) - min(at) AS span FROM visits GROUP BY 1, 2
SELECT id, tags[1] AS first, array_length(tags, 1) AS n, 'red' = ANY (tags) AS red, tags @> ARRAY['blue'] AS blue, tags || 'x'::text AS more, array_to_string(tags, '+') AS joined, cardinality(tags) AS c FROM customers
SELECT id, profile -> 'a' AS a, profile ->> 'city' AS city, (profile ->> 'age')::int AS age, profile @> '{"vip": true}' AS vip, profile #>> '{a,0}' AS deep, profile['a'] AS sub, jsonb_typeof(profile -> 'a') AS t, profile ? 'vip' AS has FROM customers
SELECT profile ->> 'city' AS city, count(*) AS n FROM customers GROUP BY profile ->> 'city'
SELECT id, note ->> 'by' AS by, note -> 'x' AS x FROM orders WHERE note IS NOT NULL
SELECT level, count(*) AS n, min(since) AS first, max(level) AS top FROM customers WHERE level >= 'mid' GROUP BY level
SELECT id, greatest(total_cents, 300, id) AS g, least(status, 'm') AS l, nullif(status, 'paid') AS s, coalesce(note ->> 'by', status, '?') AS c FROM orders
SELECT id FROM orders WHERE status IN ('active', 'paid') AND total_cents NOT IN (100, 200) AND customer_id BETWEEN 1 AND 3
SELECT id FROM orders WHERE (customer_id, status) IN ((1, 'active'), (2, 'paid'), (NULL, 'x')) OR (id, total_cents) > (4, 100)
SELECT id, status = ANY ('{active,paid}') AS live, total_cents > ALL (ARRAY[100, 200]) AS over FROM orders
SELECT encode(raw, 'hex') AS hex, length(raw) AS n, count(*) AS k FROM items GROUP BY raw
SELECT id, discount, discount * 2 AS twice, (discount / 3)::numeric(4,1) AS third FROM customers WHERE discount > 5
SELECT customer_id, count(*) AS n FROM orders GROUP BY customer_id HAVING sum(total_cents) > 300 AND bool_or(status = 'paid')
SELECT page, count(*) AS n, count(DISTINCT customer_id) AS people FROM visits WHERE seconds > 0 GROUP BY page
SELECT page, seconds FROM visits
SELECT 1 AS one, count(*) AS n FROM visits v JOIN orders o ON true
SELECT c.id, o.id AS order_id, i.line FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND o.status = 'active' LEFT JOIN items i ON i.order_id = o.id WHERE i.line IS NULL OR i.quantity > 1
SELECT x.country, x.n, y.n AS active FROM (SELECT country, count(*) AS n FROM customers GROUP BY country) x LEFT JOIN (SELECT c.country, count(*) AS n FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.status = 'active' GROUP BY c.country) y ON x.country IS NOT DISTINCT FROM y.country
SELECT o.id, o.total_cents, i.total FROM orders o JOIN (SELECT order_id, sum(quantity * price) * 100 AS total FROM items GROUP BY order_id) i ON i.order_id = o.id WHERE o.total_cents <> i.total
SELECT row_to_json(c) AS j FROM customers c
SELECT id, jsonb_build_object('name', name, 'since', since, 'tags', tags) AS doc FROM customers
-- transactions
INSERT INTO customers VALUES (1, 'Ann', 'de', 'low', '2024-01-05', '{red,blue}', '{"city": "Bonn", "age": "30", "vip": true, "a": [1, 2]}', 10), (2, 'Bob', 'fr', 'mid', '2024-02-29', '{red}', '{"city": "Lyon", "a": "x"}', 0.5), (3, 'Cem', 'de', NULL, NULL, NULL, NULL, NULL), (4, 'Eve', NULL, 'high', '2023-12-31', '{}', '{"city": "Bonn"}', 99.99)
INSERT INTO orders VALUES (1, 1, 'active', 100, 1.5, '2024-01-31 23:30:00+00', '1 day', '{"by": "web", "x": [1]}'), (2, 1, 'paid', 250, 0.25, '2024-02-01 08:00:00+01', '1 mon', NULL), (3, 2, 'active', 1500, NULL, '2024-03-31 01:30:00+00', '36:00:00', '{"by": "shop"}'), (4, NULL, 'paid', 300, 7, '2024-03-31 02:30:00+00', NULL, NULL), (5, 9, 'cancelled', 0, 0, '2024-06-01 00:00:00+00', '0', NULL)
INSERT INTO items VALUES (1, 1, 'apple', 2, 1.50, '\x00ff'), (1, 2, 'pear', 1, 12.00, NULL), (2, 1, 'apple', 3, 0.83, '\x00ff'), (3, 1, 'grape-red', 5, 3.00, '\x'), (9, 1, '50%', 1, 0.50, NULL), (2, 2, 'be', 4, 2.00, '\x61'); INSERT INTO visits VALUES (1, '2024-01-01 10:00', 12.5, 'apple'), (1, '2024-01-01 11:00', 30, 'pear'), (2, '2024-01-02 09:00', 0, 'apple'), (2, '2024-01-02 09:30', 1e3, 'home'), (NULL, '2024-01-03 00:00', 5, 'home'), (7, '2024-01-03 00:00', 5, 'home')
UPDATE orders SET status = 'paid', total_cents = total_cents + 1 WHERE status = 'active'; UPDATE customers SET country = 'fr', level = 'high', tags = tags || 'blue'::text WHERE id IN (1, 3); UPDATE items SET quantity = quantity + 1, price = price * 2 WHERE order_id = 1
UPDATE orders SET customer_id = 2, status = 'active', placed = placed + interval '40 days', note = '{"by": "app", "x": 2}' WHERE id IN (2, 4); UPDATE customers SET profile = '{"city": "Paris", "age": "41", "a": [3], "vip": false}', discount = 50, since = '2024-05-05' WHERE id = 2; DELETE FROM visits WHERE customer_id = 2
DELETE FROM customers WHERE id = 1; INSERT INTO visits VALUES (4, '2024-02-02 12:00', 3, 'be'), (4, '2024-02-02 13:00', 4, 'apple'), (3, '2024-02-02 13:00', 4, 'apple'), (3, '2024-02-03 13:00', 4, 'plum'); INSERT INTO items VALUES (4, 1, 'apple', 9, 9.99, '\x62'), (5, 1, 'avocado', 1, 100, '\x62'), (8, 7, 'zz', 2, 0, NULL); INSERT INTO orders VALUES (6, 4, 'active', 9000, 3, '2025-01-01 00:00:00+00', '2 days', '{"x": {"y": null}}')
UPDATE items SET line = line + 10, product = 'plum' WHERE product = 'apple'; UPDATE customers SET name = 'Zoe', level = 'mid', country = 'de', profile = profile || '{"vip": true}' WHERE id = 4; UPDATE orders SET total_cents = 100, status = 'cancelled' WHERE id = 3
DELETE FROM orders WHERE id < 3; DELETE FROM items WHERE quantity > 4; TRUNCATE visits
