import { describe, expect, test } from '@jest/globals';
import { bedThatKeepsItsModel, modelOf, sha256Of, updated } from './model-client-bed';
import type { ClientBed } from './model-client-bed';

let bed: ClientBed;
bedThatKeepsItsModel((opened) => {
  bed = opened;
});

const kept = (reason: string): unknown => expect.objectContaining({ outcome: 'kept', reason });

describe('a model that is signed, but does not do here what it should', () => {
  const golden = (outputs: number[][]): Buffer =>
    Buffer.from(JSON.stringify({ cases: [{ inputs: [[1, 2]], outputs }] }));

  function publish(model: Buffer, examples: Buffer, tensors = {}): void {
    const { objects } = bed.server;
    const sha256 = sha256Of(examples);
    objects.set(`blobs/sha256/${sha256}`, examples);
    const named = { path: `blobs/sha256/${sha256}`, sha256, tolerance: 0.01 };
    objects.set(
      'manifest.json',
      bed.publisher.publish(objects, '1.2.0', model, { golden: named, ...tensors }),
    );
  }

  test.each([
    ['its outputs are others', golden([[5, 10.02]]), 'golden-differs'],
    ['it has fewer outputs', golden([[5, 10, 15]]), 'golden-differs'],
    ['the examples are none', Buffer.from('{"cases": []}'), 'golden-unreadable'],
  ])('%s', async (_what, examples, reason) => {
    publish(modelOf(5), examples);
    expect(await updated(bed)).toEqual(kept(reason));
  });

  test('the examples were swapped', async () => {
    const examples = golden([[5, 10]]);
    publish(modelOf(5), examples);
    bed.server.objects.set(`blobs/sha256/${sha256Of(examples)}`, Buffer.from('{}'));
    expect(await updated(bed)).toEqual(kept('wrong-hash'));
  });

  test('its tensors are others', async () => {
    const inputs = [{ name: 'x', shape: [1, 3], dtype: 'float32', quantization: null }];
    publish(modelOf(5), golden([[5, 10]]), { inputs });
    expect(await updated(bed)).toEqual(kept('other-tensors'));
  });

  test('it cannot be loaded', async () => {
    publish(Buffer.from('no model at all'), golden([[5, 10]]));
    expect(await updated(bed)).toEqual(kept('not-loadable'));
    expect(await updated(bed)).toEqual(kept('failed-before'));
  });

  test('it brings the whole process down while it is tried', async () => {
    publish(modelOf(5), golden([[5, 10]]));
    let isLoading = (): void => undefined;
    const loading = new Promise<void>((resolve) => {
      isLoading = resolve;
    });
    const never = new Promise<never>(() => undefined);
    const load = (): Promise<never> => {
      isLoading();
      return never;
    };
    const client = await bed.open({ runtime: { load } });
    await client.launch();
    // The process ends here: nobody waits for this update any more.
    client.update().catch(() => undefined);
    await loading;
    expect(await updated(bed)).toEqual(kept('failed-before'));
  });
});
