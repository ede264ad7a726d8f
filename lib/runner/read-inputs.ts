import { FaultCollectingReader } from './fault-collecting-reader';
import type { InputFault, InputReader } from './input-reader';
import type { InputSource } from './input-source';
import { UserError } from './user-error';

/** Everything that is wrong with the inputs, in one error. */
export class InputFaults extends UserError {
  override readonly name = 'InputFaults';
  readonly faults: readonly InputFault[];

  constructor(faults: readonly InputFault[], cause?: unknown) {
    const lines = faults.map(({ name, message, remedy }) => `- \`${name}\`: ${message} ${remedy}`);
    const title = faults.length === 1 ? 'One input is wrong:' : `${faults.length} inputs are wrong:`;
    super([title, ...lines].join('\n'), { remedy: 'Correct the `with:` block of this step.', cause });
    this.faults = faults;
  }
}

/**
 * Turns the raw inputs into one typed object. What `read` makes of the placeholders after a fault is thrown away, and so
 * is an error that they lead it to.
 * @throws InputFaults that lists every fault with its remedy
 */
export function readInputs<Inputs>(source: InputSource, read: (input: InputReader) => Inputs): Inputs {
  const reader = new FaultCollectingReader(source);
  const outcome = attempt(() => read(reader.asInputReader()));
  if (reader.faults.length > 0) throw new InputFaults(reader.faults, outcome.error);
  if ('error' in outcome) throw outcome.error;
  return outcome.inputs;
}

type Attempt<Inputs> = { readonly inputs: Inputs; readonly error?: never } | { readonly error: unknown };

function attempt<Inputs>(read: () => Inputs): Attempt<Inputs> {
  try {
    return { inputs: read() };
  } catch (error) {
    return { error };
  }
}
