-- Common tables that read themselves: with SEARCH and CYCLE, and of the rows around them.
CREATE TABLE parts (id int PRIMARY KEY, parent int, name text COLLATE "C", weight numeric(10,2));
CREATE TABLE edges (src int, dst int, kind text COLLATE "C", cost numeric);
ALTER TABLE edges REPLICA IDENTITY FULL;
CREATE TABLE asked (id int PRIMARY KEY, start int, most int, kind text COLLATE "C", share numeric);
INSERT INTO parts VALUES (1, NULL, 'root', 1), (2, 1, 'b', 2.5), (3, 1, 'a', 3), (4, 2, 'aa', 0.5), (5, 4, 'aaa', 7), (6, 3, 'ba', 1.25), (7, NULL, 'other', 9), (8, 7, 'oa', 1);
INSERT INTO edges VALUES (1, 2, 'x', 1.0), (2, 3, 'x', 1), (3, 1, 'y', 2), (1, 4, 'x', 5), (4, 5, 'y', 1.00), (5, 6, 'x', 1), (6, 4, 'x', 2), (10, 11, 'y', 1);
INSERT INTO asked VALUES (1, 1, 3, 'x', 1.0), (2, 4, 2, 'y', 1.00), (3, 10, 9, 'y', 0.5), (4, 99, 1, NULL, NULL);
-- views
WITH RECURSIVE r AS (SELECT src, dst FROM edges WHERE src = 1 UNION ALL SELECT e.src, e.dst FROM r JOIN edges e ON e.src = r.dst) CYCLE dst SET looped USING path SELECT src, dst, looped, path::text AS path, cardinality(path) AS n FROM r
WITH RECURSIVE r(id) AS (SELECT start FROM asked UNION SELECT e.dst FROM r JOIN edges e ON e.src = r.id) CYCLE id SET state TO 'again' DEFAULT 'new' USING p SELECT id, state, count(*) AS n, max(cardinality(p)) AS most FROM r GROUP BY id, state
WITH RECURSIVE r(id, cost) AS (SELECT src, 0.0 FROM edges UNION ALL SELECT e.dst, r.cost + e.cost FROM r, edges e WHERE e.src = r.id) CYCLE id SET c USING p SELECT id, min(cost) AS least, bool_or(c) AS c FROM r WHERE NOT c GROUP BY id
WITH RECURSIVE r(a, b) AS (SELECT src, kind FROM edges WHERE cost > 1 UNION ALL SELECT e.dst, e.kind FROM r JOIN edges e ON e.src = r.a) CYCLE a, b SET c TO 1 DEFAULT 0 USING p SELECT a, b, c, p::text AS p, p[1]::text AS first FROM r
WITH RECURSIVE t AS (SELECT id, parent, name FROM parts WHERE parent IS NULL UNION ALL SELECT p.id, p.parent, p.name FROM t JOIN parts p ON p.parent = t.id) SEARCH DEPTH FIRST BY name, id SET seq SELECT id, name, row_number() OVER (ORDER BY seq) AS line, cardinality(seq) AS depth FROM t
WITH RECURSIVE t AS (SELECT id, parent, name FROM parts WHERE parent IS NULL UNION ALL SELECT p.id, p.parent, p.name FROM t JOIN parts p ON p.parent = t.id) SEARCH BREADTH FIRST BY name, id SET seq SELECT id, rank() OVER (ORDER BY seq) AS line, seq::text AS seq FROM t
WITH RECURSIVE t AS (SELECT id, parent FROM parts WHERE parent IS NULL UNION SELECT p.id, p.parent FROM t JOIN parts p ON p.parent = t.id) SEARCH BREADTH FIRST BY id SET seq SELECT id, seq::text AS seq FROM t ORDER BY seq LIMIT 5 OFFSET 2
WITH RECURSIVE t(id, w) AS (SELECT id, weight FROM parts WHERE parent IS NULL UNION ALL SELECT p.id, p.weight FROM t JOIN parts p ON p.parent = t.id) SEARCH DEPTH FIRST BY w SET seq SELECT id, w, seq::text AS seq, dense_rank() OVER (ORDER BY seq DESC) AS line FROM t
WITH RECURSIVE r AS (SELECT src, dst FROM edges WHERE src = 1 UNION ALL SELECT e.src, e.dst FROM r JOIN edges e ON e.src = r.dst) SEARCH DEPTH FIRST BY dst SET seq CYCLE src, dst SET c USING p SELECT src, dst, c, seq::text AS seq, p::text AS p, row_number() OVER (ORDER BY seq) AS n FROM r
WITH RECURSIVE r AS (SELECT src, dst FROM edges WHERE src = 1 UNION ALL SELECT e.src, e.dst FROM r JOIN edges e ON e.src = r.dst) SEARCH BREADTH FIRST BY src, dst SET seq CYCLE dst SET c TO 'y' DEFAULT 'n' USING p SELECT src, dst, c, count(DISTINCT seq) AS n FROM r GROUP BY src, dst, c
WITH RECURSIVE r(id) AS (SELECT 1 UNION ALL SELECT e.dst FROM r JOIN edges e ON e.src = r.id WHERE NOT r.c AND cardinality(r.p) < 3) CYCLE id SET c USING p SELECT id, c, count(*) AS n FROM r GROUP BY id, c
WITH RECURSIVE r AS (SELECT src, dst FROM edges UNION ALL SELECT r.src, e.dst FROM r JOIN edges e ON e.src = r.dst) CYCLE dst SET c USING p SELECT DISTINCT p[cardinality(p)]::text AS last, p = ARRAY[ROW(2)] AS two FROM r WHERE NOT c
SELECT a.id, r.dst, r.looped FROM asked a, LATERAL (WITH RECURSIVE r AS (SELECT e.dst FROM edges e WHERE e.src = a.start UNION ALL SELECT e.dst FROM r JOIN edges e ON e.src = r.dst) CYCLE dst SET looped USING path SELECT dst, looped FROM r) r
SELECT a.id, (WITH RECURSIVE up AS (SELECT p.id, p.parent FROM parts p WHERE p.id = a.start UNION ALL SELECT p.id, p.parent FROM up JOIN parts p ON p.id = up.parent) SELECT count(*) FROM up) AS depth FROM asked a
SELECT p.id, (WITH RECURSIVE up AS (SELECT p.parent AS id UNION ALL SELECT q.parent FROM up JOIN parts q ON q.id = up.id) SELECT max(id) FROM up) AS top FROM parts p
SELECT a.id, n.i FROM asked a, LATERAL (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < a.most) SELECT i FROM n) n
SELECT a.id, r.id AS reached FROM asked a LEFT JOIN LATERAL (WITH RECURSIVE r(id) AS (SELECT a.start UNION SELECT e.dst FROM r JOIN edges e ON e.src = r.id AND e.kind = a.kind) SELECT id FROM r WHERE id <> a.start) r ON true
SELECT a.id FROM asked a WHERE EXISTS (WITH RECURSIVE r(id) AS (SELECT a.start UNION SELECT e.dst FROM r, edges e WHERE e.src = r.id) SELECT FROM r WHERE r.id = 6)
SELECT a.id, a.start IN (WITH RECURSIVE r(id) AS (SELECT e.dst FROM edges e WHERE e.src = a.start UNION SELECT e.dst FROM r, edges e WHERE e.src = r.id) SELECT id FROM r) AS looped FROM asked a
SELECT a.id, r.id AS reached, r.n FROM asked a, LATERAL (WITH RECURSIVE r(id, n) AS (SELECT a.start, 0 UNION ALL (SELECT e.dst, r.n + 1 FROM r JOIN edges e ON e.src = r.id WHERE r.n < a.most ORDER BY 1 DESC, 2 LIMIT 1)) SELECT id, n FROM r) r
SELECT a.id, r.v FROM asked a, LATERAL (WITH RECURSIVE r(v, n) AS (SELECT a.share, 1 UNION ALL SELECT DISTINCT a.share + e.cost, n + 1 FROM r, edges e WHERE e.src = a.start AND r.n < 3) SELECT v FROM r) r
SELECT a.id AS asked, r.* FROM asked a, LATERAL (WITH RECURSIVE r(id, n) AS (SELECT e.dst, 1 FROM edges e WHERE e.src = a.start UNION (SELECT x.dst, r.n + 1 FROM r CROSS JOIN LATERAL (SELECT e.dst FROM edges e WHERE e.src = r.id AND e.cost < a.most ORDER BY e.dst LIMIT 1) x WHERE r.n < 4)) SELECT id, min(n) AS n FROM r GROUP BY id) r
SELECT a.id AS asked, r.* FROM asked a, LATERAL (WITH RECURSIVE r(id, n) AS (SELECT a.start, 0 UNION ALL SELECT q.id, q.n FROM (SELECT p.id, r.n + 1 AS n, row_number() OVER (ORDER BY p.name, p.id, r.n) AS k FROM r JOIN parts p ON p.parent = r.id) q WHERE q.k <= a.most) SELECT * FROM r) r
SELECT a.id, x.n FROM asked a, LATERAL (WITH RECURSIVE r(id) AS (SELECT a.start UNION (SELECT dst FROM edges WHERE src = a.start INTERSECT SELECT e.dst FROM r, edges e WHERE e.src = r.id AND e.dst > a.id)) SELECT count(*) AS n FROM r) x
WITH RECURSIVE r(id, best) AS (SELECT id, NULL::int FROM parts WHERE parent IS NULL UNION ALL SELECT p.id, (WITH RECURSIVE s(id) AS (SELECT p.id UNION SELECT e.dst FROM s JOIN edges e ON e.src = s.id) SELECT max(s.id) FROM s) FROM r JOIN parts p ON p.parent = r.id) SELECT * FROM r
SELECT a.id, s.n FROM asked a, LATERAL (WITH RECURSIVE r(id) AS (SELECT a.start UNION SELECT x.id FROM r, LATERAL (WITH RECURSIVE s(id) AS (SELECT r.id UNION SELECT p.id FROM s JOIN parts p ON p.parent = s.id WHERE p.id < a.most + 9) SELECT e.dst AS id FROM s JOIN edges e ON e.src = s.id) x) SELECT count(*) AS n FROM r) s
SELECT a.id, w.dst, w.n FROM asked a JOIN v0 w ON w.src = a.start WHERE NOT w.looped
WITH RECURSIVE r(id) AS (SELECT dst FROM v0 WHERE looped UNION SELECT e.dst FROM r JOIN v0 e ON e.src = r.id AND NOT e.looped) SELECT r.id, count(v.least) AS n FROM r LEFT JOIN v2 v USING (id) GROUP BY r.id
SELECT v.id, (WITH RECURSIVE r(id) AS (SELECT v.id UNION SELECT w.dst FROM r JOIN v0 w ON w.src = r.id WHERE w.n < v.most) SELECT sum(id) FROM r) AS reached FROM v1 v
-- transactions
INSERT INTO edges VALUES (6, 1, 'x', 1), (11, 10, 'y', 3)
UPDATE asked SET start = 2, most = 5 WHERE id = 1; INSERT INTO asked VALUES (5, 5, 4, 'x', 2), (6, 1, NULL, 'x', 1)
DELETE FROM edges WHERE src = 3
UPDATE parts SET parent = 3 WHERE id = 4; INSERT INTO parts VALUES (9, 8, 'oaa', 4), (10, 9, 'oaaa', 4.5); UPDATE edges SET kind = 'y' WHERE src = 2
INSERT INTO edges VALUES (3, 3, 'x', 1), (3, 1, 'x', 0.5); DELETE FROM asked WHERE id = 2
UPDATE edges SET dst = 5 WHERE src = 1 AND dst = 2; UPDATE parts SET name = 'zz', weight = 8 WHERE id = 2
DELETE FROM edges WHERE src IN (6, 11); INSERT INTO edges SELECT * FROM edges WHERE src = 4
UPDATE asked SET id = id + 10, share = share + 1.000; DELETE FROM parts WHERE id = 4
DELETE FROM edges; UPDATE asked SET most = 2
INSERT INTO edges VALUES (1, 2, 'x', 1), (2, 1, 'x', 1), (5, 1, 'x', 3)
