-- Rows come and go as time goes on.
CREATE TABLE events (id int PRIMARY KEY, kind text, at timestamptz, local timestamp, day date, until timestamptz, span interval, dow int);
CREATE TABLE users (id int PRIMARY KEY, name text, born date);
CREATE TABLE logs (user_id int, at timestamptz, level int);
ALTER TABLE logs REPLICA IDENTITY FULL;
INSERT INTO users VALUES (1, 'ann', '1990-01-31'), (2, 'bob', '1992-02-29'), (3, 'cid', '2000-12-31'), (4, NULL, NULL);
INSERT INTO events VALUES (1, 'a', '2025-12-31 12:00Z', '2025-12-31 12:00', '2026-01-01', '2026-01-02 00:00Z', '1 day', 4), (2, 'b', '2026-01-01 06:00Z', '2026-01-01 06:00', '2026-01-02', '2026-02-01 00:00Z', '1 month', 5), (3, 'a', '2026-01-31 10:00Z', '2026-01-31 10:00', '2026-01-31', 'infinity', '2 hours', 6);
INSERT INTO events SELECT 10 + n, 'k' || n % 3, '2026-01-28 12:00Z'::timestamptz + n * interval '7 hours', '2026-01-28 12:00'::timestamp + n * interval '7 hours', '2026-01-20'::date + n, '2026-01-15 00:00Z'::timestamptz + n * interval '1 day', n * interval '5 days 3 hours', n % 7 FROM generate_series(1, 14) n;
INSERT INTO logs SELECT n % 3, '2026-01-01 00:00Z'::timestamptz + n * interval '36 hours', n % 2 FROM generate_series(1, 30) n;
-- views
SELECT id, at FROM events WHERE at > now() - interval '1 day'
SELECT id, at FROM events WHERE at > now() - interval '1 month'
SELECT id, at FROM events WHERE at >= now() - interval '1 month 3 days 02:30'
SELECT id, local FROM events WHERE local > localtimestamp - interval '1 month'
SELECT id, at FROM events WHERE now() - interval '7 days' < at AND at <= now()
SELECT id FROM events WHERE at BETWEEN now() - interval '3 days' AND now() + interval '3 days'
SELECT id FROM events WHERE until > now()
SELECT id FROM events WHERE until > current_timestamp AND kind = 'a' OR dow = 3
SELECT id FROM events WHERE NOT (at <= now() - interval '36 hours')
SELECT id FROM events WHERE day = current_date
SELECT id FROM events WHERE day <> current_date
SELECT id FROM events WHERE day > current_date - 7 AND day <= current_date
SELECT id FROM events WHERE day >= date_trunc('week', now())
SELECT id FROM events WHERE at >= date_trunc('day', now()) AND at < date_trunc('day', now()) + interval '1 day'
SELECT id FROM events WHERE at >= date_trunc('month', current_timestamp)
SELECT id FROM events WHERE date_trunc('month', at) = date_trunc('month', now())
SELECT id FROM events WHERE at + span > now()
SELECT id FROM events WHERE at > now() - span
SELECT id FROM events WHERE now() - at < interval '2 days'
SELECT id FROM events WHERE age(now(), at) < interval '40 days'
SELECT id FROM events WHERE extract(epoch FROM now() - at) < 200000
SELECT id FROM events WHERE current_date - day > 10
SELECT id FROM events WHERE (at AT TIME ZONE 'Europe/Berlin')::date = (now() AT TIME ZONE 'Europe/Berlin')::date
SELECT id FROM events WHERE local < now() AT TIME ZONE 'UTC' - interval '12 hours'
SELECT id FROM events WHERE dow = extract(dow FROM now())
SELECT id, now() - at AS old, current_date AS today FROM events WHERE kind = 'a'
SELECT kind, count(*) AS n, min(at) AS first FROM events WHERE at > now() - interval '10 days' GROUP BY kind
SELECT kind, count(*) FILTER (WHERE at > now() - interval '2 days') AS recent, count(*) AS n FROM events GROUP BY kind
SELECT count(*) AS n FROM events WHERE until > now()
SELECT u.name, e.id FROM users u JOIN events e ON e.dow = u.id WHERE e.at > now() - interval '5 days'
SELECT u.name, e.id FROM users u LEFT JOIN events e ON e.dow = u.id AND e.at > now() - interval '5 days'
SELECT u.name, e.id FROM users u LEFT JOIN events e ON e.dow = u.id WHERE e.at IS NULL OR e.at > now() - interval '5 days'
SELECT u.id, l.at FROM users u FULL JOIN logs l ON l.user_id = u.id AND l.at > now() - interval '20 days'
SELECT user_id, at, level FROM logs WHERE at > now() - interval '10 days'
SELECT DISTINCT kind FROM events WHERE at > now() - interval '4 days'
SELECT id, CASE WHEN until > now() THEN 'open' ELSE 'over' END AS state FROM events
SELECT name, extract(year FROM age(born)) AS years FROM users
SELECT id FROM events WHERE at > now() - interval '5 days' UNION ALL SELECT id FROM events WHERE until < now()
SELECT id FROM events WHERE until < now() EXCEPT SELECT id FROM events WHERE at < now() - interval '20 days'
SELECT now() AS at, current_date AS day, localtime AS clock, current_time AS zoned, current_timestamp(0) AS rounded
SELECT * FROM (VALUES (1, now()), (2, '2026-01-01 00:00Z')) v(n, at)
SELECT e.id, d.start FROM events e JOIN (VALUES (date_trunc('day', now()))) d(start) ON e.at > d.start
SELECT id FROM events WHERE at::timetz < current_time
SELECT id, 100 / dow AS part FROM events WHERE at > now() - interval '3 days' AND dow <> 0
SELECT to_char_month, n FROM (SELECT extract(month FROM at) AS to_char_month, count(*) AS n FROM events GROUP BY 1) q WHERE to_char_month = extract(month FROM now())
-- transactions
time 2026-01-01T00:00:01Z
time 2026-01-01T06:00:00Z
time 2026-01-01T06:00:00.000001Z
time 2026-01-01T12:00:00Z
time 2026-01-02T00:00:00Z
UPDATE events SET at = now() - interval '1 year', until = '2026-01-10 00:00Z' WHERE id = 2
time 2026-01-02T06:00:00Z
time 2026-01-09T23:59:59.999999Z
time 2026-01-10T00:00:00Z
time 2026-01-10T00:00:00.000001Z
INSERT INTO events VALUES (4, 'c', '2026-01-10 00:00:01Z', '2026-01-10 00:00:01', '2026-01-10', '2026-01-10 00:00:02Z', '1 second', 6), (5, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (6, 'd', '-infinity', 'infinity', '4000-01-01', '-infinity', '-1 month', 0)
time 2026-01-10T00:00:01.5Z
time 2026-01-10T00:00:02.5Z
DELETE FROM events WHERE id = 1; UPDATE users SET born = '1992-01-11' WHERE id = 3
time 2026-01-20T10:00:00Z
INSERT INTO logs SELECT * FROM logs WHERE level = 1; DELETE FROM logs WHERE user_id = 2 AND level = 0
time 2026-01-31T09:00:00Z
time 2026-01-31T23:30:00Z
time 2026-02-01T00:30:00Z
UPDATE events SET kind = 'a' WHERE id > 15; UPDATE logs SET at = at + interval '20 days' WHERE user_id = 1
time 2026-02-01T12:00:00Z
time 2026-02-02T05:00:00Z
time 2026-02-28T09:30:00Z
time 2026-02-28T12:30:00Z
time 2026-02-28T23:30:00Z
time 2026-03-01T00:30:00Z
time 2026-03-01T09:30:00Z
time 2026-03-01T12:30:00Z
INSERT INTO events VALUES (7, 'e', '2026-02-28 12:00Z', '2026-02-28 12:00', '2026-02-28', '2026-03-28 12:00Z', '1 month', 1), (8, 'e', '2026-02-28 18:00Z', '2026-02-28 18:00', '2026-02-28', '2026-03-29 12:00Z', '1 month', 2)
time 2026-03-08T12:30:00Z
time 2026-03-28T11:59:59Z
time 2026-03-28T13:00:00Z
time 2026-03-28T19:00:00Z
time 2026-03-29T00:10:00Z
time 2026-03-29T11:00:00Z
time 2026-03-29T13:00:00Z
time 2026-03-29T20:00:00Z
time 2026-03-30T06:00:00Z
time 2026-03-30T17:59:00Z
time 2026-03-31T18:00:00Z
time 2026-03-31T18:00:00.000001Z
time 2026-04-01T00:00:00Z
DELETE FROM events
