/** What no write of ours may do. */
import { interferes, inWords, isForward, servingIn, shareIn } from './history';
import type { View, Write } from './history';

/** The tags that a rollout calls its own. */
const OUR_TAGS: ReadonlySet<string> = new Set(['candidate', 'stable', 'prev', 'failed']);
/** What a record says of a rollout that is not over. */
const UNDER_WAY: ReadonlySet<string> = new Set(['rolling', 'waiting', 'held']);

export function writeFaults(writes: readonly Write[]): string[] {
  return [
    ...writes.flatMap((write, index) =>
      write.by.isOurs
        ? [
            ...foreignTagFaults(write),
            ...foreignShareFaults(write),
            ...begunOverAnother(write),
            ...jumps(write),
            ...inheritance(write, writes.slice(0, index)),
            ...forwardOverPeople(write, writes.slice(0, index)),
          ].map((fault) => `${write.by.name} writes in ${write.region}: ${fault}`)
        : [],
    ),
    ...interleavings(writes),
  ];
}

const foreignTags = ({ entries }: View): Map<string, string> =>
  new Map(
    entries.flatMap(({ tag, revision, percent }) =>
      tag === undefined || OUR_TAGS.has(tag) ? [] : [[tag, `${revision} (${percent} %)`] as const],
    ),
  );

function foreignTagFaults({ before, after }: Write): string[] {
  const [was, is] = [foreignTags(before), foreignTags(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((tag) => was.get(tag) !== is.get(tag))
    .map(
      (tag) => `the tag ${tag} led to ${was.get(tag) ?? 'nobody'} and leads to ${is.get(tag) ?? 'nobody'}`,
    );
}

/** A rollout is about two revisions; what others have is not ours to give or to take. */
function foreignShareFaults({ before, after }: Write): string[] {
  const ours = [before.record, after.record].flatMap((record) =>
    record ? [record.candidate, record.stable] : [],
  );
  return [...new Set([...servingIn(before), ...servingIn(after)])]
    .filter((name) => !ours.includes(name) && shareIn(before, name) !== shareIn(after, name))
    .map((name) => `${name} had ${shareIn(before, name)} % and has ${shareIn(after, name)} %`);
}

/** Whose candidate has traffic has to be brought back before anybody else begins. */
function begunOverAnother({ before, after }: Write): string[] {
  const { record } = before;
  if (!record || !UNDER_WAY.has(record.status) || after.record?.candidate === record.candidate) return [];
  return shareIn(after, record.candidate) > 0 ? [`it goes over a rollout under way: ${inWords(before)}`] : [];
}

/** The shares that a candidate is given, one after the other. */
const STEPS = [0, 10, 50, 100];

/** No step is left out: what was not judged at the step before gets no more. */
function jumps({ before, after, ...write }: Write): string[] {
  const candidate = after.record?.candidate;
  if (candidate === undefined || !isForward({ before, after, ...write })) return [];
  const [from, to] = [shareIn(before, candidate), shareIn(after, candidate)];
  if (to === STEPS[STEPS.indexOf(from) + 1]) return [];
  return [`${candidate} goes from ${from} % to ${to} % at once`];
}

/** A candidate has no traffic before its first step, unless somebody gives it some: it must not inherit that of LATEST. */
function inheritance({ region, before }: Write, earlier: readonly Write[]): string[] {
  const { record } = before;
  const last = earlier.findLast((each) => each.region === region);
  if (record?.status !== 'candidate' || !last?.by.isOurs || shareIn(before, record.candidate) === 0)
    return [];
  return [`${record.candidate} had traffic before its first step: ${inWords(before)}`];
}

/** Once somebody has moved traffic, or taken the record away, the rollout that was there goes no further. */
function forwardOverPeople(write: Write, earlier: readonly Write[]): string[] {
  if (!isForward(write)) return [];
  const here = earlier.filter(({ region }) => region === write.region);
  const began = here.findLastIndex((each) => begins(each, write.after.record?.candidate));
  const hand = here.slice(began + 1).find(interferes);
  return hand ? [`forward, although ${hand.by.name} had moved it to ${inWords(hand.after)}`] : [];
}

function begins({ by, before, after }: Write, candidate: string | undefined): boolean {
  if (!by.isOurs || after.record?.candidate !== candidate) return false;
  return before.record?.candidate !== candidate || !UNDER_WAY.has(before.record?.status ?? '');
}

/** Of two rollouts one moves forward only after the other has made its last move, everywhere. */
function interleavings(writes: readonly Write[]): string[] {
  const movers = writes.filter((write) => write.by.isOurs && isForward(write)).map(({ by }) => by.name);
  const turns = movers.filter((name, index) => name !== movers[index - 1]);
  const twice = turns.find((name, index) => turns.indexOf(name) < index);
  return twice === undefined ? [] : [`rollouts move forward in turns: ${turns.join(', ')}`];
}
