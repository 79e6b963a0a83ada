-- A live destination that must stay as it is, to the last row, unless a swap replaces it.
CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text);
INSERT INTO customers (email) SELECT 'old' || i FROM generate_series(1, 100) i;
CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint REFERENCES customers);
INSERT INTO orders (customer_id) SELECT 1 + i % 100 FROM generate_series(1, 500) i;
CREATE TYPE state AS ENUM ('old');
CREATE VIEW everybody AS SELECT email FROM customers;
CREATE SCHEMA reports;
CREATE TABLE reports.numbers (n int);
INSERT INTO reports.numbers VALUES (42);
