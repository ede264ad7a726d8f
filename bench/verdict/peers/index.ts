/**
 * The rules of the peers, each from the source that defines it, and four that people write themselves. What a peer is
 * called here is what it is called in the JSON and in the plots.
 */
import { anyMinute } from './any-minute';
import { argo } from './argo';
import { fisherEachLook } from './fisher';
import { flagger } from './flagger';
import { kayenta } from './kayenta';
import { mannWhitneyEachLook } from './mann-whitney-each-look';
import type { Peer } from './peer';
import { releaseManager } from './release-manager';

export const peers = {
  flagger: (minutes) => flagger(minutes),
  argo,
  releaseManager: (minutes) => releaseManager(minutes),
  kayenta,
  fisherEachLook,
  mannWhitneyEachLook,
  anyMinute,
} as const satisfies Record<string, Peer>;

export { intervalBelow } from './fixed-interval';
export { hold, promote, rollback, type Peer, type Ruling } from './peer';
