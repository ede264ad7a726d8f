/** `npm run model [-- --design NAME]`: writes the model, its labels and its golden examples to dist/model. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inputOf } from '../src/classifier';
import { LABELS, pictures } from '../src/pictures';
import { Interpreter } from '../src/tflite/interpreter';
import { DESIGNS, networkOf } from './designs';
import { writeTflite } from './write-tflite';

const FOLDER = join('dist', 'model');
/** Examples that a phone tries before it relies on a model. */
const GOLDEN = { count: 4, seed: 7 };

async function make(named: string): Promise<void> {
  const design = DESIGNS.find((each) => each === named);
  if (!design) throw new RangeError(`There is no design "${named}". Give one of: ${DESIGNS.join(', ')}.`);
  const file = writeTflite(networkOf(design));
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, 'smile.tflite'), file);
  await writeFile(join(FOLDER, 'labels.txt'), `${LABELS.join('\n')}\n`);
  await writeFile(join(FOLDER, 'golden.json'), `${JSON.stringify(goldenOf(file))}\n`);
  console.log(`${FOLDER}: the design ${design}, ${file.length} bytes`);
}

function goldenOf(file: Uint8Array): { cases: { inputs: number[][]; outputs: number[][] }[] } {
  const model = new Interpreter(file);
  const cases = pictures(GOLDEN.count, GOLDEN.seed).map(({ pixels }) => {
    const inputs = [inputOf(pixels)];
    return { inputs, outputs: model.run(inputs) };
  });
  return { cases };
}

const { values } = parseArgs({ options: { design: { type: 'string', default: 'wider' } } });
void make(values.design);
