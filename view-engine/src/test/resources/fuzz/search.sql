-- Text search: documents whose vectors a trigger or the application has stored, and queries, stored or constant.
CREATE TABLE docs (id int PRIMARY KEY, title text, body text, doc tsvector);
CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.doc := setweight(to_tsvector('english', coalesce(NEW.title, '')), 'A') || to_tsvector('english', coalesce(NEW.body, '')); RETURN NEW; END$$;
CREATE TRIGGER docs_doc BEFORE INSERT OR UPDATE ON docs FOR EACH ROW EXECUTE FUNCTION fill();
CREATE TABLE vectors (id int PRIMARY KEY, v tsvector, t text);
CREATE TABLE alerts (id int PRIMARY KEY, name text, q tsquery);
CREATE VIEW about_cats AS SELECT id, title FROM docs WHERE doc @@ 'cat'::tsquery;
-- views
SELECT id, title FROM docs WHERE doc @@ to_tsquery('english', 'cats & dogs')
SELECT id, title FROM docs WHERE to_tsquery('english', 'cats & !dogs') @@ doc
SELECT id FROM docs WHERE doc @@ websearch_to_tsquery('english', '"lazy dog" or fish -bird')
SELECT id FROM docs WHERE doc @@ plainto_tsquery('english', 'The O''Neil? cats')
SELECT id FROM docs WHERE doc @@ phraseto_tsquery('english', 'cat and the dog')
SELECT id, q::text AS q FROM docs, to_tsquery('english', 'cat | fish') q WHERE doc @@ q
SELECT id, doc @@ to_tsquery('english', lower('CATS:A')) AS title, doc @@ 'dog:D & cat:*A'::tsquery AS both FROM docs
SELECT id, doc, length(doc) AS n, strip(doc) AS words, doc = to_tsvector('english', 'The cat') AS same FROM docs
SELECT a.id, count(*) AS n, array_agg(d.id ORDER BY d.id) AS docs FROM alerts a JOIN docs d ON d.doc @@ a.q GROUP BY a.id
SELECT a.id, a.q, numnode(a.q) AS n, querytree(a.q) AS tree, !!a.q AS none, a.q && 'x'::tsquery AS a, 'x'::tsquery || a.q AS o, a.q <-> 'y' AS p, tsquery_phrase(a.q, a.q, 3) AS p3 FROM alerts a
SELECT a.id, b.id AS other, a.q @> b.q AS has, a.q <@ b.q AS isin FROM alerts a JOIN alerts b ON a.id <> b.id WHERE a.q @> b.q OR a.q <@ b.q
SELECT id FROM about_cats
SELECT v, count(*) AS n FROM vectors GROUP BY v
SELECT DISTINCT v FROM vectors WHERE v <> 'a'
SELECT a.id, b.id AS other FROM vectors a JOIN vectors b ON a.v = b.v AND a.id < b.id
SELECT id, v, row_number() OVER (ORDER BY v, id) AS place FROM vectors
SELECT id, v || 'z:1 a:2'::tsvector AS more, setweight(v, 'B') AS b, setweight(v, 'C', '{a,b}') AS ab, ts_delete(v, 'a') AS no_a, ts_delete(v, ARRAY['a', 'b']) AS no_ab, ts_filter(v, '{a,b}') AS important, tsvector_to_array(v) AS words FROM vectors
SELECT x.id, u.lexeme, u.positions, u.weights FROM vectors x, unnest(x.v) u
SELECT u.lexeme, count(*) AS n FROM vectors x CROSS JOIN LATERAL unnest(x.v) AS u(lexeme, positions, weights) GROUP BY u.lexeme
SELECT id, t::tsvector AS v, array_to_tsvector(string_to_array(t, ' ')) AS w, t::tsvector @@ 'p <-> q'::tsquery AS pq FROM vectors WHERE t <> ''
SELECT id, v @@ 'a <-> b'::tsquery AS n, v @@ 'a <2> !b'::tsquery AS m, v @@ '!(a <-> b) <-> c'::tsquery AS o, v @@ 'a:* & !c:A'::tsquery AS p FROM vectors
-- transactions
INSERT INTO docs VALUES (1, 'Cats and dogs', 'The quick brown fox jumps over the lazy dogs'), (2, 'A cat', 'sleeps with O''Neil'), (3, 'Birds', 'and a fish')
INSERT INTO vectors VALUES (1, 'a:1A b:2,3C c:3', 'p:1 q:2'), (2, 'a b c', 'p q'), (3, '', ''), (4, 'a:1A b:2,3C c:3', NULL), (5, 'a:1A b:2,3 c:3', 'r'), (6, NULL, 'p:1 q:3')
INSERT INTO alerts VALUES (1, 'cats', 'cat & !fish'), (2, 'phrase', 'lazi <-> dog | bird:A'), (3, 'any', 'cat | dog'), (4, 'none', ''), (5, 'nested', 'cat <-> (dog & !fish)')
INSERT INTO docs VALUES (4, NULL, 'The cat'), (5, 'Fishing cats', 'a lazy, lazy dog'), (6, 'cat and the dog', NULL)
UPDATE docs SET body = body || ' near a cat' WHERE id IN (1, 3)
UPDATE docs SET doc = NULL, title = 'The cats' WHERE id = 2
UPDATE alerts SET q = '(cat | bird) & dog:*' WHERE id IN (1, 4)
UPDATE vectors SET v = setweight(v, 'D'), t = 'q:1 p:2' WHERE id IN (1, 5)
INSERT INTO vectors VALUES (7, 'a:1 c:2 ''b c'':3 ''d''''e\\'':16383B', 'p:5 q:6A'), (8, 'a', 'z')
DELETE FROM docs WHERE id = 6
DELETE FROM alerts WHERE id = 3
DELETE FROM vectors WHERE id = 4
INSERT INTO docs VALUES (7, 'Cats and the dogs', 'O''Neil owns cats'), (8, 'Dogs', 'and no other')
UPDATE docs SET body = NULL WHERE id = 2

-- case: vectors and queries as values like others
CREATE DOMAIN words AS tsvector CHECK (length(VALUE) < 4);
CREATE TYPE found AS (v tsvector, q tsquery);
CREATE TABLE a (id int PRIMARY KEY, v tsvector, q tsquery, w words, vs tsvector[], qs tsquery[], f found);
CREATE TABLE b (v tsvector PRIMARY KEY, n int);
-- views
SELECT id, to_jsonb(v) AS v, to_jsonb(q) AS q, json_build_object('v', v, 'qs', qs, 'f', f) AS o, to_json(vs) AS vs FROM a
SELECT w, count(*) AS n, count(DISTINCT v) AS vs, array_agg(v ORDER BY v, id) AS all FROM a GROUP BY w
SELECT id, v IS DISTINCT FROM w AS d, coalesce(v, 'none') AS c, v > 'a:1' AS more, v <= w AS less, v IN ('a', 'a:1 b:2') AS known, nullif(v, w::tsvector) AS n FROM a
SELECT id, vs[1] @@ qs[1] AS first, (f).v @@ (f).q AS inside, vs, qs, f, v @@ ANY (qs) AS any, ARRAY[v] = vs AS same, 'a:1'::tsvector = ANY (vs) AS has FROM a
SELECT a.id, b.n FROM a JOIN b USING (v)
SELECT b.v, b.n, a.id FROM b LEFT JOIN a ON a.v @@ 'b' AND a.v = b.v
SELECT v FROM a UNION SELECT v FROM b
SELECT id, first_value(q) OVER (ORDER BY id) AS q, lag(v) OVER (PARTITION BY v ORDER BY id) AS v, q::text AS t, v::text AS vt, row(v, q)::found AS r FROM a
SELECT DISTINCT ON (v) v, id, q FROM a ORDER BY v, id DESC
SELECT max(id) AS m, q::text AS t FROM a GROUP BY q::text
SELECT id, greatest(v, 'c') AS g, least(v, w, 'b:3') AS l FROM a WHERE v <> 'zz'
-- transactions
INSERT INTO a VALUES (1, 'a:1 b:2', 'a <-> b', 'a:1 b:2', '{a:1,"b:2 c"}', '{a,"b & c"}', '("a b",a)'), (2, 'a', 'b | !a', 'a', '{}', '{NULL}', '(,)'), (3, NULL, '', '', NULL, NULL, NULL)
INSERT INTO b VALUES ('a:1 b:2', 1), ('', 2), ('b', 3)
INSERT INTO a VALUES (4, 'a:1 b:2', 'a & (b | c)', NULL, '{a:1}', '{b:*,!x}', '(b:1,"a | b")'), (5, 'b', 'x', 'c', '{b}', '{"''x y''"}', '(c:3A,c:A)')
UPDATE a SET v = v || 'c', q = !!q, f.q = 'z' WHERE id IN (1, 2)
UPDATE b SET v = 'a:1 b:2 c', n = 7 WHERE n = 1
DELETE FROM a WHERE id = 3
UPDATE a SET v = 'b', vs = '{b:1}', qs = '{b}', f = '("x:1 y:2",x <-> y)' WHERE id = 4
