/** What comes after the rows, built from the schema's archive: keys, indexes, and at last what looks at several tables. */
import { writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { demandGood, restoreArguments } from './archive';
import type { Batch, Builds, Listing } from './build-order';
import type { Places } from './places';
import type { ClientPrograms, Login } from './programs';
import { together } from './together';

export interface Building {
  readonly programs: ClientPrograms;
  readonly login: Login;
  /** The schema's archive. */
  readonly file: string;
  /** One for each session. */
  readonly places: Places;
}

/** Sessions that build indexes, for each stream of rows. */
export const JOBS = 2;
/** What all sessions may take of the server's memory to sort in, in megabytes. */
const SORTING_MEMORY = 1024;

export async function listingOf({ programs, file }: Building): Promise<Listing> {
  const listed = async (...args: string[]): Promise<string> => {
    const listing = programs.start('pg_restore', { args: ['--list', ...args, file] });
    const list = await text(listing.output);
    demandGood('pg_restore', await listing.ended);
    return list;
  };
  const [all, after] = await Promise.all([listed('--verbose'), listed('--section=post-data')]);
  return { all, after };
}

/**
 * Builds what needs these tables alone.
 * @param isOne there is one table, and a large one: each of its indexes is worth a session. pg_restore goes through many
 * @param signal ends it
 */
export async function buildOn(
  building: Building,
  { keys, indexes }: Builds,
  { isOne, signal }: { isOne: boolean; signal: AbortSignal },
): Promise<void> {
  const [beside, jobs] = isOne ? [indexes.map((id) => [id]), 1] : [[indexes], JOBS];
  for (const batches of [[keys], beside]) {
    const wanted = batches.filter((batch) => batch.length > 0);
    const tasks = wanted.map((batch) => (over: AbortSignal) => {
      const within = { ...building, programs: building.programs.under(over) };
      return building.places.with(jobs, over, () => build(within, batch, jobs));
    });
    await together(tasks, signal);
  }
}

/** Builds entries, in so many sessions. */
async function build(building: Building, batch: Batch, jobs: number): Promise<void> {
  const list = `${building.file}.${batch[0] ?? ''}`;
  await writeFile(list, batch.map((id) => `${id};\n`).join(''));
  const login = sortingLogin(building, jobs);
  const args = ['--section=post-data', `--use-list=${list}`, `--jobs=${jobs}`, building.file];
  await restoreSections({ ...building, login }, args);
}

/** Builds what is left when all rows are there. */
export async function buildRest(building: Building, rest: Batch): Promise<void> {
  if (rest.length > 0) await build(building, rest, Math.min(JOBS, rest.length));
}

/** Workers sort parts that must be merged, a fifth more of work: they are for a session that nobody works beside. */
function sortingLogin({ login, places }: Building, jobs: number): Login {
  const isAlone = jobs === 1 && places.taken <= 1;
  const parameters = {
    ...login.settings.parameters,
    maintenance_work_mem: `${Math.floor(SORTING_MEMORY / places.all)}MB`,
    ...(isAlone ? {} : { max_parallel_maintenance_workers: '0' }),
  };
  return { ...login, settings: { ...login.settings, parameters } };
}

/** Lets pg_restore read a part of the schema's archive. */
export async function restoreSections(
  { programs, login }: Pick<Building, 'programs' | 'login'>,
  args: readonly string[],
): Promise<void> {
  const program = programs.start('pg_restore', { args: [...restoreArguments(login), ...args], login });
  program.output.resume();
  demandGood('pg_restore', await program.ended);
}
