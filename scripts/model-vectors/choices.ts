/** choices.json: manifest and installation -> the version to have, or the reason to keep the present one. */
import { lotOf } from './buckets';
import { manifest, version } from './manifests';
import { sha256Of } from './signing';

const ID = '6f1c1f7e-0b57-4f0e-9a3e-2d1f7c0a9b11';
const lot = lotOf('1.1.0', ID);

const installation = {
  id: ID,
  channel: 'stable',
  appVersion: '3.2.0',
  runtimeVersion: '2.16.1',
  preprocessing: ['crop-224', 'crop-256'],
  formats: ['tflite'],
};
const tester = { ...installation, channel: 'canary' };

const staged = (percent: number): unknown => manifest({ rollout: { percent, salt: '1.1.0' } });
const channels = (stable: string | null, canary: string | null, previous: string | null): unknown =>
  manifest({ channels: { stable, canary, previous } });
/** The version on stable asks for something. */
const asking = (over: Record<string, unknown>): unknown =>
  manifest({ versions: [version('1.0.0'), version('1.1.0', over), version('1.2.0')] });
const needing = (minAppVersion: string | null, minRuntime: string | null): unknown =>
  asking({ runtime: { minAppVersion, minRuntime } });
const revoking = (...names: string[]): unknown =>
  manifest({
    versions: ['1.0.0', '1.1.0', '1.2.0'].map((name) => version(name, { revoked: names.includes(name) })),
  });

type Expected = { take: string } | { keep: string };
type Case = [name: string, manifest: unknown, expect: Expected, installation?: object, failed?: string[]];

const take = (name: string): Expected => ({ take: name });
const keep = (reason: string): Expected => ({ keep: reason });

const CHANNELS: Case[] = [
  ['everybody has stable', manifest(), take('1.1.0')],
  ['testers have canary', manifest(), take('1.2.0'), tester],
  ['testers have stable where there is no canary', channels('1.1.0', null, '1.0.0'), take('1.1.0'), tester],
  ['nothing is on stable', channels(null, '1.2.0', null), keep('no-version')],
  ['a channel names what is not there', channels('9.9.9', null, null), keep('no-version')],
];

const STAGED: Case[] = [
  ['nobody takes part yet', staged(0), take('1.0.0')],
  ['the share ends just before this lot', staged(lot), take('1.0.0')],
  ['the share just takes this lot in', staged(lot + 1), take('1.1.0')],
  ['testers do not draw lots for canary', staged(0), take('1.2.0'), tester],
  [
    'outside the share, and nothing before it',
    manifest({
      rollout: { percent: 0, salt: '1.1.0' },
      channels: { stable: '1.1.0', canary: null, previous: null },
    }),
    keep('no-version'),
  ],
];

const REQUIREMENTS: Case[] = [
  ['the app is just new enough', needing('3.2.0', null), take('1.1.0')],
  ['the app is too old', needing('3.2.1', null), keep('app-too-old')],
  ['numbers are no text: 3.10 is above 3.2', needing('3.10.0', null), keep('app-too-old')],
  [
    'a prerelease is lower than its release',
    needing('3.2.0', null),
    keep('app-too-old'),
    { ...installation, appVersion: '3.2.0-beta.1' },
  ],
  [
    'what follows a plus does not count',
    needing('3.2.0', null),
    take('1.1.0'),
    { ...installation, appVersion: '3.2.0+415' },
  ],
  [
    'the app does not know its version',
    needing('1.0.0', null),
    keep('app-too-old'),
    { ...installation, appVersion: 'unknown' },
  ],
  ['the runtime is too old', needing(null, '2.17.0'), keep('runtime-too-old')],
  ['the app is looked at before the runtime', needing('9.0.0', '9.0.0'), keep('app-too-old')],
  ['a preparation that the app knows', asking({ preprocessingId: 'crop-256' }), take('1.1.0')],
  [
    'a preparation that it does not know',
    asking({ preprocessingId: 'crop-512' }),
    keep('unknown-preprocessing'),
  ],
  ['a model for anybody', asking({ audience: 'any' }), take('1.1.0')],
  ['a model for servers', asking({ audience: 'server' }), keep('not-for-apps')],
  ['an audience that nobody knows', asking({ audience: 'watches' }), keep('not-for-apps')],
  [
    'a pickle, whoever it is for',
    asking({ format: 'pickle' }),
    keep('not-for-apps'),
    { ...installation, formats: ['pickle'] },
  ],
  ['a format that the app does not load', asking({ format: 'onnx' }), keep('unknown-format')],
];

const BAD: Case[] = [
  ['stable was revoked', revoking('1.1.0'), take('1.0.0')],
  ['canary was revoked', revoking('1.2.0'), take('1.1.0'), tester],
  ['canary and stable were revoked', revoking('1.1.0', '1.2.0'), take('1.0.0'), tester],
  ['everything was revoked', revoking('1.0.0', '1.1.0', '1.2.0'), keep('no-version'), tester],
  ['it has failed here', manifest(), keep('failed-before'), installation, ['1.1.0']],
  ['another one has failed here', manifest(), take('1.1.0'), installation, ['1.0.0', '1.2.0']],
];

/** The file's content. */
export function choices(): unknown {
  const cases = [...CHANNELS, ...STAGED, ...REQUIREMENTS, ...BAD].map(
    ([name, given, expect, who = installation, failed = []]) => ({
      name,
      installation: who,
      failed: failed.map((each) => sha256Of(`model ${each}`)),
      manifest: given,
      expect,
    }),
  );
  return { cases };
}
