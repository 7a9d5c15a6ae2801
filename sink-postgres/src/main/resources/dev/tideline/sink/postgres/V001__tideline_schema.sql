-- What Tideline keeps in a target database beside the views' own relations.

CREATE SCHEMA IF NOT EXISTS tideline;
CREATE SCHEMA IF NOT EXISTS tideline_data;
COMMENT ON SCHEMA tideline IS 'Tideline: how fresh the maintained views are';
COMMENT ON SCHEMA tideline_data IS 'Tideline: tables behind views without a natural key, and rows that wait; not for queries';

CREATE TABLE tideline.frontier (
    topology text PRIMARY KEY,
    lsn pg_lsn NOT NULL,
    committed_at timestamptz,
    applied_at timestamptz NOT NULL
) WITH (fillfactor = 50);
COMMENT ON TABLE tideline.frontier IS
    'Up to which LSN of the source each topology''s live views are exact; written in the transaction of their rows';

-- A plan of a topology whose results are applied (live) or gathered out of sight until they can replace those (building).
CREATE TABLE tideline.generation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topology text NOT NULL,
    generation integer NOT NULL,
    result_epochs text NOT NULL,
    result_epochs_id text NOT NULL,
    descriptor text NOT NULL,
    state text NOT NULL CHECK (state IN ('building', 'live')),
    epoch bigint,
    lsn pg_lsn,
    committed_at timestamptz,
    as_of timestamptz,
    failed text[] NOT NULL DEFAULT '{}', -- views that fail as of the epoch, each followed by its error
    problem text,
    UNIQUE (topology, state)
) WITH (fillfactor = 50);

-- Behind the last applied epoch: where to read on. Between next_offset and read_before, records of applied epochs may stand.
CREATE TABLE tideline.result_offset (
    generation_id bigint NOT NULL REFERENCES tideline.generation ON DELETE CASCADE,
    topic text NOT NULL,
    partition integer NOT NULL,
    topic_id text NOT NULL,
    next_offset bigint NOT NULL,
    read_before bigint NOT NULL,
    PRIMARY KEY (generation_id, topic, partition)
) WITH (fillfactor = 50);

-- The tables that hold rows of views: a table that users query, or one in tideline_data.
CREATE TABLE tideline.storage (
    schema_name text NOT NULL,
    table_name text NOT NULL,
    key_form text CHECK (key_form IN ('primary', 'unique', 'digest', 'single_row')),
    key_columns text[] NOT NULL,
    key_index text,
    PRIMARY KEY (schema_name, table_name)
);

-- Indexes created on users' request, by the columns they asked for.
CREATE TABLE tideline.requested_index (
    schema_name text NOT NULL,
    table_name text NOT NULL,
    columns text[] NOT NULL,
    index_name text NOT NULL,
    PRIMARY KEY (schema_name, table_name, columns),
    FOREIGN KEY (schema_name, table_name) REFERENCES tideline.storage ON UPDATE CASCADE ON DELETE CASCADE
);

-- The relations that Tideline has created for users, with the columns it gave them. Only what stands here is ever altered.
CREATE TABLE tideline.relation (
    schema_name text NOT NULL,
    relation_name text NOT NULL,
    topology text NOT NULL,
    view text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('table', 'view')),
    columns text[] NOT NULL,
    storage_schema text NOT NULL,
    storage_table text NOT NULL,
    PRIMARY KEY (schema_name, relation_name),
    FOREIGN KEY (storage_schema, storage_table) REFERENCES tideline.storage ON UPDATE CASCADE
);

-- Where a generation writes a view's rows. Not yet published means: out of sight in tideline_data.
CREATE TABLE tideline.view_storage (
    generation_id bigint NOT NULL REFERENCES tideline.generation ON DELETE CASCADE,
    view text NOT NULL,
    schema_name text NOT NULL,
    table_name text NOT NULL,
    published boolean NOT NULL DEFAULT false,
    PRIMARY KEY (generation_id, view),
    FOREIGN KEY (schema_name, table_name) REFERENCES tideline.storage ON UPDATE CASCADE
);

-- For a live view only state and rows count; its position is the frontier's.
CREATE TABLE tideline.view_state (
    topology text NOT NULL,
    view text NOT NULL,
    ordinal integer NOT NULL,
    generation_id bigint REFERENCES tideline.generation ON DELETE SET NULL,
    schema_name text NOT NULL,
    relation_name text NOT NULL,
    state text NOT NULL CHECK (state IN ('pending', 'backfilling', 'live', 'paused', 'failed')),
    lsn pg_lsn,
    committed_at timestamptz,
    applied_at timestamptz,
    as_of timestamptz,
    rows bigint,
    error text,
    PRIMARY KEY (topology, view)
) WITH (fillfactor = 50);

-- As long as a row stands here and has not expired, the topology's frontier does not pass max_lsn. Insert it while holding
-- the topology's row of tideline.frontier FOR UPDATE.
CREATE TABLE tideline.hold (
    topology text PRIMARY KEY,
    max_lsn pg_lsn NOT NULL,
    blocked_at_lsn pg_lsn,
    expires_at timestamptz NOT NULL
);

CREATE VIEW tideline.view_status AS
SELECT s.topology,
       s.view,
       format('%I.%I', s.schema_name, s.relation_name) AS relation,
       CASE WHEN g.problem IS NOT NULL AND s.state <> 'paused' THEN 'failed' ELSE s.state END AS state,
       CASE WHEN s.state = 'live' THEN f.lsn ELSE s.lsn END AS lsn,
       CASE WHEN s.state = 'live' THEN f.committed_at ELSE s.committed_at END AS committed_at,
       CASE WHEN s.state = 'live' THEN f.applied_at ELSE s.applied_at END AS applied_at,
       greatest(now() - CASE WHEN s.state = 'live' THEN g.as_of ELSE s.as_of END, interval '0') AS lag,
       s.rows,
       -- An error can quote values of the view's rows: only for those who may read them.
       CASE
           WHEN coalesce(has_table_privilege(to_regclass(format('%I.%I', s.schema_name, s.relation_name)), 'SELECT'),
                         (SELECT pg_has_role(n.nspowner, 'USAGE') FROM pg_namespace n WHERE n.nspname = 'tideline'))
           THEN coalesce(g.problem, s.error, 'generation ' || b.generation || ' cannot be built: ' || b.problem)
       END AS error
FROM tideline.view_state s
LEFT JOIN tideline.generation g ON g.id = s.generation_id
LEFT JOIN tideline.generation b ON b.topology = s.topology AND b.state = 'building' AND b.problem IS NOT NULL
LEFT JOIN tideline.frontier f ON f.topology = s.topology
ORDER BY s.topology, s.ordinal;
COMMENT ON VIEW tideline.view_status IS 'State, position and size of each maintained view';

CREATE FUNCTION tideline.wait_for(lsn pg_lsn, timeout interval DEFAULT '10 s', topology text DEFAULT NULL)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
AS $$
DECLARE
    deadline timestamptz := pg_catalog.clock_timestamp() + wait_for.timeout;
    reached boolean;
    remaining_seconds double precision;
BEGIN
    IF wait_for.lsn IS NULL OR wait_for.timeout IS NULL THEN
        RAISE EXCEPTION 'tideline.wait_for needs an LSN and a timeout'
            USING ERRCODE = 'null_value_not_allowed';
    END IF;
    IF pg_catalog.current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
        RAISE EXCEPTION 'tideline.wait_for cannot see progress in a % transaction',
                        pg_catalog.upper(pg_catalog.current_setting('transaction_isolation'))
            USING ERRCODE = 'active_sql_transaction',
                  HINT = 'Its snapshot stands still. Call wait_for before the transaction, or in READ COMMITTED.';
    END IF;
    LOOP
        SELECT pg_catalog.bool_and(f.lsn OPERATOR(pg_catalog.>=) wait_for.lsn) INTO reached
        FROM tideline.frontier f
        WHERE wait_for.topology IS NULL OR f.topology OPERATOR(pg_catalog.=) wait_for.topology;
        IF reached THEN
            RETURN true;
        END IF;
        remaining_seconds := EXTRACT(epoch FROM deadline OPERATOR(pg_catalog.-) pg_catalog.clock_timestamp());
        IF remaining_seconds OPERATOR(pg_catalog.<=) 0.0::double precision THEN
            IF wait_for.topology IS NOT NULL AND NOT EXISTS (
                SELECT FROM tideline.view_status s WHERE s.topology OPERATOR(pg_catalog.=) wait_for.topology
            ) THEN
                RAISE EXCEPTION 'there is no topology "%"', wait_for.topology
                    USING ERRCODE = 'undefined_object', HINT = 'SELECT topology FROM tideline.frontier shows those there are.';
            END IF;
            RETURN false;
        END IF;
        PERFORM pg_catalog.pg_sleep(least(0.01::double precision, remaining_seconds));
    END LOOP;
END
$$;
COMMENT ON FUNCTION tideline.wait_for(pg_lsn, interval, text) IS
    'Waits until the frontier of the topology (of all that show a frontier if NULL) has reached the LSN; false if it took too long. Query the views in a statement of its own after it.';

-- Identity of key values that no index can hold as they are: types without an order, and values too long for an entry.
-- The settings are pinned, so that the image does not depend on the session; this is what makes IMMUTABLE true.
CREATE FUNCTION tideline.key_image(value anyelement) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET timezone = 'UTC' SET datestyle = 'ISO, MDY' SET intervalstyle = 'postgres' SET extra_float_digits = 1
SET bytea_output = 'hex' SET search_path = pg_catalog
AS $$ BEGIN RETURN value::text; END $$;

CREATE FUNCTION tideline.key_digest(images text[]) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog
AS $$ BEGIN RETURN sha256(convert_to(images::text, 'UTF8')); END $$;

-- Whoever may connect may see how fresh things are and wait; what the views hold is granted view by view.
GRANT USAGE ON SCHEMA tideline TO PUBLIC;
GRANT SELECT ON tideline.frontier, tideline.view_status TO PUBLIC;
GRANT EXECUTE ON FUNCTION tideline.wait_for(pg_lsn, interval, text) TO PUBLIC;
