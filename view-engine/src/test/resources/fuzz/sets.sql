-- Functions that return sets, in FROM and in the SELECT list.
CREATE TYPE pair AS (x int, label text);
CREATE TABLE docs (id int PRIMARY KEY, tags text[], grid int[], body jsonb, note json, words text, low int, high int, step int, since timestamp, until timestamp, pairs pair[], price numeric);
CREATE TABLE tags (tag text, weight int);
ALTER TABLE tags REPLICA IDENTITY FULL;
-- views
SELECT id, t FROM docs, unnest(tags) AS t
SELECT d.id, u.tag, u.n FROM docs d, unnest(d.tags) WITH ORDINALITY AS u(tag, n) WHERE d.id > 1 AND u.n < 3
SELECT d.id, u.tag, w.weight FROM docs d CROSS JOIN LATERAL unnest(d.tags) AS u(tag) JOIN tags w ON w.tag = u.tag
SELECT d.id, u.tag, u.n FROM docs d LEFT JOIN unnest(d.tags) WITH ORDINALITY u(tag, n) ON true
SELECT d.id, u.tag FROM docs d LEFT JOIN LATERAL unnest(d.tags) u(tag) ON u.tag <> 'a' AND d.id > 0
SELECT d.id, u.tag FROM docs d JOIN LATERAL unnest(d.tags) u(tag) ON u.tag <> 'a'
SELECT d.id, u.a, u.b, u.n FROM docs d, unnest(d.tags, d.grid) WITH ORDINALITY AS u(a, b, n)
SELECT d.id, r.* FROM docs d, ROWS FROM (unnest(d.tags), generate_series(d.low, d.high), jsonb_object_keys(d.body)) WITH ORDINALITY AS r(a, b, c, n)
SELECT tag, count(*) AS n FROM (SELECT unnest(tags) AS tag FROM docs) x GROUP BY tag
SELECT unnest(tags) AS tag, count(*) AS n, sum(low) AS s FROM docs GROUP BY 1
SELECT id, unnest(tags) AS t, generate_series(low, high) AS g, id * 2 AS twice FROM docs
SELECT id, generate_series(1, generate_series(1, 2)) AS g, unnest(grid) + 1 AS u FROM docs
SELECT DISTINCT unnest(grid) AS g FROM docs
SELECT max(low) AS m, unnest(array_agg(id ORDER BY id)) AS i FROM docs
SELECT g.i, count(d.id) AS n FROM generate_series(1, 5) AS g(i) LEFT JOIN docs d ON d.low = g.i GROUP BY g.i
SELECT d.id, g FROM docs d, generate_series(d.low, d.high, d.step) AS g
SELECT d.id, g::date AS day, count(*) AS n FROM docs d, generate_series(d.since, d.until, interval '1 day 6 hours') AS g GROUP BY 1, 2
SELECT d.id, g FROM docs d, generate_series(d.price, d.price + 1, 0.25) AS g
SELECT d.id, g FROM docs d, generate_series('2024-01-31'::timestamptz, '2024-06-01', make_interval(months => d.id)) AS g
SELECT d.id, g FROM docs d, generate_series(d.high::bigint, d.low, -1) AS g
SELECT d.id, e FROM docs d, jsonb_array_elements(d.body -> 'list') AS e
SELECT d.id, e.value ->> 'k' AS k, e.n FROM docs d, jsonb_array_elements(d.body -> 'list') WITH ORDINALITY AS e(value, n) WHERE jsonb_typeof(e.value) = 'object'
SELECT d.id, e FROM docs d, jsonb_array_elements_text(d.body -> 'list') AS e
SELECT d.id, e.key, e.value FROM docs d, jsonb_each(d.body) AS e
SELECT e.key, count(e.value) AS n FROM docs d, jsonb_each_text(d.body) AS e GROUP BY e.key
SELECT d.id, k FROM docs d, jsonb_object_keys(d.body) k
SELECT d.id, e.value AS e FROM docs d, json_array_elements(d.note -> 'list') AS e
SELECT d.id, e FROM docs d, json_array_elements_text(d.note -> 'list') AS e
SELECT d.id, e.key, e.value FROM docs d, json_each(d.note) AS e
SELECT d.id, e.k, e.v FROM docs d, json_each_text(d.note) AS e(k, v)
SELECT d.id, k FROM docs d, json_object_keys(d.note) k
SELECT d.id, w FROM docs d, string_to_table(d.words, ' ') AS w
SELECT d.id, w, n FROM docs d, string_to_table(d.words, NULL, 'a') WITH ORDINALITY AS w(w, n)
SELECT d.id, (jsonb_each(d.body)).key AS k, (jsonb_each(d.body)).value AS v FROM docs d
SELECT d.id, p.x, p.label FROM docs d, unnest(d.pairs) AS p
SELECT d.id, (unnest(d.pairs)).label AS l FROM docs d
SELECT d.id, (unnest(d.pairs)).* FROM docs d
SELECT d.id, u, v FROM docs d, unnest(d.tags) u, unnest(d.grid) v WHERE u <> v::text
SELECT d.id, x.s FROM docs d, string_to_table(d.words, ',') t(p), unnest(string_to_array(t.p, ' ')) x(s)
SELECT d.id, upper.u FROM docs d, upper(d.words) AS upper(u)
SELECT t.tag, t.weight, s.i FROM tags t, generate_series(1, t.weight) AS s(i)
SELECT d.id, r.* FROM docs d, jsonb_to_recordset(d.body -> 'recs') AS r(a int, b text, c jsonb, d json, e date, f numeric, g boolean)
SELECT d.id, r.* FROM docs d LEFT JOIN json_to_recordset(d.note -> 'recs') AS r(a int, b text, c jsonb, e float8) ON true
SELECT d.id, r.a, r.b, r.n FROM docs d, ROWS FROM (jsonb_to_record(d.body) AS (a int, b text), unnest(d.tags)) WITH ORDINALITY AS r(a, b, t, n)
SELECT region, count(*) AS n FROM (SELECT unnest(tags) AS region FROM docs UNION ALL SELECT tag FROM tags) x GROUP BY ROLLUP (region)
-- transactions
INSERT INTO docs VALUES (1, '{a,b,c}', '{{1,2},{3,4}}', '{"list": [1, "x", null, {"k": "v"}, [2]], "b": 1.50}', '{"list": [1.0, "\u0041b", null, {"k" : "v"}], "b" : true, "b": 2}', 'one two three', 1, 3, 1, '2024-01-01', '2024-01-04', ARRAY[ROW(1, 'p')::pair, NULL, ROW(NULL, NULL)::pair], 1.5), (2, '{}', NULL, '{}', '{}', '', 5, 4, -1, '2024-02-28 23:00', '2024-03-02', '{}', 2); INSERT INTO tags VALUES ('a', 2), ('b', 0), ('c', NULL)
INSERT INTO docs VALUES (3, '{NULL,a,a,d}', '{7}', '{"list": [], "c": null}', '{"list": [[], {}], "x": {"y": [1, "]"]}}', 'a b,c a', 2, 2, 5, NULL, '2024-01-01', NULL, 0.1), (4, NULL, '{}', NULL, NULL, NULL, NULL, 3, NULL, '2024-05-01', '2024-05-02', '{"(3,q)"}', NULL); INSERT INTO tags VALUES ('a', 3), ('d', 1), (NULL, 1)
UPDATE docs SET tags = tags || 'z'::text, high = high + 1, price = price + 1.00 WHERE id < 4; UPDATE tags SET weight = 1 WHERE weight IS NULL
UPDATE docs SET low = high, body = '{"list": [{"k": "w"}], "b": "s", "a": 4, "recs": [{"b": [1, 2], "f": 10}]}', words = 'x', note = '{"list": ["q"], "n": null, "recs": [{"a" : 3, "b": {"z": 1}, "c": "s", "e": 1e3}, {"a" : null, "a": "4"}]}' WHERE id = 2; DELETE FROM docs WHERE id = 1; DELETE FROM tags WHERE tag = 'a' AND weight = 2
UPDATE docs SET id = id + 1, tags = '{q}' WHERE id = 4
DELETE FROM docs WHERE id = 3; INSERT INTO docs VALUES (1, '{e}', '{9,8}', '{"list": ["last"], "recs": [{"a": 1, "b": "x", "c": [1], "d": {"k": 1.0}, "e": "2024-02-03", "f": 1.50, "g": true}, {"a": "7", "b": null, "c": null, "d": "q"}]}', '{"list": [false]}', 'ab', 1, 1, 1, '2024-01-01', '2024-01-01', ARRAY[ROW(7, 'r')::pair], 9)
