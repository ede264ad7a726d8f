/** What has failed on a service before, so that the same thing is not deployed again unasked: an annotation of its own. */
import { z } from 'zod';
import { fingerprint } from '../cloudrun';
import type { Service, Template } from '../cloudrun';
import { Refusal } from '../runner';
import type { RolloutState } from './state';

export const FAILURES_ANNOTATION = 'sluice.dev/failed';

/** The tag that keeps a failed candidate addressable once another one has the tag of candidates. */
export const failedTagOf = (prefix: string): string => `${prefix}failed`;

/** How many are remembered; the oldest are forgotten first. */
const MOST = 10;
/** The annotations of a service have 256 kB together, and the reasons are only read by people. */
const LONGEST_WHY = 300;

const failure = z.strictObject({
  revision: z.string().regex(/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
  /** The digest of its image, and the hash of its whole template; left out where they were not known. */
  image: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .exactOptional(),
  template: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .exactOptional(),
  /** It was found bad, or somebody asked for its return. */
  cause: z.enum(['failed', 'asked']),
  why: z.string().max(LONGEST_WHY),
  at: z.iso.datetime(),
});
const failures = z.array(failure).max(MOST);

/** A candidate that was brought back, and why. */
export type Failure = z.infer<typeof failure>;

type Annotations = Readonly<Record<string, string>>;

/** What is remembered, the newest first; a `Refusal` where the annotation is none that this suite has written. */
export function readFailures(annotations: Annotations): Failure[] | Refusal {
  const text = annotations[FAILURES_ANNOTATION];
  if (text === undefined) return [];
  const parsed = failures.safeParse(jsonIn(text));
  if (parsed.success) return parsed.data;
  return new Refusal(
    `The service's annotation ${FAILURES_ANNOTATION} is not the list of what has failed on it.`,
    'Find out who changed it; then remove it and run this again: what has failed before is forgotten with it.',
  );
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The annotations with one failure more. What is there and cannot be read is no reason not to bring traffic back: it is
 * replaced.
 */
export function withFailure(annotations: Annotations, failed: Failure): Record<string, string> {
  const known = readFailures(annotations);
  const others = known instanceof Refusal ? [] : known.filter((each) => !isSame(each, failed));
  const short = { ...failed, why: failed.why.slice(0, LONGEST_WHY).toWellFormed() };
  return written(annotations, [short, ...others].slice(0, MOST));
}

/** The annotations without what is tried once more: should it fail again, it is remembered again. */
export function withoutFailure(
  annotations: Annotations,
  candidate: Pick<Failure, 'revision' | 'template'>,
): Record<string, string> {
  const known = readFailures(annotations);
  if (known instanceof Refusal || !known.some((each) => isSame(each, candidate))) return { ...annotations };
  return written(
    annotations,
    known.filter((each) => !isSame(each, candidate)),
  );
}

function written(annotations: Annotations, list: readonly Failure[]): Record<string, string> {
  const { [FAILURES_ANNOTATION]: _, ...others } = annotations;
  return list.length === 0 ? others : { ...others, [FAILURES_ANNOTATION]: JSON.stringify(list) };
}

/** It is the same revision, or one that is made of the same image with the same configuration. */
function isSame(
  one: Pick<Failure, 'revision' | 'template'>,
  other: Pick<Failure, 'revision' | 'template'>,
): boolean {
  return one.revision === other.revision || (one.template !== undefined && one.template === other.template);
}

/** The failure on record that a candidate repeats, if any. */
export const failureOf = (
  known: readonly Failure[],
  candidate: Pick<Failure, 'revision' | 'template'>,
): Failure | undefined => known.find((each) => isSame(each, candidate));

/** What tells one candidate from another: the digest of its image and the hash of its template, as far as they are known. */
export type Identity = Pick<RolloutState, 'image' | 'template'>;

/** Of a candidate with this template; the image is that of the container which gets the requests. */
export const identityOf = (template: Template): Identity => ({
  ...digestIn(template.containers ?? []),
  template: fingerprint(template),
});

function digestIn(containers: NonNullable<Template['containers']>): Pick<Identity, 'image'> {
  const ingress = containers.find(({ ports }) => (ports ?? []).length > 0) ?? containers[0];
  const image = /@(sha256:[0-9a-f]{64})$/.exec(ingress?.image ?? '')?.[1];
  return image === undefined ? {} : { image };
}

/** Of a revision of a service: from the record, where it is the candidate's, or from the template, where that made it. */
export function identityOn(
  { template, latestCreatedRevision }: Pick<Service, 'template' | 'latestCreatedRevision'>,
  revision: string,
  record: RolloutState | undefined,
): Identity {
  if (record?.candidate === revision && record.template !== undefined) {
    const { image, template: hash } = record;
    return { ...(image === undefined ? {} : { image }), template: hash };
  }
  const made = template.revision || latestCreatedRevision;
  return made === revision ? identityOf(template) : {};
}
