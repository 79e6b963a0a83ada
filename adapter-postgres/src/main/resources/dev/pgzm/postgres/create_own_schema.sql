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
CREATE TABLE pgzm.key_to_validate (statement text PRIMARY KEY);
-- empty after a crash of the server, as every unlogged table is
CREATE UNLOGGED TABLE pgzm.crash_witness (present boolean NOT NULL);
INSERT INTO pgzm.crash_witness VALUES (true)
