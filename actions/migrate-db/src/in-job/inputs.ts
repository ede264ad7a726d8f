/** The inputs of a migration that runs as a Cloud Run job, in the release's own image. */
import { Refusal } from '../../../../lib/runner';
import type { Environment, InputReader } from '../../../../lib/runner';
import type { SecretVersion } from '../../../../lib/jobs/template';
import type { ServiceReference } from '../../../../lib/places';
import { readTool } from '../inputs';
import type { ToolInputs } from '../inputs';
import { readServed } from '../serving/inputs';

export interface JobInputs {
  readonly verb: 'plan' | 'apply' | 'verify';
  readonly tool: ToolInputs;
  /** With its digest. */
  readonly image: string;
  /** The service whose surroundings the job has. */
  readonly service: ServiceReference;
  readonly job: string;
  /** By variable. */
  readonly secrets: Readonly<Record<string, SecretVersion>>;
  /** Of one task, in milliseconds. */
  readonly timeout: number;
  readonly approvedPlan: string | undefined;
  /** Milliseconds to wait for an execution of somebody else. */
  readonly lockWait: number;
}

/** What needs a session of this action's own in the database. */
const SESSIONS = [
  'database-url',
  'database-url-secret',
  'cloud-sql-instance',
  'pre-checks',
  'post-checks',
  'require-tables',
  'row-changes',
  'application-role',
] as const;

/** Whether the caller wants a job: it is named by its image. */
export const isInJob = (input: InputReader): boolean => input.text('job-image') !== undefined;

export function readJobInputs(input: InputReader, environment: Environment): JobInputs {
  const verb = input.choice('command', ['plan', 'apply', 'verify', 'backup', 'restore', 'drill'], {
    default: 'plan',
  });
  const tool = readTool(input, verb);
  if (tool.name !== 'command' && tool.name !== 'prisma')
    input.fault(
      'tool',
      `\`${tool.name}\` cannot be asked what is pending through a job.`,
      'Use `prisma`, or `command` with a command of the image that prints what is pending.',
    );
  if (verb === 'backup' || verb === 'restore' || verb === 'drill')
    input.fault(
      'command',
      `A job cannot ${verb}.`,
      'Leave `job-image` out, and say how to reach the database.',
    );
  demandNoSessions(input);
  const [service] = readServed(input, environment);
  if (service === undefined)
    input.fault('service', 'A job needs it.', 'Give the service whose network and identity the job has.');
  return {
    verb: verb === 'apply' || verb === 'verify' ? verb : 'plan',
    tool,
    image:
      input.text('job-image', {
        pattern: /^\S+@sha256:[0-9a-f]{64}$/,
        describe: 'an image with its digest, as the output `image` of build-image gives it',
      }) ?? '',
    service: service ?? { project: '', region: '', service: '' },
    job:
      input.text('job-name', {
        pattern: /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
        describe: 'the name of a Cloud Run job: lower-case letters, digits and hyphens',
      }) ?? `${service?.service ?? ''}-migrate`,
    secrets: readSecrets(input),
    timeout: input.duration('job-timeout', { min: 1_000, max: 24 * 3_600_000, default: 900_000 }),
    approvedPlan: input.text('approved-plan', {
      pattern: /^[0-9a-f]{16}$/,
      describe: 'the output `plan` of an earlier run with `command: plan`',
    }),
    lockWait: input.duration('lock-wait', { default: 600_000 }),
  };
}

function demandNoSessions(input: InputReader): void {
  for (const name of SESSIONS.filter((each) => input.text(each) !== undefined))
    input.fault(
      name,
      'It needs a session of its own in the database, and a job gives none.',
      'Leave it out; secrets of the job go into `job-secrets`, checks into `verify-command`.',
    );
  for (const name of ['backup', 'rehearse'])
    if ((input.text(name) ?? 'none') !== 'none')
      input.fault(name, 'It cannot be done through a job.', 'Do it in a step before, with its own reach.');
}

function readSecrets(input: InputReader): Record<string, SecretVersion> {
  const pairs = input.lines('job-secrets').flatMap((line) => {
    const read = secretIn(line);
    if (!(read instanceof Refusal)) return [read];
    input.fault('job-secrets', read.message, read.remedy);
    return [];
  });
  return Object.fromEntries(pairs);
}

/** `DATABASE_URL=database-url:latest`, or with projects/P/secrets/S. */
export function secretIn(line: string): [string, SecretVersion] | Refusal {
  const [, name, secret, version = 'latest'] =
    /^([A-Za-z_]\w*)=((?:projects\/[^/\s:]+\/secrets\/)?[\w-]+)(?::(latest|\d+))?$/.exec(line) ?? [];
  if (name !== undefined && secret !== undefined) return [name, { secret, version }];
  return new Refusal(
    `\`${line.slice(0, 80)}\` is no variable with a secret.`,
    'Write one a line: DATABASE_URL=database-url:latest.',
  );
}
