/**
 * The second copy of a record as text. What stays through a rollout is one object; what moves is one short line, since a
 * deployment's payload cannot be changed and the description of its status has 140 characters. The evidence is left out:
 * whoever reads the copy gathers it anew. Pure.
 */
import { emptyState } from '../verdict';
import { parseState } from './state';
import type { RolloutState } from './state';

/** What moves, and what is left out. */
const MOVING = ['step', 'stepStartedAt', 'status', 'leaseUntil', 'cause', 'raised', 'traffic', 'at'] as const;
const LEFT_OUT = ['why', 'verdict'] as const;
type Lasting = Omit<RolloutState, (typeof MOVING)[number] | (typeof LEFT_OUT)[number]>;

/** What stays. */
export function lastingOf(state: RolloutState): Lasting {
  const others: readonly string[] = [...MOVING, ...LEFT_OUT];
  return Object.fromEntries(Object.entries(state).filter(([name]) => !others.includes(name))) as Lasting;
}

/** `rolling, step 1 | 0.mi8w1c00.mi8x1c00.mi8w1c00.<hash>..`: words for people, and the same for programs. */
export function noteOf(state: RolloutState): string {
  const { step, stepStartedAt, status, leaseUntil, traffic, at, cause = '', raised } = state;
  const times = [stepStartedAt, leaseUntil, at].map((time) => Date.parse(time).toString(36));
  const code = [step, ...times, traffic, cause, raised ? 'raised' : ''].join('.');
  return `${status}, step ${step + 1} | ${code}`;
}

const NOTE =
  /^([a-z-]+), step \d+ \| (-?\d+)\.([0-9a-z]+)\.([0-9a-z]+)\.([0-9a-z]+)\.([0-9a-f]+)\.([a-z]*)\.(raised)?$/;

function movingIn(note: string): Record<string, unknown> | undefined {
  const [, status, step, began, lease, at, traffic, cause, raised] = NOTE.exec(note) ?? [];
  if (status === undefined) return undefined;
  return {
    status,
    step: Number(step),
    stepStartedAt: isoIn(began),
    leaseUntil: isoIn(lease),
    at: isoIn(at),
    traffic,
    ...(cause ? { cause } : {}),
    ...(raised ? { raised: true } : {}),
  };
}

function isoIn(text = ''): string {
  const time = new Date(parseInt(text, 36));
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}

/** The record of which these are the two parts, by the same strict schema; undefined where they are none. */
export function stateFrom(lasting: unknown, note: string): RolloutState | undefined {
  const moving = movingIn(note);
  if (!moving || typeof lasting !== 'object' || lasting === null) return undefined;
  return parseState({ ...lasting, ...moving, verdict: emptyState() });
}
