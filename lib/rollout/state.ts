import { createHash } from 'node:crypto';
import { z } from 'zod';
import { revisionTagged, shares } from '../cloudrun';
import type { TrafficEntry } from '../cloudrun';
import { Refusal, UserError } from '../runner';
import { parseVerdictState } from '../verdict';
import type { VerdictState } from '../verdict';
import { parsePlan } from './plan';
import { settingsSchema } from './settings-schema';
import { parseWaves } from './waves';

/** Where a rollout writes down what it must know after a crash: one annotation of the service, as JSON. */
export const ANNOTATION = 'sluice.dev/rollout';

const revision = z.string().regex(/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/);

const fields = z.strictObject({
  version: z.literal(2),
  /** The revision that is being tried. */
  candidate: revision,
  /** The revision that served before it, and that all comes back to. Empty for a service's very first revision. */
  stable: z.union([revision, z.literal('')]),
  /** In front of the names of our three tags. */
  tagPrefix: z.string().regex(/^[a-z0-9-]{0,20}$/),
  plan: z
    .string()
    .max(500)
    .refine((text) => text === '' || !(parsePlan(text) instanceof Refusal)),
  /** The regions that this rollout goes through, and what ties them together. */
  group: z
    .strictObject({
      id: z.string().regex(/^[0-9a-f]{12}$/),
      waves: z
        .string()
        .max(500)
        .refine((text) => !(parseWaves(text) instanceof Refusal)),
    })
    .exactOptional(),
  /** Index of the step in the plan that the traffic stands at; -1 before the first. */
  step: z.int().min(-1),
  /** When the step began. */
  stepStartedAt: z.iso.datetime(),
  /**
   * `rolling` as long as it is not promoted, also where all the traffic is on the candidate: other regions, or a last look,
   * are still to come. `waiting` is a rollout whose run has ended its job, for another one to go on.
   */
  status: z.enum(['candidate', 'rolling', 'waiting', 'held', 'promoted', 'rolled-back']),
  /** Somebody else has given the candidate more than the plan does: it is judged on, and never moved forward. */
  raised: z.literal(true).exactOptional(),
  /** Until when the run that wrote this may be taken to be alive: it goes on, or writes again, before then. */
  leaseUntil: z.iso.datetime(),
  /** Why it was rolled back: it was found bad, its run died, somebody asked for it, or somebody else went first. */
  cause: z.enum(['failed', 'interrupted', 'asked', 'superseded']).optional(),
  why: z.string().max(1_000).optional(),
  /** What the evidence is measured against: fixed with the first step, and the same for whoever goes on. */
  settings: settingsSchema.exactOptional(),
  /** The evidence so far. */
  verdict: z.custom<VerdictState>((value) => parseVerdictState(value) !== undefined),
  /** Of the traffic that this write left behind: {@link trafficHash}. */
  traffic: z.string().regex(/^[0-9a-f]{40}$/),
  /** The order in which candidates are meant to be deployed: the number of the workflow run, usually. */
  sequence: z.int().min(0).exactOptional(),
  /** The highest sequence that was promoted before this candidate. */
  promoted: z.int().min(0).exactOptional(),
  /** What the candidate is made of, to know it again: the digest of its image, and the hash of its whole template. */
  image: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .exactOptional(),
  template: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .exactOptional(),
  /** When this was written: tells one write from the next. */
  at: z.iso.datetime(),
  /** The page of the workflow run that wrote it. */
  run: z.union([z.url({ protocol: /^https?$/ }), z.literal('')]),
});

const schema = fields.refine(({ plan, step }) => step < stepsIn(plan), { path: ['step'] });

function stepsIn(plan: string): number {
  const steps = plan === '' ? [] : parsePlan(plan);
  return steps instanceof Refusal ? 0 : steps.length;
}

/** What is known of a rollout, as it is written on the service. */
export type RolloutState = z.infer<typeof schema>;

/**
 * The state of the last rollout of a service, undefined where there was none.
 * @throws UserError when the annotation is not one that this suite has written: it is text from outside
 */
export function readState(annotations: Readonly<Record<string, string>>): RolloutState | undefined {
  const text = annotations[ANNOTATION];
  if (text === undefined) return undefined;
  const parsed = schema.safeParse(parsedJson(text));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole').join(', ');
  throw new UserError(
    `The service's annotation ${ANNOTATION} is not a rollout's record (wrong: ${fields}).`,
    {
      remedy: `Find out who changed it; then remove it (gcloud run services describe SERVICE --format export, take the annotation out, gcloud run services replace) and run this again.`,
    },
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A record that comes from elsewhere than the service, by the same strict schema; undefined where it is none. */
export function parseState(value: unknown): RolloutState | undefined {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** The annotations of a service with this state in place of the one before; all others stay. */
export function withState(
  annotations: Readonly<Record<string, string>>,
  state: RolloutState,
): Record<string, string> {
  return { ...annotations, [ANNOTATION]: JSON.stringify(state) };
}

/** Our three tags: the revision being tried, the one it is compared with, and the one before that. */
export function tagsOf(prefix: string): { candidate: string; stable: string; previous: string } {
  return { candidate: `${prefix}candidate`, stable: `${prefix}stable`, previous: `${prefix}prev` };
}

/**
 * Forty hex digits over what a rollout has to say about traffic: sixteen over who gets how many percent and where our own
 * tags point, and eight for each of these tags by itself. Tags of other people may come and go.
 */
export function trafficHash(traffic: readonly TrafficEntry[], tagPrefix: string): string {
  const percents = Object.entries(shares(traffic)).sort(([a], [b]) => (a < b ? -1 : 1));
  const tags = Object.values(tagsOf(tagPrefix)).map((tag) => [tag, revisionTagged(traffic, tag) ?? null]);
  return [hashOf([percents, tags], 16), ...tagHashes(traffic, tagPrefix)].join('');
}

const hashOf = (value: unknown, digits: number): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, digits);

const tagHashes = (traffic: readonly TrafficEntry[], tagPrefix: string): string[] =>
  Object.values(tagsOf(tagPrefix)).map((tag) => hashOf(revisionTagged(traffic, tag) ?? null, 8));

/** The tags of our names that do not point to where the last write of ours has left them: somebody else uses them. */
export function foreignTags(
  traffic: readonly TrafficEntry[],
  state: RolloutState | undefined,
  tagPrefix: string,
): string[] {
  const known = state?.tagPrefix === tagPrefix ? (state.traffic.slice(16).match(/.{8}/g) ?? []) : [];
  const now = tagHashes(traffic, tagPrefix);
  return Object.values(tagsOf(tagPrefix)).filter(
    (tag, index) => revisionTagged(traffic, tag) !== undefined && now[index] !== known[index],
  );
}
