import { LABELS, SIDE } from './pictures';
import type { Label } from './pictures';
import { Interpreter } from './tflite/interpreter';

/** What a model says of a picture. */
export interface Prediction {
  label: Label;
  /** From 0 to 1, by label. */
  probabilities: Record<Label, number>;
}

/** A picture as the models take it. What is done here has a name in the manifest (`preprocessing-id`). */
export const PREPROCESSING = 'grey-12';
export const inputOf = (pixels: Uint8Array): number[] => Array.from(pixels, (value) => value / 255);

export const PIXELS = SIDE * SIDE;

/** Says of a picture whether somebody smiles. */
export class Classifier {
  private readonly model: Interpreter;

  /** @throws Error where the bytes are no model that can be executed here */
  constructor(file: Uint8Array) {
    this.model = new Interpreter(file);
  }

  classify(pixels: Uint8Array): Prediction {
    const [neutral = 0, smile = 0] = this.model.run([inputOf(pixels)])[0] ?? [];
    return { label: LABELS[smile > neutral ? 1 : 0], probabilities: { neutral, smile } };
  }
}
