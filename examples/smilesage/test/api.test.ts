import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serve } from '../src/serve';
import { readSettings } from '../src/settings';

void test('somebody sends a picture and learns whether it smiles', async () => {
  const settings = readSettings({ PORT: '0', HOST: '127.0.0.1', VERSION: 'test' });
  const service = await serve(settings, assert.ifError);
  try {
    const example = (await (await fetch(`${service.url}/examples/1`)).json()) as Record<string, unknown>;
    assert.equal(example['model'], '1.0.0');
    const response = await fetch(`${service.url}/predictions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ picture: example['picture'] }),
    });
    const prediction = (await response.json()) as Record<string, unknown>;
    assert.deepEqual(prediction['probabilities'], example['probabilities']);
    const empty = await fetch(`${service.url}/predictions`, { method: 'POST' });
    assert.equal(empty.status, 400);
  } finally {
    await service.close();
  }
});
