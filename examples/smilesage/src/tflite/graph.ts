import * as schema from './schema';
import { Table } from './table';

/** A tensor of a model; constants have their values with them. */
export interface GraphTensor {
  name: string;
  shape: number[];
  values: Float32Array | undefined;
}

/** One step of a model. Numbers are indexes of tensors. */
export type Step =
  | { kind: 'fully-connected'; input: number; weights: number; bias: number; output: number; relu: boolean }
  | { kind: 'softmax'; input: number; output: number; beta: number };

/** A model as it is executed: its steps, one after the other. */
export interface Graph {
  tensors: GraphTensor[];
  inputs: number[];
  outputs: number[];
  steps: Step[];
}

/** @throws Error where the file is no model, or uses something that this interpreter does not know, which it names */
export function readGraph(file: Uint8Array): Graph {
  const identifier = new TextDecoder('latin1').decode(file.subarray(4, 8));
  if (identifier !== schema.IDENTIFIER) throw new Error('the file is no TensorFlow Lite model');
  const model = Table.root(file);
  const [main] = model.tables(schema.Model.subgraphs);
  if (!main) throw new Error('the model has no graph');
  const buffers = model.tables(schema.Model.buffers);
  const codes = model.tables(schema.Model.operatorCodes).map(codeOf);
  return {
    tensors: main.tables(schema.SubGraph.tensors).map((tensor) => tensorOf(tensor, buffers)),
    inputs: main.int32s(schema.SubGraph.inputs),
    outputs: main.int32s(schema.SubGraph.outputs),
    steps: main.tables(schema.SubGraph.operators).map((operator) => stepOf(operator, codes)),
  };
}

/** Writers of before 2020 know the narrow field alone; later ones fill both. */
function codeOf(code: Table): number {
  const { deprecatedBuiltinCode, builtinCode } = schema.OperatorCode;
  return Math.max(code.number(deprecatedBuiltinCode, 'int8'), code.number(builtinCode, 'int32'));
}

function tensorOf(tensor: Table, buffers: readonly Table[]): GraphTensor {
  const name = tensor.text(schema.Tensor.name);
  const type = tensor.number(schema.Tensor.type, 'int8');
  if (type !== schema.FLOAT32) throw new Error(`the tensor ${name} is of type ${type}, and not float32`);
  // The first buffer is the empty one of everything that is computed.
  const bytes = buffers[tensor.number(schema.Tensor.buffer, 'uint32')]?.bytes(0) ?? new Uint8Array();
  const values = bytes.length === 0 ? undefined : new Float32Array(bytes.buffer, 0, bytes.length / 4);
  return { name, shape: tensor.int32s(schema.Tensor.shape), values };
}

function stepOf(operator: Table, codes: readonly number[]): Step {
  const [input = -1, weights = -1, bias = -1] = operator.int32s(schema.Operator.inputs);
  const [output = -1] = operator.int32s(schema.Operator.outputs);
  const code = codes[operator.number(schema.Operator.opcodeIndex, 'uint32')];
  const options = operator.table(schema.Operator.options);
  switch (code) {
    case schema.FULLY_CONNECTED: {
      const activation = options?.number(schema.FullyConnectedOptions.activation, 'int8') ?? 0;
      if (activation > schema.Activation.relu) throw new Error(`the activation ${activation} is unknown`);
      const relu = activation === schema.Activation.relu;
      return { kind: 'fully-connected', input, weights, bias, output, relu };
    }
    case schema.SOFTMAX:
      return {
        kind: 'softmax',
        input,
        output,
        beta: options?.number(schema.SoftmaxOptions.beta, 'float32') ?? 1,
      };
    default:
      throw new Error(`the operator ${code ?? 'without a code'} is unknown`);
  }
}
