import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash, createPublicKey } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { opened } from '../../actions/model-manifest/src/manifest/envelope';
import type { Manifest } from '../../actions/model-manifest/src/manifest/model';
import { scaledClock } from '../../emulators/clock';
import { startGcs } from '../../emulators/gcs';
import type { RunningGcs } from '../../emulators/gcs';
import { startSecretManager } from '../../emulators/secretmanager';
import type { StepResult } from '../runner/fake-runner';
import { keys, openModelBed, outcomesOf } from './model-bed';
import type { ModelBed } from './model-bed';

let gcs: RunningGcs;
let bed: ModelBed;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-verbs-'));
  gcs = await startGcs({ clock: scaledClock(600), buckets: [{ name: 'models' }], writeIntervalMs: 0 });
  bed = await openModelBed({ home: 'gs://models/smile' }, { SLUICE_STORAGE_ENDPOINT: gcs.url });
});

afterEach(async () => {
  await bed.close();
  await gcs.close();
  await rm(folder, { recursive: true });
});

async function served(): Promise<Manifest> {
  const response = await fetch(`${gcs.url}/models/smile/manifest.json`);
  return opened(Buffer.from(await response.arrayBuffer()), [createPublicKey(keys.public)], 'the manifest');
}

const errorOf = ({ annotations }: StepResult): string => annotations.map(({ message }) => message).join('\n');
const writes = (): number => gcs.calls.filter(({ write, status }) => write && status < 400).length;
const first = { first: 'true', channel: 'stable' };

describe('renewing', () => {
  test('gives a manifest that is about to expire more time, and leaves one alone that is not', async () => {
    await bed.publish('1.0.0', 80, { ...first, 'expires-after': '7d' });
    const before = await served();
    const early = await bed.step({ verb: 'renew', 'renew-before': '5d' });
    expect(early.outputs).toMatchObject({ result: 'unchanged', sequence: '1' });
    const step = await bed.step({ verb: 'renew', 'renew-before': '10d', 'expires-after': '90d' });
    expect(step.outputs).toMatchObject({ result: 'renewed', sequence: '2', stable: '1.0.0' });
    const after = await served();
    expect(after.versions).toEqual(before.versions);
    expect(Date.parse(after.expires) - Date.parse(before.expires)).toBeGreaterThan(82 * 86_400_000);
  });
});

describe('what was approved', () => {
  beforeEach(async () => {
    await bed.publish('1.0.0', 80, first);
    await bed.publish('1.1.0', 90);
  });

  test('is told before, without a key that signs and without a change', async () => {
    const before = writes();
    const planned = { verb: 'promote', version: '1.1.0', 'dry-run': 'true', 'signing-key': '' };
    const step = await bed.step({ ...planned, 'trusted-keys': keys.public });
    expect(step.outputs).toMatchObject({ result: 'planned', stable: '1.0.0', canary: '1.1.0' });
    expect(step.summary).toContain('stable: 1.0.0 → 1.1.0 (90 % accuracy of 100)');
    expect(writes()).toBe(before);
  });

  test('is what becomes stable, and nothing that came to the canary meanwhile', async () => {
    await bed.publish('1.2.0', 95);
    const step = await bed.step({ verb: 'promote', version: '1.1.0' });
    expect(errorOf(step)).toContain('canary of smile has 1.2.0, and not 1.1.0');
    expect((await served()).channels).toMatchObject({ stable: '1.0.0', canary: '1.2.0' });
  });

  test('stays as it is when a step is run again after something newer came to the canary', async () => {
    await bed.step({ verb: 'promote', version: '1.1.0' });
    await bed.publish('1.2.0', 95);
    const again = await bed.step({ verb: 'promote', version: '1.1.0' });
    expect(again.outputs).toMatchObject({ result: 'unchanged', stable: '1.1.0', canary: '1.2.0' });
  });
});

describe('golden examples', () => {
  const golden = async (content: unknown): Promise<StepResult> => {
    const file = join(folder, 'golden.json');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return bed.publish('1.0.0', 80, { ...first, golden: file });
  };
  const inputs = [[1, 2, 3, 4, 5, 6, 7, 8]];

  test('that belong to the model are published with it', async () => {
    const step = await golden({ cases: [{ inputs, outputs: [[0.1, 0.9]] }] });
    expect(errorOf(step)).toBe('');
    expect((await served()).versions[0]?.golden?.path).toMatch(/^blobs\/sha256\//);
  });

  test.each([
    ['no JSON', 'cases: []', 'the whole'],
    ['no case', { cases: [] }, 'cases'],
    ['a text for a number', { cases: [{ inputs: [['1']], outputs: [[1, 2]] }] }, 'cases.0.inputs.0.0'],
    [
      'too few numbers',
      { cases: [{ inputs: [[1]], outputs: [[1, 2]] }] },
      '1 numbers for photo, which takes 8',
    ],
    ['too many tensors', { cases: [{ inputs, outputs: [[1, 2], [3]] }] }, '2 outputs; the model has 1'],
  ])('with %s are refused before anything is written', async (_what, content, message) => {
    const step = await golden(content);
    expect(errorOf(step)).toContain('holds no golden examples for this model');
    expect(errorOf(step)).toContain(message);
    expect(writes()).toBe(0);
  });
});

describe('a new test set', () => {
  const NEW_SET = 'b'.repeat(64);

  /** A report on a file, as an evaluation on the new test set writes it. */
  async function reportOn(file: string, correct: number, name: string): Promise<string> {
    const modelSha256 = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    const facts = { modelSha256, testSetSha256: NEW_SET, metric: 'accuracy', n: 100, correct };
    const path = join(folder, name);
    await writeFile(path, JSON.stringify({ schemaVersion: 1, ...facts, outcomes: outcomesOf(correct) }));
    return path;
  }

  beforeEach(async () => {
    await bed.publish('1.0.0', 95, first);
  });

  test('is refused unless it is said to be one', async () => {
    const { file } = await bed.model('1.1.0', 70);
    const report = await reportOn(file, 70, 'new.json');
    const step = await bed.step({
      verb: 'publish',
      version: '1.1.0',
      file,
      report,
      'min-improvement': '1pp',
    });
    expect(errorOf(step)).toContain('another test set than that of 1.0.0');
    expect(errorOf(step)).toContain('`new-test-set`');
  });

  test('judges both models with the same command, the present one as it is stored', async () => {
    const { file } = await bed.model('1.1.0', 70);
    const champion = (await bed.model('1.0.0', 95)).file;
    const reports = [await reportOn(champion, 60, 'champion.json'), await reportOn(file, 70, 'new.json')];
    // Which of the two it is, the command learns from the bytes alone.
    const runs = join(folder, 'runs');
    const script = `echo one >> ${runs}; cmp -s "$MODEL_FILE" ${champion} && cp ${reports[0] ?? ''} "$REPORT_FILE" || cp ${reports[1] ?? ''} "$REPORT_FILE"`;
    const evaluate = JSON.stringify(['sh', '-c', script]);
    const asked = { verb: 'publish', version: '1.1.0', file, evaluate, 'new-test-set': 'true' };
    const no = await bed.step({ ...asked, 'min-improvement': '10pp' });
    await rm(runs);
    expect(errorOf(no)).toContain('70 % against 60 % of 1.0.0');
    const yes = await bed.step({ ...asked, 'min-improvement': '9pp' });
    expect(yes.outputs).toMatchObject({ result: 'published', canary: '1.1.0' });
    // Once for each of the two, although the gate is asked before the upload and again at the commit.
    expect(await readFile(runs, 'utf8')).toBe('one\none\n');
  });

  test('takes a report on the present model, and only on that one', async () => {
    const { file } = await bed.model('1.1.0', 70);
    const champion = (await bed.model('1.0.0', 95)).file;
    const report = await reportOn(file, 70, 'new.json');
    const asked = { verb: 'publish', version: '1.1.0', file, report, 'min-improvement': '1pp' };
    const wrong = await bed.step({ ...asked, 'champion-report': report });
    expect(errorOf(wrong)).toContain('is about another model');
    const right = await reportOn(champion, 60, 'champion.json');
    const step = await bed.step({ ...asked, 'champion-report': right });
    expect(step.outputs['result']).toBe('published');
  });

  test('needs something that evaluates the present model', async () => {
    const { file, report } = await bed.model('1.1.0', 70);
    const asked = { verb: 'publish', version: '1.1.0', file, report, 'min-improvement': '1pp' };
    const step = await bed.step({ ...asked, 'new-test-set': 'true' });
    expect(errorOf(step)).toContain('`new-test-set`');
  });
});

describe('a signing key in Secret Manager', () => {
  test('signs without ever being an input, and is not printed', async () => {
    const manager = await startSecretManager({ clock: scaledClock(1) });
    try {
      const name = 'projects/acme/secrets/model-key';
      manager.add(name, keys.private);
      const env = { SLUICE_STORAGE_ENDPOINT: gcs.url, SLUICE_SECRET_MANAGER_ENDPOINT: manager.url };
      const other = await openModelBed({ home: 'gs://models/smile' }, env);
      const step = await other.publish('1.0.0', 80, {
        ...first,
        'signing-key': '',
        'signing-key-secret': name,
      });
      expect(errorOf(step)).toBe('');
      expect(await served()).toMatchObject({ sequence: 1 });
      expect(step.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(keys.private.split('\n')[1]);
      await other.close();
    } finally {
      await manager.close();
    }
  });

  test('is given in one way, and not in two', async () => {
    const step = await bed.publish('1.0.0', 80, { ...first, 'signing-key-secret': 'projects/p/secrets/s' });
    expect(errorOf(step)).toContain('Both `signing-key` and `signing-key-secret` are given');
  });
});
