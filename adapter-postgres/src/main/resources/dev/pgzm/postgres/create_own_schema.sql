-- The tool's own schema in the destination: what must be known to swap, go on with or undo a migration, whoever does it.
-- parameters: none
-- columns: none
CREATE SCHEMA pgzm;
CREATE TABLE pgzm.migration (
    id bigint PRIMARY KEY,
    goal text NOT NULL,
    source text NOT NULL,
    live_schema text NOT NULL,
    shadow_schema text NOT NULL,
    lineage text NOT NULL,
    fingerprint text NOT NULL,
    snapshot text NOT NULL,
    tables int NOT NULL,
    has_unlogged boolean NOT NULL,
    orphans text NOT NULL,
    dropped_columns text NOT NULL,
    rows_complete boolean NOT NULL DEFAULT false,
    created timestamptz NOT NULL DEFAULT pg_catalog.now(),
    prepared timestamptz
);
CREATE TABLE pgzm.finished_step (step text PRIMARY KEY);
CREATE TABLE pgzm.copied_part (
    oid bigint,
    from_page bigint,
    to_page bigint,
    rows bigint NOT NULL,
    bytes bigint NOT NULL,
    filenode bigint NOT NULL,
    PRIMARY KEY (oid, from_page)
);
CREATE TABLE pgzm.sequence_value (relname text PRIMARY KEY, last_value bigint NOT NULL, called boolean NOT NULL);
CREATE TABLE pgzm.kept_type (oid bigint PRIMARY KEY, typname text NOT NULL, definition text NOT NULL);
CREATE TABLE pgzm.inventory (object text NOT NULL);
CREATE TABLE pgzm.key_to_validate (statement text PRIMARY KEY, position int GENERATED ALWAYS AS IDENTITY);
-- tables (and sequences) that keep the destination's rows: planned, then copying, then in step; and the last transaction of the
-- tool's own that brought rows over
CREATE TABLE pgzm.preserved_table (
    number int PRIMARY KEY,
    relname text NOT NULL UNIQUE,
    sequence boolean NOT NULL,
    state text NOT NULL DEFAULT 'planned',
    definition text NOT NULL DEFAULT '',
    brought xid8
);
-- how far each table, or partition, is copied
CREATE TABLE pgzm.preserved_part (
    part oid PRIMARY KEY,
    number int NOT NULL,
    filenode oid NOT NULL,
    pages bigint NOT NULL,
    next_page bigint NOT NULL DEFAULT 0
);
-- the new tables, or their partitions, whose pages are not filled while rows are copied
CREATE TABLE pgzm.roomy_part (part oid PRIMARY KEY, number int NOT NULL);
-- what must not act on preserved tables before the swap, in its order
CREATE TABLE pgzm.late_statement (position int PRIMARY KEY, statement text NOT NULL);
-- the foreign keys among them
CREATE TABLE pgzm.late_key (
    position int PRIMARY KEY,
    conname text NOT NULL,
    relname text NOT NULL,
    columns text[] NOT NULL,
    referenced text NOT NULL,
    referenced_columns text[] NOT NULL
);
-- empty after a crash of the server, as every unlogged table is
CREATE UNLOGGED TABLE pgzm.crash_witness (present boolean NOT NULL);
INSERT INTO pgzm.crash_witness VALUES (true)
