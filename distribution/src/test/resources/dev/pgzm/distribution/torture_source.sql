-- Rows of the source's that must not show, and sequences that would give ids which the destination has given; the columns of one
-- table in another order, and one more.
INSERT INTO plain SELECT i, 'source' FROM generate_series(0, 99) i;
INSERT INTO events SELECT i, i % 3, 'source' FROM generate_series(0, 99) i;
INSERT INTO notes SELECT i, i % 8, 'source' FROM generate_series(0, 99) i;
INSERT INTO numbered (owner, v) VALUES (0, 'source');
INSERT INTO tickets (owner, v) VALUES (0, 'source');
INSERT INTO seats SELECT i, i FROM generate_series(0, 99) i;
INSERT INTO contended VALUES (0, 'source');
INSERT INTO elsewhere VALUES (1, 'source');
DROP TABLE priced;
CREATE TABLE priced (
    size int GENERATED ALWAYS AS (length(v)) STORED,
    added int NOT NULL DEFAULT 7,
    v text NOT NULL,
    id bigint PRIMARY KEY
);
