import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkRevisionName } from '../../emulators/cloudrun/names';
import { fingerprint, nextAttempt, renderTemplate, revisionName, sameTemplate } from '../../lib/cloudrun';
import type { Template } from '../../lib/cloudrun';

const IMAGE = `registry.example/app@sha256:${'1'.repeat(64)}`;
const secret = { name: 'DB_PASSWORD', valueSource: { secretKeyRef: { secret: 'db', version: '3' } } };
const present: Template = {
  revision: 'app-old',
  serviceAccount: 'run@demo.iam.gserviceaccount.com',
  containers: [
    { name: 'proxy', image: 'proxy:1', env: [{ name: 'LEVEL', value: 'proxy' }] },
    {
      name: 'app',
      image: 'app:0',
      ports: [{ containerPort: 8080 }],
      env: [{ name: 'LEVEL', value: '1' }, secret, { name: 'LAST', value: 'z' }],
      resources: { limits: { memory: '1Gi' } },
    },
  ],
};

const rendered = (
  variables: Record<string, string>,
  variablesMode: 'merge' | 'replace' = 'merge',
  from: Template | undefined = present,
): Template => renderTemplate(from, { image: IMAGE, variables, variablesMode });

const envOf = (template: Template): unknown => template.containers?.[1]?.env;

describe('the template of the next revision', () => {
  test('gets the image in the container that has the port; sidecars and all else stay, the name goes', () => {
    const next = rendered({});
    expect(next.revision).toBeUndefined();
    expect(next.serviceAccount).toBe(present.serviceAccount);
    expect(next.containers?.[0]).toEqual(present.containers?.[0]);
    expect(next.containers?.[1]).toEqual({ ...present.containers?.[1], image: IMAGE });
  });

  test('merges variables in their places, and new ones at the end', () => {
    expect(envOf(rendered({ NEW: 'n', LEVEL: '2' }))).toEqual([
      { name: 'LEVEL', value: '2' },
      secret,
      { name: 'LAST', value: 'z' },
      { name: 'NEW', value: 'n' },
    ]);
  });

  test('replaces variables, but for references to secrets', () => {
    expect(envOf(rendered({ NEW: 'n' }, 'replace'))).toEqual([secret, { name: 'NEW', value: 'n' }]);
  });

  test('keeps a variable whose name every object knows', () => {
    const odd = { containers: [{ image: 'a', env: [{ name: 'constructor', value: '1' }] }] };
    expect(rendered({}, 'merge', odd).containers?.[0]?.env).toEqual([{ name: 'constructor', value: '1' }]);
  });

  test('of a service that does not exist has the image and the variables', () => {
    expect(
      renderTemplate(undefined, { image: IMAGE, variables: { A: '1' }, variablesMode: 'merge' }),
    ).toEqual({
      containers: [{ image: IMAGE, env: [{ name: 'A', value: '1' }] }],
    });
  });

  test('is the same once it is there, in whatever dress the client library gives it back', () => {
    const template = rendered({ LEVEL: '2', EMPTY: '' });
    const read = structuredClone(template);
    for (const variable of read.containers?.[1]?.env ?? []) Object.assign(variable, { values: 'value' });
    const readBack = { ...read, revision: 'app-new', labels: {}, volumes: [], vpcAccess: null };
    const again = rendered({ LEVEL: '2', EMPTY: '' }, 'merge', readBack);
    expect(sameTemplate(again, readBack)).toBe(true);
  });
});

describe('a fingerprint', () => {
  test('does not see the name, the order of keys, and what is not set', () => {
    const other = { containers: [{ env: [], image: 'a', name: '' }], revision: 'b', vpcAccess: null };
    expect(fingerprint({ revision: 'a', containers: [{ image: 'a' }] })).toBe(fingerprint(other));
  });

  test('sees the value of a variable, its order, and an image', () => {
    const variants = [{ LEVEL: '1' }, { LEVEL: '2' }, { LEVEL: '2', B: '' }].map((each) => rendered(each));
    expect(new Set([...variants, present].map(fingerprint)).size).toBe(4);
  });
});

const services = fc
  .tuple(fc.integer({ min: 1, max: 49 }), fc.constantFrom('a', 'shop-api-', 'x-'))
  .map(([length, unit]) => unit.repeat(49).slice(0, length).replace(/-$/, 'z'));
const commits = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 0, max: 2 ** 31 }).map((n) => n.toString(16).padStart(40, '0')),
);

describe("a revision's name", () => {
  test('is one that Cloud Run takes, for every service, commit and attempt', () => {
    fc.assert(
      fc.property(services, commits, fc.nat(1_000), fc.nat(12), (service, commit, level, attempts) => {
        let name = revisionName(service, commit, rendered({ LEVEL: String(level) }));
        for (let attempt = 0; attempt < attempts; attempt += 1) name = nextAttempt(name);
        expect(() => {
          checkRevisionName(service, name);
        }).not.toThrow();
      }),
    );
  });

  test('says the commit, is the same for the same configuration and another for another', () => {
    const name = revisionName('app', '0123456789', rendered({ LEVEL: '1' }));
    expect(name).toMatch(/^app-0123456-[0-9a-f]{8}$/);
    expect(revisionName('app', '0123456789', rendered({ LEVEL: '1' }))).toBe(name);
    expect(revisionName('app', '0123456789', rendered({ LEVEL: '2' }))).not.toBe(name);
    expect(revisionName('app', '', present)).toMatch(/^app-[0-9a-f]{8}$/);
  });

  test('keeps something of the hash for the longest of services', () => {
    const long = 'a'.repeat(49);
    const names = ['1', '2', '3'].map((LEVEL) => revisionName(long, '0123456789', rendered({ LEVEL })));
    expect(new Set(names).size).toBe(3);
  });

  test('is counted up with every attempt, within the 63 characters', () => {
    expect(nextAttempt('app-1')).toBe('app-1-a2');
    expect(nextAttempt('app-1-a2')).toBe('app-1-a3');
    expect(nextAttempt('app-1-a9')).toBe('app-1-a10');
    const longest = `app-${'0'.repeat(59)}`;
    const attempts = [nextAttempt(longest), nextAttempt(nextAttempt(longest))];
    expect(attempts.map((name) => name.length)).toEqual([63, 63]);
    expect(new Set([longest, ...attempts]).size).toBe(3);
  });
});
