/** The action with backups and a rehearsal that write down what is asked of them, into the file that RECORD names. */
import { appendFileSync } from 'node:fs';
import type { BackupRecord, Providers } from '../../actions/migrate-db/src/ports';
import { post, run } from '../../actions/migrate-db/src/run';
import { main, UserError } from '../../lib/runner';

const backup: BackupRecord = {
  reference: 'gs://backups/shop#7',
  kind: 'recorded',
  takenAt: '2026-01-02T03:04:05Z',
  proof: 'read in full',
};

/** Writes a line; fails where FAIL names it. */
function record(what: string): void {
  appendFileSync(process.env['RECORD'] ?? '', `${what}\n`);
  if (process.env['FAIL'] === what)
    throw new UserError(`The ${what} was refused.`, { remedy: 'Ask for less.' });
}

const answer = <T>(what: string, value: T): Promise<T> => {
  record(what);
  return Promise.resolve(value);
};

const providers: Providers = {
  lint: () => Promise.resolve([]),
  backups: {
    read: () => () => ({
      inWords: 'a recorded one',
      wayBack: 'A restore loses what was written since.',
      take: ({ database }) => answer(`backup of ${database.replace(/\d+$/, '')}`, backup),
      restore: (reference) =>
        answer(`restore ${reference ?? 'newest'}`, {
          backup,
          database: 'shop',
          kept: 'shop_before',
          took: 1500,
        }),
      drill: () =>
        answer('drill', {
          backup,
          took: 2000,
          age: 3_600_000,
          missed: process.env['MISSED'] ? [process.env['MISSED']] : [],
        }),
    }),
  },
  rehearsal: {
    read: () => () => ({
      inWords: 'on a recorded copy',
      rehearse: ({ plan }) =>
        answer('rehearsal', {
          locks: [],
          took: 10,
          fingerprint: process.env['FINGERPRINT'] ?? plan.fingerprint,
        }),
    }),
  },
};

main({ run: (runner) => run(runner, providers), post: (runner) => post(runner, providers) });
