-- Grouping sets and aggregate functions.
CREATE TYPE level AS ENUM ('low', 'mid', 'high');
CREATE TABLE sales (id int PRIMARY KEY, region text COLLATE "C", product varchar(10) COLLATE "C", level level, quantity int, price numeric, weight float8, ratio real, day date, at timestamptz, due interval, flag bool, raw bytea, tags text[], doc jsonb, note json, small smallint, big bigint);
CREATE TABLE points (k int, x float8, y float8, n numeric(8,2), t text COLLATE "C", j json);
ALTER TABLE points REPLICA IDENTITY FULL;
-- views
SELECT region, product, sum(quantity) AS q, grouping(region, product) AS g FROM sales GROUP BY ROLLUP (region, product)
SELECT region, product, level, count(*) AS n, grouping(region) AS a, grouping(product, level) AS b FROM sales GROUP BY CUBE (region, product, level)
SELECT region, quantity % 3 AS r, max(price) AS m FROM sales GROUP BY GROUPING SETS ((region), (quantity % 3), (), ())
SELECT region, quantity % 3 + 1 AS r, avg(quantity) AS m FROM sales GROUP BY region, ROLLUP (quantity % 3)
SELECT region, product, count(*) AS n FROM sales GROUP BY DISTINCT ROLLUP (region, product), ROLLUP (region)
SELECT region, product, count(*) AS n FROM sales GROUP BY ROLLUP (region, product), ROLLUP (region)
SELECT region, count(DISTINCT product) AS n, sum(quantity) FILTER (WHERE flag) AS f FROM sales GROUP BY ROLLUP (region) HAVING count(*) > 1 OR grouping(region) = 1
SELECT id, region, count(*) AS n, product FROM sales GROUP BY GROUPING SETS ((id, region), (id))
SELECT count(*) AS n, sum(quantity) AS q FROM sales WHERE quantity > 100 GROUP BY GROUPING SETS ((), ())
SELECT coalesce(region, 'all') || '!' AS r, upper(product) AS p, region IS NULL AS isnull, grouping(region) + 1 AS g, sum(quantity) AS q FROM sales GROUP BY CUBE (region, upper(product))
SELECT x.region, x.q, y.n FROM (SELECT region, sum(quantity) AS q FROM sales GROUP BY ROLLUP (region)) x LEFT JOIN (SELECT k, count(*) AS n FROM points GROUP BY k) y ON y.k = x.q
SELECT price, day, count(*) AS n FROM sales GROUP BY GROUPING SETS ((price), (day), (price, day))
SELECT region, grouping(region) AS g FROM sales GROUP BY region
SELECT region, string_agg(product, ',' ORDER BY product, id) AS s, string_agg(product, product ORDER BY id DESC) AS t FROM sales GROUP BY region
SELECT region, array_agg(quantity ORDER BY id) AS a, array_agg(product ORDER BY quantity DESC NULLS LAST, id) AS b, array_agg(tags ORDER BY id) FILTER (WHERE array_length(tags, 1) = 2) AS c FROM sales GROUP BY region
SELECT region, array_agg(DISTINCT quantity) AS a, array_agg(DISTINCT product ORDER BY product DESC) AS b, string_agg(DISTINCT product, '-') AS c FROM sales GROUP BY region
SELECT region, array_agg(quantity) AS a, string_agg(product, ',') AS s, json_agg(quantity) AS j, jsonb_agg(product) AS k FROM sales GROUP BY region
SELECT array_agg(id ORDER BY at DESC NULLS FIRST, id) AS a, string_agg(raw, '\x00'::bytea ORDER BY id) AS r, count(*) AS n FROM sales
SELECT level, json_agg(price ORDER BY id) AS a, json_agg(tags ORDER BY id) AS b, jsonb_agg(at ORDER BY id) AS c, json_agg(doc ORDER BY id) AS d, jsonb_agg(note ORDER BY id) AS e, json_agg(sales ORDER BY id) AS f FROM sales GROUP BY level
SELECT region, json_object_agg(id, quantity ORDER BY id) AS a, jsonb_object_agg(id, product) AS b, json_object_agg(product, price ORDER BY id) FILTER (WHERE product IS NOT NULL) AS c, jsonb_object_agg(product, id ORDER BY id) FILTER (WHERE product IS NOT NULL) AS d, json_object_agg(day, flag ORDER BY id) FILTER (WHERE day IS NOT NULL) AS e FROM sales GROUP BY region
SELECT region, bit_and(quantity) AS a, bit_or(quantity) AS b, bit_xor(big) AS c, bool_and(flag) AS d, bool_or(flag) AS e, every(flag) AS f, bit_xor(small) AS g FROM sales GROUP BY region
SELECT region, min(day) AS a, max(at) AS b, min(due) AS c, max(level) AS d, min(tags) AS e, max(product) AS f, min(ratio) AS g, max(small) AS h, sum(due) AS i, avg(due) AS j FROM sales GROUP BY region
SELECT region, stddev(quantity) AS a, variance(price) AS b, stddev(weight) AS c, var_pop(weight) AS d, stddev_pop(ratio) AS e, var_samp(ratio) AS f, stddev_samp(small) AS g, var_pop(big) AS h FROM sales GROUP BY region
SELECT k, corr(y, x) AS a, covar_pop(y, x) AS b, covar_samp(y, x) AS c, regr_avgx(y, x) AS d, regr_avgy(y, x) AS e, regr_count(y, x) AS f, regr_intercept(y, x) AS g, regr_r2(y, x) AS h, regr_slope(y, x) AS i, regr_sxx(y, x) AS j, regr_sxy(y, x) AS l, regr_syy(y, x) AS m FROM points GROUP BY k
SELECT corr(DISTINCT y, x) AS a, regr_count(DISTINCT y, x) AS f, covar_pop(y, x) FILTER (WHERE k > 1) AS g FROM points
SELECT region, percentile_cont(0.5) WITHIN GROUP (ORDER BY weight) AS a, percentile_cont(0.25) WITHIN GROUP (ORDER BY quantity DESC) AS b, percentile_disc(0.5) WITHIN GROUP (ORDER BY quantity) AS c, percentile_disc(0.9) WITHIN GROUP (ORDER BY product) AS d, percentile_cont(0.3) WITHIN GROUP (ORDER BY due) AS e FROM sales GROUP BY region
SELECT percentile_cont(ARRAY[0, 0.25, NULL, 0.5, 1]) WITHIN GROUP (ORDER BY quantity) AS a, percentile_disc(ARRAY[[0.1, 0.2], [0.7, 1]]) WITHIN GROUP (ORDER BY price) AS b, percentile_cont(ARRAY[0.1, 0.6]) WITHIN GROUP (ORDER BY due) AS c, percentile_disc(NULL::float8) WITHIN GROUP (ORDER BY day) AS d FROM sales
SELECT quantity % 4 AS m, percentile_cont((quantity % 4) / 4.0) WITHIN GROUP (ORDER BY price) AS p, percentile_disc(0.5) WITHIN GROUP (ORDER BY at DESC) FILTER (WHERE flag) AS q FROM sales WHERE quantity >= 0 GROUP BY quantity % 4
SELECT region, mode() WITHIN GROUP (ORDER BY quantity) AS a, mode() WITHIN GROUP (ORDER BY product DESC) AS b, mode() WITHIN GROUP (ORDER BY price) AS c FROM sales GROUP BY ROLLUP (region)
SELECT region, rank(3) WITHIN GROUP (ORDER BY quantity) AS a, dense_rank(3) WITHIN GROUP (ORDER BY quantity DESC NULLS LAST) AS b, percent_rank(2, 'b') WITHIN GROUP (ORDER BY quantity, product DESC) AS c, cume_dist(NULL::int) WITHIN GROUP (ORDER BY quantity) AS d, cume_dist(4) WITHIN GROUP (ORDER BY quantity NULLS FIRST) AS e FROM sales GROUP BY region
SELECT rank(2.5) WITHIN GROUP (ORDER BY n) AS a, dense_rank(2.5) WITHIN GROUP (ORDER BY n) AS b, percent_rank(2.5) WITHIN GROUP (ORDER BY n) AS c, cume_dist(2.5) WITHIN GROUP (ORDER BY n) AS d FROM points
SELECT k, array_agg(t ORDER BY t) AS a, json_agg(j) AS b, array_agg(n ORDER BY n, t) AS c, cardinality(array_agg(x)) AS d, string_agg(t, '; ' ORDER BY x DESC, t) AS e FROM points GROUP BY k
SELECT region, product, array_agg(id ORDER BY id) AS a, percentile_disc(0.5) WITHIN GROUP (ORDER BY id) AS b, grouping(product) AS g FROM sales GROUP BY CUBE (region, product)
-- transactions
INSERT INTO sales SELECT i, (ARRAY['n','s',NULL,'w'])[i % 4 + 1], chr(97 + i % 5), (ARRAY['low','mid','high'])[i % 3 + 1]::level, i % 7, i * 1.5, i / 3.0, i * 0.25, date '2024-01-01' + i % 6, timestamptz '2024-01-01' + i * interval '7 hours', i * interval '3 hours' + i % 2 * interval '1 month', i % 3 = 0, decode(lpad(to_hex(i % 256), 2, '0'), 'hex'), ARRAY['t' || i, 'u'], jsonb_build_object('i', i), json_build_object('a', i), i % 100, i * 1000000007::bigint FROM generate_series(1, 30) i; INSERT INTO points SELECT i % 3, i * 0.5, i * i * 0.25, i % 5 + 0.5, 'p' || i % 4, json_build_array(i) FROM generate_series(1, 20) i
UPDATE sales SET quantity = NULL WHERE id % 5 = 0; UPDATE sales SET product = NULL, price = round(price, 3) WHERE id % 6 = 1; UPDATE points SET x = NULL WHERE t = 'p1'
DELETE FROM sales WHERE id BETWEEN 4 AND 9; DELETE FROM points WHERE k = 1; UPDATE sales SET region = 's', at = NULL, due = NULL WHERE id > 25
INSERT INTO sales SELECT i, 'n', 'z', NULL, 3, 4.50, 'NaN', 'Infinity', NULL, NULL, '-5 days', NULL, NULL, ARRAY[NULL, 'q'], NULL, NULL, NULL, NULL FROM generate_series(40, 44) i; INSERT INTO points VALUES (0, 'Infinity', 1, 2.5, NULL, NULL), (2, 1, 'NaN', 2.5, 'x', 'null')
DELETE FROM sales WHERE id BETWEEN 40 AND 43; DELETE FROM points WHERE y = 'NaN' OR x = 'Infinity'; UPDATE sales SET quantity = 3 - quantity WHERE id % 2 = 0
DELETE FROM sales; DELETE FROM points WHERE k <> 0
INSERT INTO sales (id, region, product, quantity, price) VALUES (1, 'n', 'a', 1, 1.0), (2, 'n', 'a', 1, 1.00), (3, NULL, NULL, 102, 7); INSERT INTO points VALUES (5, 1.5, 2.5, 3, 'five', '{}')
