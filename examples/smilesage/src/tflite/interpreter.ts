import { readGraph } from './graph';
import type { Graph, GraphTensor, Step } from './graph';

/** What a model takes or gives. */
export interface TensorShape {
  name: string;
  shape: number[];
}

/**
 * Executes the small models of this product: fully connected layers, with or without ReLU, and softmax, in float32 as
 * TensorFlow Lite's reference kernels do.
 */
export class Interpreter {
  private readonly graph: Graph;

  /** @throws Error where the model is none, or needs more than this interpreter knows */
  constructor(file: Uint8Array) {
    this.graph = readGraph(file);
  }

  get inputs(): TensorShape[] {
    return this.graph.inputs.map((index) => shapeOf(tensorAt(this.graph, index)));
  }

  get outputs(): TensorShape[] {
    return this.graph.outputs.map((index) => shapeOf(tensorAt(this.graph, index)));
  }

  /**
   * @param inputs one flat list of numbers a tensor, row by row
   * @throws RangeError where they are too many or too few
   */
  run(inputs: readonly (readonly number[])[]): number[][] {
    const { graph } = this;
    const values = graph.tensors.map((tensor) => tensor.values);
    if (inputs.length !== graph.inputs.length) throw new RangeError('the model takes other inputs');
    for (const [at, index] of graph.inputs.entries()) {
      const given = inputs[at] ?? [];
      if (given.length !== sizeOf(tensorAt(graph, index)))
        throw new RangeError(`the input ${tensorAt(graph, index).name} takes other numbers`);
      values[index] = Float32Array.from(given);
    }
    for (const step of graph.steps) values[step.output] = computed(step, (index) => valuesAt(values, index));
    return graph.outputs.map((index) => [...valuesAt(values, index)]);
  }
}

function computed(step: Step, at: (index: number) => Float32Array): Float32Array {
  if (step.kind === 'softmax') return softmax(at(step.input), step.beta);
  return fullyConnected(at(step.input), at(step.weights), at(step.bias), step.relu);
}

/** One row of weights for each output. */
function fullyConnected(
  input: Float32Array,
  weights: Float32Array,
  bias: Float32Array,
  relu: boolean,
): Float32Array {
  return bias.map((offset, row) => {
    let sum = offset;
    for (let column = 0; column < input.length; column += 1)
      sum += (input[column] ?? 0) * (weights[row * input.length + column] ?? 0);
    return relu ? Math.max(0, sum) : sum;
  });
}

function softmax(input: Float32Array, beta: number): Float32Array {
  const most = Math.max(...input);
  const powers = input.map((value) => Math.exp((value - most) * beta));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function tensorAt({ tensors }: Graph, index: number): GraphTensor {
  const tensor = tensors[index];
  if (!tensor) throw new Error(`the model has no tensor ${index}`);
  return tensor;
}

function valuesAt(values: readonly (Float32Array | undefined)[], index: number): Float32Array {
  const found = values[index];
  if (!found) throw new Error(`the tensor ${index} is used before it is computed`);
  return found;
}

const shapeOf = ({ name, shape }: GraphTensor): TensorShape => ({ name, shape });
const sizeOf = ({ shape }: GraphTensor): number => shape.reduce((product, length) => product * length, 1);
