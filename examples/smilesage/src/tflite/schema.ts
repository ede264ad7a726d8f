/**
 * Where the fields of a TensorFlow Lite file lie, and what its numbers mean, as far as this product uses them.
 * Source: tensorflow/lite/schema/schema.fbs (file identifier TFL3, schema version 3).
 */
export const IDENTIFIER = 'TFL3';
export const SCHEMA_VERSION = 3;

export const Model = { version: 0, operatorCodes: 1, subgraphs: 2, description: 3, buffers: 4, fields: 5 };
export const OperatorCode = { deprecatedBuiltinCode: 0, version: 2, builtinCode: 3, fields: 4 };
export const SubGraph = { tensors: 0, inputs: 1, outputs: 2, operators: 3, fields: 5 };
export const Tensor = { shape: 0, type: 1, buffer: 2, name: 3, fields: 4 };
export const Operator = { opcodeIndex: 0, inputs: 1, outputs: 2, optionsType: 3, options: 4, fields: 5 };
export const FullyConnectedOptions = { activation: 0, fields: 1 };
export const SoftmaxOptions = { beta: 0, fields: 1 };

export const FLOAT32 = 0;

/** Numbers of `BuiltinOperator`. */
export const FULLY_CONNECTED = 9;
export const SOFTMAX = 25;

/** Numbers of the union `BuiltinOptions`. */
export const OptionsType = { fullyConnected: 8, softmax: 9 };

/** Numbers of `ActivationFunctionType`. */
export const Activation = { none: 0, relu: 1 };
