/**
 * What is recorded of a rollout while it goes on: the one thing that the page and the summary are made from. It is plain
 * JSON, so that one process can record it and another one draw it. All times are ISO 8601 in UTC; names and texts come
 * from outside and are shown as what they are.
 */
import { z } from 'zod';

const instant = z.iso.datetime();
const count = z.number().nonnegative();

const split = z.strictObject({
  /** From when on. */
  at: instant,
  /** Percent of the requests by revision; they need not name revisions without any. */
  shares: z.record(z.string(), z.number().min(0).max(100)),
});

const measurement = z.strictObject({
  /** The end of the time that was measured. */
  at: instant,
  revision: z.string(),
  /** Requests, and how many of them failed, since the measurement before. */
  requests: count,
  errors: count,
  /** Milliseconds; absent where nothing succeeded. */
  p50: count.optional(),
  p95: count.optional(),
});

const arm = z.object({ requests: count, failures: count });

const verdict = z.strictObject({
  at: instant,
  /** The candidate's share, in percent, at which it was judged. */
  percent: z.number().min(0).max(100),
  /** The score at which evidence is enough. */
  threshold: z.number().positive(),
  // The rest is what `judge` of lib/verdict gives.
  result: z.enum(['pass', 'fail', 'inconclusive']),
  reason: z.string(),
  /** What the counts rule out, in words. */
  excluded: z.string().optional(),
  environmentSick: z.literal(true).optional(),
  /** How many times over each coin's bets have multiplied their stake. */
  scores: z.object({
    coins: z.array(
      z.object({
        name: z.string(),
        /** On "worse than stable", and where there is a budget on "above it" and on "within it". */
        score: z.number(),
        overBudget: z.number().optional(),
        withinBudget: z.number().optional(),
      }),
    ),
    /** What is compared with the threshold for a fail. */
    mean: z.number(),
  }),
  counts: z.object({
    compared: count,
    candidateSlower: count,
    coins: z.array(z.object({ name: z.string(), candidate: arm, stable: arm })),
  }),
});

const bringBack = z.strictObject({
  /** When it was known that the traffic has to go back. */
  decidedAt: instant,
  /** When the last request was routed the old way; absent where that never came. */
  restoredAt: instant.optional(),
  from: z.string(),
  to: z.string(),
  why: z.string(),
});

const region = z.strictObject({
  region: z.string(),
  candidate: z.string(),
  /** Empty where the service had no revision before. */
  stable: z.string(),
  splits: z.array(split),
  /** What requests are counted below, in words: "probe pairs". */
  measuredBy: z.string(),
  measurements: z.array(measurement),
  verdicts: z.array(verdict),
  bringBack: bringBack.optional(),
});

const job = z.strictObject({
  name: z.string(),
  result: z.enum(['success', 'failure', 'cancelled', 'skipped', 'running']),
  startedAt: instant,
  endedAt: instant.optional(),
});

const gate = z.strictObject({
  environment: z.string(),
  askedAt: instant,
  answeredAt: instant.optional(),
  answer: z.enum(['approved', 'rejected', 'waiting']),
  /** Who answered; absent where nobody was asked. */
  by: z.string().optional(),
});

const migration = z.strictObject({
  /** In a sentence: what becomes of the database. */
  summary: z.string(),
  result: z.enum(['planned', 'applied', 'failed']),
  steps: z.array(z.strictObject({ name: z.string(), detail: z.string() })),
});

const schema = z.strictObject({
  version: z.literal(1),
  service: z.string(),
  /** Such as `production`. */
  environment: z.string().optional(),
  startedAt: instant,
  endedAt: instant,
  outcome: z.strictObject({
    result: z.enum(['promoted', 'rolled-back', 'held', 'superseded', 'raised', 'failed', 'running']),
    why: z.string(),
  }),
  /** Facts that tell one rollout from the next, in the order to show: image, commit, who started it. */
  facts: z.array(z.strictObject({ name: z.string(), value: z.string(), url: z.string().optional() })),
  regions: z.array(region),
  jobs: z.array(job),
  gates: z.array(gate),
  /** What else happened: a person moved traffic, the runner died, another run took over. */
  notes: z.array(z.strictObject({ at: instant, region: z.string().optional(), text: z.string() })),
  migration: migration.optional(),
});

/** A rollout from its start to its end, or to now. */
export type Timeline = z.infer<typeof schema>;
export type Region = Timeline['regions'][number];
export type Split = Region['splits'][number];
export type Measurement = Region['measurements'][number];
export type VerdictEntry = Region['verdicts'][number];
export type BringBack = NonNullable<Region['bringBack']>;

/**
 * Reads a timeline that another process has recorded.
 * @throws Error that names every field that is wrong
 */
export function parseTimeline(value: unknown): Timeline {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`,
  );
  throw new Error(`This is no timeline of a rollout. ${faults.slice(0, 10).join('; ')}`);
}
