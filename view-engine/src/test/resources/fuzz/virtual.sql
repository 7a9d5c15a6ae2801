-- Generated columns that are not stored, since PostgreSQL 18.
CREATE TABLE sales (id int PRIMARY KEY, price numeric, qty int, total numeric(10,1) GENERATED ALWAYS AS (price * qty) VIRTUAL, stored int GENERATED ALWAYS AS (qty + 1) STORED);
-- views
SELECT * FROM sales
SELECT total, stored, count(*) AS n FROM sales GROUP BY total, stored
SELECT s FROM sales s WHERE total > 5
-- transactions
INSERT INTO sales (id, price, qty) VALUES (1, 3.33, 3), (2, 12, 1), (3, 3.996, NULL)
UPDATE sales SET price = price + 1 WHERE id < 3
UPDATE sales SET qty = 2
DELETE FROM sales WHERE id = 1
