-- Subqueries and LATERAL: the shapes of correlation that people write and decorrelators get wrong.
CREATE TABLE c (id int PRIMARY KEY, k int, v int);
CREATE TABLE o (id int PRIMARY KEY, cid int, v int, w int);
CREATE TABLE e (src int, dst int);
CREATE TABLE nn (n numeric);
CREATE TABLE cn (id int PRIMARY KEY, n numeric);
ALTER TABLE e REPLICA IDENTITY FULL;
ALTER TABLE nn REPLICA IDENTITY FULL;
-- views
SELECT * FROM (select id from c where exists (select 1 from o where o.cid=c.k)) q(r0)
SELECT * FROM (select id from c where not exists (select 1 from o where o.cid=c.k and o.v>c.v)) q(r0)
SELECT * FROM (select id from c where c.k in (select o.cid from o)) q(r0)
SELECT * FROM (select id from c where c.k not in (select o.cid from o)) q(r0)
SELECT * FROM (select id from c where c.k not in (select o.cid from o where o.cid is not null)) q(r0)
SELECT * FROM (select id from c where c.v not in (select o.v from o where o.cid=c.k)) q(r0)
SELECT * FROM (select id, c.v in (select o.v from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id, c.k not in (select o.cid from o) from c) q(r0, r1)
SELECT * FROM (select id, (c.k,c.v) in (select o.cid,o.v from o) from c) q(r0, r1)
SELECT * FROM (select id from c where (c.k,c.v) not in (select o.cid,o.v from o)) q(r0)
SELECT * FROM (select id, c.v < any (select o.v from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id, c.v > all (select o.v from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id, c.v <> all (select o.v from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id, c.v <> any (select o.v from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id, c.v = all (select o.v from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id, c.v >= any (select o.v from o) from c) q(r0, r1)
SELECT * FROM (select id, (select max(o.v) from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id, (select count(*) from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id, (select count(*)+c.v from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id, (select coalesce(sum(o.v),-1) from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id, (select count(*) from o where o.v<c.v) from c) q(r0, r1)
SELECT * FROM (select id from c where c.v > (select sum(o.v) from o where o.v<c.v and o.cid=c.k)) q(r0)
SELECT * FROM (select id, (select count(*) from o where o.cid=c.k having count(*)>1) from c) q(r0, r1)
SELECT * FROM (select id, (select count(*) from o where o.cid=c.k having count(*)=0) from c) q(r0, r1)
SELECT * FROM (select c.id, x.id from c left join lateral (select o.id, o.v from o where o.cid=c.k) x on x.v > c.v) q(r0, r1)
SELECT * FROM (select c.id, x.n, x.s from c left join lateral (select count(*) n, sum(o.v) s from o where o.cid=c.k) x on true) q(r0, r1, r2)
SELECT * FROM (select c.id, x.v, x.n from c left join lateral (select o.v, count(*) n from o where o.cid=c.k group by o.v) x on true) q(r0, r1, r2)
SELECT * FROM (select c.id, x.v from c, lateral (select distinct o.v from o where o.cid=c.k) x) q(r0, r1)
SELECT * FROM (select c.id, x.v from c, lateral (select o.v from o where o.cid=c.k union all select e.dst from e where e.src=c.k) x) q(r0, r1)
SELECT * FROM (select c.id, x.v from c, lateral (select o.v from o where o.cid=c.k union select e.dst from e where e.src=c.k) x) q(r0, r1)
SELECT * FROM (select c.id, x.v from c, lateral (select o.v from o where o.cid=c.k except select e.dst from e where e.src=c.k) x) q(r0, r1)
SELECT * FROM (select c.id, x.v from c, lateral (values (c.k),(c.v)) as x(v)) q(r0, r1)
SELECT * FROM (select c.id, x.a, x.b from c, lateral (select o.id a, e.dst b from o full join e on e.src=o.id and e.dst > c.v where o.cid=c.k) x) q(r0, r1, r2)
SELECT * FROM (select c.id, x.a, x.b from c, lateral (select o.id a, e.dst b from o left join e on e.src=o.id and e.dst > c.v) x) q(r0, r1, r2)
SELECT * FROM (select id from c where exists (select 1 from o where o.cid=c.k and o.v > (select avg(o2.v) from o o2 where o2.cid=c.k))) q(r0)
SELECT * FROM (select id from c where exists (select 1 from o where exists (select 1 from e where e.src=c.k and e.dst=o.id))) q(r0)
SELECT * FROM (select id, (select sum(o.v + (select count(*) from e where e.src=c.k and e.dst<>o.id)) from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id from c where c.v=1 or exists (select 1 from o where o.cid=c.k)) q(r0)
SELECT * FROM (select id from c where c.v=1 or c.k not in (select o.cid from o where o.v=c.v)) q(r0)
SELECT * FROM (select id, case when exists (select 1 from o where o.cid=c.k) then (select max(v) from o where o.cid=c.k) else 0 end from c) q(r0, r1)
SELECT * FROM (select c.k, (select sum(o.v) from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id, (select max(c.v + o.v) from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id, (select count(*) from o where o.cid is not distinct from c.k) from c) q(r0, r1)
SELECT * FROM (select c.id, o.id from c join o on o.cid=c.k and o.v > (select avg(o2.v) from o o2 where o2.cid=c.id)) q(r0, r1)
SELECT * FROM (select c.id, o.id from c left join o on o.cid=c.k and exists (select 1 from e where e.src=o.id)) q(r0, r1)
SELECT * FROM (select c.id, o.id from c left join o on o.cid=c.k and exists (select 1 from e where e.src=c.id)) q(r0, r1)
SELECT * FROM (select c.id, o.id from c full join o on o.cid=c.k and o.v > 1 where c.id is null or exists (select 1 from e where e.src=c.id)) q(r0, r1)
SELECT * FROM (select c.k, sum((select count(*) from o where o.cid=c.k)) from c group by c.k) q(r0, r1)
SELECT * FROM (select c.k, count(*) from c group by c.k having count(*) >= (select count(*) from o where o.cid=c.k)) q(r0, r1)
SELECT * FROM (select c.k, (select max(o.v) from o where o.cid=c.k and o.v < sum(c.v)) from c group by c.k) q(r0, r1)
SELECT * FROM (select id, (select o.v from o where o.cid=c.k) from c where c.id in (1,2)) q(r0, r1)
SELECT * FROM (select id, (select o.v from o where o.id=c.id) from c) q(r0, r1)
SELECT * FROM (select c.id, o.id from c, o where c.k=o.cid and o.v = (select min(o2.v) from o o2, e where o2.cid=c.k and e.src=o2.id)) q(r0, r1)
SELECT * FROM (select o.cid, count(*) from o where exists (select * from e where e.src=o.id and e.dst<o.v) group by o.cid) q(r0, r1)
SELECT * FROM (select sum(o.v) from o, c where o.cid=c.k and o.v < (select 0.9*avg(o2.v) from o o2 where o2.cid=c.k)) q(r0)
SELECT * FROM (select id from c where c.k in (select o.cid from o where o.v in (select e.src from e where e.dst>0) and o.v > (select 0.5*sum(o2.w) from o o2 where o2.cid=o.cid and o2.v=o.v))) q(r0)
SELECT * FROM (select c.id, count(*) from c, o l1 where l1.cid=c.k and l1.v>l1.w and exists (select 1 from o l2 where l2.cid=l1.cid and l2.id<>l1.id) and not exists (select 1 from o l3 where l3.cid=l1.cid and l3.id<>l1.id and l3.v>l3.w) group by c.id) q(r0, r1)
SELECT * FROM (select c.k, count(*) from c where c.v > (select avg(c2.v) from c c2 where c2.v>0) and not exists (select 1 from o where o.cid=c.k) group by c.k) q(r0, r1)
SELECT * FROM (select id, x.t from cn, lateral (select cast(cn.n as varchar) as t from nn where nn.n=cn.n) x) q(r0, r1)
SELECT * FROM (select id, (select max(cast(nn.n as varchar)) from nn where nn.n=cn.n) from cn) q(r0, r1)
SELECT * FROM (select id, n from cn where exists (select 1 from nn where nn.n=cn.n and cast(cn.n as varchar)='1.0')) q(r0, r1)
SELECT * FROM (select id from c where exists (select 1 from o where o.cid=c.k and o.v in (select e.src from e where e.dst >= c.v and exists (select 1 from c c2 where c2.k=o.cid and c2.v<e.dst+c.id)))) q(r0)
SELECT * FROM (select c.id, x.id, y.d from c, lateral (select o.id, o.v from o where o.cid=c.k) x, lateral (select max(e.dst) d from e where e.src=x.id and e.dst>=c.v) y) q(r0, r1, r2)
SELECT * FROM (select c.id, x.id, e.dst from (c cross join lateral (select o.id from o where o.cid=c.k) x) left join e on e.src=x.id and exists (select 1 from o o2 where o2.v=e.dst and o2.cid=c.k)) q(r0, r1, r2)
SELECT * FROM (select c.id, x.a, x.b from c, lateral (select o.id a, e.dst b from (select * from o where o.cid=c.k) o full join (select * from e where e.dst>=c.v) e on e.src=o.id) x) q(r0, r1, r2)
SELECT * FROM (select c.id, x.a, x.b from c, lateral (select o.id a, e.dst b from o full join (select * from e where e.dst>=c.v) e on e.src=o.id) x) q(r0, r1, r2)
SELECT * FROM (select c.id, x.a, x.b from c, lateral (select o.id a, e.dst b from (select * from o where o.cid=c.k) o right join e on e.src=o.id) x) q(r0, r1, r2)
SELECT * FROM (select c.id, x.n from c, lateral (select count(*) n from o full join e on e.src=o.id and o.cid=c.k) x) q(r0, r1)
SELECT * FROM (select id, (select count(distinct o.v) filter (where o.w>0) from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select c.id, x.v from c, lateral (select o.v from o where o.cid=c.k union all select e.dst from e) x) q(r0, r1)
SELECT * FROM (select c.id, x.v from c, lateral (select o.v from o where o.cid=c.k intersect all select e.dst from e) x) q(r0, r1)
SELECT * FROM (select c.id, x.v from c, lateral (select o.v from o where o.cid>=c.k except all select e.dst from e where e.src=c.v) x) q(r0, r1)
SELECT * FROM (select id from c where c.v not in (select o.v from o where o.cid not in (select e.src from e where e.dst=c.k))) q(r0)
SELECT * FROM (select id from c where c.v >= all (select o.v from o where o.cid=c.k and o.w < any (select e.dst from e where e.src=c.id))) q(r0)
SELECT * FROM (select id from c where exists (select count(*) from o where o.cid=c.k)) q(r0)
SELECT * FROM (select id from c where exists (select 1 from o where o.cid=c.k group by o.v having count(*)>1)) q(r0)
SELECT * FROM (select id from c where c.v in (select count(*) from o where o.cid=c.k)) q(r0)
SELECT * FROM (select id, c.v in (select max(o.v) from o where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id, (select (select max(e.dst) from e where e.src=o.id and e.dst>c.v) from o where o.id=c.id) from c) q(r0, r1)
SELECT * FROM (select id, (select max(v) from (select o.v from o where o.cid=c.k union select e.dst from e where e.src=c.v) z) from c) q(r0, r1)
SELECT * FROM (select id, (select count(*) from o left join e on e.src=o.id and e.dst=c.v where o.cid=c.k) from c) q(r0, r1)
SELECT * FROM (select id from c where exists (select 1 from o where o.cid=c.k) or exists (select 1 from e where e.src=c.v)) q(r0)
SELECT * FROM (select id, (select sum(v) from o where o.cid=c.k) s from c where not exists (select 1 from e where e.src=c.k and e.dst > (select min(o.v) from o where o.cid=c.k))) q(r0, r1)
SELECT * FROM (select id, (with z as (select * from o where o.cid=c.k) select count(*) from z z1, z z2 where z1.v=z2.w) from c) q(r0, r1)
SELECT * FROM (select c.id,x.n from c left join lateral (select count(*) n from o where o.v is not null group by o.cid having o.cid = c.k) x on true) q(r0, r1)
SELECT * FROM (select c.id,x.a from c left join lateral (select c.v+1 as a) x on x.a>2) q(r0, r1)
SELECT * FROM (select c.id,x.a from c left join lateral (select sum(o.v*c.v) as a, count(c.k+o.v) b from o where o.v<>c.v) x on x.b>0) q(r0, r1)
SELECT * FROM (select c.id from c where c.v = any (select o.v from o where o.cid=c.k union select e.dst from e where e.src=c.k)) q(r0)
SELECT * FROM (select c.id,x.id from c, lateral (select o.id from o where o.v in (select e.dst from e where e.src=c.k)) x) q(r0, r1)
SELECT * FROM (select c.id,x.id from c, lateral (select o.id from o where not exists (select 1 from e where e.src=c.k and e.dst=o.v)) x) q(r0, r1)
SELECT * FROM (select c.id,x.id from c, lateral (select o.id from o where o.cid=c.k and not exists (select 1 from e where e.dst=o.v)) x) q(r0, r1)
SELECT * FROM (select c.id,x.id from c, lateral (select o.id from o where o.cid=c.k and o.v not in (select e.dst from e)) x) q(r0, r1)
SELECT * FROM (select id, (c.k,c.v) in (select o.cid,o.v from o where o.w<>c.id) from c) q(r0, r1)
SELECT * FROM (select id from c where (c.k,c.v) in (select o.cid,o.v from o where o.w<>c.id)) q(r0)
SELECT * FROM (select id from c where (c.k,c.v) not in (select o.cid,o.v from o where o.w=c.id)) q(r0)
SELECT * FROM (select id from c where c.id=7 or (c.k,c.v) not in (select o.cid,o.v from o where o.cid is not null)) q(r0)
SELECT * FROM (select id, c.v <= some (select e.dst from e where e.src=c.k), c.v < all (select e.dst from e where e.src=c.k), c.v <> some (select e.dst from e), c.v = all (select e.dst from e where false) from c) q(r0, r1, r2, r3, r4)
SELECT * FROM (select id, c.v <> all (select e.dst from e where e.src=c.k), c.v <> any (select e.dst from e where e.src=c.k) from c) q(r0, r1, r2)
SELECT * FROM (select id, case when c.k not in (select o.cid from o where o.w=c.v) then 1 when c.v in (select e.src from e) then 2 else 3 end from c) q(r0, r1)
SELECT * FROM (select id from c where not (c.k in (select o.cid from o))) q(r0)
SELECT * FROM (select id from c where (c.k in (select o.cid from o)) is null) q(r0)
SELECT * FROM (select id from c where (c.k in (select o.cid from o where o.w<>c.v)) is not true) q(r0)
SELECT * FROM (select c.id, x.n from c, lateral (select count(*) n from o where o.cid=c.k) x) q(r0, r1)
SELECT * FROM (select c.id, x.n from c cross join lateral (select max(v) n from o where o.cid=c.k) x) q(r0, r1)
SELECT * FROM (select c.id, x.n from c, lateral (select count(*) n from o where o.v<c.v) x) q(r0, r1)
SELECT * FROM (select id, c.v <> any (select e.dst from e), c.v < all (select e.dst from e where e.src=c.k) from c) q(r0, r1, r2)
SELECT * FROM (select id, c.v <= some (select e.dst from e where e.src=c.k), c.v <> some (select e.dst from e) from c) q(r0, r1, r2)
SELECT * FROM (select id, c.v in (select e.dst from e), c.k not in (select e.src from e), c.v in (select o.v from o) from c) q(r0, r1, r2, r3)
SELECT cn.id, x.t FROM cn, LATERAL (SELECT cn.n::varchar AS t FROM nn WHERE nn.n = cn.n UNION ALL SELECT cn.n::varchar FROM nn WHERE nn.n > cn.n) x
SELECT id, (SELECT count(*) FROM nn WHERE nn.n <= cn.n AND length(cn.n::text) > 2) AS n FROM cn
SELECT cn.id, x.t FROM cn LEFT JOIN LATERAL (SELECT DISTINCT cn.n::text || nn.n::text AS t FROM nn WHERE nn.n <> cn.n) x ON true
SELECT c.id, o.id AS oid FROM c FULL JOIN o ON o.cid = c.k AND (SELECT count(*) FROM e WHERE e.src = c.id) = o.w
SELECT c.id, y.s FROM c CROSS JOIN LATERAL (WITH z AS (SELECT * FROM o WHERE o.cid = c.k) SELECT sum(z.v) AS s FROM z WHERE EXISTS (SELECT FROM z q WHERE q.v < z.v AND q.w IS DISTINCT FROM c.v)) y
SELECT id, (SELECT x.m FROM (SELECT max(v) AS m, min(w) AS w FROM o WHERE o.cid = c.k) x WHERE x.w < c.v) AS m, (k, v) = (SELECT cid, v FROM o WHERE o.id = c.id) AS r, (k, v) < (SELECT max(cid), max(v) FROM o WHERE o.id <> c.id) AS l FROM c
SELECT k, v, count(*) AS n, max((SELECT count(*) FROM o WHERE o.v = c.v)) AS m FROM c GROUP BY k, v HAVING EXISTS (SELECT FROM o WHERE o.cid = c.k AND o.v >= min(c.id)) OR k IN (SELECT e.src FROM e WHERE e.dst = c.v)
SELECT x.a, (SELECT count(*) FROM o WHERE o.v = x.a) AS n FROM (VALUES ((SELECT max(v) FROM c)), ((SELECT min(dst) FROM e)), (1)) x(a)
SELECT c.id FROM c WHERE CASE WHEN c.v > 0 THEN (SELECT sum(o.v / c.v) FROM o WHERE o.cid = c.k) END > 0
SELECT s.id FROM c s JOIN c t USING (id) WHERE EXISTS (SELECT FROM e WHERE e.src = id) AND s.k <> ALL (SELECT src FROM e WHERE dst = id)

-- transactions
INSERT INTO c VALUES (1, 1, 2), (2, 2, 1), (3, NULL, 3), (4, 1, NULL), (5, 3, 1)
INSERT INTO o VALUES (1, 1, 2, 1), (2, 1, 3, 2), (3, 2, 1, NULL), (4, NULL, 2, 2); INSERT INTO e VALUES (1, 2), (2, 2), (3, NULL), (1, 1); INSERT INTO nn VALUES (1.0), (1.00), (2); INSERT INTO cn VALUES (1, 1.0), (2, 1.00), (3, 1.000), (4, NULL), (5, 2)
INSERT INTO o VALUES (5, 3, 2, 0), (6, 3, NULL, 3), (7, 2, 3, 1); INSERT INTO c VALUES (6, 2, 2), (7, 0, 0); INSERT INTO e VALUES (5, 3), (6, 1), (2, 3)
UPDATE o SET v = v + 1 WHERE id IN (1, 3, 5); UPDATE c SET k = 2 WHERE id = 1; DELETE FROM nn WHERE n = 2
DELETE FROM o WHERE cid IS NULL; DELETE FROM e WHERE dst IS NULL; INSERT INTO e VALUES (1, 2), (1, 2); INSERT INTO nn VALUES (NULL), (1)
UPDATE o SET cid = 1 WHERE id IN (3, 5); UPDATE c SET v = 2; INSERT INTO cn VALUES (6, 1)
DELETE FROM o WHERE cid = 1; UPDATE e SET dst = 1 WHERE src = 1; DELETE FROM nn
INSERT INTO o SELECT i + 20, i % 5, i % 4, i % 3 FROM generate_series(1, 12) i; UPDATE c SET k = id % 4, v = NULLIF(id % 5, 4)
INSERT INTO nn VALUES (1.0), (2.00), (NULL); UPDATE cn SET n = n * 1.00; INSERT INTO cn VALUES (7, 1.0); INSERT INTO e SELECT i % 5, i % 3 FROM generate_series(1, 9) i
DELETE FROM e; UPDATE o SET w = NULL WHERE id % 2 = 0; INSERT INTO c VALUES (8, NULL, NULL), (9, 4, 4)
INSERT INTO e SELECT id, cid FROM o; INSERT INTO e VALUES (NULL, NULL), (2, NULL); DELETE FROM c WHERE id < 3
DELETE FROM o; DELETE FROM cn WHERE id < 3
INSERT INTO o VALUES (1, 1, 1, 1), (2, 2, 2, 2), (9, 4, 0, NULL), (8, 3, 3, 4), (10, 3, 1, 1); UPDATE c SET v = id % 3
DELETE FROM c

-- case: arrays of subqueries, in the order of their rows
CREATE TABLE c (id int PRIMARY KEY, k int, name varchar(8));
CREATE TABLE o (id int PRIMARY KEY, cid int, v int, n numeric(6,2), a int[]);
-- views
SELECT id, ARRAY(SELECT o.v FROM o WHERE o.cid = c.id ORDER BY o.n DESC, o.id) AS vs FROM c
SELECT id, ARRAY(SELECT o.id FROM o WHERE o.cid = c.id ORDER BY o.v NULLS FIRST, o.id DESC LIMIT 2) AS first FROM c
SELECT id, ARRAY(SELECT DISTINCT o.v FROM o WHERE o.cid >= c.id ORDER BY o.v DESC) AS vs FROM c
SELECT id, ARRAY(SELECT o.v FROM o WHERE o.cid = c.id UNION SELECT c.k ORDER BY 1 DESC) AS vs FROM c
SELECT id, ARRAY(SELECT o.a FROM o WHERE o.cid = c.id AND cardinality(o.a) = 2 ORDER BY o.id) AS matrix FROM c
SELECT id FROM c WHERE 10 = ANY (ARRAY(SELECT o.v FROM o WHERE o.cid = c.id)) OR cardinality(ARRAY(SELECT o.id FROM o)) > 5
SELECT ARRAY(SELECT c.name FROM c ORDER BY c.k, c.id) AS names, array_length(ARRAY(SELECT o.n FROM o ORDER BY o.id), 1) AS n
SELECT c.id, ARRAY(SELECT ARRAY(SELECT o.v FROM o WHERE o.cid = d.id ORDER BY o.id LIMIT 1) FROM c d WHERE EXISTS (SELECT FROM o WHERE o.cid = d.id) AND d.id >= c.id ORDER BY d.id) AS nested FROM c
SELECT array_agg(v) AS vs, string_agg(v::text, ',') AS s, count(*) AS n FROM (SELECT v FROM o ORDER BY n DESC, id) x WHERE v IS NOT NULL
SELECT c.id, x.vs FROM c, LATERAL (SELECT json_agg(y.v) AS vs FROM (SELECT o.v FROM o WHERE o.cid = c.id ORDER BY o.n, o.id LIMIT 3) y) x
-- transactions
INSERT INTO c VALUES (1, 7, 'a'), (2, NULL, 'b'), (3, 7, 'c'); INSERT INTO o VALUES (1, 1, 10, 3.5, '{1,2}'), (2, 1, 20, 9.5, '{3,4}'), (3, 2, 5, 1, '{5,6}')
INSERT INTO o VALUES (4, 1, 10, 7.25, '{7,8}'), (5, 3, NULL, 2, NULL)
UPDATE o SET n = 0 WHERE id = 2; UPDATE c SET k = 10 WHERE id = 1
INSERT INTO o VALUES (6, 2, 99, 4, '{}'), (7, 3, 8, 2, '{9,9}')
DELETE FROM o WHERE id IN (1, 3)
DELETE FROM o WHERE cid = 1; UPDATE c SET id = 4 WHERE id = 3; UPDATE o SET cid = 4 WHERE cid = 3

-- case: branches of set operations that a planner casts
CREATE TABLE t (id int PRIMARY KEY, d date, n numeric(6,2));
-- views
SELECT row_number() OVER (ORDER BY id) AS v FROM t UNION SELECT n FROM t
SELECT grouping(id) AS v FROM t GROUP BY ROLLUP (id) UNION ALL SELECT n FROM t
SELECT ARRAY(SELECT x.id FROM t x ORDER BY 1) AS v, id FROM t UNION ALL SELECT ARRAY(SELECT x.n FROM t x ORDER BY x.id), id FROM t
SELECT (SELECT max(id) FROM t) AS v UNION SELECT n FROM t
SELECT count(*) OVER () AS v FROM t EXCEPT SELECT n + 1 FROM t
SELECT d + 1 AS v FROM t UNION SELECT d::timestamp FROM t
-- transactions
INSERT INTO t VALUES (1, '2024-01-01', 1), (2, '2024-01-02', 2.5)
INSERT INTO t VALUES (3, '2024-01-03', 3)
DELETE FROM t WHERE id = 1
