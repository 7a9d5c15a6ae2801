-- New York, where clocks went forward on 2026-03-08 07:00Z and go back on 2026-11-01 06:00Z.
CREATE TABLE events (id int PRIMARY KEY, at timestamptz, local timestamp, day date);
INSERT INTO events SELECT n, '2026-10-31 03:00Z'::timestamptz + n * interval '20 minutes', '2026-10-31 00:00'::timestamp + n * interval '20 minutes', '2026-10-28'::date + n / 20 FROM generate_series(1, 110) n;
INSERT INTO events SELECT 1000 + n, '2026-03-07 05:00Z'::timestamptz + n * interval '20 minutes', '2026-03-07 00:00'::timestamp + n * interval '20 minutes', '2026-03-05'::date + n / 20 FROM generate_series(1, 110) n;
-- views
SELECT id FROM events WHERE at > now() - interval '1 day'
SELECT id FROM events WHERE at < now() + interval '1 day'
SELECT id FROM events WHERE at > now() - interval '1 day 03:00'
SELECT id FROM events WHERE at > now() - interval '1 month 1 day'
SELECT id FROM events WHERE local > localtimestamp
SELECT id FROM events WHERE local > localtimestamp - interval '2 hours'
SELECT id FROM events WHERE local > localtimestamp - interval '1 day' AND local <= localtimestamp
SELECT id FROM events WHERE at > date_trunc('day', now())
SELECT id FROM events WHERE at > date_trunc('hour', now()) - interval '1 day'
SELECT id FROM events WHERE day = current_date
SELECT id FROM events WHERE at > current_date
SELECT id FROM events WHERE at > current_date - interval '1 day'
SELECT id FROM events WHERE local > now()
SELECT id FROM events WHERE local > now() AT TIME ZONE 'America/New_York'
SELECT id FROM events WHERE local AT TIME ZONE 'America/New_York' > now() - interval '1 day'
SELECT id FROM events WHERE (localtimestamp - interval '1 day') AT TIME ZONE 'America/New_York' < at
-- transactions
time 2026-03-07T06:30:00Z
time 2026-03-08T05:30:00Z
time 2026-03-08T06:30:00Z
time 2026-03-08T06:59:59Z
time 2026-03-08T07:00:00Z
time 2026-03-08T07:30:00Z
time 2026-03-08T08:10:00Z
INSERT INTO events VALUES (2000, '2026-03-08 08:20Z', '2026-03-08 02:30', '2026-03-08'), (2001, '2026-03-08 07:20Z', '2026-03-08 03:30', '2026-03-09')
time 2026-03-08T08:25:00Z
time 2026-03-09T05:30:00Z
time 2026-03-09T06:30:00Z
time 2026-03-09T07:30:00Z
time 2026-03-09T12:00:00Z
time 2026-10-31T04:30:00Z
time 2026-10-31T12:30:00Z
time 2026-11-01T04:30:00Z
time 2026-11-01T05:10:00Z
time 2026-11-01T05:30:00Z
time 2026-11-01T05:50:00Z
time 2026-11-01T06:00:00Z
time 2026-11-01T06:10:00Z
INSERT INTO events VALUES (3000, '2026-11-01 06:20Z', '2026-11-01 01:30', '2026-11-01'), (3001, '2026-11-01 05:20Z', '2026-11-01 02:30', '2026-11-02')
time 2026-11-01T06:30:00Z
time 2026-11-01T06:50:00Z
time 2026-11-01T07:10:00Z
time 2026-11-02T04:59:59Z
time 2026-11-02T05:10:00Z
time 2026-11-02T05:30:00Z
time 2026-11-02T06:10:00Z
time 2026-11-02T06:30:00Z
time 2026-11-02T07:10:00Z
UPDATE events SET at = at + interval '1 day', local = local + interval '1 day' WHERE id % 3 = 0
time 2026-11-03T06:30:00Z
time 2026-12-01T12:00:00Z
