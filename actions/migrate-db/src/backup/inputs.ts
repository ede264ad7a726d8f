import { availableParallelism } from 'node:os';
import { openObjects } from '../../../../lib/objects';
import { Refusal } from '../../../../lib/runner';
import type { InputReader } from '../../../../lib/runner';
import type { Backups, Place, Provider, Verb } from '../ports';
import { cloudSqlBackups, openAdmins, reachClones, readCloudSqlSource } from './cloud-sql';
import type { CloudSqlSource } from './cloud-sql';
import type { Objectives } from './objectives';
import { neonBackups, openNeonBranches, readNeonSource } from './neon';
import type { NeonSource } from './neon';
import { clientPrograms, pgDumpBackups } from './pg-dump';
import type { Retention } from './pg-dump';

export const backupProvider: Provider<Backups> = { read: readBackups };

/** Each takes a processor of the server, too. */
const MOST_STREAMS = 4;

type Open = (place: Place) => Backups;

/** What belongs to every provider. */
interface Common {
  readonly retention: Retention;
  readonly objectives: Objectives;
  readonly approved: string | undefined;
}

function readBackups(input: InputReader, verb: Verb): Open | undefined {
  const kind = input.choice('backup', ['none', 'pg_dump', 'cloud-sql', 'neon'], { default: 'none' });
  const common = readCommon(input);
  const opened = {
    none: undefined,
    pg_dump: readPgDump(input, common),
    'cloud-sql': openCloudSql(readCloudSqlSource(input), common),
    neon: openNeon(readNeonSource(input), common),
  }[kind];
  if (kind === 'none') return undefined;
  const [name, message, remedy] = MISSING[kind];
  if (opened === undefined) input.fault(name, message, remedy);
  if (common.approved !== undefined && verb !== 'restore')
    input.fault('approved-restore', `It belongs to \`command: restore\`, not to ${verb}.`, 'Leave it out.');
  return opened;
}

const MISSING = {
  pg_dump: ['backup-bucket', '`backup: pg_dump` needs it.', 'Give gs://BUCKET or gs://BUCKET/FOLDER.'],
  'cloud-sql': [
    'cloud-sql-instance',
    '`backup: cloud-sql` needs it.',
    'Give it as project:region:instance; where the database is reached without the connector, as `backup-instance`.',
  ],
  neon: ['neon-branch', '`backup: neon` needs it.', 'Give `neon-api-key`, `neon-project` and `neon-branch`.'],
} as const;

function openNeon(source: NeonSource | undefined, { objectives, approved }: Common): Open | undefined {
  if (source === undefined) return undefined;
  const { as } = source;
  return (place) => neonBackups(place, { neon: openNeonBranches(place, source), as, objectives, approved });
}

function openCloudSql(source: CloudSqlSource | undefined, { objectives }: Common): Open | undefined {
  if (source === undefined) return undefined;
  return (place) =>
    cloudSqlBackups(place, {
      ...openAdmins(place, source),
      source,
      objectives,
      reach: reachClones({ place, ...source }),
    });
}

function readCommon(input: InputReader): Common {
  return {
    retention: {
      count: input.integer('backup-keep', { min: 1 }),
      age: input.duration('backup-keep-for', { min: 60_000 }),
    },
    objectives: {
      restoreTime: input.duration('drill-restore-time', { min: 1 }),
      backupAge: input.duration('drill-backup-age', { min: 1 }),
    },
    approved: input.text('approved-restore', {
      pattern: /^[0-9a-f]{16}$/,
      describe: 'the 16 hex digits that a restore without approval has named',
    }),
  };
}

function readPgDump(input: InputReader, common: Common): Open | undefined {
  const bucket = input.parsed('backup-bucket', parseBucket);
  const folder = input.text('backup-programs');
  if (bucket === undefined) return undefined;
  return (place) => {
    const { variables, runner } = place;
    return pgDumpBackups(place, {
      ...common,
      prefix: bucket.prefix,
      bucket: openObjects(runner, bucket.name),
      programs: clientPrograms({ variables, folder, signal: runner.signal }),
      streams: Math.min(MOST_STREAMS, availableParallelism()),
    });
  };
}

/** `gs://bucket/folder`; the folder with a slash at its end. */
export function parseBucket(text: string): { name: string; prefix: string } | Refusal {
  const [, name, folder = ''] = /^gs:\/\/([a-z0-9][a-z0-9._-]+[a-z0-9])(?:\/(.*))?$/.exec(text) ?? [];
  if (name === undefined)
    return new Refusal('It is no place in Cloud Storage.', 'Give gs://BUCKET or gs://BUCKET/FOLDER.');
  return { name, prefix: folder === '' ? '' : `${folder.replace(/\/+$/, '')}/` };
}
