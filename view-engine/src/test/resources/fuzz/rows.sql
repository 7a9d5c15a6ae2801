-- Functions that make rows of texts, arrays, ranges and moments.
CREATE TABLE notes (id int PRIMARY KEY, words text COLLATE "C", pattern text COLLATE "C", flags text, tags text[], grid int[], numbers numeric[], since timestamptz, until timestamptz, step interval, zone text);
CREATE TABLE spans (id int PRIMARY KEY, days datemultirange, amounts nummultirange, whole int4multirange, part int4range);
-- views
SELECT id, w FROM notes, regexp_split_to_table(words, '[ ,]+') AS w
SELECT n.id, w.w, w.n FROM notes n LEFT JOIN LATERAL regexp_split_to_table(n.words, n.pattern, translate(n.flags, 'g', '')) WITH ORDINALITY AS w(w, n) ON w.w <> 'b'
SELECT w, count(*) AS times FROM (SELECT regexp_split_to_table(words, '\s*') AS w FROM notes) x GROUP BY w
SELECT id, m FROM notes, regexp_matches(words, '([a-z])([a-z]?)', 'g') AS m
SELECT id, m[1] AS first, m[2] AS second, n FROM notes, regexp_matches(words, pattern, flags) WITH ORDINALITY AS r(m, n)
SELECT id, regexp_matches(words, 'b+') AS m FROM notes
SELECT id, (regexp_matches(words, '(\w+) (\w+)'))[2] AS m, id + 1 AS next FROM notes
SELECT id, count(m) AS n FROM notes LEFT JOIN LATERAL regexp_matches(words, '\m\w', 'g') m ON true GROUP BY id
SELECT id, w, n FROM notes, string_to_table(words, ' ', 'b') WITH ORDINALITY AS w(w, n)
SELECT n.id, u.* FROM notes n, unnest(n.tags, n.grid, n.numbers) WITH ORDINALITY AS u(tag, cell, number, at)
SELECT n.id, u.a, u.b FROM notes n LEFT JOIN LATERAL unnest(n.tags, n.numbers) AS u(a, b) ON u.b > 1
SELECT n.id, s, n.tags[s] AS tag FROM notes n, generate_subscripts(n.tags, 1) AS s
SELECT n.id, i, j, n.grid[i][j] AS cell FROM notes n, generate_subscripts(n.grid, 1) AS i, generate_subscripts(n.grid, 2, true) AS j
SELECT n.id, generate_subscripts(n.grid, 2) AS j, generate_subscripts(n.tags, 1, true) AS i FROM notes n
SELECT n.id, r.* FROM notes n, ROWS FROM (regexp_split_to_table(n.words, ' '), regexp_matches(n.words, '\w', 'g'), generate_subscripts(n.tags, 1), unnest(n.grid)) WITH ORDINALITY AS r(a, b, c, d, e)
SELECT id, g FROM notes, generate_series(since, until, step) AS g
SELECT (g AT TIME ZONE 'UTC')::date AS day, count(*) AS n FROM notes, generate_series(since, until, interval '12 hours') AS g GROUP BY 1
SELECT id, r FROM spans, unnest(whole) AS r
SELECT id, r, n FROM spans, unnest(days) WITH ORDINALITY AS u(r, n)
SELECT s.id, lower(r) AS low, upper(r) AS high, upper_inc(r) AS closed FROM spans s LEFT JOIN LATERAL unnest(s.amounts) r ON NOT upper_inf(r)
SELECT id, unnest(whole * multirange(part)) AS r, unnest(days) AS d FROM spans
SELECT r, count(*) AS n FROM (SELECT unnest(whole) AS r FROM spans) x GROUP BY r
SELECT a.id, b.id AS other FROM spans a, spans b, unnest(a.whole) r WHERE r && b.part
/* since 16 */ SELECT id, g FROM notes, generate_series(since, until, step, zone) AS g
/* since 16 */ SELECT n.id, g FROM notes n LEFT JOIN LATERAL generate_series(n.until, n.since, -n.step, 'Europe/Berlin') g ON g > '2024-02-02 00:00Z'
-- transactions
INSERT INTO notes VALUES (1, 'a b, c', '(\w) (\w)', 'g', '{x,y,z}', '{{1,2},{3,4}}', '{1.0,2.50}', '2024-03-30 00:00Z', '2024-04-01 00:00Z', '1 day', 'Europe/Berlin'), (2, 'abba bb', 'b', '', '{}', '{}', '{}', '2024-01-31 00:00Z', '2024-05-01 00:00Z', '1 month', 'UTC'), (3, NULL, 'x', 'i', NULL, NULL, NULL, NULL, '2024-01-01 00:00Z', '1 hour', NULL); INSERT INTO spans VALUES (1, '{[2024-01-01,2024-02-01),[2024-03-01,)}', '{[1.0,2.5),[3,4]}', '{[1,3),[5,9)}', '[2,6)'), (2, '{}', '{(,1.00)}', '{(,2),[4,)}', '[1,8)'), (3, NULL, NULL, NULL, NULL)
INSERT INTO notes VALUES (4, '', '', NULL, '[0:2]={p,NULL,q}', '[2:3][-1:0]={{5,6},{7,8}}', '{NULL}', '2024-02-01 00:00Z', '2024-01-01 00:00Z', '-10 days', 'Asia/Tokyo'), (5, 'B,b', 'B', 'gi', '{b}', '{9}', '{7}', '2024-02-01 00:00Z', '2024-02-01 06:00Z', '90 minutes', 'America/New_York'); INSERT INTO spans VALUES (4, '{(,2020-01-01)}', '{[5,5]}', '{[7,8)}', 'empty')
UPDATE notes SET words = words || ' bb', tags = tags || 'w'::text WHERE id < 5; UPDATE spans SET whole = whole + '{[20,30)}', days = days - '{[2024-01-10,2024-01-12)}' WHERE id < 4
DELETE FROM notes WHERE id = 1; UPDATE notes SET pattern = 'a(b)?', flags = 'g', step = '1 week', until = until + interval '3 weeks' WHERE id = 2; UPDATE spans SET part = '[6,21)', amounts = '{[1.00,2.50)}' WHERE id = 1
UPDATE notes SET id = id + 10; DELETE FROM spans WHERE id = 2
UPDATE notes SET words = 'one two' WHERE id = 13; UPDATE spans SET whole = NULL WHERE id = 1
