/** What a verdict has to show for a scenario to have proved its point. */
import { z } from 'zod';

/** `probes alone`: nothing else was counted. `undecided`: not even to the end of the extension. `sick`: both alike.
 * `bursts`: failures came in runs, and the candidate had one. `counted once`: metrics were counted, no request twice. */
export type Proof = 'probes alone' | 'undecided' | 'sick' | 'bursts' | 'counted once';

/** What there is to look at. */
export interface ProofFacts {
  /** The output `verdict` of the rollout, as JSON. */
  verdict: unknown;
  /** The brief that stood at the gate. */
  brief: string;
  /** Requests that production's candidate has answered, its probes included. */
  served: number;
}

const arm = z.object({ requests: z.number(), failures: z.number() });
const verdictSchema = z.object({
  result: z.enum(['pass', 'fail', 'inconclusive']),
  environmentSick: z.boolean().default(false),
  counts: z.object({
    pairs: z.number(),
    coins: z.array(z.object({ name: z.string(), candidate: arm, stable: arm })),
  }),
});

/** Everything that keeps a scenario from having proved its point, in sentences. */
export function proofFaults(proof: Proof, facts: ProofFacts): string[] {
  const verdict = verdictSchema.safeParse(facts.verdict).data;
  const failed = verdict?.counts.coins.find(({ name }) => name === 'failed');
  if (!verdict || !failed) return ['There was no verdict.'];
  const seen = { ...facts, ...verdict, pairs: verdict.counts.pairs, ...failed };
  return PROOFS[proof](seen).flatMap(([holds, otherwise]) => (holds ? [] : [otherwise]));
}

interface Seen extends ProofFacts {
  result: string;
  environmentSick: boolean;
  pairs: number;
  candidate: z.infer<typeof arm>;
  stable: z.infer<typeof arm>;
}

type Check = readonly [holds: boolean, otherwise: string];

const PROOFS: Readonly<Record<Proof, (seen: Seen) => Check[]>> = {
  'probes alone': ({ result, pairs, candidate, stable }) => [
    [result === 'pass', `The verdict is ${result}.`],
    [pairs > 0, 'There were no probes.'],
    [
      candidate.requests === pairs && stable.requests === pairs,
      `${candidate.requests} and ${stable.requests} requests were counted in ${pairs} pairs of probes.`,
    ],
  ],
  undecided: ({ result, environmentSick, candidate, stable }) => [
    [result === 'inconclusive' && !environmentSick, `The verdict is ${environmentSick ? 'sick' : result}.`],
    [candidate.failures > 0 && stable.failures > 0, 'Not both versions have failed now and then.'],
  ],
  sick: ({ result, environmentSick, candidate, stable }) => [
    [result === 'inconclusive' && environmentSick, `The verdict is ${result}, and not that both are sick.`],
    [candidate.failures > 0 && stable.failures > 0, 'Not both versions have failed.'],
  ],
  bursts: ({ result, candidate, brief }) => [
    [result === 'pass', `The verdict is ${result}.`],
    [candidate.failures >= 8, `Of the runs of failures the candidate had ${candidate.failures}.`],
    [
      /failed: .*in bursts \((?:[3-9]|\d\d)/.test(brief),
      'The brief says nothing of bursts in the hour before.',
    ],
  ],
  'counted once': ({ result, pairs, candidate, stable, served }) => [
    [result === 'pass', `The verdict is ${result}.`],
    [
      candidate.requests > pairs && stable.requests > pairs,
      'The metrics have shown no visitors of one of the versions.',
    ],
    [
      candidate.requests <= served,
      `${candidate.requests} requests were counted, and the candidate has answered ${served}.`,
    ],
  ],
};
