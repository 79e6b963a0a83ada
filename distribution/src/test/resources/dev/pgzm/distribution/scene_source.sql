-- A source with something of everything that could be left half-done: parts, partitions, keys in both directions, an extension,
-- types, views, sequences, an unlogged table.
CREATE EXTENSION citext;
CREATE TYPE state AS ENUM ('open', 'paid', 'sent');
CREATE TABLE customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email citext UNIQUE NOT NULL,
    referred_by bigint REFERENCES customers
);
INSERT INTO customers (email, referred_by)
SELECT 'c' || i || '@example.com', CASE WHEN i > 10 THEN i / 10 END FROM generate_series(1, 4000) i;
CREATE TABLE orders (
    id bigserial,
    customer_id bigint NOT NULL REFERENCES customers,
    placed date NOT NULL,
    state state NOT NULL,
    total numeric NOT NULL CHECK (total >= 0),
    PRIMARY KEY (id, placed)
) PARTITION BY RANGE (placed);
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE orders_2026 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE orders_other PARTITION OF orders DEFAULT;
INSERT INTO orders (customer_id, placed, state, total)
SELECT 1 + i % 4000, date '2025-01-01' + i % 730, (ARRAY['open', 'paid', 'sent'])[1 + i % 3]::state, i % 500
  FROM generate_series(1, 12000) i;
CREATE TABLE order_lines (
    order_id bigint,
    placed date,
    line int,
    what text,
    PRIMARY KEY (order_id, placed, line),
    FOREIGN KEY (order_id, placed) REFERENCES orders
);
INSERT INTO order_lines SELECT id, placed, 1, repeat(md5(id::text), 6) FROM orders;
CREATE INDEX ON order_lines (what);
CREATE INDEX ON orders (customer_id);
CREATE UNLOGGED TABLE carts (id int PRIMARY KEY, content jsonb);
INSERT INTO carts SELECT i, '{"a": 1}' FROM generate_series(1, 100) i;
CREATE VIEW open_orders AS SELECT * FROM orders WHERE state = 'open';
CREATE MATERIALIZED VIEW turnover AS SELECT placed, sum(total) AS total FROM orders GROUP BY placed;
CREATE UNIQUE INDEX ON turnover (placed);
CREATE FUNCTION check_total() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM public.customers LIMIT 1; RETURN NEW; END $$;
CREATE TRIGGER check_total BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION check_total();
CREATE SEQUENCE invoice_numbers START 1000;
SELECT nextval('invoice_numbers');
COMMENT ON TABLE orders IS 'What was ordered';
