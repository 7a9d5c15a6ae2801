-- Types that are not of every day: what is computed of them, and columns that are only shown.
CREATE TYPE place AS (host inet, span int4range);
CREATE TABLE hosts (id int PRIMARY KEY, address inet, net cidr, mac macaddr, mac8 macaddr8, at place);
CREATE TABLE bookings (room int, during tstzrange, days daterange, price numrange, seats int4range, open int4multirange, PRIMARY KEY (room, during));
CREATE TABLE documents (id int PRIMARY KEY, body jsonb, path jsonpath, flags bit(4), mask varbit, position pg_lsn, transaction xid8);
CREATE TABLE shapes (id int PRIMARY KEY, spot point, area box, line path, words tsvector, page xml);
CREATE TABLE grids (id int PRIMARY KEY, cells int[], names text[]);
CREATE TABLE letters (id int PRIMARY KEY, c "char", s "char"[]);
CREATE TABLE hours (id int PRIMARY KEY, opens timetz, closes timetz(1), breaks timetz[]);
-- views
SELECT opens, count(*) AS n, jsonb_agg(closes ORDER BY closes, id) AS ends FROM hours GROUP BY opens
SELECT min(opens) AS first, max(closes) AS last, count(DISTINCT opens) AS n FROM hours
SELECT a.id, b.id AS other FROM hours a JOIN hours b ON a.opens = b.opens AND a.id < b.id
SELECT a.id, b.id AS other FROM hours a JOIN hours b ON a.opens < b.closes AND a.id <> b.id
SELECT id, opens + interval '90 minutes' AS later, interval '30 seconds' + opens AS soon, closes - interval '1 day 01:00' AS earlier, DATE '2024-02-29' + opens AS at, opens::time AS local, breaks FROM hours
SELECT id, extract(timezone_hour FROM opens) AS zone, extract(epoch FROM closes) AS seconds, date_part('minute', opens) AS minute, opens::timetz(0) AS rounded, opens::text AS t FROM hours
SELECT id, opens AT TIME ZONE 'UTC' AS utc, closes AT TIME ZONE INTERVAL '05:30' AS delhi, (opens, closes) OVERLAPS ('12:00+00', '13:00+00') AS noon, '08:00'::time::timetz < opens AS late FROM hours
SELECT id, count(*) OVER (ORDER BY opens RANGE BETWEEN '1 hour' PRECEDING AND CURRENT ROW) AS n, rank() OVER (ORDER BY closes DESC) AS place FROM hours
SELECT id, b FROM hours, unnest(breaks) b WHERE b BETWEEN '12:00+00' AND '18:00+00'
SELECT id, opens FROM hours ORDER BY opens DESC, id LIMIT 2
SELECT id, opens FROM hours WHERE opens > (SELECT min(closes) FROM hours)
SELECT c, count(*) AS n, min(c::int) AS code FROM letters GROUP BY c
SELECT a.id, a.c::text AS t, a.c < 'm' AS low, a.s, b.id AS other FROM letters a LEFT JOIN letters b ON a.c = b.c AND a.id <> b.id WHERE a.c IN ('a', 'b', 'z')
SELECT * FROM hosts
SELECT net, count(*) AS n, count(DISTINCT address) AS addresses FROM hosts GROUP BY net
SELECT a.id, b.id AS other FROM hosts a JOIN hosts b ON a.address << b.net
SELECT a.id, b.id AS other FROM hosts a JOIN hosts b ON a.mac = b.mac AND a.id <> b.id
SELECT id, host(address) AS h, address + 1 AS next, network(address) AS n, abbrev(net) AS a, trunc(mac) AS t, mac8 | mac::macaddr8 AS m FROM hosts
SELECT id, (at).host AS host, upper((at).span) AS top, at = ROW('10.0.0.1'::inet, '[1,3)'::int4range)::place AS same FROM hosts
SELECT DISTINCT address FROM hosts WHERE address IN ('10.0.0.1', '::1', '10.0.0.7/24') OR family(address) = 6
SELECT * FROM bookings
SELECT a.room, a.during * b.during AS shared FROM bookings a JOIN bookings b ON a.during && b.during AND a.room < b.room
SELECT price, count(*) AS n FROM bookings GROUP BY price
SELECT room, lower(days) AS first, upper(days) AS last, days @> DATE '2024-01-15' AS middle, isempty(seats) AS none, open + seats::int4multirange AS more FROM bookings
SELECT room, range_merge(open) AS hull, open @> 3 AS three, int4range(room, room + 5, '[]') AS r, seats -|- int4range(5, 9) AS touch FROM bookings
SELECT id, body @? '$.a' AS has, body @@ '$.a > 1' AS big, jsonb_path_query_first(body, '$.a') AS a, jsonb_path_query_array(body, '$.tags[*] ? (@ starts with "x")') AS tags FROM documents
SELECT id, jsonb_path_exists(body, path) AS found, jsonb_path_query_array(body, '$.a + $n', '{"n": 2}', true) AS plus FROM documents
SELECT flags, count(*) AS n FROM documents GROUP BY flags
SELECT id, flags & B'0110' AS masked, flags || mask AS both, length(mask) AS n, get_bit(flags, 0) AS first, mask::text AS t, flags::int AS i FROM documents
SELECT id, position - '0/10'::pg_lsn AS bytes, position + 16 AS later, transaction FROM documents WHERE position > '0/1'
SELECT * FROM shapes
SELECT count(words) AS n, count(spot) AS spots FROM shapes
SELECT id, cells[1][1] AS corner, cells[2:2] AS row, array_dims(cells) AS dims, array_ndims(cells) AS d, cardinality(cells) AS n, array_to_string(names, '-') AS s FROM grids
SELECT id, cells || cells AS twice, names || 'z'::text AS more, array_fill(id, ARRAY[2], ARRAY[0]) AS filled, array_position(names, 'b') AS b, width_bucket(id, ARRAY[1, 3, 5]) AS w FROM grids
-- transactions
INSERT INTO hours VALUES (1, '09:00+01', '17:30:00.25+01', '{12:00+01,15:00+01}'), (2, '08:00+00', '24:00+00', '{}'), (3, '03:00-05', '12:00-05', '{13:30:00-04:30,NULL}')
INSERT INTO hours VALUES (4, '08:00+00', NULL, NULL), (5, NULL, '00:00:00.05+15:59:59', '{00:00-15:59:59}'), (6, '08:00+00', NULL, NULL)
UPDATE hours SET opens = opens + interval '1 hour', closes = closes AT TIME ZONE 'Etc/GMT-3' WHERE id IN (1, 4)
INSERT INTO hosts VALUES (1, '10.0.0.1', '10.0.0.0/8', '08:00:2b:01:02:03', '08:00:2b:ff:fe:01:02:03', ROW('10.0.0.1', '[1,3)')), (2, '10.0.0.7/24', '10.0.0.0/8', '08:00:2b:01:02:03', NULL, NULL)
INSERT INTO hosts VALUES (3, '::1', '::/0', 'ff:ff:ff:00:00:01', 'ff:ff:ff:ff:ff:00:00:01', ROW('::2', 'empty')), (4, '::1', '2001:db8::/32', NULL, NULL, ROW(NULL, NULL))
INSERT INTO bookings VALUES (1, '[2024-01-01 10:00+00,2024-01-01 12:00+00)', '[2024-01-01,2024-02-01)', '[1.0,2.5)', '[1,5)', '{[1,3),[7,9)}'), (2, '[2024-01-01 11:00+00,)', '[2024-01-20,)', '[1.0,2.5)', 'empty', '{}')
INSERT INTO bookings VALUES (3, '(,)', 'empty', '(,NaN]', '[9,12)', '{(,4)}'), (4, '[2024-01-01 11:30+00,infinity)', NULL, NULL, NULL, NULL)
INSERT INTO documents VALUES (1, '{"a": 1, "tags": ["x", "xy", "z"]}', '$.a ? (@ == 1)', B'1010', B'11', '16/B374D848', '7'), (2, '{"a": [2, 3]}', '$.b', B'1010', B'', '0/0', NULL)
INSERT INTO documents VALUES (3, '{"a": 5}', '$.**', B'0001', B'0101', '0/20', '18446744073709551615')
INSERT INTO shapes VALUES (1, '(1,2.5)', '((0,0),(1,1))', '[(0,0),(1,1)]', 'a:1 b:2', '<p>x</p>'), (2, '(-0,1e300)', NULL, NULL, 'word', NULL)
INSERT INTO grids VALUES (1, '{{1,2},{3,4}}', '{a,b}'), (2, '[0:1][2:3]={{5,6},{7,NULL}}', '{}'), (4, NULL, '{b,NULL}')
INSERT INTO letters VALUES (1, 'a', '{a,b}'), (2, 'z', NULL), (3, 'a', '{}'), (4, '', '{" "}'), (5, NULL, NULL)
UPDATE letters SET c = 'b', s = s || 'q'::"char" WHERE id IN (1, 2)
UPDATE hosts SET address = address + 1, mac = '08:00:2b:01:02:04' WHERE id IN (1, 4)
UPDATE bookings SET during = during * '[2024-01-01 10:30+00,)'::tstzrange, price = '[1.00,2.50)' WHERE room IN (1, 3)
UPDATE documents SET body = body || '{"a": 7}', flags = ~flags, position = position + 1
UPDATE shapes SET spot = '(3,3)', words = 'c' WHERE id = 1
UPDATE grids SET cells = '{{9}}' WHERE id = 1
DELETE FROM hosts WHERE id = 2
DELETE FROM bookings WHERE room = 2
DELETE FROM shapes WHERE id = 2
DELETE FROM hours WHERE id = 2
