import type { LoadedModel, ModelRuntime, Storage } from './model-client';
import { Interpreter } from './tflite/interpreter';
import type { TensorShape } from './tflite/interpreter';

/** What the model client runs models with: this product's own interpreter, on files of the client's storage. */
export function runtimeOver(storage: Pick<Storage, 'read'>): ModelRuntime {
  return {
    load: async (name) => {
      const file = await storage.read(name);
      if (!file) throw new Error(`there is no file ${name}`);
      return loaded(new Interpreter(file));
    },
  };
}

function loaded(model: Interpreter): LoadedModel {
  return {
    inputs: model.inputs.map(tensor),
    outputs: model.outputs.map(tensor),
    run: (inputs) => Promise.resolve(model.run(inputs)),
    close: () => Promise.resolve(),
  };
}

const tensor = ({ name, shape }: TensorShape): LoadedModel['inputs'][number] => ({
  name,
  shape,
  dtype: 'float32',
});
