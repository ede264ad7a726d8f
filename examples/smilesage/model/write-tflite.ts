import { Builder } from 'flatbuffers';
import * as schema from '../src/tflite/schema';

/** A layer as it is written: one row of weights and one bias for each of its outputs. */
export interface Layer {
  weights: readonly (readonly number[])[];
  bias: readonly number[];
  relu: boolean;
}

/** A network of fully connected layers with a softmax at its end. */
export interface Network {
  description: string;
  input: string;
  output: string;
  layers: readonly [Layer, ...Layer[]];
}

interface WrittenTensor {
  name: string;
  shape: number[];
  values?: readonly number[];
}

/** Writes a network as a TensorFlow Lite file; the same network gives the same bytes. */
export function writeTflite(network: Network): Uint8Array {
  const tensors = tensorsOf(network);
  const builder = new Builder(4096);
  const graph = writeGraph(builder, network, tensors);
  const buffers = tables(
    builder,
    [[], ...tensors.map(({ values = [] }) => values)].map((values) => writeBuffer(builder, values)),
  );
  const codes = tables(
    builder,
    [schema.FULLY_CONNECTED, schema.SOFTMAX].map((code) => writeCode(builder, code)),
  );
  const graphs = tables(builder, [graph]);
  const description = builder.createString(network.description);
  builder.startObject(schema.Model.fields);
  builder.addFieldInt32(schema.Model.version, schema.SCHEMA_VERSION, 0);
  builder.addFieldOffset(schema.Model.operatorCodes, codes, 0);
  builder.addFieldOffset(schema.Model.subgraphs, graphs, 0);
  builder.addFieldOffset(schema.Model.description, description, 0);
  builder.addFieldOffset(schema.Model.buffers, buffers, 0);
  builder.finish(builder.endObject(), schema.IDENTIFIER);
  return builder.asUint8Array();
}

/** The input, then weights, biases and result of each layer, then the output. */
function tensorsOf({ layers, input, output }: Network): WrittenTensor[] {
  const width = layers[0].weights[0]?.length ?? 0;
  const inner = layers.flatMap(({ weights, bias }, index) => [
    { name: `weights-${index}`, shape: [bias.length, weights[0]?.length ?? 0], values: weights.flat() },
    { name: `bias-${index}`, shape: [bias.length], values: bias },
    { name: `result-${index}`, shape: [1, bias.length] },
  ]);
  const classes = layers.at(-1)?.bias.length ?? 0;
  return [{ name: input, shape: [1, width] }, ...inner, { name: output, shape: [1, classes] }];
}

function writeGraph(builder: Builder, { layers }: Network, tensors: readonly WrittenTensor[]): number {
  const last = tensors.length - 1;
  const operators = layers.map(({ relu }, index) => {
    const [from, first] = [index * 3, index * 3 + 1];
    return writeFullyConnected(builder, { inputs: [from, first, first + 1], output: first + 2, relu });
  });
  operators.push(writeSoftmax(builder, last - 1, last));
  const written = tables(
    builder,
    tensors.map((tensor, index) => writeTensor(builder, tensor, index + 1)),
  );
  const steps = tables(builder, operators);
  const [inputs, outputs] = [int32s(builder, [0]), int32s(builder, [last])];
  builder.startObject(schema.SubGraph.fields);
  builder.addFieldOffset(schema.SubGraph.tensors, written, 0);
  builder.addFieldOffset(schema.SubGraph.inputs, inputs, 0);
  builder.addFieldOffset(schema.SubGraph.outputs, outputs, 0);
  builder.addFieldOffset(schema.SubGraph.operators, steps, 0);
  return builder.endObject();
}

function writeTensor(builder: Builder, { name, shape, values }: WrittenTensor, buffer: number): number {
  const [words, lengths] = [builder.createString(name), int32s(builder, shape)];
  builder.startObject(schema.Tensor.fields);
  builder.addFieldOffset(schema.Tensor.shape, lengths, 0);
  builder.addFieldInt8(schema.Tensor.type, schema.FLOAT32, 0);
  // The first buffer is empty, for everything that is computed.
  builder.addFieldInt32(schema.Tensor.buffer, values ? buffer : 0, 0);
  builder.addFieldOffset(schema.Tensor.name, words, 0);
  return builder.endObject();
}

function writeFullyConnected(
  builder: Builder,
  { inputs, output, relu }: { inputs: number[]; output: number; relu: boolean },
): number {
  builder.startObject(schema.FullyConnectedOptions.fields);
  const { relu: on, none } = schema.Activation;
  builder.addFieldInt8(schema.FullyConnectedOptions.activation, relu ? on : none, none);
  const options = builder.endObject();
  return writeOperator(builder, {
    code: 0,
    inputs,
    output,
    type: schema.OptionsType.fullyConnected,
    options,
  });
}

function writeSoftmax(builder: Builder, input: number, output: number): number {
  builder.startObject(schema.SoftmaxOptions.fields);
  builder.addFieldFloat32(schema.SoftmaxOptions.beta, 1, 0);
  const options = builder.endObject();
  return writeOperator(builder, {
    code: 1,
    inputs: [input],
    output,
    type: schema.OptionsType.softmax,
    options,
  });
}

function writeOperator(
  builder: Builder,
  {
    code,
    inputs,
    output,
    type,
    options,
  }: { code: number; inputs: number[]; output: number; type: number; options: number },
): number {
  const [from, to] = [int32s(builder, inputs), int32s(builder, [output])];
  builder.startObject(schema.Operator.fields);
  builder.addFieldInt32(schema.Operator.opcodeIndex, code, 0);
  builder.addFieldOffset(schema.Operator.inputs, from, 0);
  builder.addFieldOffset(schema.Operator.outputs, to, 0);
  builder.addFieldInt8(schema.Operator.optionsType, type, 0);
  builder.addFieldOffset(schema.Operator.options, options, 0);
  return builder.endObject();
}

function writeCode(builder: Builder, code: number): number {
  builder.startObject(schema.OperatorCode.fields);
  builder.addFieldInt8(schema.OperatorCode.deprecatedBuiltinCode, code, 0);
  builder.addFieldInt32(schema.OperatorCode.version, 1, 0);
  builder.addFieldInt32(schema.OperatorCode.builtinCode, code, 0);
  return builder.endObject();
}

function writeBuffer(builder: Builder, values: readonly number[]): number {
  const bytes = new Uint8Array(Float32Array.from(values).buffer);
  // Interpreters map the file into memory and want its numbers at addresses of sixteen.
  builder.startVector(1, bytes.length, 16);
  for (const byte of bytes.toReversed()) builder.addInt8(byte);
  const data = builder.endVector();
  builder.startObject(1);
  if (bytes.length > 0) builder.addFieldOffset(0, data, 0);
  return builder.endObject();
}

function int32s(builder: Builder, values: readonly number[]): number {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addInt32(value);
  return builder.endVector();
}

function tables(builder: Builder, offsets: readonly number[]): number {
  builder.startVector(4, offsets.length, 4);
  for (const offset of offsets.toReversed()) builder.addOffset(offset);
  return builder.endVector();
}
