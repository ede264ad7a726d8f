import { Logging as Client } from '@google-cloud/logging';
import type { Logging, LoggingOptions } from '../../emulators/logging';
import { startLogging } from '../../emulators/logging';
import type { ManualClock, Transport } from './monitoring-bed';
import { clientSettings, manualClock } from './monitoring-bed';

export interface Entry {
  insertId: string;
  timestamp: string;
  httpRequest: { status: number };
  resource: { labels: Record<string, string> };
}

export interface Answer {
  status: number;
  headers: Headers;
  body: { entries?: Entry[]; nextPageToken?: string; error?: { message: string; status: string } };
}

/** An emulator, its clock, and Google's own client that talks to it. */
export interface Bed {
  logging: Logging;
  clock: ManualClock;
  client: Client;
  /** Lists entries by plain HTTP. */
  list(request?: object, token?: string): Promise<Answer>;
  close(): Promise<void>;
}

export async function openBed(
  options: Partial<LoggingOptions> = {},
  transport: Transport = 'REST',
): Promise<Bed> {
  const clock = manualClock();
  const logging = await startLogging({ clock, ...options });
  const client = new Client(clientSettings(transport, logging));
  return {
    logging,
    clock,
    client,
    list: async (request = {}, token = 'emulated') => {
      const response = await fetch(`${logging.url}/v2/entries:list`, {
        method: 'POST',
        headers: token === '' ? {} : { authorization: `Bearer ${token}` },
        body: JSON.stringify({ resourceNames: ['projects/demo'], ...request }),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as Answer['body'],
      };
    },
    close: () => logging.close(),
  };
}
