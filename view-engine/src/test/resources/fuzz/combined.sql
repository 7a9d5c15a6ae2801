-- Subqueries, windows, first rows, grouping sets, set operations and functions that return sets, inside of one another.
CREATE TABLE c (id int PRIMARY KEY, k int, v int);
CREATE TABLE o (id int PRIMARY KEY, cid int, v int, w int, labels text[]);
CREATE TABLE e (src int, dst int);
ALTER TABLE e REPLICA IDENTITY FULL;
-- views
SELECT c.id, t.id AS o, t.v FROM c CROSS JOIN LATERAL (SELECT o.id, o.v FROM o WHERE o.cid = c.k ORDER BY o.v DESC, o.id LIMIT 2) t
SELECT c.id, t.id AS o, t.v FROM c LEFT JOIN LATERAL (SELECT o.id, o.v FROM o WHERE o.cid = c.k ORDER BY o.v DESC NULLS LAST, o.id LIMIT 2 OFFSET 1) t ON true
SELECT c.id, t.v FROM c CROSS JOIN LATERAL (SELECT o.v FROM o WHERE o.cid = c.k ORDER BY o.v FETCH FIRST 1 ROW WITH TIES) t
SELECT c.id, t.id AS o FROM c CROSS JOIN LATERAL (SELECT o.id FROM o WHERE o.v < c.v ORDER BY o.id LIMIT greatest(c.k, 0)) t
SELECT c.id, t.id AS o FROM c CROSS JOIN LATERAL (SELECT o.id FROM o WHERE o.v < c.v ORDER BY o.id DESC OFFSET abs(c.k) LIMIT (SELECT count(*) FROM e WHERE e.src = c.k)) t
SELECT c.id, (SELECT o.v FROM o WHERE o.cid = c.k ORDER BY o.id DESC LIMIT 1) AS newest FROM c
SELECT c.id, (SELECT o.v FROM o WHERE o.v <> c.v ORDER BY o.id LIMIT 1 OFFSET 2) AS third FROM c
SELECT id FROM c WHERE v IN (SELECT o.v FROM o WHERE o.cid = c.k ORDER BY o.v LIMIT 2)
SELECT id FROM c WHERE v NOT IN (SELECT o.v FROM o WHERE o.cid > c.k ORDER BY o.v, o.id LIMIT 2)
SELECT id FROM c WHERE EXISTS (SELECT FROM o WHERE o.cid = c.k ORDER BY o.id LIMIT 1 OFFSET 1)
SELECT c.id, t.d FROM c CROSS JOIN LATERAL (SELECT DISTINCT ON (o.w) o.w, o.id AS d FROM o WHERE o.v <= c.v ORDER BY o.w, o.id) t
SELECT c.id, t.* FROM c CROSS JOIN LATERAL (SELECT o.id AS oid, rank() OVER (ORDER BY o.v) AS r, sum(o.v) OVER (ORDER BY o.id) AS s FROM o WHERE o.cid = c.k) t
SELECT c.id, t.* FROM c LEFT JOIN LATERAL (SELECT o.id AS oid, dense_rank() OVER (PARTITION BY o.w ORDER BY o.v) AS r, lag(o.v) OVER (ORDER BY o.id) AS l FROM o WHERE o.v < c.v) t ON t.r < 2
SELECT c.id, t.n FROM c CROSS JOIN LATERAL (SELECT count(*) OVER (ORDER BY o.v, o.id ROWS BETWEEN greatest(c.k, 0) PRECEDING AND CURRENT ROW) + c.v AS n FROM o WHERE o.cid = c.k) t
SELECT id, (SELECT max(r) FROM (SELECT row_number() OVER (PARTITION BY o.w, c.v ORDER BY o.id) AS r FROM o WHERE o.cid = c.k) x) AS most FROM c
SELECT id FROM c WHERE v < ALL (SELECT sum(o.v) OVER (PARTITION BY o.w) FROM o WHERE o.cid = c.k)
SELECT id, (SELECT count(*) FROM (SELECT o.w, count(*) FROM o WHERE o.cid = c.k GROUP BY ROLLUP (o.w)) x) AS sets FROM c
SELECT c.id, t.* FROM c CROSS JOIN LATERAL (SELECT o.w, grouping(o.w) AS g, sum(o.v) AS s, count(*) AS n FROM o WHERE o.v < c.v GROUP BY GROUPING SETS ((o.w), (), ())) t
SELECT c.id, t.* FROM c LEFT JOIN LATERAL (SELECT o.w, o.v, count(*) AS n FROM o WHERE o.cid = c.k GROUP BY GROUPING SETS ((o.w), (o.v))) t ON t.n > 1
SELECT c.id, t.* FROM c CROSS JOIN LATERAL (SELECT grouping(o.w, o.v) AS g, o.w, o.v, percentile_disc(0.5) WITHIN GROUP (ORDER BY o.id) AS p FROM o WHERE o.cid = c.k GROUP BY CUBE (o.w, o.v) HAVING count(*) < c.v) t
SELECT id, (SELECT percentile_disc(least(1, abs(c.k) / 4.0)) WITHIN GROUP (ORDER BY o.v) FROM o WHERE o.w = c.k) AS p FROM c
SELECT id, (SELECT string_agg(o.id::text, ',' ORDER BY o.v DESC, o.id) FROM o WHERE o.cid = c.k) AS ids, (SELECT array_agg(o.v ORDER BY o.id) FROM o WHERE o.v < c.v) AS vs FROM c
SELECT id, (SELECT rank(c.v) WITHIN GROUP (ORDER BY o.v) FROM o WHERE o.cid = c.k) AS place FROM c
SELECT c.id, l.l FROM c CROSS JOIN LATERAL (SELECT unnest(o.labels) AS l FROM o WHERE o.cid = c.k) l
SELECT c.id, g FROM c CROSS JOIN LATERAL (SELECT generate_series(1, c.k) AS g) x
SELECT c.id, (SELECT count(*) FROM generate_series(1, c.k) g WHERE g <> c.v) AS n FROM c
SELECT id FROM c WHERE EXISTS (SELECT FROM o, unnest(o.labels) l WHERE o.cid = c.k AND l > 'a')
SELECT o.id FROM o WHERE EXISTS (SELECT FROM unnest(o.labels) WITH ORDINALITY l(label, n) WHERE l.n = 2 AND l.label < 'c')
SELECT o.id, x.l, x.n FROM o LEFT JOIN LATERAL (SELECT l, row_number() OVER (ORDER BY l) AS n FROM unnest(o.labels) l ORDER BY l LIMIT 2) x ON true
SELECT o.id, l FROM o LEFT JOIN LATERAL unnest(o.labels) l ON l IN (SELECT p.labels[1] FROM o p WHERE p.cid = o.cid)
SELECT count(*) AS n FROM o CROSS JOIN (e CROSS JOIN LATERAL unnest(o.labels) l)
SELECT id, generate_series(1, (SELECT count(*) FROM e WHERE e.src = c.k)::int) AS g FROM c
SELECT x.id, x.u FROM (SELECT id, unnest(ARRAY[v, k]) AS u FROM c) x WHERE x.u IN (SELECT o.v FROM o WHERE o.cid = x.id % 4)
SELECT w, rank() OVER (ORDER BY sum(v) DESC, w) AS place, sum(sum(v)) OVER (ORDER BY w) AS running, unnest(ARRAY[w, 7]) AS u FROM o GROUP BY w
SELECT w, cid, grouping(w, cid) AS g, sum(count(*)) OVER (PARTITION BY grouping(w, cid)) AS n FROM o GROUP BY CUBE (w, cid)
SELECT w, generate_series(1, rank() OVER (ORDER BY w)) AS g FROM o GROUP BY w
SELECT id, sum((SELECT count(*) FROM e WHERE e.src = c.k)) OVER (ORDER BY id) AS s, rank() OVER (ORDER BY (SELECT max(o.v) FROM o WHERE o.cid = c.k)) AS r FROM c
SELECT (SELECT count(*) FROM e WHERE e.src = c.k) AS degree, count(*) AS n, max((SELECT min(o.v) FROM o WHERE o.cid = c.k)) AS m FROM c GROUP BY 1
SELECT k, count(*) AS n, (SELECT max(o.v) FROM o WHERE o.cid = c.k) AS m FROM c GROUP BY ROLLUP (k)
SELECT k FROM c GROUP BY k HAVING count(*) >= (SELECT count(*) FROM o WHERE o.cid = c.k) ORDER BY k LIMIT 3
SELECT id FROM c WHERE EXISTS ((SELECT o.v FROM o WHERE o.cid = c.k INTERSECT ALL SELECT o.w FROM o WHERE o.v > c.v) EXCEPT SELECT e.dst FROM e WHERE e.src = c.k)
SELECT c.id, t.x FROM c CROSS JOIN LATERAL ((SELECT o.v AS x FROM o WHERE o.cid = c.k UNION ALL SELECT e.dst FROM e WHERE e.src = c.k) EXCEPT ALL SELECT c.v ORDER BY x LIMIT 3) t
SELECT id, (SELECT count(*) FROM (SELECT o.v FROM o WHERE o.cid = c.k EXCEPT ALL SELECT p.w FROM o p) x) AS n FROM c
SELECT v FROM o EXCEPT ALL (SELECT k FROM c UNION ALL (SELECT dst FROM e INTERSECT ALL SELECT src FROM e))
SELECT id, (SELECT (SELECT max(p.v) FROM o p WHERE p.cid = c.k AND p.w = x.w) FROM o x WHERE x.cid = c.k ORDER BY x.id LIMIT 1) AS m FROM c
SELECT a.id, b.r, d.x FROM c a CROSS JOIN LATERAL (SELECT o.id AS oid, rank() OVER (ORDER BY o.v) AS r FROM o WHERE o.cid = a.k) b LEFT JOIN LATERAL (SELECT max(e.dst) AS x FROM e WHERE e.src < b.r + a.k) d ON true
SELECT id, string_agg(labels[1], '-') OVER (PARTITION BY cid ORDER BY id) AS before, array_agg(v) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW) AS around, json_agg(w) FILTER (WHERE v > 2) OVER (PARTITION BY w ORDER BY id DESC) AS js FROM o
SELECT id, jsonb_object_agg(id::text, v) OVER (ORDER BY id RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) AS j, regr_count(v, w) OVER (ORDER BY id) AS rc, count(DISTINCT_V) OVER () AS n FROM (SELECT id, v, w, v AS distinct_v FROM o) x
SELECT cid, array_agg(w) OVER (PARTITION BY cid) AS ws FROM o WHERE cid = 1
SELECT c.id, (SELECT count(*) FROM o CROSS JOIN LATERAL generate_series(1, 3, o.v) g WHERE o.cid = c.k AND o.v > c.v) AS n FROM c
SELECT id FROM c ORDER BY generate_series(1, k)
SELECT c.id, o.id AS o FROM c, o WHERE c.k = o.cid AND o.v > 2 AND c.v < 3 OR o.w = 1 AND c.k = o.cid OR c.k = o.cid AND o.v IS NULL
SELECT c.id, o.id AS o FROM c LEFT JOIN o ON c.k = o.cid AND o.w = 0 OR c.k = o.cid OR c.k = o.cid AND c.v / o.v > 0
SELECT id FROM c WHERE NOT EXISTS (SELECT FROM o WHERE o.cid = c.k AND o.v = 5 OR o.cid = c.k AND o.w = c.v)
SELECT id, (v > 2 AND k = 1 OR k = 1 AND v IS NULL) AS both FROM c WHERE (v > 2 AND k > 0 OR k > 0 AND v < 2) IS NOT FALSE
SELECT a.id, b.src, o.id AS o, d.dst FROM c a, e b, o, e d WHERE a.k = o.cid AND b.src = o.w AND d.dst = b.src AND a.v < d.src + 4
SELECT x.src, y.id, z.id AS z FROM e x, c y, o z WHERE y.k = z.cid AND x.dst < z.v
SELECT count(*) AS n, sum(b.v / nullif(a.v, 0)) AS s FROM c a, c b, o, (VALUES (1), (2)) x (w) WHERE o.cid = b.k AND a.id = o.v AND x.w = o.w AND (a.k = x.w AND a.v > 0 OR a.k = x.w AND b.v IS NULL OR a.v < 4 AND a.k = x.w)
-- transactions
INSERT INTO c SELECT i, i % 4 - 1, i % 5 FROM generate_series(1, 9) i; INSERT INTO o SELECT i, i % 5 - 1, (i * 7) % 6, i % 3, (ARRAY['{a,b,c}', '{b}', NULL, '{}', '{c,a}'])[1 + i % 5]::text[] FROM generate_series(1, 14) i; INSERT INTO e SELECT i % 4, i % 3 FROM generate_series(1, 9) i
INSERT INTO c VALUES (20, NULL, 3), (21, 1, NULL), (22, 0, 4); INSERT INTO o VALUES (30, NULL, 4, 1, '{d,e}'), (31, 1, NULL, NULL, NULL), (32, 2, 3, 2, '{a,NULL}')
UPDATE o SET v = v + 2 WHERE id % 3 = 0; DELETE FROM e WHERE dst = 1
DELETE FROM o WHERE cid = 1; INSERT INTO e VALUES (1, 1), (2, 1), (2, 2)
UPDATE c SET k = k + 1; UPDATE o SET labels = '{x,b}' WHERE id < 5
INSERT INTO o SELECT i, i % 4, i % 7, i % 2, '{q}' FROM generate_series(40, 52) i; DELETE FROM c WHERE id IN (2, 3)
UPDATE o SET cid = cid - 1, w = NULL WHERE id % 4 = 1
DELETE FROM o WHERE id % 2 = 0; UPDATE c SET v = 9 WHERE id < 6
TRUNCATE e; INSERT INTO e VALUES (0, 0)
