CREATE TABLE customers (
    id      bigint PRIMARY KEY,
    country text NOT NULL
);

CREATE TABLE orders (
    id          bigint PRIMARY KEY,
    customer_id bigint NOT NULL,
    status      text NOT NULL,
    total_cents bigint NOT NULL,
    created_at  timestamptz NOT NULL
);

CREATE TABLE wiki_edits (
    id   bigint PRIMARY KEY,
    edit json NOT NULL
);

CREATE TABLE documents (
    id     bigint PRIMARY KEY,
    field1 text,
    field2 text
);
