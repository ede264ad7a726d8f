import type { ServiceReference } from '../places';
import type { Arm } from '../verdict';

/** That a service was brought back, or was to be, or that its rollout was taken out of our hands: what people have to be told. Texts in it may come from outside. */
export interface Setback {
  project: string;
  service: string;
  /** Why it was brought back, as the caller or the record on the service says it. */
  reason: string;
  /** The page of the workflow run that brought it back, or ''. */
  run: string;
  /** A login or a team, such as `acme/shop-team`, that looks after the service. */
  owner?: string;
  /** Unix time in milliseconds. */
  now: number;
  /** When people can expect to hear more; Unix time in milliseconds. */
  nextUpdate: number;
  regions: readonly RegionSetback[];
}

/** What became of one region. */
export interface RegionSetback {
  region: string;
  /** `raised`: somebody else gave the candidate more traffic than the rollout did, and it was left there. */
  result: 'rolled-back' | 'unchanged' | 'failed' | 'raised';
  /** The revision that lost its traffic, and the one that got it; '' where that is not known. Where it was raised, the candidate and stable. */
  bad: string;
  good: string;
  /** When the bad revision was given its traffic, as far as known; Unix time in milliseconds. */
  since?: number;
  /** When the traffic was confirmed to be back; Unix time in milliseconds. */
  restoredAt?: number;
  /** What was counted before, as the record on the service has it. */
  numbers?: RolloutNumbers;
  /** The log of the bad revision, as Cloud Run links it; '' or absent where it does not. */
  logUri?: string;
  /** What went wrong with bringing it back. */
  fault?: string;
}

/** What a rollout had counted when it ended. */
export interface RolloutNumbers {
  candidate: Arm;
  stable: Arm;
  /** Pairs of requests whose latencies could be compared, and those of them in which the candidate was the slower one. */
  compared: number;
  candidateSlower: number;
}

/** What the issue of an incident is found again by: there is one open issue for each service. */
export const incidentKey = ({ project, service }: Pick<ServiceReference, 'project' | 'service'>): string =>
  `rollback/${project}/${service}`;

/** In one line, of names that we have checked: `shop was brought back in europe-west1, us-central1`. */
export function setbackInWords({ service, regions }: Setback): string {
  const of = (result: RegionSetback['result']): string =>
    regions
      .filter((each) => each.result === result)
      .map(({ region }) => region)
      .join(', ');
  const [back, failed, raised] = [of('rolled-back'), of('failed'), of('raised')];
  if (raised !== '' && back === '' && failed === '')
    return `${service} serves a candidate in ${raised} that somebody else gave the traffic to`;
  if (failed === '') return `${service} was brought back in ${back}`;
  return back === ''
    ? `${service} could not be brought back in ${failed}`
    : `${service} was brought back in ${back}, but not in ${failed}`;
}

/** `2026-11-20 12:03:20` in UTC. */
export const utc = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');
