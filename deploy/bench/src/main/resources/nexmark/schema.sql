-- The auction house of Nexmark. A stream of events never changes; a table does, so a bid has a key here, by which it can be changed
-- and withdrawn. received_at is when the database got the bid, where the others are the times the event itself speaks of.
CREATE TABLE person (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    email_address text NOT NULL,
    credit_card text NOT NULL,
    city text NOT NULL,
    state text NOT NULL,
    date_time timestamp(3) NOT NULL,
    extra text NOT NULL
);

CREATE TABLE auction (
    id bigint PRIMARY KEY,
    item_name text NOT NULL,
    description text NOT NULL,
    initial_bid bigint NOT NULL,
    reserve bigint NOT NULL,
    date_time timestamp(3) NOT NULL,
    expires timestamp(3) NOT NULL,
    seller bigint NOT NULL,
    category bigint NOT NULL,
    extra text NOT NULL
);

CREATE TABLE bid (
    id bigint PRIMARY KEY,
    auction bigint NOT NULL,
    bidder bigint NOT NULL,
    price bigint NOT NULL,
    channel text NOT NULL,
    url text NOT NULL,
    date_time timestamp(3) NOT NULL,
    extra text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE side_input (
    key bigint PRIMARY KEY,
    value text NOT NULL
);
