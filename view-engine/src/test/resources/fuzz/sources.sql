-- What stands behind the names in FROM: views, views over them, inheritance, composite types, functions of users.
CREATE TYPE spot AS (x int, y numeric, tag text);
CREATE TABLE owners (id int PRIMARY KEY, name text COLLATE "C", home spot);
CREATE TABLE things (id int PRIMARY KEY, owner int, label text COLLATE "C", price numeric(8,2), at spot);
CREATE TABLE cars (wheels int, PRIMARY KEY (id)) INHERITS (things);
CREATE TABLE trucks (load numeric, PRIMARY KEY (id)) INHERITS (cars);
CREATE TABLE boats (owner int, length real, id int PRIMARY KEY, label text COLLATE "C", at spot, price numeric(8,2));
ALTER TABLE boats INHERIT things;
CREATE VIEW dear AS SELECT id, owner, price FROM things WHERE price > 10;
CREATE VIEW dear_by_owner (who, total, n) AS SELECT o.name, sum(d.price), count(*) FROM dear d JOIN owners o ON o.id = d.owner GROUP BY o.name;
CREATE VIEW guarded WITH (security_barrier) AS SELECT id, label FROM things WHERE owner IS NOT NULL;
CREATE VIEW ways AS WITH RECURSIVE r(id) AS (SELECT min(id) FROM owners UNION ALL SELECT r.id + 1 FROM r JOIN owners o ON o.id = r.id + 1) SELECT id FROM r;
CREATE FUNCTION taxed(amount numeric, rate numeric DEFAULT 0.19) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT round(amount * (1 + rate), 2); -- to the cent
$$;
CREATE FUNCTION initials(text, text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS 'SELECT upper(left($1, 1)) || lower(left($2, 1))';
CREATE FUNCTION clamp(v int, lo int, hi int) RETURNS int LANGUAGE sql IMMUTABLE RETURN least(greatest(v, lo), hi);
CREATE FUNCTION middle(v int) RETURNS int LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT clamp(v, 2, 4) * 10; END;
CREATE FUNCTION shown(s spot) RETURNS text LANGUAGE sql STABLE AS $$ SELECT (s).tag || '@' || (s).x || '>=' || (shown.s).y $$;
CREATE FUNCTION pick(a anyelement, b anyelement) RETURNS anyelement LANGUAGE sql IMMUTABLE AS 'SELECT coalesce(a, $2)';
CREATE FUNCTION big(v numeric) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'select v >= 10 and v <> 12';
-- views
SELECT id, owner, label, price FROM things
SELECT id, label FROM ONLY things
SELECT id, wheels, label FROM cars
SELECT count(*) AS n, sum(price) AS total, max(label) AS last FROM things
SELECT t.id, c.wheels, b.length FROM things t LEFT JOIN cars c USING (id) LEFT JOIN boats b USING (id)
SELECT o.name, (SELECT count(*) FROM things t WHERE t.owner = o.id) AS n FROM owners o
SELECT * FROM dear
SELECT who, total, n FROM dear_by_owner WHERE n > 0
SELECT g.id, g.label FROM guarded g WHERE g.label > 'b'
SELECT w.id, o.name FROM ways w JOIN owners o USING (id)
SELECT id, (home).x AS x, (home).y AS y, home FROM owners
SELECT (at).tag AS tag, count(*) AS n, min((at).y) AS least FROM things GROUP BY (at).tag
SELECT home, count(*) AS n FROM owners GROUP BY home
SELECT t.id FROM things t JOIN owners o ON t.at = o.home
SELECT id, taxed(price) AS gross, taxed(price, 0.07) AS less, taxed(rate => 0.5, amount => price) AS more FROM things
SELECT t.id, initials(o.name, t.label) AS i FROM things t LEFT JOIN owners o ON o.id = t.owner
SELECT middle(owner) AS m, count(*) AS n FROM things GROUP BY middle(owner) HAVING clamp(count(*)::int, 0, 1) = 1
SELECT id, shown(at) AS s, shown(ROW(id, price, label)::spot) AS t FROM things WHERE big(price)
SELECT id, pick(label, 'none') AS label, pick(owner, 0) AS owner FROM things
-- transactions
INSERT INTO owners VALUES (1, 'ann', '(1,2.0,a)'), (2, 'bob', '(2,,b)'), (4, 'eve', NULL); INSERT INTO things VALUES (1, 1, 'cup', 3.5, '(1,2.00,a)'), (2, 2, 'pot', 12, '(5,6,z)'); INSERT INTO cars VALUES (3, 1, 'audi', 20000, '(1,1,a)', 4); INSERT INTO trucks VALUES (4, 2, 'man', 90000.5, NULL, 6, 7.5); INSERT INTO boats VALUES (1, 7.5, 5, 'dinghy', '(9,9,)', 11)
INSERT INTO owners VALUES (3, 'cid', '(3,4,c)'); UPDATE things SET owner = 3, price = price + 1 WHERE owner = 1; INSERT INTO boats VALUES (NULL, 1, 6, NULL, NULL, NULL)
UPDATE boats SET owner = 2, label = 'yacht', price = 12 WHERE id = 6; UPDATE owners SET home = '(5,6.0,z)' WHERE id = 2; DELETE FROM ONLY things WHERE id = 1
DELETE FROM owners WHERE id = 3; DELETE FROM trucks; UPDATE cars SET at = '(5,6.0,z)', label = 'bmw'
INSERT INTO cars VALUES (7, 4, 'kit', 9.99, '(0,0,k)', 3); UPDATE owners SET name = upper(name), home = '(0,0.0,k)' WHERE id = 4; INSERT INTO owners VALUES (3, 'dan', NULL)
DELETE FROM things WHERE price > 100; UPDATE boats SET id = id + 10

-- case: whole rows of subqueries, common tables, VALUES and functions
CREATE TABLE c (id int PRIMARY KEY, name text, k int);
CREATE TABLE o (id int PRIMARY KEY, cid int, n numeric(6,2), tags text[], doc jsonb);
-- views
SELECT x.id, row_to_json(x) AS j FROM (SELECT id, name, k + 1 AS next FROM c) x
SELECT json_agg(x ORDER BY x.id) AS j, count(x) AS n FROM (SELECT id, name FROM c) x
SELECT c.id, (SELECT jsonb_agg(to_jsonb(y) ORDER BY y.id) FROM (SELECT o.id, o.n, o.tags FROM o WHERE o.cid = c.id) y) AS os FROM c
SELECT c.id, x IS NULL AS none, row_to_json(x) AS j, (x).n AS n FROM c LEFT JOIN (SELECT o.cid, o.n FROM o) x ON x.cid = c.id
WITH w AS (SELECT cid, sum(n) AS total FROM o GROUP BY cid) SELECT w.cid, to_jsonb(w) AS j, count(*) OVER () AS n FROM w
SELECT o.id, to_jsonb(e) AS j FROM o, jsonb_each(o.doc) e
SELECT o.id, row_to_json(u) AS j FROM o CROSS JOIN LATERAL unnest(o.tags) WITH ORDINALITY u(tag, nr)
SELECT o.id, row_to_json(u)::text AS j FROM o LEFT JOIN LATERAL ROWS FROM (unnest(o.tags), generate_series(1, 2)) u(tag, s) ON true
SELECT c.id, row_to_json(v) AS j FROM c JOIN (VALUES (1, 'one'), (2, 'two')) v(k, word) ON v.k = c.k
SELECT DISTINCT x AS s FROM (SELECT x::text FROM (SELECT k, name FROM c) x) y(x)
SELECT o.id, row_to_json(p) AS j FROM o, jsonb_to_recordset(o.doc -> 'rows') p(a int, b text)
SELECT a.id FROM (SELECT id, k FROM c) a WHERE a = (SELECT b FROM (SELECT id, k FROM c ORDER BY id LIMIT 1) b)
-- transactions
INSERT INTO c VALUES (1, 'a', 1), (2, 'b', 2), (3, NULL, NULL); INSERT INTO o VALUES (1, 1, 2.5, '{x,y}', '{"a": 1, "rows": [{"a": 1, "b": "u"}, {"a": 2}]}'), (2, 1, 3, '{}', '{}')
INSERT INTO o VALUES (3, 2, NULL, '{z}', '{"b": [1], "rows": []}'), (4, 9, 1, NULL, NULL)
UPDATE c SET k = 1, name = 'c' WHERE id = 3; UPDATE o SET n = 7, tags = '{x}' WHERE id = 1
DELETE FROM o WHERE id = 1; UPDATE o SET doc = '{"rows": [{"b": "w"}]}' WHERE id = 2
DELETE FROM c WHERE id = 1

-- case: generated columns, which the log does not carry
CREATE FUNCTION rate(region int) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT CASE region WHEN 1 THEN 0.19 ELSE 0.07 END';
CREATE TABLE sales (id int PRIMARY KEY, gone int, price numeric, qty int, total numeric(10,1) GENERATED ALWAYS AS (price * qty) STORED, label text COLLATE "C", shown varchar(4) GENERATED ALWAYS AS (left(upper(label), 4)) STORED, big boolean GENERATED ALWAYS AS (price > 10 AND qty IS NOT NULL) STORED);
ALTER TABLE sales DROP COLUMN gone;
CREATE TABLE parts (id int, region int, net numeric, tax numeric GENERATED ALWAYS AS (round(net * rate(region), 2)) STORED, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES IN (2);
CREATE TABLE base (id int PRIMARY KEY, a int, twice int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE derived (b int, PRIMARY KEY (id)) INHERITS (base);
CREATE VIEW totals AS SELECT shown, sum(total) AS total FROM sales GROUP BY shown;
-- views
SELECT * FROM sales
SELECT id, total / 4 AS part, total::text AS t FROM sales
SELECT shown, count(*) FILTER (WHERE big) AS n, max(total) AS most FROM sales GROUP BY shown
SELECT a.id, b.id AS other FROM sales a JOIN sales b ON a.total = b.total AND a.id < b.id
SELECT s, to_jsonb(s) ->> 'total' AS t FROM sales s
SELECT region, sum(net + tax) AS gross FROM parts GROUP BY region
SELECT p.tax, s.shown FROM parts p LEFT JOIN sales s ON s.id = p.id
SELECT id, twice FROM base
SELECT id, twice + b AS n FROM derived
SELECT twice FROM ONLY base
SELECT * FROM totals
-- transactions
INSERT INTO sales (id, price, qty, label) VALUES (1, 3.33, 3, 'abcdef'), (2, 12, 1, 'x'), (3, 3.996, 3, NULL); INSERT INTO parts (id, region, net) VALUES (1, 1, 10.05), (2, 2, 99.99); INSERT INTO base (id, a) VALUES (1, 5); INSERT INTO derived (id, a, b) VALUES (2, 7, 1)
UPDATE sales SET price = price + 1, label = label || 'y' WHERE id < 3; UPDATE parts SET net = net * 2 WHERE id = 1; UPDATE derived SET a = NULL
INSERT INTO sales (id, price, qty, label) VALUES (4, NULL, 2, 'xy'); UPDATE parts SET region = 1 WHERE id = 2; UPDATE base SET a = a + 1
DELETE FROM sales WHERE id = 1; UPDATE sales SET qty = 4 WHERE id = 3
