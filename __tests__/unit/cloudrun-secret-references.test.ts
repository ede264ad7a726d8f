import { describe, expect, test } from '@jest/globals';
import {
  renderTemplate,
  sameTemplate,
  secretReferences,
  withoutSecretVersions,
  withSecretVersions,
} from '../../lib/cloudrun';
import type { Template } from '../../lib/cloudrun';

const variable = (name: string, version: string, secret = 'shop-db') => ({
  name,
  valueSource: { secretKeyRef: { secret, version } },
});

const template: Template = {
  containers: [
    { name: 'web', env: [{ name: 'LEVEL', value: '1' }, variable('DB', 'latest'), variable('OLD', '3')] },
    { env: [variable('TOKEN', '', 'projects/other/secrets/token')] },
  ],
  volumes: [
    {
      name: 'keys',
      secret: { secret: 'api-keys', items: [{ path: 'api.json', version: 'stable', mode: 288 }] },
    },
    { name: 'whole', secret: { secret: 'certificate', defaultMode: 292 } },
    { name: 'sql', cloudSqlInstance: { instances: ['p:r:i'] } },
  ],
};

describe('references to secrets', () => {
  test('are found in variables of every container, and in volumes', () => {
    expect(secretReferences(template)).toEqual([
      { place: 'web/env/DB', secret: 'shop-db', version: 'latest' },
      { place: 'web/env/OLD', secret: 'shop-db', version: '3' },
      { place: '1/env/TOKEN', secret: 'projects/other/secrets/token', version: 'latest' },
      { place: 'volume/keys/api.json', secret: 'api-keys', version: 'stable' },
      { place: 'volume/whole/certificate', secret: 'certificate', version: 'latest' },
    ]);
  });

  test('are pinned where they move, and nothing else changes', () => {
    const pinned = withSecretVersions(template, () => '7');
    expect(secretReferences(pinned).map(({ version }) => version)).toEqual(['7', '3', '7', '7', '7']);
    expect(pinned.volumes).toEqual([
      {
        name: 'keys',
        secret: { secret: 'api-keys', items: [{ path: 'api.json', version: '7', mode: 288 }] },
      },
      {
        name: 'whole',
        secret: { secret: 'certificate', defaultMode: 292, items: [{ path: 'certificate', version: '7' }] },
      },
      template.volumes?.[2],
    ]);
    expect(pinned.containers?.[0]?.env?.[0]).toEqual({ name: 'LEVEL', value: '1' });
  });

  test('are followed anew by the next deploy, and a version that somebody has set by hand since is not', () => {
    const pinned = withSecretVersions(template, () => '7');
    const asked = secretReferences(withoutSecretVersions(pinned)).map(({ version }) => version);
    expect(asked).toEqual(['latest', '3', 'latest', 'stable', 'latest']);
    const byHand: Template = {
      ...pinned,
      containers: [{ ...pinned.containers?.[0], env: [variable('DB', '5')] }],
    };
    expect(secretReferences(withoutSecretVersions(byHand))[0]).toMatchObject({ version: '5' });
  });

  test('that stand for the same versions make the same revision', () => {
    const pinned = withSecretVersions(template, () => '7');
    const again = withSecretVersions(withoutSecretVersions(pinned), () => '7');
    expect(sameTemplate(again, pinned)).toBe(true);
    expect(
      sameTemplate(
        withSecretVersions(withoutSecretVersions(pinned), () => '8'),
        pinned,
      ),
    ).toBe(false);
  });

  test('that cannot be looked up stay as they are, and leave no memory', () => {
    expect(withSecretVersions(template, () => undefined)).toEqual(template);
  });

  test.each(['{', '[]', '{"web/env/DB":["latest"]}', '{"web/env/DB":["latest","x"]}'])(
    'are read as they stand where the memory is %s',
    (text) => {
      const tampered = { ...template, annotations: { 'sluice.dev/secret-versions': text } };
      expect(secretReferences(withoutSecretVersions(tampered))).toEqual(secretReferences(template));
    },
  );

  test('to a volume of another project that names no files are left alone', () => {
    const foreign: Template = { volumes: [{ name: 'x', secret: { secret: 'projects/p/secrets/s' } }] };
    expect(secretReferences(foreign)).toEqual([]);
  });
});

describe('the references that a deploy asks for', () => {
  const image = `registry.example/app@sha256:${'1'.repeat(64)}`;
  const present: Template = {
    containers: [{ image, env: [variable('DB', '7'), { name: 'LEVEL', value: '1' }] }],
  };
  const rendered = (secrets: Record<string, string>, secretsMode: 'merge' | 'replace', variables = {}) =>
    renderTemplate(present, {
      image,
      variables,
      variablesMode: 'replace',
      secrets: Object.fromEntries(
        Object.entries(secrets).map(([name, secret]) => [name, { secret, version: 'latest' }]),
      ),
      secretsMode,
    }).containers?.[0]?.env;

  test('are put beside those that are there, or in their place', () => {
    expect(rendered({ KEY: 'api-key' }, 'merge')).toEqual([
      variable('DB', '7'),
      variable('KEY', 'latest', 'api-key'),
    ]);
    expect(rendered({ KEY: 'api-key' }, 'replace')).toEqual([variable('KEY', 'latest', 'api-key')]);
    expect(rendered({ DB: 'other' }, 'merge')).toEqual([variable('DB', 'latest', 'other')]);
  });

  test('give way to a plain variable of the same name', () => {
    expect(rendered({}, 'merge', { DB: 'sqlite' })).toEqual([{ name: 'DB', value: 'sqlite' }]);
  });
});
