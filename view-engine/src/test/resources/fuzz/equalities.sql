-- Values that are equal and not identical, on either side of whatever compares them.
CREATE DOMAIN money_amount AS numeric(10,2);
CREATE TYPE scaled_pair AS (n numeric(10,2), t char(4));
CREATE TYPE free_pair AS (n numeric, t bpchar);
CREATE TYPE scaled_one AS (n numeric(10,2), m int);
CREATE TYPE free_one AS (n numeric, m int);
CREATE DOMAIN money_list AS numeric(10,2)[];
CREATE TABLE a (k int PRIMARY KEY, n numeric, s numeric(10,2), s1 numeric(6,1), d money_amount, c char(3), c5 char(5), b bpchar, v varchar(6), t text, f real, g double precision, i interval, na numeric[], sa numeric(10,2)[], ca char(3)[], p scaled_pair, q free_pair, j jsonb, so scaled_one, fo free_one, ml money_list, da money_amount[]);
CREATE TABLE bs (s numeric(10,2) PRIMARY KEY, note text);
CREATE TABLE bn (n numeric PRIMARY KEY, note text);
CREATE TABLE bc (c char(5) PRIMARY KEY, note text);
CREATE TABLE bg (g double precision PRIMARY KEY, note text);
CREATE TABLE bi (i interval PRIMARY KEY, note text);
CREATE TABLE bt (t text PRIMARY KEY, note text);
CREATE TABLE pv (v varchar PRIMARY KEY, note int);
CREATE TABLE pkv (k int, v varchar, t text, note int, PRIMARY KEY (k, v));
-- views
SELECT k, n = s AS ns, s = n AS sn, s = s1 AS ss, d = n AS dn, n = d AS nd, s = d AS sd, n IS DISTINCT FROM s AS di, s IS DISTINCT FROM n AS si, s IN (n, 5) AS ii, n IN (s, d) AS ni, NULLIF(s, n) AS nu, NULLIF(n, s) AS un FROM a
SELECT k, s = 1 AS one, s = 1.000 AS onez, s IN (1, 2.50) AS inl, s = ANY (na) AS ina, n = ANY (sa) AS inb, s <> ALL (na) AS noa, CASE s WHEN n THEN 1 WHEN s1 THEN 2 ELSE 3 END AS cs FROM a
SELECT k, c = c5 AS cc, c5 = c AS c5c, c = b AS cb, b = c AS bc, c = t AS ct, t = c AS tc, c = v AS cv, c::text = t AS ctt, c IS DISTINCT FROM b AS di, c IN ('a', 'ab ') AS inl, c = ANY (ca) AS an, length(c) AS lc, c || '|' AS bar, c = 'a   ' AS lit FROM a
SELECT k, na = sa AS ab, sa = na AS ba, na @> sa AS con, sa <@ na AS cod, na && sa AS ov, array_position(sa, n) AS pos, array_position(na, s) AS pon, array_remove(sa, 1) AS rem, na < sa AS lt, sa IS DISTINCT FROM na AS di FROM a
SELECT k, p = q AS pq, q = p AS qp, p IS DISTINCT FROM q AS di, p IN (q) AS inq, ROW(s, c) = ROW(n, b) AS rr, ROW(n, b) < ROW(s, c5) AS lt, p = ROW(n, b)::scaled_pair AS pr FROM a
SELECT k, f = g AS fg, g = f AS gf, f = 0 AS fz, g = '-0'::float8 AS gz, i = '1 day' AS day, i IN ('24 hours', '30 days') AS ini, i IS DISTINCT FROM '1 mon' AS di, j = '{"a": 1.00}' AS jj, g = 'NaN' AS gn FROM a
SELECT a.k, bs.note FROM a JOIN bs ON a.n = bs.s
SELECT a.k, bs.note FROM a JOIN bs ON a.s = bs.s
SELECT a.k, bs.note FROM a JOIN bs ON a.s1 = bs.s
SELECT a.k, bs.note FROM a JOIN bs ON a.d = bs.s
SELECT a.k, bs.note FROM a LEFT JOIN bs ON bs.s = a.n
SELECT a.k, bs.note FROM a LEFT JOIN bs ON bs.s IS NOT DISTINCT FROM a.n
SELECT a.k, bn.note FROM a JOIN bn ON a.s = bn.n
SELECT a.k, bn.note FROM a JOIN bn ON a.n = bn.n
SELECT a.k, bn.note FROM a FULL JOIN bn ON bn.n = a.s
SELECT a.k, bn.note FROM a JOIN bn ON bn.n = a.d
SELECT a.k, bc.note FROM a JOIN bc ON a.c = bc.c
SELECT a.k, bc.note FROM a JOIN bc ON a.b = bc.c
SELECT a.k, bc.note FROM a JOIN bc ON a.c5 = bc.c
SELECT a.k, bc.note FROM a LEFT JOIN bc ON bc.c = a.v
SELECT a.k, bc.note FROM a JOIN bc ON bc.c::text = a.t
SELECT a.k, bt.note FROM a JOIN bt ON bt.t = a.c
SELECT a.k, bg.note FROM a JOIN bg ON bg.g = a.f
SELECT a.k, bg.note FROM a JOIN bg ON bg.g = a.g
SELECT a.k, bg.note FROM a JOIN bg ON bg.g = a.k
SELECT a.k, bi.note FROM a JOIN bi ON bi.i = a.i
SELECT x.k, y.k AS l FROM a x JOIN a y ON x.na = y.sa
SELECT x.k, y.k AS l FROM a x JOIN a y ON x.p = y.p
SELECT x.k, y.k AS l FROM a x JOIN a y ON x.q = y.q
SELECT x.k, y.k AS l FROM a x JOIN a y ON x.j = y.j
SELECT x.k, y.k AS l FROM a x JOIN a y ON x.ca = y.ca AND x.k <> y.k
SELECT coalesce(s, s1) AS v, count(*) AS n FROM a GROUP BY 1
SELECT CASE WHEN k % 2 = 0 THEN s ELSE s1 END AS v, count(*) AS n FROM a GROUP BY 1
SELECT CASE WHEN k % 2 = 0 THEN s ELSE n END AS v, count(*) AS n FROM a GROUP BY 1
SELECT greatest(s, s1) AS v, least(n, s) AS l, count(*) AS n FROM a GROUP BY 1, 2
SELECT nullif(s, 0) AS v, count(*) AS n FROM a GROUP BY 1
SELECT s::numeric AS v, count(*) AS n FROM a GROUP BY 1
SELECT d AS v, count(*) AS n, min(n) AS lo, max(n) AS hi FROM a GROUP BY 1
SELECT min(s) AS a, max(s1) AS b, max(d) AS c, min(n) AS d, min(c) AS e, max(b) AS f, min(i) AS g, max(f) AS h, min(na) AS l, max(sa) AS m FROM a
SELECT count(DISTINCT n) AS a, count(DISTINCT s) AS b, count(DISTINCT c) AS c, count(DISTINCT b) AS d, count(DISTINCT g) AS e, count(DISTINCT i) AS f, count(DISTINCT na) AS h, count(DISTINCT sa) AS l, count(DISTINCT j) AS m, count(DISTINCT p) AS o, count(DISTINCT coalesce(s, n)) AS r FROM a
SELECT DISTINCT n, c FROM a
SELECT DISTINCT na FROM a
SELECT DISTINCT p FROM a
SELECT DISTINCT q FROM a
SELECT DISTINCT i FROM a
SELECT DISTINCT g, f FROM a
SELECT s AS v FROM a UNION SELECT s1 FROM a
SELECT s AS v FROM a UNION SELECT n FROM a
SELECT n AS v FROM a UNION SELECT s FROM a
SELECT s AS v FROM a UNION ALL SELECT s1 FROM a
SELECT s AS v FROM a INTERSECT SELECT n FROM bn
SELECT n AS v FROM bn INTERSECT ALL SELECT s FROM a
SELECT s AS v FROM a EXCEPT SELECT s1 FROM a WHERE k < 3
SELECT s1 AS v FROM a EXCEPT ALL SELECT n FROM a
SELECT c AS v FROM a UNION SELECT c5 FROM a
SELECT c AS v FROM a UNION SELECT b FROM a
SELECT c AS v FROM a INTERSECT SELECT c FROM bc
SELECT f AS v FROM a UNION SELECT g FROM a
SELECT g AS v FROM a EXCEPT SELECT f FROM a WHERE k < 3
SELECT k AS v FROM a UNION SELECT s FROM a
SELECT sa AS v FROM a UNION SELECT na FROM a
SELECT q AS v FROM a UNION SELECT q FROM a
SELECT u.v, a.k FROM (SELECT s AS v FROM bs UNION SELECT n FROM bn) u JOIN a ON a.s = u.v
SELECT u.v, a.k FROM (SELECT s AS v FROM bs UNION ALL SELECT n FROM bn) u JOIN a ON a.s = u.v WHERE u.v = 1
SELECT v, n FROM (SELECT n AS v, count(*) AS n FROM a GROUP BY n) x WHERE v = 1 OR v = 2.5
SELECT v, n FROM (SELECT s AS v, count(*) AS n FROM a GROUP BY s) x WHERE v = 1 OR v = 2.5
SELECT n FROM a WHERE n = 1
SELECT n, s FROM a WHERE n = s
SELECT k, so = fo AS sf, fo = so AS fs, so IS DISTINCT FROM fo AS di, so IN (fo) AS inf, so <> fo AS ne, so < fo AS lt, ROW(s, k) = ROW(n, k) AS rr, so = ROW(n, k)::free_one AS rf FROM a
SELECT x.k, y.k AS l FROM a x JOIN a y ON x.so = y.fo
SELECT x.k, y.k AS l FROM a x JOIN a y ON x.fo = y.so AND x.so IS NOT DISTINCT FROM y.so
SELECT x.k, y.k AS l FROM a x JOIN a y ON x.ml = y.na
SELECT k, ml = na AS mn, na = ml AS nm, array_position(da, n) AS pd, da @> ARRAY[n]::money_amount[] AS cd, n = ANY (da) AS nd, s = ANY (ml) AS sm, da = da AS dd FROM a
SELECT DISTINCT so, fo FROM a
SELECT DISTINCT ml, da FROM a
SELECT so AS v FROM a UNION SELECT so FROM a
SELECT DISTINCT v::bpchar AS b FROM pv
SELECT DISTINCT k FROM pkv WHERE v::bpchar = 'a'
SELECT k, v FROM pkv WHERE v::bpchar = 'a'
SELECT DISTINCT x.k FROM pkv x JOIN bc ON x.v::bpchar = bc.c
SELECT v::bpchar AS b, count(*) AS n FROM pv GROUP BY v::bpchar
SELECT v::bpchar AS b FROM pv UNION SELECT t FROM pkv
SELECT v::bpchar AS b FROM pv INTERSECT SELECT c FROM bc
SELECT x.v, y.note FROM pv x LEFT JOIN (SELECT v::bpchar AS b, note FROM pv) y ON x.v::bpchar = y.b
SELECT p.v, q.note FROM (SELECT v::bpchar AS v FROM pv) p JOIN pkv q ON p.v = q.v::bpchar
SELECT b::char(4) AS c, n FROM (SELECT b, count(*) AS n FROM a GROUP BY b) x
SELECT array_position(na, 2.5) AS p, na || 1.0 AS more, array_remove(na, 1) AS less, 1.00 || na AS before FROM (SELECT DISTINCT na FROM a) x
SELECT array_length(y, 1) AS l, count(*) AS n FROM (SELECT na || 1.0 AS y FROM (SELECT DISTINCT na FROM a) x) z GROUP BY 1
-- transactions
INSERT INTO pv VALUES ('a', 1), ('a ', 2), ('b', 3), ('ab', 4); INSERT INTO pkv VALUES (1, 'a', 'a', 1), (1, 'a ', 'c ', 2), (2, 'a', 'c', 3), (2, 'b', 'x', 4), (3, 'ab ', 'y', 5)
INSERT INTO bs VALUES (1, 'one'), (2.5, 'two and a half'), (0, 'zero'), (-3.13, 'odd'); INSERT INTO bn VALUES (1.000, 'one'), (2.5, 'two and a half'), (0.0, 'zero'), ('NaN', 'not a number'), (7, 'seven'); INSERT INTO bc VALUES ('a', 'a'), ('ab', 'ab'), ('abc', 'abc'), ('abcd', 'abcd'); INSERT INTO bg VALUES ('-0', 'zero'), (1, 'one'), (0.5, 'half'), (3, 'three'), ('NaN', 'not a number'); INSERT INTO bi VALUES ('1 day', 'a day'), ('1 mon', 'a month'); INSERT INTO bt VALUES ('a', 'a'), ('ab', 'ab'), ('AB', 'AB'), ('b', 'b')
INSERT INTO a VALUES (1, 1, 1, 1, 1, 'a', 'a', 'a', 'a', 'a', 1, 1, '1 day', '{1,2.5}', '{1,2.5}', '{a,ab}', ROW(1, 'a'), ROW(1.00, 'a  '), '{"a": 1}', ROW(1, 1), ROW(1, 1), '{1}', '{1,2}'), (2, 1.000, 1, 1, 1, 'ab', 'ab', 'ab   ', 'AB', 'ab', 0, '-0', '24 hours', '{1.0,2.50}', '{1,2.5}', '{ab ,a}', ROW(1.0, 'a '), ROW(1, 'a'), '{"a": 1.00}', ROW(1.0, 2), ROW(1.000, 2), '{1,2.5}', '{1.0}'), (3, 2.50, 2.5, 2.5, 2.5, 'abc', 'abc', 'abc', 'b', 'B', '-0', 0, '1 mon', '{2}', '{2.00}', '{abc}', ROW(2.5, 'x'), ROW(2.500, 'x'), '[1, 2.0]', ROW(2.5, 1), ROW(2.5, 1), '{2}', '{2.5}')
INSERT INTO a VALUES (4, 0, 0, 0.0, 0, 'a', 'ab', 'a ', 'ab', 'a', 0.5, 0.5, '30 days', '{}', '{0}', '{}', ROW(0, ''), ROW(0.0, ' '), '[1, 2]', ROW(0, 1), ROW(0, 1), '{0}', '{0}'), (5, 'NaN', 'NaN', 'NaN', 'NaN', '', '', '', '', '', 'NaN', 'NaN', '0', '{NaN}', '{NaN}', '{""}', ROW('NaN', NULL), ROW('NaN', NULL), 'null', ROW('NaN', 1), ROW('NaN', 1), '{NaN}', '{NaN}'), (6, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (7, 7.00, 7, 7.1, 7, 'b', 'B', 'B', 'B', 'b', 7, 7, '48 hours', '{7.0}', '{7}', '{b}', ROW(7, 'b'), ROW(7.0, 'b'), '7.0', ROW(7, NULL), ROW(7, NULL), '{7}', '{7}')
UPDATE a SET n = n * 1.0, s1 = s, b = b || ' ', i = i * 1, q = ROW(n, c)::free_pair, fo = ROW(n * 1.0, 2) WHERE k <> 5
UPDATE a SET n = 2.5000, s = 1, s1 = 1, d = 2.5, c = 'ab', t = 'B', v = 'b' WHERE k IN (1, 4)
UPDATE bg SET note = 'THREE' WHERE g = 3; UPDATE a SET ca = '{a,ab }' WHERE k = 4; UPDATE bs SET s = 7 WHERE s = 0; UPDATE bn SET n = 1 WHERE n = 1; UPDATE bi SET i = '24 hours' WHERE i = '1 day'; UPDATE bg SET g = 0 WHERE g = 0
DELETE FROM a WHERE k = 2; DELETE FROM bn WHERE n = 2.5; DELETE FROM bs WHERE s = 1; DELETE FROM bc WHERE c = 'a'; DELETE FROM bt WHERE t = 'ab'
UPDATE a SET n = NULL, g = NULL WHERE k = 3; INSERT INTO a SELECT k + 10, s, s, s1, d, c5, c5, c, v, t, f, f, i, sa, sa, ca, p, q, j, so, fo, ml, da FROM a
DELETE FROM a WHERE k < 10
DELETE FROM pv WHERE v = 'a'; DELETE FROM pkv WHERE v = 'a'; INSERT INTO pv VALUES ('ab ', 5), ('d', 6); INSERT INTO pkv VALUES (4, 'abc', 'z', 6)
