/** What a new revision changes, for people. Pure. */
import type { Template } from '../../../lib/cloudrun';

type Containers = NonNullable<Template['containers']>;
type Variables = NonNullable<Containers[number]['env']>;

/** One row a difference: image, and variables by name; values are not for a page that many can read. */
export function differences(before: Containers, after: Containers): string[][] {
  return after.flatMap((container, index) => {
    const old = before[index];
    const label = container.name ? ` of ${container.name}` : '';
    const image =
      old?.image === container.image ? [] : [[`image${label}`, old?.image ?? 'none', container.image ?? '']];
    return [...image, ...variableRows(old?.env ?? [], container.env ?? [], label)];
  });
}

function variableRows(before: Variables, after: Variables, label: string): string[][] {
  const names = [...new Set([...before, ...after].map((variable) => variable.name ?? ''))].sort();
  return names.flatMap((name) => {
    const [old, next] = [before, after].map((list) => list.find((variable) => variable.name === name));
    if (old && next && sameValue(old, next)) return [];
    const word = (variable: typeof old, changed: string): string => (variable ? changed : 'not set');
    return [[`variable ${name}${label}`, word(old, 'set'), word(next, old ? 'another value' : 'set')]];
  });
}

const sameValue = (one: Variables[number], other: Variables[number]): boolean =>
  (one.value ?? '') === (other.value ?? '') &&
  JSON.stringify(one.valueSource ?? null) === JSON.stringify(other.valueSource ?? null);
