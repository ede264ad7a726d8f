import { readFile, stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { UserError } from '../../../../lib/runner';
import type { PublishedVersion, Tensor } from '../manifest/model';
import { describeTflite } from './tflite';

type Format = PublishedVersion['format'];

/** What was found out about a model's file, without its bytes. */
export interface ModelFile {
  /** Absolute. */
  path: string;
  format: Format;
  size: number;
  inputs: Tensor[];
  outputs: Tensor[];
}

const BY_EXTENSION: Readonly<Record<string, Format>> = {
  '.tflite': 'tflite',
  '.onnx': 'onnx',
  '.mlmodel': 'coreml',
  '.pkl': 'pickle',
  '.pickle': 'pickle',
  '.joblib': 'pickle',
};

/** A flatbuffer cannot be larger: its offsets have 32 bits, of which one is a sign. */
const LARGEST_FLATBUFFER = 2 ** 31;

/**
 * Looks at the model's file.
 * @throws UserError when there is none, it is empty, or it is not what its name says
 */
export async function readModelFile(
  workspace: string,
  file: string,
  format: Format | undefined,
): Promise<ModelFile> {
  const path = resolve(workspace, file);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile() || found.size === 0)
    throw new UserError(found ? `${file} is empty, or no file.` : `There is no file ${file}.`, {
      remedy:
        'Correct `file`, which is relative to the workspace, or run the step first that makes the model.',
    });
  const known = format ?? BY_EXTENSION[extname(path).toLowerCase()] ?? 'other';
  const { size } = found;
  if (known !== 'tflite') return { path, format: known, size, inputs: [], outputs: [] };
  if (size > LARGEST_FLATBUFFER)
    throw new UserError(`${file} has ${size} bytes, more than a .tflite file can have.`, {
      remedy: 'Give the model itself.',
    });
  const { inputs, outputs } = describeTflite(await readFile(path), file);
  return { path, format: known, size, inputs, outputs };
}
