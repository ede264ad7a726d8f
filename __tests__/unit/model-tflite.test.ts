import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describeTflite, isTflite } from '../../actions/model-manifest/src/reading/tflite';
import { UserError } from '../../lib/runner';
import { tfliteFile } from './model-tflite-file';

const photo = { name: 'photo', shape: [1, 224, 224, 3], type: 3, scale: [0.5], zeroPoint: [128] };
const weights = { name: 'weights', shape: [10], type: 9 };
const smile = { name: 'smile', shape: [1, 2], type: 0, shapeSignature: [-1, 2] };
const file = tfliteFile([photo, weights, smile], [0], [2]);

describe('a TensorFlow Lite model', () => {
  test('is described by what it takes and gives', () => {
    expect(describeTflite(file, 'smile.tflite')).toEqual({
      description: 'smile',
      inputs: [
        {
          name: 'photo',
          shape: [1, 224, 224, 3],
          dtype: 'uint8',
          quantization: { scale: [0.5], zeroPoint: [128] },
        },
      ],
      outputs: [{ name: 'smile', shape: [-1, 2], dtype: 'float32', quantization: null }],
    });
  });

  test('is known by its identifier', () => {
    expect(isTflite(file)).toBe(true);
    expect(isTflite(new TextEncoder().encode('version https://git-lfs.github.com/spec/v1'))).toBe(false);
  });

  test('whose graph names a tensor that it does not have is refused', () => {
    expect(() => describeTflite(tfliteFile([photo], [0], [7]), 'smile.tflite')).toThrow('it has no tensor 7');
  });

  test('that is cut off anywhere is refused, or read as far as it matters; never with another error', () => {
    fc.assert(
      fc.property(fc.nat(file.length), (length) => {
        const cut = file.slice(0, length);
        try {
          describeTflite(cut, 'smile.tflite');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });

  test('whose bytes were changed is refused or read; never with another error, and never for long', () => {
    const change = fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const damaged = Uint8Array.from(file);
        for (const [at, value] of changes) damaged[at] = value;
        try {
          describeTflite(damaged, 'smile.tflite');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
