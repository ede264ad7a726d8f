import type { KeyObject } from 'node:crypto';
import type { Clock } from '../clock';
import type { Records, Resource } from './records';
import { AppleRefusal } from './refusal';

/** The API key whose tokens are accepted. */
export interface AcceptedKey {
  id: string;
  issuer: string;
  publicKey: KeyObject;
}

/** What Apple will find in the next uploads, in the order in which they are committed. */
export interface Finding {
  code: string;
  description: string;
}

/** What versions get from the time that passes, and from Apple's people. */
export interface ReleaseTimes {
  /** Lets time go by for versions only: tokens and uploads stay as they are. */
  pass(service: Service, milliseconds: number): void;
  catchUp(service: Service): void;
  /** A version that was added to a submission. */
  notice(service: Service, version: Resource): void;
  beginReview(service: Service, submission: Resource): void;
  decide(service: Service, submission: Resource, verdict: Verdict): void;
  /** A version on its way to the App Store. */
  release(service: Service, version: Resource): void;
  /** Starts, pauses or ends the seven days. */
  setPhases(service: Service, phases: Resource, state: PhasedState): void;
  /** Has a phased release go on with a day, instead of the first. */
  startOn(service: Service, phases: Resource, day: number): void;
}

/** How a review ends. */
export type Verdict = 'approved' | 'rejected' | 'metadata-rejected';

export type PhasedState = 'INACTIVE' | 'ACTIVE' | 'PAUSED' | 'COMPLETE';

/** What every call works on; times in emulated milliseconds. */
export interface Service {
  clock: Clock;
  records: Records;
  key: AcceptedKey;
  /** `http://127.0.0.1:PORT` */
  origin: () => string;
  /** Where parts lie until they are committed. */
  folder: string;
  partBytes: number;
  /** How long the addresses of parts can be used. */
  partLifetimeMs: number;
  /** By which clocks may differ. */
  leewaySeconds: number;
  processMs: number;
  reviewMs: number;
  /** Until a version counts that was added to a submission. */
  noticeMs: number;
  /** From the release to the App Store. */
  distributeMs: number;
  /** How long a day of a phased release takes. */
  phaseDayMs: number;
  releasing: ReleaseTimes;
  /** Languages of every version's page. */
  languages: readonly string[];
  /** One a failing upload. */
  findings: Finding[];
}

/** A call whose caller is known. */
export interface Known {
  service: Service;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: unknown;
  /** The address of the call. */
  self: string;
}

/** @returns the JSON to answer with; undefined for none */
export type Route = (known: Known) => object | undefined;

/** @throws AppleRefusal where there is no such resource */
export function demand({ records }: Service, type: string, id: string | undefined): Resource {
  const found = records.find(type, id ?? '');
  if (found) return found;
  throw new AppleRefusal(404, 'NOT_FOUND', `There is no resource of type '${type}' with id '${id ?? ''}'`);
}

/** The values of a filter; undefined where it is not given. */
export const filterOf = (query: URLSearchParams, name: string): string[] | undefined =>
  query.get(`filter[${name}]`)?.split(',');

export const includeOf = (query: URLSearchParams): string[] =>
  (query.get('include') ?? '').split(',').filter((name) => name !== '');

/** To Apple 1.2 and 1.2.0 are one version. Source: https://github.com/fastlane/fastlane/pull/18547 */
export const canonical = (version: string): string => version.replace(/(\.0+)+$/, '');
