-- Aggregates of ranges, of bit strings and of rows.
CREATE TABLE stays (id int PRIMARY KEY, room int, days daterange, cents int4range, price numrange, busy datemultirange, marks nummultirange, mask bit(6), wide varbit, flag bool);
CREATE TABLE rooms (id int PRIMARY KEY, name text COLLATE "C", share float8);
-- views
SELECT room, range_agg(days) AS a, range_intersect_agg(cents) AS b, range_agg(cents) FILTER (WHERE flag) AS c FROM stays GROUP BY room
SELECT range_agg(days) AS a, range_agg(price) AS b, count(*) AS n FROM stays
SELECT range_intersect_agg(days) AS a, range_intersect_agg(price) AS b, range_intersect_agg(busy) AS c, range_intersect_agg(marks) AS d FROM stays WHERE id > 2
SELECT room, range_agg(DISTINCT cents) AS a, range_intersect_agg(DISTINCT cents) AS b, range_agg(cents ORDER BY id DESC) AS c FROM stays GROUP BY ROLLUP (room)
SELECT r.name, (SELECT range_agg(s.days) FROM stays s WHERE s.room = r.id) AS days, '[2024-01-01,2024-03-01)'::daterange::datemultirange - coalesce((SELECT range_agg(s.days) FROM stays s WHERE s.room = r.id), '{}') AS free FROM rooms r
SELECT room, unnest(range_agg(days)) AS run FROM stays GROUP BY room
SELECT id, range_agg(cents) OVER (PARTITION BY room ORDER BY id) AS a, range_intersect_agg(cents) OVER (PARTITION BY room ORDER BY id ROWS 1 PRECEDING) AS b FROM stays
SELECT id, range_agg(days) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW) AS a FROM stays
SELECT room, bit_and(mask) AS a, bit_or(mask) AS b, bit_xor(mask) AS c, bit_or(wide) FILTER (WHERE length(wide) = 3) AS d FROM stays GROUP BY room
SELECT id, bit_xor(mask) OVER (ORDER BY id) AS a, bit_and(mask) OVER (ORDER BY id ROWS 2 PRECEDING) AS b FROM stays
/* since 15 */ SELECT range_agg(busy) AS c, range_agg(marks) AS d, range_agg(busy) FILTER (WHERE id > 3) AS e FROM stays
/* since 16 */ SELECT id, any_value(room) OVER (PARTITION BY room) AS a, any_value(r.name) OVER (PARTITION BY r.id ORDER BY s.id) AS b FROM stays s JOIN rooms r USING (id)
SELECT room, percentile_disc((SELECT max(share) FROM rooms)) WITHIN GROUP (ORDER BY s.id) AS p, rank((SELECT count(*) FROM rooms)) WITHIN GROUP (ORDER BY s.id::bigint) AS r FROM stays s GROUP BY room
SELECT percentile_cont((SELECT min(share) FROM rooms)) WITHIN GROUP (ORDER BY s.id) AS p, count(*) AS n FROM stays s
SELECT room, percentile_disc((SELECT max(share) FROM rooms)) WITHIN GROUP (ORDER BY s.id) AS p, grouping(room) AS g FROM stays s GROUP BY ROLLUP (room)
SELECT r.id, (SELECT percentile_disc(r.share) WITHIN GROUP (ORDER BY s.id) FROM stays s WHERE s.room = r.id) AS p FROM rooms r WHERE r.share <= 1
-- transactions
INSERT INTO rooms VALUES (1, 'red', 0.25), (2, 'blue', 0.5), (3, 'empty', 1); INSERT INTO stays VALUES (1, 1, '[2024-01-01,2024-01-05)', '[1,9)', '[1.0,2.5)', '{[2024-01-01,2024-01-05)}', '{[1,9)}', B'110011', B'101', true), (2, 1, '[2024-01-05,2024-01-07)', '[3,20)', '[1.00,2.5]', '{[2024-01-03,2024-02-05)}', '{[1.0,3),[5,9)}', B'010010', B'1', false), (3, 2, '[2024-01-10,2024-01-12)', '[5,6)', '(,3)', '{}', '{[2,3)}', B'111111', B'011', NULL)
INSERT INTO stays VALUES (4, 2, 'empty', '[4,8)', NULL, NULL, NULL, NULL, NULL, true), (5, NULL, NULL, NULL, '[2,)', '{[2024-01-01,)}', '{(,)}', B'000001', B'110', true), (6, 1, '[2024-01-06,2024-01-20)', 'empty', 'empty', '{[2024-01-04,2024-01-05)}', '{[2.5,3)}', B'100000', NULL, true)
UPDATE stays SET days = '[2024-01-02,2024-01-03)' WHERE id = 2; UPDATE rooms SET share = 0.75 WHERE id = 1
DELETE FROM stays WHERE id = 6; INSERT INTO stays VALUES (7, 1, '[2024-01-05,)', '[2,7)', '[2.00,2.2)', '{[2024-01-02,2024-01-09)}', '{[1.5,2.8)}', B'011110', B'100', false)
UPDATE stays SET room = 2 WHERE id = 1; DELETE FROM rooms WHERE id = 3; UPDATE stays SET mask = B'101010', price = '[1.0,9)' WHERE id IN (3, 5)
DELETE FROM stays WHERE id = 7 OR id = 2
DELETE FROM stays WHERE room = 2; INSERT INTO rooms VALUES (9, 'none', 0.1); INSERT INTO stays VALUES (9, 1, '(,2024-01-01)', '(,5)', '[1,1]', '{}', '{}', B'111000', B'001', true), (8, 1, '[2024-01-01,2024-01-02)', '[4,5)', '[1,2]', '{}', '{}', B'011100', B'001', true)
