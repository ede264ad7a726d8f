/** Questions to the server, as its superuser. */
import type { Stage } from './stage';

type Rows = readonly Readonly<Record<string, unknown>>[];
export type Query = (sql: string) => Promise<Rows>;

export const queryOn =
  ({ server }: Stage, url: string): Query =>
  (sql) =>
    server.query(sql, url);
