CREATE TABLE customers (id int PRIMARY KEY, country text, name text NOT NULL, discount numeric);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text NOT NULL, total_cents bigint NOT NULL,
                     created_at timestamptz NOT NULL, note text);
CREATE TABLE items (order_id bigint, line int, product_id int, quantity int NOT NULL, price numeric(10,2),
                    PRIMARY KEY (order_id, line));
CREATE TABLE products (id int PRIMARY KEY, name text NOT NULL, category text);
CREATE TABLE targets (country text PRIMARY KEY, cents bigint);
CREATE TABLE events (kind text, user_id int, payload jsonb, at timestamp);
ALTER TABLE events REPLICA IDENTITY FULL;
