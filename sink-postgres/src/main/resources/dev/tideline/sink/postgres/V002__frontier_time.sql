-- The time as of which a topology's views are: what now() means in their queries.
ALTER TABLE tideline.frontier ADD COLUMN as_of timestamptz;
UPDATE tideline.frontier f SET as_of = g.as_of
FROM tideline.generation g WHERE g.topology = f.topology AND g.lsn = f.lsn;
COMMENT ON COLUMN tideline.frontier.as_of IS
    'Time on the source''s clock up to which nothing is missing; what now() and current_date mean in the views'' queries';
