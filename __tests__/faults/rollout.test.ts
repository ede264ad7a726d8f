import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActionOptions } from './rollout/action';
import type { FaultKind } from './rollout/fault-kinds';
import { servingInWords } from './rollout/inspect';
import { playCase } from './rollout/play-case';
import type { Played } from './rollout/play-case';
import { PRIOR, REGION } from './rollout/place';
import { SCENARIOS } from './rollout/scenarios';
import { setStage } from './rollout/stage';
import type { Stage } from './rollout/stage';

/** A few of the cases of `npm run faults -- rollout`, which plays them all. */
describe('a rollout that is disturbed', () => {
  const over = new AbortController();
  let stage: Stage;
  let options: ActionOptions;
  let cache: string;
  beforeAll(async () => {
    stage = await setStage();
    cache = await mkdtemp(join(tmpdir(), 'sluice-faults-'));
    options = {
      bundles: join(import.meta.dirname, '../../dist'),
      environment: { ...stage.environment, SLUICE_SEED: '1', NODE_COMPILE_CACHE: cache },
      token: () => stage.token(),
      signal: over.signal,
    };
  });
  afterAll(async () => {
    over.abort();
    await stage.close();
    await rm(cache, { recursive: true, force: true });
  });

  const play = (method: string, nth: number, kind: FaultKind): Promise<Played> => {
    const [scenario] = SCENARIOS;
    if (!scenario) throw new Error('There is no scenario.');
    return playCase(
      stage,
      { number: 1, scenario, before: [], target: { method, region: REGION, nth }, kind },
      options,
    );
  };

  // The second update creates the candidate, after one that only asks whether it may; the third gives it 5 %.
  test.each([
    [3, 'reset-after'],
    [2, 'etag-race'],
    [3, 'kill-after'],
    [3, 'operation-error'],
  ] as const)('update %i, %s: no traffic is lost, and nobody else is touched', async (nth, kind) => {
    const { met, faults } = await play('Services.UpdateService', nth, kind);
    expect(faults).toEqual([]);
    expect(met).toBe(true);
  });

  test('a run that was lost at 5 % is taken to its end by the next', async () => {
    const { met, faults } = await play('Services.UpdateService', 3, 'runner-lost-after');
    expect({ met, faults }).toEqual({ met: true, faults: [] });
    expect(servingInWords(stage, [REGION])).toMatch(/^shop-0123456-[0-9a-f]{8} 100 %$/);
  });

  test('a fault at a call that is never made is not counted as met', async () => {
    expect(await play('Services.DeleteService', 1, '503')).toMatchObject({ met: false });
    expect(servingInWords(stage, [REGION])).not.toContain(PRIOR);
  });
});
