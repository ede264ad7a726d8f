import { LABELS, mouthOf, SIDE } from '../src/pictures';
import type { Mouth } from '../src/pictures';
import type { Network } from './write-tflite';

/** Models whose weights are drawn instead of learned: each neuron looks for a mouth of one form in one place. */
export const DESIGNS = ['first', 'wider', 'blurred'] as const;
export type Design = (typeof DESIGNS)[number];

interface Form {
  label: (typeof LABELS)[number];
  weights: number[];
}

/** `first` looks in the middle, higher and lower; `wider` looks aside too; `blurred` is another attempt, and no better. */
const FORMS: Readonly<Record<Design, () => Form[]>> = {
  first: () => formsAt(NEARBY.map((down) => ({ down, right: 0 }))),
  wider: () => formsAt(NEARBY.flatMap((down) => NEARBY.map((right) => ({ down, right })))),
  blurred: () =>
    formsAt(NEARBY.map((down) => ({ down, right: 0 }))).map((form) => ({
      ...form,
      weights: blurred(form.weights),
    })),
};

const NEARBY = [-1, 0, 1];

const BENDS: readonly (readonly [(typeof LABELS)[number], number])[] = [
  ['neutral', -1.2],
  ['neutral', 0],
  ['smile', 1.6],
  ['smile', 2.6],
];

export function networkOf(design: Design): Network {
  const forms = FORMS[design]();
  const first = { weights: forms.map(({ weights }) => weights), bias: forms.map(() => -0.7), relu: true };
  const votes = LABELS.map((label) => forms.map((form) => (form.label === label ? 1 : 0)));
  const second = { weights: votes, bias: LABELS.map(() => 0), relu: false };
  return { description: `smile, ${design}`, input: 'picture', output: 'label', layers: [first, second] };
}

function formsAt(places: readonly Pick<Mouth, 'down' | 'right'>[]): Form[] {
  return places.flatMap((place) =>
    BENDS.map(([label, bend]) => ({ label, weights: matched(mouthOf({ bend, ...place })) })),
  );
}

/** Answers to the form and not to the light: the weights add up to nothing. */
function matched(form: readonly number[]): number[] {
  const mean = form.reduce((sum, value) => sum + value, 0) / form.length;
  return form.map((value) => value - mean);
}

function blurred(weights: readonly number[]): number[] {
  return weights.map((_, at) => {
    const around = [at, at - 1, at + 1, at - SIDE, at + SIDE].map((index) => weights[index] ?? 0);
    return around.reduce((sum, value) => sum + value, 0) / around.length;
  });
}
