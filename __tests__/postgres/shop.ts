/** A schema with one of everything that the linter has an opinion on. */
export const SHOP = `
CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (
  id int PRIMARY KEY, customer_id int CONSTRAINT orders_customer_fkey REFERENCES customers, quantity int NOT NULL,
  note varchar(10), code text, placed timestamp, price numeric(8,2), other_id int, email text
);
INSERT INTO customers SELECT n, 'customer ' || n FROM generate_series(1, 50) AS n;
INSERT INTO orders SELECT n, n, n, 'n' || n, 'c' || n, now(), n, n, n || '@example.com' FROM generate_series(1, 50) AS n;
CREATE INDEX orders_quantity ON orders (quantity);
CREATE UNIQUE INDEX orders_email ON orders (email);
ALTER TABLE orders ADD CONSTRAINT orders_price CHECK (price > 0) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT orders_other FOREIGN KEY (other_id) REFERENCES customers NOT VALID;
CREATE POLICY orders_all ON orders USING (true);
CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER orders_touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touched();
CREATE RULE orders_quiet AS ON DELETE TO orders WHERE old.id < 0 DO INSTEAD NOTHING;
CREATE TABLE events (id int, month int) PARTITION BY LIST (month);
CREATE TABLE events_1 PARTITION OF events FOR VALUES IN (1);
CREATE TABLE events_2 (id int, month int);
CREATE TABLE carts (id int PRIMARY KEY, token text);
INSERT INTO carts SELECT n, 't' || n FROM generate_series(1, 50) AS n;
CREATE VIEW recent AS SELECT id FROM carts;
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS carts FROM carts;
CREATE UNIQUE INDEX totals_key ON totals (carts);
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE SCHEMA old;
CREATE TABLE old.orders (id int);
ANALYZE;
`;
