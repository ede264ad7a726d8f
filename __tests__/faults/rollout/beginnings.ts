/** Where a scenario begins: the writes of an earlier one, as another run has left them. Pure. */
import type { RecordedWrite } from './outsider';
import { PRIOR } from './place';
import type { Beginning } from './scenarios';

/** The record of a rollout on its service. */
const RECORD = 'sluice.dev/rollout';

/** Emulated time passes fast: within a suite it is never over. */
const FAR_AHEAD = 10 * 365 * 86_400_000;

/** The writes that have led to where a scenario begins, out of all that an earlier one made. */
export function writesBefore(
  writes: readonly RecordedWrite[],
  { at, lease }: Beginning,
): readonly RecordedWrite[] {
  const made =
    at === undefined ? writes : writes.slice(0, writes.findIndex((write) => shareIn(write) === at) + 1);
  if (lease === undefined) return made;
  const until = new Date(lease === 'over' ? 0 : Date.now() + FAR_AHEAD).toISOString();
  return made.map((write) => withLease(write, until));
}

const shareIn = ({ spec: { traffic = [] } }: RecordedWrite): number =>
  100 - traffic.reduce((sum, entry) => sum + (entry.revision === PRIOR ? (entry.percent ?? 0) : 0), 0);

function withLease({ region, spec }: RecordedWrite, leaseUntil: string): RecordedWrite {
  const text = spec.annotations?.[RECORD];
  if (text === undefined) throw new Error('There is no record on the service whose lease could be changed.');
  const record = JSON.stringify({ ...(JSON.parse(text) as object), leaseUntil });
  return { region, spec: { ...spec, annotations: { ...spec.annotations, [RECORD]: record } } };
}
