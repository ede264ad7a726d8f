import { readPlaces } from '../../../lib/places';
import type { ServiceReference } from '../../../lib/places';
import { parseWebhook } from '../../../lib/notify';
import { Refusal } from '../../../lib/runner';
import type { Environment, InputReader } from '../../../lib/runner';

/** What the traffic is to return to. */
export type Target =
  | { to: 'last-good' }
  | { to: 'previous' }
  | { to: 'revision'; revision: string }
  /** The newest ready revision that runs the image with this digest, `sha256:...`. */
  | { to: 'image'; digest: string };

/** Which rollout may be brought back. */
export type Scope = 'any' | 'this-run' | 'abandoned';

/** Whom to tell, and what is needed for it. */
export interface Telling {
  /** For the incident's issue and the deployment; undefined: there is neither. */
  token: string | undefined;
  /** The environment of GitHub whose deployment is no good any more. */
  environment: string | undefined;
  owner: string | undefined;
  /** Milliseconds until people can expect to hear more. */
  nextUpdate: number;
  webhook: URL | undefined;
}

/** What the caller asks for. */
export interface Inputs {
  /** Every service in every region. */
  places: readonly ServiceReference[];
  target: Target;
  only: Scope;
  /** The page of this workflow run, or ''. */
  run: string;
  reason: string;
  dryRun: boolean;
  databaseUrl: string | undefined;
  telling: Telling;
}

/** The inputs of action.yml; to be read with `readInputs`, which reports all their faults together. */
export function readRollbackInputs(input: InputReader, environment: Environment): Inputs {
  return {
    places: readPlaces(input, environment),
    target: readTarget(input),
    only: input.choice('only', ['any', 'this-run', 'abandoned'], { default: 'any' }),
    run: environment.runUrl ?? '',
    reason: input.text('reason', { default: 'A rollback was asked for.' }),
    dryRun: input.boolean('dry-run', false),
    databaseUrl: readDatabaseUrl(input),
    telling: readTelling(input),
  };
}

function readTarget(input: InputReader): Target {
  const revision = input.text('revision', {
    pattern: /^[a-z][a-z0-9-]{0,62}$/,
    describe: 'the name of a revision',
  });
  const digest = input.parsed('image', digestIn);
  const to = input.choice('to', ['last-good', 'previous']);
  const given = [revision && 'revision', digest && 'image', to && 'to'].filter(Boolean);
  if (given.length > 1) {
    input.fault(
      String(given[0]),
      `\`${given.join('` and `')}\` each say what to return to.`,
      'Give one of `revision`, `image` and `to`.',
    );
  }
  if (revision !== undefined) return { to: 'revision', revision };
  return digest === undefined ? { to: to ?? 'last-good' } : { to: 'image', digest };
}

function digestIn(text: string): string | Refusal {
  const digest = /^(?:[^\s@]+@)?(sha256:[0-9a-f]{64})$/.exec(text)?.[1];
  return (
    digest ??
    new Refusal(
      'It is not an image by its digest.',
      'Write it as `host/repository@sha256:...`, or the digest alone, as the list of `dry-run` shows it.',
    )
  );
}

function readDatabaseUrl(input: InputReader): string | undefined {
  const url = input.secret('database-url');
  if (url === undefined || /^postgres(ql)?:\/\/\S+$/.test(url)) return url;
  input.fault(
    'database-url',
    'It is not the address of a PostgreSQL database.',
    'Give it as postgresql://user:password@host/database, from a secret.',
  );
  return undefined;
}

/** A login or a team of GitHub's: it is mentioned in the issue, so nothing else may stand there. */
const OWNER = /^@?[A-Za-z0-9][A-Za-z0-9-]{0,38}(\/[A-Za-z0-9][\w.-]{0,99})?$/;

function readTelling(input: InputReader): Telling {
  const token = input.secret('github-token');
  const environment = input.text('environment');
  if (environment !== undefined && token === undefined) {
    input.fault(
      'github-token',
      'It is needed to report on the deployment to the environment that `environment` names.',
      'Give `${{ github.token }}`, and the job `deployments: write`.',
    );
  }
  const webhook = input.secret('notify-url');
  return {
    token,
    environment,
    owner: input.text('owner', { pattern: OWNER, describe: 'a login or a team, such as acme/shop-team' }),
    nextUpdate: input.duration('next-update', { min: 60_000, default: 3_600_000 }),
    webhook: webhook === undefined ? undefined : input.parsed('notify-url', parseWebhook),
  };
}
