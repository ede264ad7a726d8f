import { expect, test } from '@jest/globals';
import type { Clock } from '../../emulators/clock';
import { Code, openBed } from './cloudrun-bed';

test('about 60 writes a minute are allowed; a minute later there may be more', async () => {
  let now = Date.now();
  const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
  const bed = await openBed('REST', { clock });
  try {
    await bed.create();
    const write = (count: number) => bed.update({ labels: { count: String(count) } }, ['labels']);
    for (let count = 2; count <= 60; count += 1) await write(count);
    await expect(write(61)).rejects.toMatchObject({ code: Code.resourceExhausted });
    expect((await bed.get()).labels).toEqual({ count: '60' });
    now += 60_001;
    await write(62);
    expect((await bed.get()).labels).toEqual({ count: '62' });
  } finally {
    await bed.close();
  }
});
