import { Builder } from 'flatbuffers';

/** A tensor as the tests write it. */
export interface WrittenTensor {
  name: string;
  shape: number[];
  /** The schema's number: 0 is float32, 3 is uint8. */
  type: number;
  scale?: number[];
  zeroPoint?: number[];
  shapeSignature?: number[];
}

/** A model with one graph, laid out field by field as tensorflow/lite/schema/schema.fbs has it. */
export function tfliteFile(
  tensors: WrittenTensor[],
  inputs: number[],
  outputs: number[],
  description = 'smile',
): Uint8Array {
  const builder = new Builder(256);
  const tables = tensors.map((tensor) => writeTensor(builder, tensor));
  const list = offsets(builder, tables);
  const [ins, outs] = [int32s(builder, inputs), int32s(builder, outputs)];
  builder.startObject(5);
  builder.addFieldOffset(0, list, 0);
  builder.addFieldOffset(1, ins, 0);
  builder.addFieldOffset(2, outs, 0);
  const graphs = offsets(builder, [builder.endObject()]);
  const words = builder.createString(description);
  builder.startObject(8);
  builder.addFieldInt32(0, 3, 0);
  builder.addFieldOffset(2, graphs, 0);
  builder.addFieldOffset(3, words, 0);
  builder.finish(builder.endObject(), 'TFL3');
  return builder.asUint8Array();
}

function writeTensor(builder: Builder, tensor: WrittenTensor): number {
  const name = builder.createString(tensor.name);
  const shape = int32s(builder, tensor.shape);
  const signature = tensor.shapeSignature ? int32s(builder, tensor.shapeSignature) : 0;
  const quantization = tensor.scale ? writeQuantization(builder, tensor.scale, tensor.zeroPoint ?? []) : 0;
  builder.startObject(8);
  builder.addFieldOffset(0, shape, 0);
  builder.addFieldInt8(1, tensor.type, 0);
  builder.addFieldOffset(3, name, 0);
  builder.addFieldOffset(4, quantization, 0);
  builder.addFieldOffset(7, signature, 0);
  return builder.endObject();
}

function writeQuantization(builder: Builder, scale: number[], zeroPoint: number[]): number {
  builder.startVector(4, scale.length, 4);
  for (const value of scale.toReversed()) builder.addFloat32(value);
  const scales = builder.endVector();
  builder.startVector(8, zeroPoint.length, 8);
  for (const value of zeroPoint.toReversed()) builder.addInt64(BigInt(value));
  const points = builder.endVector();
  builder.startObject(4);
  builder.addFieldOffset(2, scales, 0);
  builder.addFieldOffset(3, points, 0);
  return builder.endObject();
}

function int32s(builder: Builder, values: number[]): number {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addInt32(value);
  return builder.endVector();
}

function offsets(builder: Builder, values: number[]): number {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addOffset(value);
  return builder.endVector();
}
