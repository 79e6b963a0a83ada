-- Every kind of key and table that a preserved table may have; the same on both sides, before each has its rows.
CREATE TABLE plain (id bigint PRIMARY KEY, v text NOT NULL);
ALTER TABLE plain ALTER v SET STORAGE EXTERNAL;
CREATE TABLE "Composite ""Key""" ("the Code" text, tenant int, v text NOT NULL, PRIMARY KEY (tenant, "the Code"));
CREATE TABLE labels (v text, label text NOT NULL UNIQUE);
CREATE TABLE renumbered (id bigint PRIMARY KEY DEFERRABLE, v text NOT NULL);
CREATE TABLE priced (
    id bigint PRIMARY KEY,
    v text NOT NULL,
    size int GENERATED ALWAYS AS (length(v)) STORED
);
CREATE INDEX ON priced (upper(left(v, 10)));
CREATE TABLE events (id bigint, bucket int, v text NOT NULL, PRIMARY KEY (id, bucket)) PARTITION BY RANGE (bucket);
CREATE TABLE events_0 PARTITION OF events FOR VALUES FROM (0) TO (1);
CREATE TABLE events_1 (v text NOT NULL, bucket int NOT NULL, id bigint NOT NULL);
ALTER TABLE events ATTACH PARTITION events_1 FOR VALUES FROM (1) TO (2);
CREATE TABLE events_2 PARTITION OF events DEFAULT;
CREATE TABLE notes (id bigint, owner int, v text NOT NULL, PRIMARY KEY (id, owner)) PARTITION BY LIST (owner);
DO $$ BEGIN FOR i IN 0 .. 7 LOOP
    EXECUTE format('CREATE TABLE notes_%s PARTITION OF notes FOR VALUES IN (%1$s)', i);
END LOOP; END $$;
CREATE TABLE numbered (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, owner int NOT NULL, v text NOT NULL);
CREATE TABLE tickets (id bigserial PRIMARY KEY, owner int NOT NULL, v text NOT NULL);
CREATE TABLE seats (id bigint PRIMARY KEY, place bigint NOT NULL UNIQUE DEFERRABLE);
CREATE TABLE desks (id bigint PRIMARY KEY, place bigint NOT NULL UNIQUE);
CREATE TABLE parents (id bigint PRIMARY KEY, v text NOT NULL);
CREATE TABLE children (
    id bigint PRIMARY KEY,
    parent_id bigint NOT NULL REFERENCES parents ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE TABLE contended (id bigint PRIMARY KEY, v text NOT NULL);
CREATE TABLE elsewhere (id bigint PRIMARY KEY, v text NOT NULL);
