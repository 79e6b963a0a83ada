-- The shop of a loop of swaps, of which both schemas have one. A transaction writes its token to each table, in any order.
CREATE TABLE accounts (id int PRIMARY KEY, n int NOT NULL);
INSERT INTO accounts SELECT i, 0 FROM generate_series(0, 103) i;
CREATE TABLE ledger_a (token text PRIMARY KEY);
CREATE TABLE ledger_b (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, token text NOT NULL);
CREATE TABLE orders (id bigint PRIMARY KEY, token text NOT NULL);
CREATE TABLE lines (
    order_id bigint REFERENCES orders DEFERRABLE INITIALLY DEFERRED,
    line int,
    token text NOT NULL,
    PRIMARY KEY (order_id, line)
);
CREATE TABLE "Ledger ""P""" (token text NOT NULL, client int NOT NULL) PARTITION BY HASH (client);
CREATE TABLE "Ledger ""P"" 0" PARTITION OF "Ledger ""P""" FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE "Ledger ""P"" 1" PARTITION OF "Ledger ""P""" FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- each value stands for ten ids; the two schemas' sequences never give the same
CREATE SEQUENCE order_ids INCREMENT 20;
