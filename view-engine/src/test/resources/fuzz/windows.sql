-- Windows and top-k: each construct at least once.
CREATE TABLE trades (id int PRIMARY KEY, symbol text, price numeric, quantity int, day date, at timestamptz, clock time, took interval, rate float8);
CREATE TABLE readings (sensor int, slot int, value numeric(8,2), PRIMARY KEY (sensor, slot));
CREATE TABLE marks (label text, points int);
ALTER TABLE marks REPLICA IDENTITY FULL;
-- views
SELECT id, row_number() OVER (ORDER BY id) AS n, rank() OVER (ORDER BY quantity) AS r, dense_rank() OVER (ORDER BY quantity DESC) AS d, percent_rank() OVER (ORDER BY quantity) AS p, cume_dist() OVER (PARTITION BY symbol ORDER BY quantity) AS c, ntile(3) OVER (ORDER BY id DESC) AS t FROM trades
SELECT id, lag(price) OVER w AS before, lead(price, 2) OVER w AS behind, lag(price, 1, 0) OVER w AS filled, lead(quantity, -1, -1) OVER w AS odd, first_value(price) OVER w AS first, last_value(price) OVER w AS last, nth_value(price, 2) OVER w AS second FROM trades WINDOW w AS (PARTITION BY symbol ORDER BY id)
SELECT id, price - lag(price) OVER (PARTITION BY symbol ORDER BY at, id) AS change FROM trades
SELECT id, sum(quantity) OVER (ORDER BY id) AS running, sum(quantity) OVER (PARTITION BY symbol ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS near, avg(price) OVER (ORDER BY id ROWS 2 PRECEDING) AS mean, count(*) OVER () AS n, min(price) OVER (ORDER BY id ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) AS low, max(price) FILTER (WHERE quantity > 1) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING) AS high FROM trades
SELECT id, sum(price) OVER (ORDER BY quantity RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS s, count(*) OVER (ORDER BY price RANGE BETWEEN 0.5 PRECEDING AND 1.5 FOLLOWING) AS n, count(*) OVER (ORDER BY rate DESC RANGE BETWEEN 0.5 PRECEDING AND CURRENT ROW) AS f FROM trades
SELECT id, sum(quantity) OVER (ORDER BY day RANGE BETWEEN '1 month' PRECEDING AND CURRENT ROW) AS month, count(*) OVER (PARTITION BY symbol ORDER BY at RANGE BETWEEN '1 day' PRECEDING AND '2 hours' FOLLOWING) AS day, count(*) OVER (ORDER BY clock RANGE BETWEEN '2 hours' PRECEDING AND '1 hour' PRECEDING) AS hours, count(id) OVER (ORDER BY took DESC NULLS LAST RANGE BETWEEN '1 day' PRECEDING AND '1 day' FOLLOWING EXCLUDE CURRENT ROW) AS like_it FROM trades
SELECT id, sum(quantity) OVER (ORDER BY quantity GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS g, count(*) OVER (ORDER BY quantity GROUPS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE GROUP) AS more, sum(quantity) OVER (ORDER BY quantity GROUPS 1 PRECEDING EXCLUDE TIES) AS alone FROM trades
SELECT id, sum(quantity) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) AS others, first_value(id) OVER (ORDER BY id ROWS BETWEEN 2 FOLLOWING AND UNBOUNDED FOLLOWING) AS second_next FROM trades
SELECT symbol, sum(quantity) AS total, rank() OVER (ORDER BY sum(quantity) DESC) AS place, sum(sum(quantity)) OVER (ORDER BY symbol) AS running, sum(quantity) * 100 / sum(sum(quantity)) OVER () AS share FROM trades WHERE symbol IS NOT NULL GROUP BY symbol HAVING count(*) > 0
SELECT id, symbol, price FROM trades ORDER BY price DESC NULLS LAST, id LIMIT 3
SELECT id, symbol FROM trades ORDER BY quantity, id OFFSET 2
SELECT id, symbol FROM trades ORDER BY quantity + 1 DESC, id LIMIT 1 + 1 OFFSET 1
SELECT id, quantity FROM trades ORDER BY quantity DESC FETCH FIRST 2 ROWS WITH TIES
SELECT DISTINCT ON (symbol) symbol, id, price FROM trades ORDER BY symbol, price DESC, id
SELECT DISTINCT ON (symbol, day) id FROM trades ORDER BY day, symbol, id DESC LIMIT 4
SELECT DISTINCT symbol FROM trades WHERE symbol > 'a' AND quantity > 4 ORDER BY symbol DESC LIMIT 2
SELECT * FROM (SELECT id, symbol, row_number() OVER (PARTITION BY symbol ORDER BY price DESC, id) AS n FROM trades) x WHERE n <= 2
SELECT id, symbol FROM (SELECT id, symbol, rank() OVER (PARTITION BY symbol ORDER BY quantity) AS n FROM trades) x WHERE n = 1
SELECT id, n FROM (SELECT id, dense_rank() OVER (PARTITION BY symbol ORDER BY quantity DESC) AS n FROM trades) x WHERE 3 > n AND id <> 4
SELECT sensor, n FROM (SELECT sensor, slot, row_number() OVER (PARTITION BY sensor ORDER BY slot) AS n FROM readings) x WHERE n = 2 AND sensor <> 3
SELECT sensor, slot, value - avg(value) OVER (PARTITION BY sensor) AS off, sum(value) OVER (PARTITION BY sensor ORDER BY slot) AS running FROM readings
SELECT s.sensor, s.slot, t.id FROM (SELECT * FROM readings ORDER BY value DESC, sensor, slot LIMIT 3) s LEFT JOIN trades t ON t.quantity = s.slot
(SELECT id FROM trades ORDER BY id LIMIT 2) UNION ALL (SELECT sensor FROM readings ORDER BY sensor, slot LIMIT 1) ORDER BY 1 LIMIT 2
SELECT label, points, rank() OVER (ORDER BY points) AS r, row_number() OVER (ORDER BY points, label) AS n, sum(points) OVER (ORDER BY label, points ROWS UNBOUNDED PRECEDING) AS s FROM marks
SELECT id, bool_or(quantity > 2) OVER (PARTITION BY symbol ORDER BY id) AS big, stddev(quantity) OVER (ORDER BY id ROWS 3 PRECEDING) AS sd, sum(rate) OVER (ORDER BY id) AS f FROM trades
SELECT id, ntile(quantity) OVER (ORDER BY id) AS t FROM trades WHERE quantity > 0 OR quantity < -5
SELECT id, nth_value(id, quantity) OVER (ORDER BY id) AS t FROM trades WHERE quantity <> 0
SELECT id, symbol FROM trades ORDER BY row_number() OVER (PARTITION BY symbol ORDER BY price DESC NULLS LAST, id), symbol, id LIMIT 3
SELECT id, lag(quantity, id % 3) OVER (ORDER BY id) AS varying, sum(quantity) OVER (ORDER BY id ROWS BETWEEN 1 FOLLOWING AND 3 FOLLOWING) AS coming, last_value(id) OVER (ORDER BY quantity, id GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING) AS next FROM trades
SELECT sensor, max(running) AS most FROM (SELECT sensor, sum(value) OVER (PARTITION BY sensor ORDER BY slot) AS running FROM readings) x GROUP BY sensor
-- transactions
INSERT INTO trades SELECT i, (ARRAY['a', 'b', 'c', NULL])[1 + i % 4], (i * 7 % 11) / 2.0, 1 + i % 5, date '2024-01-01' + i * 9, timestamptz '2024-01-01 00:00+00' + i * interval '7 hours', time '00:00' + i * interval '50 minutes', i * interval '13 hours', i / 4.0 FROM generate_series(1, 14) i; INSERT INTO readings SELECT i % 3, i, i * 1.5 FROM generate_series(1, 9) i; INSERT INTO marks VALUES ('x', 1), ('x', 1), ('y', 2), ('z', 2), ('y', 1)
UPDATE trades SET price = price + 3 WHERE id = 7; INSERT INTO marks VALUES ('x', 1)
DELETE FROM trades WHERE id IN (3, 8)
UPDATE trades SET quantity = 9 WHERE id = 5; UPDATE readings SET value = -value WHERE slot = 4
INSERT INTO trades VALUES (0, 'a', 100, -3, NULL, NULL, NULL, NULL, NULL), (20, 'b', NULL, 2, '2024-02-29', '2024-01-02 12:00+00', '23:59', '1 day', 'NaN'); DELETE FROM marks WHERE label = 'y'
DELETE FROM trades WHERE id = 0; UPDATE trades SET symbol = 'c' WHERE id = 6; DELETE FROM readings WHERE sensor = 1
UPDATE trades SET quantity = -9 WHERE id = 1
UPDATE trades SET quantity = 1 WHERE id = 1; DELETE FROM trades WHERE id > 10
INSERT INTO trades SELECT i, 'a', i, 3, '2024-03-01', '2024-01-05 00:00+00', '12:00', '1 hour', 1 FROM generate_series(30, 40) i
