/** A model is tried on this device before anybody relies on it: is it what the manifest says, and does it still add up? */
import { attempt, finite, list, object, parsedJson } from './fields';
import type { PublishedVersion, Tensor } from './manifest';
import type { LoadedModel, ModelRuntime } from './ports';
import { Rejected } from './reasons';

const tensors = list(list(finite));
/** Inputs, and the outputs that belong to them: one flat list of numbers a tensor. */
const golden = object({ cases: list(object({ inputs: tensors, outputs: tensors })) });

export type Golden = ReturnType<typeof golden>;

/** @throws Rejected where the bytes are no golden examples */
export function readGolden(bytes: Uint8Array): Golden {
  const read = attempt(() => golden(parsedJson(bytes)));
  if (!read || read.cases.length === 0) throw new Rejected('golden-unreadable');
  return read;
}

/** @param file name in the storage @throws Rejected */
export async function checkModel(
  runtime: ModelRuntime,
  file: string,
  version: PublishedVersion,
  examples: Golden | undefined,
): Promise<void> {
  const model = await loaded(runtime, file);
  try {
    if (!areAlike(version.inputs, model.inputs) || !areAlike(version.outputs, model.outputs))
      throw new Rejected('other-tensors');
    for (const { inputs, outputs } of examples?.cases ?? [])
      if (!areClose(outputs, await ran(model, inputs), version.golden?.tolerance ?? 0))
        throw new Rejected('golden-differs');
  } finally {
    await model.close();
  }
}

async function loaded(runtime: ModelRuntime, file: string): Promise<LoadedModel> {
  try {
    return await runtime.load(file);
  } catch (error) {
    throw new Rejected('not-loadable', error);
  }
}

async function ran(model: LoadedModel, inputs: readonly number[][]): ReturnType<LoadedModel['run']> {
  try {
    return await model.run(inputs);
  } catch (error) {
    throw new Rejected('golden-differs', error);
  }
}

/** Of formats that the publisher cannot read, the manifest names no tensors: then there is nothing to compare. */
const areAlike = (named: readonly Tensor[], there: readonly Tensor[]): boolean =>
  named.length === 0 ||
  (named.length === there.length && named.every((each, at) => isAlike(each, there[at])));

function isAlike(named: Tensor, there: Tensor | undefined): boolean {
  if (named.name !== there?.name || named.dtype !== there.dtype) return false;
  if (named.shape.length !== there.shape.length) return false;
  // A runtime shows an open dimension as it has set it for now.
  return named.shape.every((length, at) => length === -1 || length === there.shape[at]);
}

const areClose = (
  wanted: readonly (readonly number[])[],
  found: readonly (readonly number[])[],
  tolerance: number,
): boolean =>
  wanted.length === found.length && wanted.every((row, at) => isClose(row, found[at] ?? [], tolerance));

const isClose = (wanted: readonly number[], found: readonly number[], tolerance: number): boolean =>
  wanted.length === found.length &&
  wanted.every((value, at) => Math.abs(value - (found[at] ?? NaN)) <= tolerance);
