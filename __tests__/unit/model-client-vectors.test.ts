import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020';
import type { AnySchema } from 'ajv/dist/2020';
import { accept } from '../../clients/typescript/accept';
import type { Seen } from '../../clients/typescript/accept';
import { bucketOf, choose } from '../../clients/typescript/choose';
import { pinnedKey } from '../../clients/typescript/envelope';
import type { Installation } from '../../clients/typescript/installation';
import { readManifest } from '../../clients/typescript/manifest';
import { Rejected } from '../../clients/typescript/reasons';
import { FRESH } from '../../clients/typescript/state';
import type { Held, State } from '../../clients/typescript/state';
import * as trial from '../../clients/typescript/trial';
import { compareVersions, isVersion } from '../../clients/typescript/versions';
import { updateVectors } from '../../scripts/model-vectors';

const vectors = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../clients/vectors', name), 'utf8'));

interface PinnedKey {
  pem: string;
  rawBase64: string;
}

test('the files are what their script writes', async () => {
  expect(await updateVectors({ check: true })).toEqual([]);
});

test('the JSON Schema accepts every manifest of the vectors, and refuses one without a sequence', () => {
  const path = join(import.meta.dirname, '../../actions/model-manifest/schema/manifest.schema.json');
  const schema = JSON.parse(readFileSync(path, 'utf8')) as AnySchema;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const isValid = ajv.compile(schema);
  const { cases } = vectors('choices.json') as { cases: { manifest: object }[] };
  // A client is to stand formats and audiences that nobody knows yet; the publisher writes none of them.
  const refused = cases.map(({ manifest }) => manifest).filter((manifest) => !isValid(manifest));
  expect(JSON.stringify(refused)).toContain('"watches"');
  expect(refused).toHaveLength(1);
  expect(isValid({ ...cases[0]?.manifest, sequence: undefined })).toBe(false);
  expect(isValid({ ...cases[0]?.manifest, later: true })).toBe(true);
});

/** What the client makes of an envelope, in the words of the vectors. */
function decisionOn(base64: string, keys: readonly PinnedKey[], seen: Seen | null, now: string): string {
  const trust = { modelId: 'smile', keys: keys.map(({ pem }) => pinnedKey(pem)) };
  try {
    accept(Buffer.from(base64, 'base64'), trust, seen, Date.parse(now));
    return 'accept';
  } catch (error) {
    if (error instanceof Rejected) return error.reason;
    throw error;
  }
}

describe('envelopes.json', () => {
  interface File {
    keys: PinnedKey[];
    now: string;
    cases: { name: string; envelopeBase64: string; expect: string }[];
  }
  const { keys, now, cases } = vectors('envelopes.json') as File;

  test.each(cases)('$name: $expect', ({ envelopeBase64, expect: wanted }) => {
    expect(decisionOn(envelopeBase64, keys, null, now)).toBe(wanted);
  });

  test('gives the keys in two forms that are the same', () => {
    for (const { pem, rawBase64 } of keys) {
      const { x } = createPublicKey(pem).export({ format: 'jwk' });
      expect(Buffer.from(x ?? '', 'base64url').toString('base64')).toBe(rawBase64);
    }
  });
});

describe('sequences.json', () => {
  interface File {
    keys: PinnedKey[];
    envelopesBase64: Record<string, string>;
    cases: { name: string; envelope: string; seen: Seen | null; now: string; expect: string }[];
  }
  const { keys, envelopesBase64, cases } = vectors('sequences.json') as File;

  test.each(cases)('$name: $expect', ({ envelope, seen, now, expect: wanted }) => {
    expect(decisionOn(envelopesBase64[envelope] ?? '', keys, seen, now)).toBe(wanted);
  });
});

test('buckets.json: every installation draws its lot', () => {
  interface File {
    cases: { salt: string; installationId: string; bucket: number }[];
  }
  const { cases } = vectors('buckets.json') as File;
  expect(cases.length).toBeGreaterThan(20);
  for (const { salt, installationId, bucket } of cases) expect(bucketOf(salt, installationId)).toBe(bucket);
});

describe('choices.json', () => {
  interface Case {
    name: string;
    installation: Installation;
    failed: string[];
    manifest: unknown;
    expect: { take: string } | { keep: string };
  }
  const { cases } = vectors('choices.json') as { cases: Case[] };

  test.each(cases)('$name', ({ installation, failed, manifest, expect: wanted }) => {
    const choice = choose(readManifest(manifest), installation, failed);
    expect('take' in choice ? { take: choice.take.version } : choice).toEqual(wanted);
  });
});

describe('versions.json', () => {
  interface File {
    ascending: string[];
    equal: [string, string][];
    invalid: string[];
  }
  const { ascending, equal, invalid } = vectors('versions.json') as File;

  test('every version is higher than all before it', () => {
    for (const [index, version] of ascending.entries())
      for (const lower of ascending.slice(0, index)) {
        expect(compareVersions(lower, version)).toBeLessThan(0);
        expect(compareVersions(version, lower)).toBeGreaterThan(0);
      }
  });

  test('what follows a plus makes no difference', () => {
    for (const [one, other] of equal) expect(compareVersions(one, other)).toBe(0);
  });

  test('what is no version is refused', () => {
    expect(invalid.filter(isVersion)).toEqual([]);
  });
});

describe('trials.json', () => {
  type Step = { after: unknown } & (
    | { event: 'checking' | 'checked' | 'failed' | 'healthy' | 'closed'; model: string }
    | { event: 'launched'; usable: string[] }
    | { event: 'discarded'; models: string[] }
    | { event: 'abandoned' | 'bundledAgain' }
  );
  interface File {
    healthyLaunchesNeeded: number;
    bundled: string;
    cases: { name: string; steps: Step[] }[];
  }
  const { healthyLaunchesNeeded, bundled, cases } = vectors('trials.json') as File;

  const held = (letter: string): Held => ({
    version: '1.0.0',
    sha256: letter,
    size: 1,
    requires: { minAppVersion: null, minRuntime: null, preprocessingId: null },
  });

  function next(state: State, step: Step): State {
    switch (step.event) {
      case 'checking':
        return trial.checking(state, held(step.model));
      case 'healthy':
        return trial.healthy(state, step.model, healthyLaunchesNeeded);
      case 'launched':
        return trial.launched(state, new Set(step.usable));
      case 'discarded':
        return trial.discarded(state, new Set(step.models));
      case 'abandoned':
      case 'bundledAgain':
        return trial[step.event](state);
      default:
        return trial[step.event](state, step.model);
    }
  }

  const letter = (model: Held | null): string => model?.sha256 ?? bundled;

  const inShort = (state: State): unknown => ({
    uses: letter(trial.inUse(state)),
    current: letter(state.current),
    previous: letter(state.previous),
    trial: state.trial && { ...state.trial, model: letter(state.trial.model) },
    failed: state.failed,
  });

  test.each(cases)('$name', ({ steps }) => {
    let state = FRESH;
    for (const step of steps) {
      state = next(state, step);
      expect(inShort(state)).toEqual(step.after);
    }
  });
});
