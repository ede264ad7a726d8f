/** The regions of a deploy, and what is done in each of them. */
import { openSessions } from '../../../lib/cloudrun';
import type { Service, Session } from '../../../lib/cloudrun';
import { Code, codeOf, explained } from '../../../lib/google';
import { guarded } from '../../../lib/rollout';
import { UserError } from '../../../lib/runner';
import type { Runner } from '../../../lib/runner';
import { inputsAt } from './inputs';
import type { Inputs } from './inputs';
import type { Preflight } from './preflight';

/** One region. */
export interface Region {
  region: string;
  /** Index of its wave, from 0. */
  wave: number;
  session: Session;
  /** With `at` being the service there. */
  inputs: Inputs;
}

/** A region with its service as it was read last; undefined where there is none. */
export interface SeenRegion extends Region {
  service: Service | undefined;
}

/** A region, and what will be done there. */
export type PlannedRegion = Region & Preflight;

/** The regions of a deploy, and the way to end the work in them. */
export interface OpenRegions {
  regions: Region[];
  /** Waits, for a while, until the second copies of the records are kept. It never rejects. */
  readonly flush: () => Promise<void>;
}

/** Connects to every region, with one login for all. */
export function openRegions(runner: Runner, inputs: Inputs): OpenRegions {
  const places = inputs.waves.flatMap((wave, index) => wave.map((region) => ({ region, wave: index })));
  const opened = openSessions(
    runner,
    places.map(({ region }) => inputsAt(inputs, region).at),
  );
  const { sessions, flush } = guarded(runner, opened, inputs.secondCopy);
  const regions = places.flatMap(({ region, wave }, index) => {
    const session = sessions[index];
    return session ? [{ region, wave, session, inputs: inputsAt(inputs, region) }] : [];
  });
  return { regions, flush };
}

/** Reads the service in every region, before anything is written in any of them. */
export const readServices = (regions: readonly Region[]): Promise<SeenRegion[]> =>
  inEvery(regions, async (region) => {
    const { cloudRun } = region.session;
    const service = await cloudRun.getService().catch((error: unknown) => {
      throw codeOf(error) === Code.PERMISSION_DENIED ? notReadable(region, error) : error;
    });
    return { ...region, service };
  });

/** Cloud Run does not tell an unknown region from one that may not be looked into. */
const notReadable = ({ region, inputs }: Region, cause: unknown): UserError =>
  new UserError(
    `The service ${inputs.at.service} cannot be read in ${region}: ${cause instanceof Error ? cause.message : String(cause)}`,
    {
      remedy: `Correct \`region\` where there is no ${region}; else grant roles/run.developer on the service to the account that this job uses.`,
      cause,
    },
  );

/**
 * The same in every region at once. Where some of them fail, the others are seen to their end.
 * @throws the error of the only region that fails; where it is one of several, or several fail, a UserError that names
 *   them all
 */
export async function inEvery<Of extends Region, Result>(
  regions: readonly Of[],
  work: (region: Of) => Promise<Result>,
): Promise<Result[]> {
  const ends = await Promise.allSettled(regions.map(work));
  const faults = ends.flatMap((end, index) =>
    end.status === 'rejected' ? [{ region: regions[index]?.region ?? '', error: end.reason as unknown }] : [],
  );
  if (faults.length > 0) throw faultOf(faults, regions);
  return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
}

/** Everything that is wrong, region by region. */
function faultOf(faults: readonly { region: string; error: unknown }[], regions: readonly Region[]): unknown {
  const [first] = faults;
  if (regions.length === 1) return first?.error;
  const known = faults.map(({ region, error }) => ({
    region,
    error: explained(error, `The deploy in ${region}`),
  }));
  // What nobody foresaw keeps its stack.
  const unforeseen = known.find(({ error }) => !(error instanceof UserError));
  if (unforeseen) return unforeseen.error;
  const lines = known.map(({ region, error }) => `- ${region}: ${inWords(error)}`);
  const count = `${faults.length} of ${regions.length} regions`;
  return new UserError([`The deploy fails in ${count}:`, ...lines].join('\n'), {
    remedy: 'Put right what is named for each region, and run this again: it goes on from what is there.',
    cause: first?.error,
  });
}

function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'remedy' in error ? `${error.message} ${String(error.remedy)}` : error.message;
}
