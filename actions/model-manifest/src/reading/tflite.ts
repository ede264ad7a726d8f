/**
 * What a TensorFlow Lite model takes and gives, read from the file itself.
 * Source: tensorflow/lite/schema/schema.fbs (file identifier TFL3, schema version 3).
 */
import { UserError } from '../../../../lib/runner';
import type { Tensor } from '../manifest/model';
import { Malformed, Table } from './flatbuffer';

/** Indexes of the fields that are read, as the schema numbers them. */
const Model = { subgraphs: 2, description: 3 } as const;
const SubGraph = { tensors: 0, inputs: 1, outputs: 2 } as const;
const TensorField = { shape: 0, type: 1, name: 3, quantization: 4, shapeSignature: 7 } as const;
const Quantization = { scale: 2, zeroPoint: 3 } as const;

/** The schema's TensorType, in its order. */
const TYPES = (
  'float32 float16 int32 uint8 int64 string bool int16 complex64 int8 float64 complex128 uint64 resource variant ' +
  'uint32 uint16 int4 bfloat16'
).split(' ');

/** What a model's file says of it. */
export interface Described {
  description: string;
  inputs: Tensor[];
  outputs: Tensor[];
}

/** Every TensorFlow Lite model has it at its fifth byte. */
export const isTflite = (bytes: Uint8Array): boolean =>
  bytes.length > 8 && new TextDecoder('latin1').decode(bytes.subarray(4, 8)) === 'TFL3';

/**
 * @param path names the file in an error
 * @throws UserError when the file is no model, or is cut off or damaged
 */
export function describeTflite(bytes: Uint8Array, path: string): Described {
  if (!isTflite(bytes)) throw notAModel(path, 'the identifier TFL3 is missing');
  try {
    return described(Table.root(bytes));
  } catch (error) {
    if (error instanceof Malformed) throw notAModel(path, error.message);
    throw error;
  }
}

function described(model: Table): Described {
  const [main] = model.tables(Model.subgraphs);
  if (!main) throw new Malformed('it has no graph');
  const tensors = main.tables(SubGraph.tensors);
  const named = (indexes: number[]): Tensor[] =>
    indexes.map((index) => {
      const tensor = tensors[index];
      if (!tensor) throw new Malformed(`it has no tensor ${index}`);
      return tensorOf(tensor);
    });
  return {
    description: model.text(Model.description),
    inputs: named(main.int32s(SubGraph.inputs)),
    outputs: named(main.int32s(SubGraph.outputs)),
  };
}

function tensorOf(tensor: Table): Tensor {
  const signature = tensor.int32s(TensorField.shapeSignature);
  return {
    name: tensor.text(TensorField.name),
    // The signature knows which dimensions are open (-1); the shape has a 1 there.
    shape: signature.length > 0 ? signature : tensor.int32s(TensorField.shape),
    dtype: TYPES[tensor.uint8(TensorField.type)] ?? 'unknown',
    quantization: quantizationOf(tensor.table(TensorField.quantization)),
  };
}

function quantizationOf(parameters: Table | undefined): Tensor['quantization'] {
  const scale = parameters?.float32s(Quantization.scale) ?? [];
  if (scale.length === 0) return null;
  return { scale, zeroPoint: (parameters?.int64s(Quantization.zeroPoint) ?? []).map(Number) };
}

function notAModel(path: string, why: string): UserError {
  return new UserError(`${path} is not a TensorFlow Lite model: ${why}.`, {
    remedy:
      'Give the .tflite file as the converter wrote it; a Git LFS pointer or a cut download looks like this.',
  });
}
