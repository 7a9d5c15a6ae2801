-- What the random queries found, each case with tables of its own.

-- case: a subquery groups by what the query around it gives, and that is used nowhere else
CREATE TABLE a (id int PRIMARY KEY, v int, w int);
CREATE TABLE b (x int PRIMARY KEY, y int);
-- views
SELECT id FROM a WHERE EXISTS (SELECT count(*) FROM b GROUP BY a.v HAVING count(*) > 1)
SELECT a.id, b.x FROM b JOIN a ON b.y IN (SELECT count(*) FROM b c GROUP BY coalesce(a.w, 0), b.x)
-- transactions
INSERT INTO a VALUES (1, 1, 1), (2, NULL, NULL), (3, 2, 1); INSERT INTO b VALUES (1, 2)
INSERT INTO b VALUES (2, 2)
INSERT INTO a VALUES (4, 4, 4); UPDATE b SET y = 1
INSERT INTO b VALUES (3, 3), (4, 4)
DELETE FROM b WHERE x > 1

-- case: rows without a key that hold values of types without equality
CREATE TABLE a (id int PRIMARY KEY, p point, t tsvector);
-- views
SELECT p FROM a
SELECT 'b'::tsvector AS s, t FROM a WHERE id > 1
SELECT id, first_value(p) OVER (ORDER BY id) AS first, last_value(t) OVER (ORDER BY id) AS last FROM a
-- transactions
INSERT INTO a VALUES (1, '(1,2)', 'a'), (2, '(1,2)', 'a b'), (3, NULL, NULL), (4, '(1,2.0)', 'a b')
DELETE FROM a WHERE id = 2
UPDATE a SET t = 'c', p = '(0,0)' WHERE id = 4

-- case: whether NULL is JSON is NULL
CREATE TABLE a (id int PRIMARY KEY, j jsonb, t text);
-- views
/* since 16 */ SELECT id, j IS JSON AS j, j IS NOT JSON OBJECT AS o, t IS JSON SCALAR AS s, t IS JSON WITH UNIQUE KEYS AS u FROM a
/* since 16 */ SELECT id, row_number() OVER (ORDER BY j IS JSON, id) AS n FROM a
/* since 16 */ SELECT id FROM a WHERE NOT j IS JSON ARRAY
-- transactions
INSERT INTO a VALUES (1, 'null', '{"a": 1, "a": 2}'), (2, NULL, NULL), (3, '[]', '[')
UPDATE a SET j = NULL, t = '1' WHERE id = 3
INSERT INTO a VALUES (4, '5', '5')

-- case: a constant that only the server can read, in a view that another one reads
CREATE TABLE a (id int PRIMARY KEY, p point);
-- views
SELECT id, '(1,2.5)'::point IS NULL AS n, '(1,2)'::point AS c, coalesce(p, '(3,4)'::point) AS p FROM a WHERE '(1,2)'::point IS NOT NULL
SELECT x.id, x.n, x.c, x.p FROM v0 x
SELECT y.id, y.c FROM v1 y
-- transactions
INSERT INTO a VALUES (1, '(1,2)')
INSERT INTO a VALUES (2, NULL)
DELETE FROM a WHERE id = 1

-- case: which of equal numbers comes first, and which value of a key comes last
CREATE TABLE a (id int PRIMARY KEY, k numeric, v numeric) PARTITION BY LIST (id);
CREATE TABLE a_few PARTITION OF a FOR VALUES IN (1, 2, 3, 5, 7, 11);
CREATE TABLE a_rest PARTITION OF a DEFAULT;
-- views
SELECT DISTINCT ON (1) y.k FROM a x JOIN a y ON x.id > y.id ORDER BY 1 DESC
SELECT jsonb_object_agg(1, k) AS o, count(*) AS n FROM a
SELECT jsonb_object_agg(k, v ORDER BY k, v) AS o, count(*) AS n FROM a WHERE k IS NOT NULL
SELECT jsonb_object_agg(id, v) AS o FROM a
-- transactions
INSERT INTO a VALUES (9, 2, NULL), (8, 1, 1)
INSERT INTO a VALUES (2, 1.00, 6), (3, 2.0, 1.0), (13, 2, 1)
UPDATE a SET v = 1.000 WHERE id IN (8, 2)
DELETE FROM a WHERE id = 9

-- case: ties between equal values of several forms, seen through what tells them apart
CREATE TABLE a (id int PRIMARY KEY, k numeric, c bpchar, t text);
-- views
SELECT jsonb_object_agg(true, c ORDER BY c) AS o, count(*) AS n FROM a
SELECT jsonb_object_agg(t, k::text ORDER BY k) AS o, count(*) AS n FROM a
SELECT jsonb_object_agg(t, k ORDER BY k) AS o, count(*) AS n FROM a
SELECT string_agg(t, k::text ORDER BY k) AS s, count(*) AS n FROM a WHERE t = 'x'
SELECT jsonb_object_agg(t, k::text ORDER BY t) AS o, count(*) AS n FROM a WHERE k = 1
SELECT lag(k::text) OVER (ORDER BY k) AS l, count(*) OVER () AS n FROM (SELECT k FROM a UNION ALL SELECT k FROM a) x
SELECT first_value(k::text) OVER (ORDER BY k) AS l, count(*) OVER () AS n FROM a
SELECT lag(k) OVER (ORDER BY k) AS l, count(*) OVER () AS n FROM (SELECT k FROM a UNION ALL SELECT k FROM a) x
SELECT jsonb_object_agg(1, c) OVER (ORDER BY c) AS l, count(*) OVER () AS n FROM (SELECT c FROM a UNION ALL SELECT c FROM a) x
-- transactions
INSERT INTO a VALUES (8, 1.00, 'a ', 'x')
INSERT INTO a VALUES (17, 1, 'a', 'x'), (18, 1.0, 'a   ', 'x')
INSERT INTO a VALUES (1, 1.000, 'a  ', 'x'), (2, 2, 'b', 'y')
UPDATE a SET k = 1.0000, c = 'a' WHERE id = 8
DELETE FROM a WHERE id = 17

-- case: parts in any order, chosen by a number whose last digits are open
CREATE TABLE a (id int PRIMARY KEY, v float8);
-- views
SELECT CASE WHEN x.o1 BETWEEN 1 AND 2 THEN NULL ELSE x.o0 END AS o, x.n FROM (SELECT json_agg(y.w) AS o0, regr_avgy(y.v, y.v) AS o1, count(*) AS n FROM (SELECT v, v AS w FROM a) z(v, u) FULL JOIN (SELECT id, v FROM a) y(w, v) ON y.v = z.u) x
-- transactions
INSERT INTO a VALUES (1, 1.5), (2, NULL), (3, 7)
INSERT INTO a VALUES (4, 0.25), (5, -3)

-- case: a row that fails, in the hole of every frame
CREATE TABLE a (id int PRIMARY KEY, g int, v int);
-- views
SELECT id, sum(12 / v) OVER (PARTITION BY g ORDER BY id ROWS BETWEEN 1 PRECEDING AND 0 FOLLOWING EXCLUDE CURRENT ROW) AS s FROM a
SELECT id, count(12 / v) OVER (PARTITION BY g ORDER BY id GROUPS BETWEEN CURRENT ROW AND 1 FOLLOWING EXCLUDE GROUP) AS n FROM a
-- transactions
INSERT INTO a VALUES (1, 1, 0), (2, 2, 3), (3, 2, 4)
INSERT INTO a VALUES (4, 2, 0)
INSERT INTO a VALUES (5, 2, 1)
DELETE FROM a WHERE id = 4

-- case: a condition of the outer row alone, of a join that finds no partner, fails
CREATE TABLE a (id int PRIMARY KEY, g int, v int);
CREATE TABLE b (id int PRIMARY KEY, g int);
-- views
SELECT x.id, s.n FROM a x LEFT JOIN LATERAL (SELECT count(b.g) FILTER (WHERE x.g > 0) OVER () AS n FROM b) s ON 12 / x.v = 2
SELECT x.id, y.p FROM a x LEFT JOIN (VALUES (2, 6)) y(o, p) ON x.g = y.o AND 12 / x.v IS DISTINCT FROM 0 AND 1 IN (SELECT b.id FROM b JOIN (b c JOIN ROWS FROM (generate_series(3, 4)) AS f(n) ON c.id = x.g - 1) ON c.g = y.p)
-- transactions
INSERT INTO a VALUES (1, 1, 0)
DELETE FROM a
INSERT INTO a VALUES (2, 2, 6), (3, 2, 5)
INSERT INTO b VALUES (1, 6), (2, 2)
UPDATE a SET g = -1 WHERE id = 3

-- case: delimiters that differ, the first of which is dropped
CREATE TABLE a (id int PRIMARY KEY, g int, t text, d text);
-- views
SELECT string_agg(t, d) AS s, count(*) AS n FROM a
SELECT g, string_agg(t, d ORDER BY id) AS s, string_agg(t, g::text ORDER BY t) AS u FROM a GROUP BY g
SELECT g, string_agg(t, d ORDER BY g) AS s, count(*) AS n FROM a GROUP BY g
SELECT id, string_agg(t, d) OVER (ORDER BY g) AS s, string_agg(t, d) OVER (ORDER BY id DESC) AS u FROM a
-- transactions
INSERT INTO a VALUES (10, 1, 'a', NULL), (12, 1, 'a', 'ab'), (3, 2, 'c', '-')
INSERT INTO a VALUES (2, 1, 'b', '+'), (4, 2, 'a', ';'), (11, 2, NULL, '!')
DELETE FROM a WHERE id IN (3, 12)

-- case: the form of a value at a place in a frame, where a key says which row stands there
CREATE TABLE a (id int PRIMARY KEY, g int, v numeric);
-- views
SELECT id, (first_value(v) OVER (PARTITION BY g ORDER BY id))::text AS f, (array_agg(v) OVER (ORDER BY id))::text AS vs, (last_value(v) OVER (ORDER BY id DESC))::text AS l FROM a
SELECT x.id, (nth_value(v, 2) OVER (ORDER BY g, x.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW))::text AS n FROM a x
SELECT g, array_agg(v ORDER BY id)::text AS vs, jsonb_object_agg(id, v ORDER BY v)::text AS o FROM a GROUP BY g
SELECT g, jsonb_agg(v * 2 ORDER BY id)::text AS vs FROM a GROUP BY ROLLUP (g)
-- transactions
INSERT INTO a VALUES (1, 1, 1.0), (2, 1, 1.00), (3, 2, 1)
UPDATE a SET v = 1.000 WHERE id = 1
INSERT INTO a VALUES (0, 2, 7.50), (4, 1, 7.5)
DELETE FROM a WHERE id = 1

-- case: line feeds before the parts of a json in any order, where only some parts have one
CREATE TABLE a (id int PRIMARY KEY, c couple, n int[]);
-- views
SELECT json_agg(a.c) AS c, json_agg(a.n) AS n, json_agg(a.c)::text AS t, count(*) AS k FROM (SELECT) x FULL JOIN a ON NULL
-- transactions
INSERT INTO a VALUES (19, NULL, NULL), (1, '(2,)', '{1,2}')
INSERT INTO a VALUES (0, '(7,x)', NULL), (20, NULL, '{{1},{2}}')
DELETE FROM a WHERE id = 1
