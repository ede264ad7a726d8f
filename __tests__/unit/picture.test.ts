import { describe, expect, test } from '@jest/globals';
import { cells } from '../../rehearsal/picture/cells';
import { draw } from '../../rehearsal/picture/draw';
import { cellsOfShares } from '../../rehearsal/picture/draw-traffic';
import { painted, textOf } from '../../rehearsal/picture/line';
import { Scene } from '../../rehearsal/picture/picture';
import { badCanary, playInto } from './picture-recording';

const ESCAPE = '\u001b';
const roomOf = (width: number, height = 40): { width: number; height: number } => ({ width, height });

function sceneUntil(milliseconds: number): Scene {
  const scene = new Scene('bad-canary', 'A version that fails is found out and brought back.', 0);
  playInto(
    {
      event: (event, at) => {
        scene.event(event, at);
      },
      split: (split) => {
        scene.split(split);
      },
      served: (served, at) => {
        scene.served(served, at);
      },
    },
    badCanary.filter(({ at }) => at <= milliseconds),
  );
  return scene;
}

const shown = (scene: Scene, at: number, room = roomOf(80)): string =>
  draw(scene.picture(at), room).map(textOf).join('\n');

describe('the picture of a scenario', () => {
  test('shows the jobs as a tree, the one that runs with its step and its time', () => {
    const text = shown(sceneUntil(7_000), 7_000);
    expect(text).toMatch(/^production$/m);
    expect(text).toMatch(/├─ ✓ Plan +done in 1\.0 s/);
    expect(text).toMatch(/└─ ● Production +running 2\.0 s {2}Rollout/);
  });

  test('shows the open gate with the beginning of its brief, and no longer when it is closed', () => {
    const open = shown(sceneUntil(3_500), 3_500);
    expect(open).toContain('Gate  production waits for approval');
    expect(open).toContain('│ ## Brief: mathapp');
    expect(open).toMatch(/\? production +waits for approval {2}production/);
    expect(shown(sceneUntil(5_000), 5_000)).not.toContain('waits for approval');
  });

  test('shows the split as a bar that reads without colours, and how each revision does', () => {
    const text = shown(sceneUntil(7_000), 7_000);
    expect(text).toContain('S stable 95 %  C candidate 5 %');
    expect(text).toMatch(/^S{76}C{4}$/m);
    expect(text).toMatch(/^S mathapp-prior +95 % +\d+\.\d +0\.0 % +12 ms +\d+ +0$/m);
    expect(text).toMatch(/^C mathapp-c0ffee1-dcc83d8e +5 % +\d+\.\d +50\.0 % +30 ms +2 +1$/m);
  });

  test('tells at the end which job failed in which step, and keeps the error in sight', () => {
    const scene = sceneUntil(Infinity);
    scene.outcome = 'as-it-should';
    const text = shown(scene, 9_000);
    expect(text).toMatch(/✗ Production +failed after 2\.5 s {2}Rollout/);
    expect(text).toMatch(/✓ Rollback +done in/);
    expect(text).toMatch(/– Cleanup +skipped/);
    expect(text).toContain('error: mathapp-c0ffee1-dcc83d8e was rolled back');
    expect(text).toContain('✓ as it should be');
  });

  test('rates are those of the last moments, totals those of the whole', () => {
    const scene = sceneUntil(7_000);
    expect(shown(scene, 30_000)).toMatch(/^C mathapp-c0ffee1-dcc83d8e +5 % +0\.0 +– +– +2 +1$/m);
  });

  test.each([
    [80, 24],
    [120, 30],
    [40, 12],
    [20, 8],
    [7, 3],
  ])('is never wider or higher than a terminal of %d × %d', (width, height) => {
    for (const { at } of badCanary) {
      const lines = draw(sceneUntil(at).picture(at), roomOf(width, height));
      expect(lines.length).toBeLessThanOrEqual(height);
      for (const line of lines) expect(cells(textOf(line))).toBeLessThanOrEqual(width);
    }
  });

  test('drops what matters less on a low terminal, not the candidate', () => {
    const text = shown(sceneUntil(7_000), 7_000, roomOf(100, 11));
    expect(text).toMatch(/^C mathapp-c0ffee1/m);
    expect(text).toMatch(/● Production +running/);
  });

  test('is the same text with colours as without', () => {
    const lines = draw(sceneUntil(7_000).picture(7_000), roomOf(80));
    const colours = new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g');
    expect(lines.some((line) => painted(line, true).includes(ESCAPE))).toBe(true);
    for (const line of lines) {
      expect(painted(line, true).replaceAll(colours, '')).toBe(painted(line, false));
      expect(painted(line, false)).not.toContain(ESCAPE);
    }
  });
});

describe('text from processes', () => {
  test('cannot move the cursor, colour, retitle or reorder', () => {
    const scene = new Scene('x', 'y', 0);
    const line = `${ESCAPE}[2J${ESCAPE}]0;owned\u0007${ESCAPE}[31mred${ESCAPE}c \u202egnp \u009b5Aup\rback\u0008\u0000`;
    scene.event({ type: 'output', job: 'a', step: 's', line, at: 0 }, 0);
    scene.event({ type: 'job-started', job: 'a', name: `a${ESCAPE}[9A\nb`, at: 0 }, 0);
    scene.split({ at: 0, shares: { [`r${ESCAPE}[1A`]: 100 } });
    const text = shown(scene, 0);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
    expect(text).toContain('red gnp up back');
    expect(text).toMatch(/● a b/);
  });

  test('is measured in cells: wide characters do not break the frame', () => {
    const scene = new Scene('x', '新しい版を段階的に公開し、悪ければ自動で戻す。🚀🚀🚀 é', 0);
    for (const line of draw(scene.picture(0), roomOf(21)))
      expect(cells(textOf(line))).toBeLessThanOrEqual(21);
    expect(cells('新🚀e\u0301✓')).toBe(6);
  });
});

describe('the list of jobs', () => {
  test('holds every instance of a matrix, and the second run of a workflow instead of the first', () => {
    const scene = new Scene('x', '', 0);
    const started = (name: string): void => {
      scene.event({ type: 'job-started', job: 'test', name, at: 0 }, 0);
    };
    const finished = (name: string): void => {
      scene.event({ type: 'job-finished', job: 'test', name, at: 0, result: 'success', seconds: 1 }, 1000);
    };
    for (const name of ['test (22)', 'test (24)']) started(name);
    for (const name of ['test (22)', 'test (24)']) finished(name);
    expect(scene.picture(0).jobs.map(({ name, state }) => `${name ?? ''} ${state}`)).toEqual([
      'test (22) success',
      'test (24) success',
    ]);
    started('test (22)');
    expect(scene.picture(0).jobs.map(({ name, state }) => `${name ?? ''} ${state}`)).toEqual([
      'test (22) running',
    ]);
  });

  test('a workflow that waits for its turn gives way to its jobs', () => {
    const scene = new Scene('x', '', 0);
    scene.event({ type: 'job-waiting', job: 'deploy', name: 'Deploy', group: 'prod', at: 0 }, 0);
    expect(shown(scene, 0)).toMatch(/○ Deploy +waits for its turn {2}prod/);
    scene.event({ type: 'job-started', job: 'deploy/plan', name: 'Deploy / Plan', at: 0 }, 0);
    expect(shown(scene, 0)).not.toContain('waits for its turn');
  });
});

test('a share of the bar never vanishes, and the bar is as long as the terminal is wide', () => {
  expect(cellsOfShares([99.9, 0.1], 40)).toEqual([39, 1]);
  expect(cellsOfShares([100, 0], 40)).toEqual([40, 0]);
  expect(cellsOfShares([33, 33, 34], 10).reduce((sum, each) => sum + each, 0)).toBe(10);
  expect(cellsOfShares([], 40)).toEqual([]);
});
