import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../emulators/clock';
import { ABSENT, Conflict } from '../../lib/objects';
import type { ObjectsBed } from './objects-bed';
import { bucketOf, collected, openObjectsBed, QUANTUM, streamOf } from './objects-bed';

let bed: ObjectsBed;
beforeEach(async () => {
  bed = await openObjectsBed({ buckets: [{ name: 'models', versioning: true }] });
});
afterEach(() => bed.close());

/** How many generations the object has had: with versioning, none is forgotten. */
function generationsOf(name: string): number {
  const { live, noncurrent } = bed.gcs.state.bucket('models');
  return (live.has(name) ? 1 : 0) + (noncurrent.get(name)?.length ?? 0);
}

const kinds = [
  { kind: 'reset-before' },
  { kind: 'reset-after' },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429, retryAfterSeconds: 2 },
  { kind: 'slow', delayMs: 3000 },
] as const;

describe.each(kinds)('a call that meets $kind $status', (fault) => {
  const arm = (call: RegExp): void => {
    bed.faults.add({ call, ...fault });
  };

  test('a write takes effect exactly once', async () => {
    arm(/Objects.Insert/);
    const state = await bed.bucket.write('o', Buffer.from('one'), { ifGeneration: ABSENT });
    expect((await bed.bucket.stat('o'))?.generation).toBe(state.generation);
    expect(generationsOf('o')).toBe(1);
    expect(bed.faults.pending).toBe(0);
  });

  test('a delete takes effect exactly once', async () => {
    const { generation } = await bed.bucket.write('o', Buffer.from('one'), { ifGeneration: ABSENT });
    arm(/Objects.Delete/);
    expect(await bed.bucket.remove('o', { ifGeneration: generation })).toBe(true);
    expect(await bed.bucket.stat('o')).toBeUndefined();
    expect(bed.faults.pending).toBe(0);
  });

  test.each([0, 1, 2, 3])('an upload whose request %i it is arrives whole, once', async (index) => {
    const bytes = randomBytes(2 * QUANTUM + 5);
    bed.faults.add({ call: bed.gcs.calls.length + index, ...fault });
    const state = await bed.bucket.upload('dump', streamOf(bytes), { ifGeneration: ABSENT });
    expect(generationsOf('dump')).toBe(1);
    expect((await bed.bucket.read('dump'))?.bytes.equals(bytes)).toBe(true);
    expect(state.generation).toBe((await bed.bucket.stat('dump'))?.generation);
    expect(bed.faults.pending).toBe(0);
  });

  test.each([/Objects.Get$/, /Objects.GetMedia/, /Objects.List/])(
    'a read by %s is answered',
    async (call) => {
      await bed.bucket.write('o', Buffer.from('one'), { ifGeneration: ABSENT });
      arm(call);
      expect((await bed.bucket.stat('o'))?.size).toBe(3);
      expect((await bed.bucket.read('o'))?.bytes.toString()).toBe('one');
      const names: string[] = [];
      for await (const { name } of bed.bucket.list('')) names.push(name);
      expect(names).toEqual(['o']);
      expect(bed.faults.pending).toBe(0);
    },
  );
});

test('a 412 is believed at once: somebody else has written', async () => {
  bed.faults.add({ call: /Objects.Insert/, kind: 'status', status: 412 });
  await expect(bed.bucket.write('o', Buffer.from('x'), { ifGeneration: ABSENT })).rejects.toThrow(Conflict);
  expect(generationsOf('o')).toBe(0);
});

test('after a lost answer, the same bytes of somebody else are not taken for ours', async () => {
  bed.faults.add({ call: /Objects.Insert/, kind: 'reset-before' });
  const other = bucketOf(bed.gcs.url);
  const ours = bed.bucket.write('o', Buffer.from('same'), { ifGeneration: ABSENT });
  // Arrives while ours waits for its second try.
  const theirs = other.write('o', Buffer.from('same'), { ifGeneration: ABSENT });
  const settled = await Promise.allSettled([ours, theirs]);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(generationsOf('o')).toBe(1);
});

test.each([0, 1, 1000, QUANTUM - 1, QUANTUM])(
  'an upload whose chunk is cut at byte %i goes on from what has arrived',
  async (afterBytes) => {
    const bytes = randomBytes(3 * 4 * QUANTUM + 1);
    bed.gcs.cuts.add({ call: /Uploads.Append/, afterBytes, times: 2 });
    const bucket = bucketOf(bed.gcs.url, 'models', 6, 4 * QUANTUM);
    await bucket.upload('dump', streamOf(bytes), { ifGeneration: ABSENT });
    expect((await bucket.read('dump'))?.bytes.equals(bytes)).toBe(true);
    expect(generationsOf('dump')).toBe(1);
    expect(bed.gcs.cuts.pending).toBe(0);
    expect(bed.methods()).toContain('Uploads.Query');
  },
);

test.each([
  ['in one stream', 10 * QUANTUM, QUANTUM],
  ['in slices', QUANTUM, QUANTUM / 4],
])(
  'a download %s that is cut again and again goes on from where it broke',
  async (_how, slice, afterBytes) => {
    const bytes = randomBytes(10 * QUANTUM + 1);
    await bed.bucket.upload('dump', streamOf(bytes), { ifGeneration: ABSENT });
    bed.gcs.cuts.add({ call: /GetMedia/, afterBytes, times: 8 });
    const reading = await bucketOf(bed.gcs.url, 'models', 6, slice).open('dump');
    expect((await collected(reading?.bytes ?? streamOf(Buffer.from('nothing')))).equals(bytes)).toBe(true);
    expect(bed.gcs.cuts.pending).toBe(0);
  },
);

test('a large download that nobody wants any more asks for nothing further', async () => {
  await bed.bucket.upload('dump', streamOf(randomBytes(40 * QUANTUM)), { ifGeneration: ABSENT });
  const reading = await bed.bucket.open('dump');
  let seen = 0;
  for await (const piece of reading?.bytes ?? []) {
    seen += piece.length;
    if (seen >= 10 * QUANTUM) break;
  }
  // Slices are half a quantum: twenty were taken, and no more than three beyond them were on their way.
  const asked = bed.methods().filter((method) => method === 'Objects.GetMedia').length;
  expect(asked).toBeGreaterThanOrEqual(20);
  expect(asked).toBeLessThanOrEqual(24);
});

test('a slice that can never be had fails the download, and leaves no request behind', async () => {
  await bed.bucket.upload('dump', streamOf(randomBytes(20 * QUANTUM)), { ifGeneration: ABSENT });
  const reading = await bed.bucket.open('dump');
  bed.faults.add({ call: /GetMedia/, kind: 'status', status: 403, times: 100 });
  await expect(collected(reading?.bytes ?? streamOf(Buffer.from('nothing')))).rejects.toThrow(
    'Reading gs://',
  );
});

test('a service that falls silent is asked again, and a reader who takes his time is not taken for one', async () => {
  const bytes = randomBytes(3 * QUANTUM);
  await bed.bucket.upload('dump', streamOf(bytes), { ifGeneration: ABSENT });
  bed.faults.add({ call: /GetMedia/, kind: 'slow', delayMs: 600_000, times: 1 });
  const reading = await bed.bucket.open('dump');
  expect(bed.methods().filter((method) => method === 'Objects.GetMedia')).toHaveLength(2);
  const pieces: Buffer[] = [];
  for await (const piece of reading?.bytes ?? []) {
    // Longer than the service may be silent.
    if (pieces.length === 0) await scaledClock(600).sleep(300_000, new AbortController().signal);
    pieces.push(piece);
  }
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  // The first slice came with the answer; each of the others has been asked for once.
  expect(bed.methods().filter((method) => method === 'Objects.GetMedia')).toHaveLength(2 + 5);
});

test('a download that never gets further is given up', async () => {
  await bed.bucket.upload('dump', streamOf(randomBytes(QUANTUM)), { ifGeneration: ABSENT });
  bed.gcs.cuts.add({ call: /GetMedia/, afterBytes: 0, times: 100 });
  await expect(bed.bucket.read('dump')).rejects.toMatchObject({
    remedy: expect.stringContaining('could not be reached'),
  });
});

test('a download goes on in its own generation when the object is replaced meanwhile', async () => {
  const bytes = randomBytes(4 * QUANTUM);
  const { generation } = await bed.bucket.upload('dump', streamOf(bytes), { ifGeneration: ABSENT });
  bed.gcs.cuts.add({ call: /GetMedia/, afterBytes: QUANTUM });
  const reading = await bed.bucket.open('dump');
  await bed.bucket.write('dump', Buffer.from('new'), { ifGeneration: generation });
  expect((await collected(reading?.bytes ?? streamOf(Buffer.from('nothing')))).equals(bytes)).toBe(true);
});

test('without versions, a download whose generation is gone says so, and mixes nothing', async () => {
  bed.gcs.state.bucket('models').versioning = false;
  const { generation } = await bed.bucket.upload('dump', streamOf(randomBytes(8 * QUANTUM)), {
    ifGeneration: ABSENT,
  });
  bed.gcs.cuts.add({ call: /GetMedia/, afterBytes: QUANTUM });
  const reading = await bed.bucket.open('dump');
  await bed.bucket.write('dump', Buffer.from('new'), { ifGeneration: generation });
  await expect(collected(reading?.bytes ?? streamOf(Buffer.from('nothing')))).rejects.toThrow(Conflict);
});

test('bytes that rot in the store are noticed', async () => {
  await bed.bucket.write('o', Buffer.from('good'), { ifGeneration: ABSENT });
  const version = bed.gcs.state.bucket('models').live.get('o');
  if (version) version.content.crc32c = 'AAAAAA==';
  await expect(bed.bucket.read('o')).rejects.toThrow('the checksum does not match');
});

test('a service that stays away is given up with a word on what to do', async () => {
  bed.faults.add({ call: /Objects/, kind: 'status', status: 503, times: 100 });
  await expect(bed.bucket.write('o', Buffer.from('x'), { ifGeneration: ABSENT })).rejects.toMatchObject({
    remedy: expect.stringContaining('run this again'),
  });
  expect(bed.gcs.calls).toHaveLength(6);
});

test('two hundred writers at once: every success is one step of one unbroken sequence', async () => {
  const start = await bed.bucket.write('counter', Buffer.from('0'), { ifGeneration: ABSENT });
  const increment = async (): Promise<number> => {
    for (;;) {
      const seen = await bed.bucket.read('counter');
      const next = Number(seen?.bytes) + 1;
      try {
        await bed.bucket.write('counter', Buffer.from(String(next)), {
          ifGeneration: seen?.generation ?? ABSENT,
        });
        return next;
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
      }
    }
  };
  const oneShot = Promise.allSettled(
    Array.from({ length: 200 }, (_, index) =>
      bed.bucket.write('once', Buffer.from(String(index)), { ifGeneration: ABSENT }),
    ),
  );
  expect((await oneShot).filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  // Fewer than a writer has tries: none is so unlucky as to meet them all.
  bed.faults.add({ call: /Objects.Insert/, kind: 'reset-after', times: 5 });
  const numbers = await Promise.all(Array.from({ length: 25 }, increment));
  const last = Number((await bed.bucket.read('counter'))?.bytes);
  const { live, noncurrent } = bed.gcs.state.bucket('models');
  const generations = [...(noncurrent.get('counter') ?? []), live.get('counter')].map(
    (each) => each?.generation ?? 0,
  );
  expect(new Set(numbers).size).toBe(25);
  expect(generations).toHaveLength(last + 1);
  expect(generations).toEqual([...generations].sort((a, b) => a - b));
  expect(String(generations[0])).toBe(start.generation);
}, 60_000);
