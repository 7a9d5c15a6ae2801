-- Common tables that read themselves.
CREATE TABLE parts (id int PRIMARY KEY, parent int, name text, weight numeric(10,2), at timestamptz);
CREATE TABLE edges (src int, dst int, cost int);
ALTER TABLE edges REPLICA IDENTITY FULL;
CREATE TABLE blocked (id int PRIMARY KEY);
CREATE TABLE limits (n int PRIMARY KEY);
INSERT INTO parts VALUES (1, NULL, 'root', 1, '2026-01-01 00:00Z'), (2, 1, 'a', 2.5, '2026-01-02 00:00Z'), (3, 1, 'b', 3, '2026-01-03 00:00Z'), (4, 2, 'aa', 0.5, '2026-01-04 00:00Z'), (5, 4, 'aaa', 7, '2026-01-05 00:00Z'), (6, 3, 'ba', 1.25, NULL), (7, NULL, 'other', 9, NULL), (8, 7, 'oa', 1, '2026-01-01 00:00Z');
INSERT INTO edges VALUES (1, 2, 1), (2, 3, 1), (3, 4, 2), (1, 4, 5), (4, 5, 1), (5, 6, 1), (10, 11, 1), (11, 12, 2);
INSERT INTO blocked VALUES (99);
INSERT INTO limits VALUES (5);
-- views
WITH RECURSIVE r AS (SELECT src, dst FROM edges UNION SELECT r.src, e.dst FROM r JOIN edges e ON e.src = r.dst) SELECT * FROM r
WITH RECURSIVE r(a, b) AS (SELECT src, dst FROM edges UNION SELECT e.src, r.b FROM edges e, r WHERE e.dst = r.a) SELECT a, count(*) AS n FROM r GROUP BY a
WITH RECURSIVE below AS (SELECT id, name, 0 AS depth, name AS path FROM parts WHERE parent IS NULL UNION ALL SELECT p.id, p.name, b.depth + 1, b.path || '/' || p.name FROM below b JOIN parts p ON p.parent = b.id) SELECT * FROM below
WITH RECURSIVE below AS (SELECT id, ARRAY[id] AS path FROM parts WHERE parent IS NULL UNION ALL SELECT p.id, b.path || p.id FROM parts p, below b WHERE p.parent = b.id AND p.id <> ALL (b.path)) SELECT id, path, cardinality(path) AS n FROM below
WITH RECURSIVE below AS (SELECT id AS root, id FROM parts UNION ALL SELECT b.root, p.id FROM below b JOIN parts p ON p.parent = b.id AND p.id <> b.root) SELECT root, count(*) AS parts, sum(weight) AS weight FROM below JOIN parts USING (id) GROUP BY root
WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT t.n + 1 FROM t, limits WHERE t.n < 5) SELECT n, count(*) AS times FROM t GROUP BY n
WITH RECURSIVE t(n) AS (SELECT 1 UNION SELECT t.n + 1 FROM t JOIN limits l ON t.n < l.n) SELECT n FROM t
WITH RECURSIVE reach(id) AS (SELECT 1 UNION SELECT e.dst FROM reach r JOIN edges e ON e.src = r.id WHERE NOT EXISTS (SELECT FROM blocked b WHERE b.id = e.dst)) SELECT id FROM reach
WITH RECURSIVE reach(id, hops) AS (SELECT 1, 0 UNION SELECT e.dst, r.hops + 1 FROM reach r JOIN edges e ON e.src = r.id WHERE r.hops < 6) SELECT id, min(hops) AS hops, count(*) AS ways FROM reach GROUP BY id
WITH RECURSIVE reach(id, cost) AS (SELECT 1, 0 UNION ALL SELECT e.dst, r.cost + e.cost FROM reach r JOIN edges e ON e.src = r.id WHERE r.cost < 12) SELECT id, min(cost) AS cost FROM reach GROUP BY id
WITH RECURSIVE reach(id) AS (SELECT 1 UNION SELECT e.dst FROM reach r LEFT JOIN edges e ON e.src = r.id) SELECT id FROM reach
WITH RECURSIVE reach(id) AS (SELECT src FROM edges WHERE cost > 1 UNION SELECT x.dst FROM (SELECT r.id, e.dst, e.cost FROM reach r JOIN edges e ON e.src = r.id) x WHERE x.cost < 3) SELECT id FROM reach
WITH RECURSIVE a AS (SELECT id, parent FROM parts WHERE weight > 2 UNION SELECT p.id, p.parent FROM a JOIN parts p ON p.id = a.parent), b AS (SELECT id FROM a UNION SELECT e.dst FROM b JOIN edges e ON e.src = b.id) SELECT b.id, a.parent FROM b LEFT JOIN a USING (id)
WITH RECURSIVE r(id) AS (SELECT 1 UNION (WITH RECURSIVE inside(id) AS (SELECT id FROM r UNION SELECT e.dst FROM inside i JOIN edges e ON e.src = i.id AND e.cost = 1) SELECT p.id FROM inside i JOIN parts p ON p.parent = i.id)) SELECT id FROM r
WITH RECURSIVE r AS (SELECT src, dst FROM edges UNION SELECT r.src, e.dst FROM r JOIN edges e ON e.src = r.dst) SELECT p.name, (SELECT count(*) FROM r WHERE r.src = p.id) AS reached FROM parts p
WITH RECURSIVE r AS (SELECT src, dst FROM edges UNION SELECT r.src, e.dst FROM r JOIN edges e ON e.src = r.dst) SELECT x.src, y.dst FROM r x JOIN r y ON x.dst = y.src
WITH RECURSIVE r(w, id) AS (SELECT weight::numeric, id FROM parts WHERE parent IS NULL UNION SELECT DISTINCT r.w + p.weight, p.id FROM r JOIN parts p ON p.parent = r.id) SELECT id, w FROM r
WITH RECURSIVE r(id, n) AS (SELECT id, 1::bigint FROM parts WHERE parent IS NULL UNION ALL SELECT q.id, q.n FROM (SELECT p.id, row_number() OVER (PARTITION BY p.parent ORDER BY p.id) AS n FROM r JOIN parts p ON p.parent = r.id) q) SELECT * FROM r
WITH RECURSIVE r(id) AS (SELECT 1 UNION (SELECT e.dst FROM r JOIN edges e ON e.src = r.id INTERSECT SELECT id FROM parts)) SELECT * FROM r
WITH RECURSIVE r(id) AS (SELECT 1 UNION (SELECT e.dst FROM r JOIN edges e ON e.src = r.id EXCEPT SELECT id FROM blocked)) SELECT * FROM r
WITH RECURSIVE r(id) AS (SELECT 1 UNION (SELECT e.dst FROM r JOIN edges e ON e.src = r.id UNION ALL SELECT id FROM parts WHERE parent = 7)) SELECT * FROM r
WITH RECURSIVE r(id, kids) AS (SELECT id, 0::bigint FROM parts WHERE parent IS NULL UNION ALL SELECT p.id, (SELECT count(*) FROM parts c WHERE c.parent = p.id) FROM r JOIN parts p ON p.parent = r.id) SELECT * FROM r
WITH RECURSIVE r(id, top) AS (SELECT 1, 1 UNION ALL SELECT q.* FROM r, LATERAL (SELECT p.id, p.parent FROM parts p WHERE p.parent = r.id ORDER BY p.weight DESC, p.id LIMIT 1) q) SELECT * FROM r
WITH RECURSIVE r(id) AS (SELECT id FROM parts WHERE at > now() - interval '3 days' UNION SELECT p.id FROM r JOIN parts p ON p.parent = r.id AND p.at > now() - interval '5 days') SELECT id FROM r
WITH RECURSIVE r(id, days) AS (SELECT id, 0 FROM parts WHERE parent IS NULL UNION ALL SELECT p.id, extract(day FROM now() - p.at)::int FROM r JOIN parts p ON p.parent = r.id) SELECT * FROM r
WITH RECURSIVE r(id, part) AS (SELECT id, weight::numeric FROM parts WHERE parent IS NULL UNION ALL SELECT p.id, trunc(r.part / (p.id - 9), 3) FROM r JOIN parts p ON p.parent = r.id) SELECT * FROM r
-- transactions
time 2026-01-03T12:00:00Z
INSERT INTO edges VALUES (6, 2, 1)
time 2026-01-06T00:00:00Z
DELETE FROM edges WHERE src = 3
UPDATE parts SET parent = 3 WHERE id = 4; INSERT INTO parts VALUES (12, 1, 'heavy', 50, NULL)
INSERT INTO parts VALUES (9, 8, 'oaa', 4, '2026-01-05 00:00Z'), (10, 9, 'oaaa', 4, '2026-01-06 00:00Z'), (11, 10, 'oaaaa', 4, '2026-01-07 00:00Z')
DELETE FROM edges WHERE src = 6
INSERT INTO edges VALUES (3, 4, 1), (3, 1, 1), (12, 10, 1)
time 2026-01-07T00:00:00Z
INSERT INTO blocked VALUES (4); INSERT INTO limits VALUES (8)
UPDATE edges SET dst = 7 WHERE src = 4; INSERT INTO edges SELECT * FROM edges WHERE src = 1
DELETE FROM blocked WHERE id = 4; DELETE FROM limits WHERE n = 5
UPDATE parts SET parent = 9 WHERE id = 2; UPDATE parts SET weight = 2.5 WHERE id = 7
DELETE FROM parts WHERE id = 9 OR id = 12
UPDATE parts SET parent = NULL, weight = 1.250 WHERE id = 2; DELETE FROM edges WHERE dst = 1
time 2026-01-10T00:00:00Z
DELETE FROM limits; DELETE FROM parts WHERE id = 4
INSERT INTO limits VALUES (3), (4)
DELETE FROM edges
