-- A small shop. Nothing here is special to Tideline: ordinary tables with primary keys.
CREATE TABLE customers (
    id        bigint PRIMARY KEY,
    name      text NOT NULL,
    country   text NOT NULL,
    joined_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE products (
    id          bigint PRIMARY KEY,
    name        text NOT NULL,
    category    text NOT NULL,
    price_cents bigint NOT NULL,
    stock       integer NOT NULL
);

CREATE TABLE orders (
    id          bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    status      text NOT NULL CHECK (status IN ('open', 'paid', 'shipped', 'cancelled')),
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON orders (customer_id);

CREATE TABLE order_items (
    order_id    bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
    line        integer NOT NULL,
    product_id  bigint NOT NULL REFERENCES products,
    quantity    integer NOT NULL,
    price_cents bigint NOT NULL, -- as it was when the order was placed
    PRIMARY KEY (order_id, line)
);

-- Two weeks of business to begin with.
SELECT setseed(0.42);

INSERT INTO customers
SELECT id, 'customer ' || id, (ARRAY['DE', 'FR', 'IT', 'ES', 'PL', 'NL', 'SE', 'PT'])[1 + floor(random() * 8)], now() - random() * interval '300 days'
FROM generate_series(1, 300) AS id;

INSERT INTO products
SELECT id, (ARRAY['red', 'blue', 'oak', 'steel', 'tiny', 'grand', 'quiet', 'bright'])[1 + id % 8] || ' '
           || (ARRAY['lamp', 'chair', 'novel', 'kettle', 'boots', 'puzzle'])[1 + id % 6] || ' ' || id,
       (ARRAY['light', 'furniture', 'books', 'kitchen', 'clothes', 'toys'])[1 + id % 6],
       200 + floor(random() * 9800)::bigint, 1000
FROM generate_series(1, 48) AS id;

INSERT INTO orders
SELECT id, 1 + floor(random() * 280)::bigint, (ARRAY['shipped', 'shipped', 'shipped', 'paid', 'cancelled'])[1 + floor(random() * 5)],
       now() - (2000 - id) / 2000.0 * interval '14 days'
FROM generate_series(1, 2000) AS id;
UPDATE orders SET status = 'open' WHERE id > 1970;

INSERT INTO order_items
SELECT o.id, line, 1 + (o.id * 7 + line * 11) % 48, 1 + (o.id + line) % 3, p.price_cents
FROM orders o
CROSS JOIN LATERAL generate_series(1, 1 + (o.id % 3)::integer) AS line
JOIN products p ON p.id = 1 + (o.id * 7 + line * 11) % 48;
