/** What a rollout begins with, or goes on with: what its regions' records say, made one. Pure. */
import type { Service } from '../cloudrun';
import { UserError } from '../runner';
import { emptyState } from '../verdict';
import type { VerdictSettings, VerdictState } from '../verdict';
import type { Policy } from './policy';
import { planInWords } from './plan';
import { readState } from './state';
import type { RolloutState } from './state';
import type { Group } from './waves';

/** What the caller wants, region by region. */
export interface Wanted<Region> {
  regions: readonly Region[];
  group: Group;
  policy: Policy;
  settings: VerdictSettings;
}

/** What the regions agree upon. */
export interface Beginning<Region> {
  /** Every region with its record. */
  regions: { region: Region; state: RolloutState }[];
  /** What the verdict is measured against: as it was fixed with the first step. */
  settings: VerdictSettings;
  /** On the wave in motion. */
  evidence: VerdictState;
}

/**
 * A candidate without traffic takes whatever plan comes; one on its way keeps to its plan, and to what it is judged by.
 * Where the records differ, the newest counts.
 * @throws UserError where a service has lost its record since it was read
 */
export function beginningOf<Region extends { wave: number; service: Service }>({
  regions,
  group,
  policy,
  settings: wanted,
}: Wanted<Region>): Beginning<Region> {
  const records = regions.map((region) => ({ region, state: recordOf(region.service) }));
  const begun = records.filter(({ state }) => state.step >= 0);
  const settings = newest(begun)?.settings ?? wanted;
  const inMotion = Math.max(0, ...begun.map(({ region }) => region.wave));
  const evidence = newest(begun.filter(({ region }) => region.wave === inMotion))?.verdict ?? emptyState();
  const fresh = { group, plan: planInWords(policy.steps), settings };
  const agreed = records.map(({ region, state }) => ({
    region,
    state: { ...state, ...(state.step < 0 ? fresh : { group }) },
  }));
  return { regions: agreed, settings, evidence };
}

/** ISO dates of one form sort like the times that they stand for. */
const newest = (records: readonly { state: RolloutState }[]): RolloutState | undefined =>
  records.map(({ state }) => state).sort((one, other) => (one.at < other.at ? 1 : -1))[0];

function recordOf({ annotations }: Service): RolloutState {
  const state = readState(annotations);
  if (state) return state;
  throw new UserError('The record of this rollout was removed from the service meanwhile.', {
    remedy: 'Find out what has replaced the annotations of the service; then deploy again.',
  });
}
