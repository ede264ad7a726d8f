import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UserError } from '../../../../lib/runner';
import type { Tensor } from '../manifest/model';
import type { ModelFile } from './file';

const tensors = z.array(z.array(z.number()));
/** What clients read; an unknown member would be overlooked there. */
const goldenSchema = z.strictObject({
  cases: z.array(z.strictObject({ inputs: tensors, outputs: tensors })).min(1),
});

type Case = z.infer<typeof goldenSchema>['cases'][number];

/** The most faults that are told at once. */
const MOST_FAULTS = 5;

/**
 * A client that cannot read its golden examples refuses the model, and by then every phone has it: so they are read here.
 * @param name how the caller calls the file
 * @throws UserError where the file is no golden examples, or they are for other tensors than the model has
 */
export async function checkGolden(
  path: string,
  name: string,
  { inputs, outputs }: Pick<ModelFile, 'inputs' | 'outputs'>,
): Promise<void> {
  const parsed = goldenSchema.safeParse(parsedJson(await readFile(path, 'utf8')));
  const faults = parsed.success
    ? parsed.data.cases.flatMap((each, index) => faultsOf(each, index, { inputs, outputs }))
    : parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`);
  if (faults.length === 0) return;
  const told = faults.slice(0, MOST_FAULTS).map((fault) => `- ${fault}`);
  throw new UserError([`${name} holds no golden examples for this model:`, ...told].join('\n'), {
    remedy:
      'Write {"cases": [{"inputs": [[...]], "outputs": [[...]]}]}, one flat list of numbers a tensor, in the order of the model.',
  });
}

/** Of formats that are not read, nothing is known to compare with. */
function faultsOf(
  example: Case,
  index: number,
  model: { inputs: readonly Tensor[]; outputs: readonly Tensor[] },
): string[] {
  return (['inputs', 'outputs'] as const).flatMap((side) => {
    const [wanted, found] = [model[side], example[side]];
    if (wanted.length === 0) return [];
    if (wanted.length !== found.length)
      return [`case ${index} has ${found.length} ${side}; the model has ${wanted.length}`];
    return wanted.flatMap((tensor, at) => {
      const [size, length] = [sizeOf(tensor), found[at]?.length ?? 0];
      if (size === undefined || size === length) return [];
      return [`case ${index} has ${length} numbers for ${tensor.name}, which takes ${size}`];
    });
  });
}

/** Undefined where a dimension is open. */
const sizeOf = ({ shape }: Tensor): number | undefined =>
  shape.includes(-1) ? undefined : shape.reduce((product, length) => product * length, 1);

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
