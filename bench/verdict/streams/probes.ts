import { logNormal, type Random } from '../random';
import type { ArmMinute, Minute, Probe, ProbePair, Stream } from './stream';

/** Probe pairs: the same request to both revisions at the same moment. */
export interface Probes {
  minutes: number;
  pairsPerMinute: number;
  stableRate: number;
  candidateRate: number;
  /** The share of the candidate's requests that take ten times as long. 0 when left out. */
  tenfold?: number;
}

/** Latencies around 100 ms, whose 99th percentile is 200 ms. */
const [medianMillis, sigma] = [100, 0.3];

/** Plays a rollout that sees nothing but probe pairs. The hour before had none, so nothing is known of bursts. */
export function probeStream(random: Random, probes: Probes): Stream {
  const minutes = Array.from({ length: probes.minutes }, () => playMinute(random, probes));
  return { hourBefore: [], minutes };
}

function playMinute(random: Random, probes: Probes): Minute {
  const pairs = Array.from({ length: probes.pairsPerMinute }, (): ProbePair => ({
    stable: request(random, probes.stableRate, 0),
    candidate: request(random, probes.candidateRate, probes.tenfold ?? 0),
  }));
  const arm = (side: keyof ProbePair): ArmMinute => armOf(pairs.map((pair) => pair[side]));
  return { candidate: arm('candidate'), stable: arm('stable'), pairs };
}

function request(random: Random, failureRate: number, tenfold: number): Probe {
  const millis = logNormal(random, medianMillis, sigma) * (random() < tenfold ? 10 : 1);
  return { failed: random() < failureRate, millis };
}

function armOf(requests: readonly Probe[]): ArmMinute {
  const succeeded = requests.filter(({ failed }) => !failed);
  return {
    requests: requests.length,
    failures: requests.length - succeeded.length,
    latencies: succeeded.map(({ millis }) => millis),
  };
}
