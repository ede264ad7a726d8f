/** What is deployed: how an image behaves is told by its digest, and nothing is pulled. */

/** `fading` answers well for a while; `broken` never becomes ready. */
export const BEHAVIOURS = ['good', 'bad', 'fading', 'broken'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** Milliseconds for which a fading revision answers well. */
const FADES_AFTER = 90_000;

const DIGITS: Readonly<Record<Behaviour, string>> = { good: '12', bad: '34', fading: '56', broken: '78' };

/** @param version 1 or 2: two images that behave alike and are not the same */
export function imageOf(behaviour: Behaviour, version: 1 | 2): string {
  const digit = DIGITS[behaviour][version - 1] ?? '';
  return `registry.example/shop@sha256:${digit.repeat(64)}`;
}

/** An image of somebody else's; it is good. */
export const OTHER_IMAGE = `registry.example/shop@sha256:${'a'.repeat(64)}`;

export function behaviourOf(image: string): Behaviour {
  const found = BEHAVIOURS.find((behaviour) => DIGITS[behaviour].includes(image.at(-1) ?? ''));
  return found ?? 'good';
}

/** The status that a revision answers with. @param age milliseconds since it was started */
export function answerOf(image: string, age: number): 200 | 500 {
  const behaviour = behaviourOf(image);
  if (behaviour === 'bad') return 500;
  return behaviour === 'fading' && age >= FADES_AFTER ? 500 : 200;
}
