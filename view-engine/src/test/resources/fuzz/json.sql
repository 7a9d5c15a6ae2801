-- SQL/JSON: functions of paths, constructors, tests, tables; jsonpath's dates, patterns and pairs.
CREATE TYPE point3 AS (x int, y numeric(6,2), tags text[]);
CREATE TYPE shape AS (name varchar(5), origin point3, grid int[], doc jsonb, raw json, born date);
CREATE TABLE d (id int PRIMARY KEY, body jsonb, note json, txt text COLLATE "C", n numeric(8,2), at timestamptz, day date, tags text[], f float8, flag bool);
CREATE TABLE k (id int PRIMARY KEY, d int, key text COLLATE "C", val jsonb, num int);
-- views
SELECT id, JSON_VALUE(body, '$.a') AS a, JSON_VALUE(body, '$.b' RETURNING int) AS b, JSON_VALUE(body, '$.s' RETURNING varchar(3)) AS s, JSON_VALUE(body, '$.n' RETURNING numeric(6,1)) AS n FROM d
SELECT id, JSON_VALUE(body, '$.n' RETURNING numeric DEFAULT 7 ON EMPTY DEFAULT -1 ON ERROR) AS n, JSON_VALUE(body, '$.day' RETURNING date DEFAULT '2000-01-01'::date ON ERROR) AS dd, JSON_VALUE(body, '$.flag' RETURNING bool) AS fl FROM d
SELECT id, JSON_VALUE(body, '$.flag') AS t, JSON_QUERY(body, '$.o.m[0 to 1]' RETURNING json WITH WRAPPER)::text AS o, JSON_VALUE(body, '$.o' RETURNING text DEFAULT 'none' ON ERROR) AS e, JSON_VALUE(note, '$.a') AS na FROM d
SELECT id, JSON_VALUE(body, '$.list[*] ? (@ > $min)' PASSING n AS min RETURNING int) AS v, JSON_VALUE(body, 'strict $.list[last]' RETURNING float8 NULL ON ERROR) AS l FROM d
SELECT id, JSON_QUERY(body, '$.list') AS l, JSON_QUERY(body, '$.list[*]' WITH WRAPPER) AS w, JSON_QUERY(body, '$.list[*]' WITH CONDITIONAL WRAPPER) AS c, JSON_QUERY(body, '$.list[*]' EMPTY ARRAY ON EMPTY EMPTY OBJECT ON ERROR) AS e FROM d
SELECT id, JSON_QUERY(body, '$.s' RETURNING text) AS q, JSON_QUERY(body, '$.s' RETURNING text OMIT QUOTES) AS u, JSON_QUERY(body, '$.s' OMIT QUOTES NULL ON ERROR) AS o, JSON_QUERY(body, '$.s' RETURNING json KEEP QUOTES)::text AS k FROM d
SELECT id, JSON_QUERY(body, '$.list' RETURNING int[]) AS ia, JSON_QUERY(body, '$.list' RETURNING text[]) AS ta, JSON_QUERY(body, '$.point' RETURNING point3) AS p, JSON_QUERY(body, '$.grid' RETURNING int[] EMPTY ARRAY ON EMPTY) AS g FROM d
SELECT id, JSON_QUERY(body, '$.n' RETURNING numeric(5,1)) AS n, JSON_QUERY(body, '$' RETURNING text) AS t, JSON_QUERY(body, '$.a' RETURNING bytea FORMAT JSON)::text AS b FROM d
SELECT id, JSON_EXISTS(body, '$.a') AS a, JSON_EXISTS(body, 'strict $.a.b' TRUE ON ERROR) AS t, JSON_EXISTS(body, 'strict $.a.b' UNKNOWN ON ERROR) AS u, JSON_EXISTS(body, '$.list[*] ? (@ == $x)' PASSING f AS x) AS x FROM d
SELECT count(*) AS n, JSON_VALUE(body, '$.s') AS s FROM d WHERE JSON_EXISTS(body, '$.s') GROUP BY 2
SELECT id, JSON_VALUE(body, '$.when.datetime() ? (@ < $t)' PASSING at AS t) AS w, JSON_VALUE(body, '$.day.date()' RETURNING date) AS dd, JSON_QUERY(body, '$.when.timestamp_tz()') AS z, JSON_EXISTS(body, '$.day ? (@.date() == $d)' PASSING day AS d) AS e FROM d
SELECT id, JSON_VALUE(at::text, '$' NULL ON ERROR) AS v FROM (SELECT id, '"' || txt || '"' AS at FROM d WHERE txt IS NOT NULL AND txt !~ '["\\]') x
SELECT id, txt IS JSON AS j, txt IS JSON VALUE AS v, txt IS JSON SCALAR AS s, txt IS JSON ARRAY AS a, txt IS JSON OBJECT AS o, txt IS JSON WITH UNIQUE KEYS AS u, txt IS NOT JSON AS n FROM d
SELECT id, body IS JSON OBJECT AS o, body IS JSON ARRAY AS a, body IS JSON SCALAR AS s, note IS JSON OBJECT WITH UNIQUE KEYS AS u, note IS JSON ARRAY AS na, note IS JSON AS j FROM d
SELECT id, JSON_OBJECT('id': id, 'n': n, txt: tags ABSENT ON NULL)::text AS o FROM d WHERE txt IS NOT NULL
SELECT id, JSON_OBJECT('a' VALUE n, 'b' VALUE body, 'c' VALUE note FORMAT JSON NULL ON NULL RETURNING jsonb) AS o, JSON_OBJECT('x': n, 'y': at ABSENT ON NULL WITH UNIQUE KEYS)::text AS u, JSON_OBJECT()::text AS e FROM d
SELECT id, JSON_ARRAY(id, txt, n, at, tags)::text AS a, JSON_ARRAY(txt, n NULL ON NULL RETURNING jsonb) AS b, JSON_ARRAY(body, note FORMAT JSON, flag ABSENT ON NULL RETURNING text) AS c, JSON_ARRAY()::text AS e FROM d
SELECT id, JSON_SCALAR(n)::text AS n, JSON_SCALAR(at)::text AS at, JSON_SCALAR(txt)::text AS t, JSON_SCALAR(flag)::text AS f, JSON_SERIALIZE(JSON(txt)) AS s, JSON_SERIALIZE(note RETURNING varchar(2000)) AS v FROM d
SELECT id, JSON(note::text WITH UNIQUE KEYS)::text AS j, JSON(txt)::text AS t FROM d WHERE txt IS JSON WITH UNIQUE KEYS AND note IS JSON WITH UNIQUE KEYS
SELECT d.id, JSON_ARRAY(SELECT k.num FROM k WHERE k.d = d.id ORDER BY k.num, k.id)::text AS a, JSON_ARRAY(SELECT k.val FROM k WHERE k.d = d.id ORDER BY k.id RETURNING jsonb) AS b FROM d
SELECT d, JSON_ARRAYAGG(num ORDER BY id)::text AS a, JSON_ARRAYAGG(val ORDER BY id NULL ON NULL RETURNING jsonb) AS b, JSON_ARRAYAGG(key ORDER BY id ABSENT ON NULL RETURNING text) AS c FROM k GROUP BY d
SELECT d, JSON_OBJECTAGG(id: num)::jsonb AS a, JSON_OBJECTAGG(id VALUE val ABSENT ON NULL RETURNING jsonb) AS b, JSON_OBJECTAGG(id: key ABSENT ON NULL WITH UNIQUE KEYS RETURNING jsonb) AS c, JSON_OBJECTAGG(id: num WITH UNIQUE KEYS)::jsonb AS e FROM k GROUP BY d
SELECT d, JSON_OBJECTAGG(key: num WITH UNIQUE KEYS RETURNING jsonb) AS o FROM k WHERE key IS NOT NULL GROUP BY d
SELECT d.id, t.* FROM d, JSON_TABLE(d.body, '$.items[*]' COLUMNS (nr FOR ORDINALITY, sku text PATH '$.sku', qty int PATH '$.qty' DEFAULT 0 ON EMPTY DEFAULT -1 ON ERROR, price numeric(8,2), has_note boolean EXISTS PATH '$.note', has int EXISTS PATH '$.qty', doc jsonb PATH '$', raw text FORMAT JSON PATH '$.tags' WITH WRAPPER)) AS t
SELECT d.id, t.sku, t.tag, t.n, t.part, t.m FROM d, JSON_TABLE(d.body, '$.items[*]' AS items COLUMNS (sku text PATH '$.sku', NESTED PATH '$.tags[*]' AS ts COLUMNS (n FOR ORDINALITY, tag text PATH '$'), NESTED PATH '$.parts[*]' COLUMNS (m FOR ORDINALITY, part text PATH '$.p', NESTED PATH '$.q[*]' COLUMNS (q int PATH '$')))) AS t
SELECT d.id, t.a, t.b FROM d LEFT JOIN JSON_TABLE(d.body, '$.list[*] ? (@ > $low)' PASSING d.n AS low COLUMNS (a int PATH '$', b float8 PATH '$')) t ON t.a < 100
SELECT d.id, t.a FROM d JOIN LATERAL JSON_TABLE(d.note::jsonb, 'lax $.list[*]' COLUMNS (a text PATH '$' ERROR ON ERROR)) t ON true WHERE jsonb_typeof(d.note::jsonb -> 'list' -> 0) IS DISTINCT FROM 'array' AND jsonb_typeof(d.note::jsonb -> 'list' -> 0) IS DISTINCT FROM 'object'
SELECT t.sku, count(*) AS c, sum(t.qty) AS q FROM d, JSON_TABLE(d.body, '$.items[*]' COLUMNS (sku text, qty int)) AS t GROUP BY t.sku
SELECT d.id, t.v FROM d, JSON_TABLE(jsonb_build_array(d.n, d.txt, d.day), '$[*]' COLUMNS (v text PATH '$')) AS t WHERE t.v IS NOT NULL
SELECT k.id, t.x FROM k LEFT JOIN d ON d.id = k.d CROSS JOIN LATERAL (SELECT x FROM JSON_TABLE(d.body, '$.list[*]' COLUMNS (x int PATH '$')) j WHERE x > k.num) t
SELECT id, jsonb_path_query_array(body, '$.* ? (@ like_regex "^[a-c].*x?$" flag "i")') AS r, jsonb_path_exists(body, '$.s ? (@ like_regex "A.B" flag "isq")') AS q, body @@ '$.s like_regex "b+"' AS m FROM d
SELECT id, jsonb_path_query_array(body, '$.o.keyvalue()') AS o, jsonb_path_query_array(body, '$.items[*].keyvalue().id') AS i, jsonb_path_query_array(body, '$.keyvalue() ? (@.key starts with "o").value.keyvalue()') AS kv FROM d
SELECT d.id, p FROM d, jsonb_path_query(d.body, '$.items[*] ? (@.qty > $q)', '{"q": 1}') AS p
SELECT id, jsonb_path_query(body, '$.list[*]') AS p FROM d
SELECT id, jsonb_path_query_array(body, '$.day.datetime()') AS a, jsonb_path_query_first_tz(body, '$.when.datetime().type()') AS ty, jsonb_path_exists_tz(body, '$.day.date() ? (@ < $."t".timestamp_tz())', '{"t": "2024-03-05T00:00:00+01"}') AS b FROM d
SELECT id, jsonb_path_query_array(body, '$.n.decimal(6,1)') AS a, jsonb_path_query_array(body, '$.b.bigint()', '{}', true) AS b, jsonb_path_query_array(body, '$.flag.boolean()', '{}', true) AS c, jsonb_path_query_array(body, '$.list[*].string()', '{}', true) AS s FROM d
SELECT id, (jsonb_populate_record(null::shape, body)).* FROM d WHERE body ? 'name'
SELECT id, jsonb_populate_record(row('base', null, '{1}', null, null, '2020-02-02')::shape, body -> 'shape') AS s, json_populate_record(null::point3, note -> 'point') AS p FROM d
SELECT d.id, r.* FROM d, jsonb_populate_recordset(null::point3, d.body -> 'points') AS r
SELECT d.id, r.* FROM d, jsonb_to_recordset(d.body -> 'points') AS r(x smallint, y numeric(4,1), tags varchar(2)[], z point3)
SELECT d.id, r.* FROM d, json_to_record(d.note) AS r(a text, point point3, list int[], j json)
SELECT id, json_strip_nulls(note)::text AS j, jsonb_strip_nulls(body) AS b, jsonb_populate_record_valid(null::point3, body -> 'point') AS v FROM d
SELECT id, body['items'][0]['sku'] AS sku, body['list'][-1] AS last, body[txt] AS t FROM d
SELECT min(host) AS lo, max(host) AS hi, min(lsn) AS l, max(lsn) AS m FROM (SELECT ('10.0.0.' || id % 200)::inet AS host, ('0/' || id % 9)::pg_lsn AS lsn, id FROM d) x
-- transactions
INSERT INTO d SELECT i, jsonb_build_object('a', i, 'b', i % 4, 's', (ARRAY['abc','ab','A.B','bbbx','',null])[i % 6 + 1], 'n', i * 1.25, 'flag', i % 2 = 0, 'list', (SELECT coalesce(jsonb_agg(j * 2), '[]') FROM generate_series(1, i % 4) j), 'o', jsonb_build_object('k', i, 'l', 'x', 'm', jsonb_build_array(1.50, jsonb_build_object('z', 1)))), json_build_object('a', i, 'list', (SELECT json_agg(j) FROM generate_series(1, i % 3) j), 'x', null), '"t' || i || '"', i, timestamptz '2024-03-05 10:00+00' + i * interval '1 day', date '2024-03-01' + i, ARRAY['u','v'], 2, i % 3 = 0 FROM generate_series(1, 12) i
INSERT INTO k SELECT i, i % 5, 'k' || i, to_jsonb(i * 1.50), nullif(i % 7, 3) FROM generate_series(1, 20) i
UPDATE d SET body = body || '{"items": [{"sku": "s1", "qty": 2, "price": 1.255, "tags": ["x", "y"], "note": null}, {"sku": "s2", "qty": "many", "parts": [{"p": "p1", "q": [1, 2]}, {"p": "p2"}], "tags": []}, {"price": "9.99", "tags": "one", "parts": {"p": 3}}]}' WHERE id % 2 = 0
UPDATE d SET body = body || '{"day": "2024-03-05", "when": "2024-03-05T12:30:00.250+02:00", "point": {"x": 1, "y": 2.555, "tags": ["a", null, "b"]}, "points": [{"x": 1, "y": 2.25, "tags": ["q"], "z": {"x": 5}}, {"x": null, "y": "3"}, {}]}' WHERE id % 3 = 0
UPDATE d SET body = body || '{"name": "cube", "origin": {"x": 7, "tags": "{p,q}"}, "grid": [[1, 2], [3, 4]], "doc": {"a": [1.0]}, "raw": "text", "born": "2024-01-01", "shape": {"name": "cone", "grid": [5]}, "day": "2024-03-06", "when": "2024-03-01 08:00:00-05"}', note = '{"a": "x", "point": {"x": 3, "y": 1.005}, "list": [1, 2, 3], "j": [ 1, {"b" : null} ], "a": "y"}' WHERE id % 4 = 1
UPDATE d SET txt = (ARRAY['{"a": 1, "a": 2}', '[1, 2', ' 12 ', '{}', 'null', 'x', '["\u0000"]', '{"a": {"b": 1, "b": 1}}', 'list', '"q"', '[]'])[id % 11 + 1]
UPDATE d SET n = null, flag = null, tags = null WHERE id IN (2, 3)
UPDATE d SET body = '[1, {"a": 5, "s": "cab"}, "b"]' WHERE id = 7
UPDATE d SET body = '"just text"', note = '[1, 2]' WHERE id = 8
UPDATE d SET note = '{"a": 1}' WHERE id = 8
UPDATE k SET key = 'same' WHERE id IN (1, 6)
UPDATE k SET key = 'other', val = null WHERE id = 6
UPDATE k SET val = 'null', num = null WHERE id IN (2, 3)
DELETE FROM d WHERE id IN (4, 9)
DELETE FROM k WHERE d = 2
UPDATE d SET body = body || '{"list": [9, "z", [1], null, 1e3]}' WHERE id IN (1, 6)
UPDATE d SET body = body || '{"list": [30, 20, 40.5]}' WHERE id IN (1, 6)
