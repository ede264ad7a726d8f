import type { Caller } from './access';
import type { Service } from './service';
import type { App } from './state';

/** A call whose app is known and whose caller may see it. */
export interface Known extends Caller {
  service: Service;
  app: App;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: unknown;
}

/** @returns the JSON to answer with; undefined for none */
export type Route = (known: Known) => object | undefined;
