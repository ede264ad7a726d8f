/** Statements to hold the linter's claims against the server's locks, on the tables of `shop`. */
export interface LockCase {
  /** The rule that has to speak of it; undefined for what the linter knows the locks of and says nothing about. */
  readonly rule?: string;
  readonly sql: string;
  /**
   * For what PostgreSQL refuses inside a transaction: locks that others hold, one session each, so that the statement
   * has to wait where its own locks can be seen. They are given back one after the other.
   */
  readonly waitsFor?: readonly string[];
  /** What has to be there before the safe way, beside the shop. */
  readonly given?: string;
}

const columns: LockCase[] = [
  { rule: 'add-column-rewrite', sql: `ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid()` },
  {
    rule: 'add-column-rewrite',
    sql: `ALTER TABLE orders ADD COLUMN lucky numeric DEFAULT round(random() * 10) NOT NULL`,
  },
  { rule: 'add-column-rewrite', sql: `ALTER TABLE orders ADD COLUMN number serial` },
  {
    rule: 'add-column-rewrite',
    sql: `ALTER TABLE orders ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY`,
  },
  {
    rule: 'add-column-rewrite',
    sql: `ALTER TABLE orders ADD COLUMN twice int GENERATED ALWAYS AS (quantity * 2) STORED`,
  },
  { rule: 'add-column-not-null', sql: `ALTER TABLE old.orders ADD COLUMN name text NOT NULL` },
  { rule: 'change-column-type', sql: `ALTER TABLE orders ALTER COLUMN quantity TYPE bigint` },
  { rule: 'change-column-type', sql: `ALTER TABLE orders ALTER COLUMN customer_id TYPE bigint` },
  { rule: 'change-column-type', sql: `ALTER TABLE customers ALTER COLUMN id TYPE bigint` },
  { rule: 'change-column-type', sql: `ALTER TABLE orders ALTER COLUMN code TYPE varchar(20)` },
  { rule: 'change-column-type', sql: `ALTER TABLE orders ALTER COLUMN note TYPE varchar(5)` },
  { rule: 'change-column-type', sql: `ALTER TABLE orders ALTER COLUMN placed TYPE timestamptz` },
  { rule: 'change-column-type', sql: `ALTER TABLE orders ALTER COLUMN placed TYPE timestamp(3)` },
  { rule: 'change-column-type', sql: `ALTER TABLE orders ALTER COLUMN price TYPE numeric(10,3)` },
  { rule: 'change-column-type', sql: `ALTER TABLE orders ALTER COLUMN note TYPE text USING upper(note)` },
  { sql: `ALTER TABLE orders ALTER COLUMN note TYPE varchar(20)` },
  { sql: `ALTER TABLE orders ALTER COLUMN note TYPE text` },
  { sql: `ALTER TABLE orders ALTER COLUMN note TYPE text USING note::text` },
  { sql: `ALTER TABLE orders ALTER COLUMN code TYPE varchar` },
  { sql: `ALTER TABLE orders ALTER COLUMN price TYPE numeric(10,2)` },
  { sql: `ALTER TABLE orders ALTER COLUMN price TYPE numeric` },
  { rule: 'set-not-null', sql: `ALTER TABLE orders ALTER COLUMN code SET NOT NULL` },
  { rule: 'drop-not-null', sql: `ALTER TABLE orders ALTER COLUMN quantity DROP NOT NULL` },
  { sql: `ALTER TABLE orders ADD COLUMN remark text` },
  { sql: `ALTER TABLE orders ADD COLUMN added timestamptz NOT NULL DEFAULT now()` },
  { sql: `ALTER TABLE orders ALTER COLUMN code SET DEFAULT 'none'` },
  { sql: `ALTER TABLE orders ALTER COLUMN code SET STATISTICS 500` },
  { sql: `ALTER TABLE orders ALTER COLUMN code SET (n_distinct = 10)` },
  { sql: `ALTER TABLE orders SET (fillfactor = 70)` },
  { sql: `ALTER TABLE orders RESET (fillfactor)` },
  { sql: `ALTER TABLE carts CLUSTER ON carts_pkey` },
  { sql: `ALTER TABLE orders REPLICA IDENTITY FULL` },
];

const constraints: LockCase[] = [
  { rule: 'add-check', sql: `ALTER TABLE orders ADD CHECK (quantity > 0)` },
  {
    rule: 'add-check',
    sql: `ALTER TABLE orders ADD CONSTRAINT known CHECK (quantity IN (0, quantity)), ADD COLUMN x int`,
  },
  {
    rule: 'add-check',
    sql: `ALTER TABLE orders ADD COLUMN stars int CHECK (stars < 6)`,
    given: `ALTER TABLE orders ADD COLUMN stars int`,
  },
  { rule: 'add-foreign-key', sql: `ALTER TABLE orders ADD FOREIGN KEY (quantity) REFERENCES customers (id)` },
  {
    rule: 'add-foreign-key',
    sql: `ALTER TABLE orders ADD COLUMN buyer int DEFAULT 1 REFERENCES customers`,
    given: `ALTER TABLE orders ADD COLUMN buyer int DEFAULT 1`,
  },
  { rule: 'foreign-key-locks-parent', sql: `ALTER TABLE orders ADD COLUMN buyer int REFERENCES customers` },
  { rule: 'foreign-key-locks-parent', sql: `CREATE TABLE returns (id int, order_id int REFERENCES orders)` },
  { rule: 'add-unique-or-primary-key', sql: `ALTER TABLE orders ADD UNIQUE (quantity, code)` },
  {
    rule: 'add-unique-or-primary-key',
    sql: `ALTER TABLE orders ADD COLUMN slug text UNIQUE`,
    given: `ALTER TABLE orders ADD COLUMN slug text`,
  },
  { rule: 'add-unique-or-primary-key', sql: `ALTER TABLE old.orders ADD PRIMARY KEY (id)` },
  { rule: 'add-exclusion', sql: `ALTER TABLE orders ADD EXCLUDE (quantity WITH =)` },
  {
    rule: 'validate-in-same-transaction',
    sql: `ALTER TABLE orders ADD CONSTRAINT few CHECK (quantity < 100) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT few`,
    given: `ALTER TABLE orders ADD CONSTRAINT few CHECK (quantity < 100) NOT VALID`,
  },
  { sql: `ALTER TABLE orders ADD CHECK (quantity > 0) NOT VALID` },
  { sql: `ALTER TABLE orders ADD FOREIGN KEY (quantity) REFERENCES customers NOT VALID` },
  { sql: `ALTER TABLE orders ADD CONSTRAINT one_email UNIQUE USING INDEX orders_email` },
  { sql: `ALTER TABLE orders VALIDATE CONSTRAINT orders_price` },
  { sql: `ALTER TABLE orders VALIDATE CONSTRAINT orders_other` },
  { sql: `ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey` },
];

const indexes: LockCase[] = [
  { rule: 'create-index', sql: `CREATE INDEX ON orders (code)` },
  { rule: 'create-index', sql: `CREATE UNIQUE INDEX IF NOT EXISTS orders_code ON orders (code)` },
  { rule: 'drop-index', sql: `DROP INDEX orders_quantity` },
  { rule: 'reindex', sql: `REINDEX INDEX orders_quantity` },
  { rule: 'reindex', sql: `REINDEX (VERBOSE) TABLE orders` },
  { rule: 'refresh-materialized-view', sql: `REFRESH MATERIALIZED VIEW totals` },
  { sql: `REFRESH MATERIALIZED VIEW CONCURRENTLY totals` },
  {
    rule: 'concurrent-index-if-not-exists',
    sql: `CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_code ON orders (code)`,
    waitsFor: ['LOCK TABLE orders IN ROW EXCLUSIVE MODE'],
  },
  {
    sql: `DROP INDEX CONCURRENTLY orders_quantity`,
    waitsFor: ['LOCK TABLE orders IN ACCESS SHARE MODE'],
  },
  {
    sql: `REINDEX INDEX CONCURRENTLY orders_quantity`,
    waitsFor: ['LOCK TABLE orders IN ROW EXCLUSIVE MODE'],
  },
];

const wholeTables: LockCase[] = [
  { rule: 'drop-in-use', sql: `DROP TABLE carts CASCADE` },
  { rule: 'drop-in-use', sql: `DROP TABLE orders` },
  { rule: 'drop-in-use', sql: `DROP TABLE customers CASCADE` },
  { rule: 'drop-in-use', sql: `ALTER TABLE orders DROP COLUMN customer_id` },
  { rule: 'drop-in-use', sql: `DROP SCHEMA old CASCADE` },
  { rule: 'drop-in-use', sql: `DROP VIEW recent` },
  { rule: 'drop-in-use', sql: `DROP MATERIALIZED VIEW totals` },
  { rule: 'rename-in-use', sql: `ALTER TABLE orders RENAME TO purchases` },
  { rule: 'rename-in-use', sql: `ALTER TABLE orders RENAME COLUMN note TO remark` },
  { rule: 'rename-in-use', sql: `ALTER VIEW recent RENAME TO newest` },
  { sql: `ALTER TABLE orders RENAME CONSTRAINT orders_price TO positive` },
  { sql: `ALTER INDEX orders_quantity RENAME TO by_quantity` },
  { rule: 'truncate', sql: `TRUNCATE orders` },
  { rule: 'truncate', sql: `TRUNCATE customers CASCADE` },
  {
    rule: 'vacuum-full',
    sql: `VACUUM (FULL) orders`,
    waitsFor: ['LOCK TABLE orders IN ACCESS SHARE MODE'],
  },
  { sql: `VACUUM orders`, waitsFor: ['LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE'] },
  { sql: `ANALYZE orders` },
  { rule: 'cluster', sql: `CLUSTER carts USING carts_pkey` },
  { rule: 'move-table', sql: `ALTER TABLE orders SET UNLOGGED` },
  { rule: 'unbounded-write', sql: `UPDATE orders SET quantity = quantity + 1` },
  { rule: 'unbounded-write', sql: `DELETE FROM carts WHERE true` },
  { sql: `INSERT INTO carts VALUES (0)` },
  { sql: `LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE` },
];

const access: LockCase[] = [
  {
    rule: 'trigger',
    sql: `CREATE TRIGGER again BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touched()`,
  },
  { rule: 'trigger', sql: `DROP TRIGGER orders_touched ON orders` },
  { rule: 'trigger', sql: `ALTER TABLE orders DISABLE TRIGGER orders_touched` },
  { rule: 'trigger', sql: `ALTER TABLE orders ENABLE TRIGGER USER` },
  { rule: 'row-level-security', sql: `ALTER TABLE orders ENABLE ROW LEVEL SECURITY` },
  { rule: 'row-level-security', sql: `CREATE POLICY mine ON orders USING (id > 0)` },
  { rule: 'row-level-security', sql: `ALTER POLICY orders_all ON orders USING (false)` },
  { rule: 'row-level-security', sql: `DROP POLICY orders_all ON orders` },
  { sql: `CREATE RULE quiet AS ON UPDATE TO orders WHERE old.id < 0 DO INSTEAD NOTHING` },
  { sql: `DROP RULE orders_quiet ON orders` },
  { rule: 'partition', sql: `ALTER TABLE events ATTACH PARTITION events_2 FOR VALUES IN (2)` },
  { rule: 'partition', sql: `ALTER TABLE events DETACH PARTITION events_1` },
  { rule: 'partition', sql: `CREATE TABLE events_3 PARTITION OF events FOR VALUES IN (3)` },
  { sql: `CREATE TABLE special () INHERITS (carts)` },
  {
    sql: `ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY`,
    waitsFor: ['LOCK TABLE ONLY events IN ACCESS SHARE MODE', 'LOCK TABLE events_1 IN ACCESS SHARE MODE'],
  },
];

const transactions: LockCase[] = [
  { rule: 'no-lock-timeout', sql: `ALTER TABLE orders ADD COLUMN remark text` },
  {
    rule: 'several-exclusive-locks',
    sql: `ALTER TABLE orders ADD COLUMN a int; ALTER TABLE customers ADD COLUMN b int`,
  },
];

export const LOCK_CASES: readonly LockCase[] = [
  ...columns,
  ...constraints,
  ...indexes,
  ...wholeTables,
  ...access,
  ...transactions,
];
