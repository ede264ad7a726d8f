/** What can go wrong with the database before a candidate is made, and how each of it leaves production. */
import { setTimeout as sleep } from 'node:timers/promises';
import { COMMIT, commitOf, NEXT_COMMIT, withMigration } from '../caller';
import { PROJECTS } from '../cloud-identities';
import type { ProductDatabase } from '../database';
import type { Play } from '../play';
import type { Scenario } from '../scenario';
import type { Source } from '../workflow/model';
import type { RunReport } from '../workflow/options';

const COMMON = {
  prior: 'pinned',
  approval: 'approved',
  candidate: 'good',
  onlyProduction: true,
  variables: { ROLLOUT: '100%' },
} as const;

export const databases: readonly Scenario[] = [
  {
    ...COMMON,
    name: 'unsafe-migration',
    about:
      'A pull request adds an index in the way that locks everybody out. The linter says so on a database that lives as long as the job.',
    ending: 'stable',
    exposed: false,
    story: unsafeMigration,
  },
  {
    ...COMMON,
    name: 'bad-migration',
    about:
      'A migration that worked in staging meets a row that only production has. It fails on a copy: production is as it was, and there is no candidate.',
    ending: 'stable',
    exposed: false,
    story: badMigration,
  },
  {
    ...COMMON,
    name: 'killed-migration',
    about:
      'The process that migrates is killed in the middle of a migration. What it left is settled, and the same deploy goes through.',
    ending: 'candidate',
    exposed: true,
    story: killedMigration,
  },
  {
    ...COMMON,
    name: 'drifted-database',
    about:
      'After a good deploy somebody changes the schema by hand. The next deploy is blocked at its plan, and nobody is asked to approve it.',
    pending: 1,
    ending: 'candidate',
    exposed: true,
    story: driftedDatabase,
  },
];

async function unsafeMigration(play: Play): Promise<void> {
  const target = await commitWith(play, COMMIT, {});
  const root = await commitWith(play, NEXT_COMMIT, {
    '20261120090000_index': 'CREATE INDEX "questions_given_idx" ON "questions" ("given");',
  });
  const payload = { pull_request: { base: { sha: COMMIT } } };
  const event = { name: 'pull_request', payload };
  const report = await play.run('ci.yml', event, { root: { ...root, earlier: [target] } });
  play.expect(report, 'ci.yml', false);
  expectFailedAt(play, report, 'Plan of the migrations');
  play.check(
    report.jobs.some(({ summary }) => summary.includes('CREATE INDEX CONCURRENTLY')),
    'The brief does not say how to write it.',
  );
  play.check(
    report.jobs.every(
      ({ permissions, result }) => result === 'skipped' || permissions['id-token'] !== 'write',
    ),
    'A job of a pull request could have become somebody.',
  );
}

async function badMigration(play: Play): Promise<void> {
  const production = productionOf(play);
  if (play.stage.databases.programs === undefined) {
    play.tell(
      'LEFT OUT: no pg_dump of the version of the server is here, and so there is no copy to fail on',
    );
    return;
  }
  await production.query(`
    INSERT INTO users (id, email, password_hash) VALUES ('u-1', 'grace@example.com', 'x');
    INSERT INTO sessions (id, user_id, level, created_at) VALUES ('s-1', 'u-1', 5, now());`);
  play.tell('production has a session of a level that there is no more');
  const before = await seen(production);
  const root = await commitWith(play, COMMIT, {
    '20261120090000_levels':
      'ALTER TABLE "sessions" ADD CONSTRAINT "sessions_level" CHECK ("level" BETWEEN 1 AND 4) NOT VALID;',
    '20261120090100_levels_hold': 'ALTER TABLE "sessions" VALIDATE CONSTRAINT "sessions_level";',
  });
  const report = await play.deploy(await play.pushed(), { root });
  play.expect(report, 'deploy.yml', false);
  expectFailedAt(play, report, 'Migrations');
  const after = await seen(production);
  play.check(JSON.stringify(after) === JSON.stringify(before), 'Production is not as it was.');
  const [copies] = await production.query(
    `SELECT count(*) AS n FROM pg_database WHERE datname LIKE 'sluice%'`,
  );
  play.check(copies?.['n'] === '0', 'A copy was left behind.');
  const [run] = await production.query('SELECT outcome FROM sluice.run');
  play.check(run?.['outcome'] === 'unchanged', `On record the run is ${String(run?.['outcome'])}.`);
  expectNoCandidate(play);
}

async function killedMigration(play: Play): Promise<void> {
  const production = productionOf(play);
  await production.query(`
    INSERT INTO users (id, email, password_hash) VALUES ('u-1', 'grace@example.com', 'x');
    INSERT INTO sessions (id, user_id, level, created_at) VALUES ('s-1', 'u-1', 1, now());
    INSERT INTO questions (session_id, number, prompt, answer, given) VALUES ('s-1', 1, '6 / 2', 3, 3);`);
  const root = await commitWith(play, COMMIT, {
    '20261120090000_signs': `ALTER TABLE "sessions" ADD COLUMN "title" TEXT;
UPDATE "questions" SET "prompt" = replace("prompt", '/', '÷') WHERE "prompt" LIKE '%/%';`,
  });
  const image = await play.pushed();
  const before = await seen(production);
  const visitor = await production.hold(`SELECT FROM questions WHERE session_id = 's-1' FOR UPDATE`);
  const over = new AbortController();
  const killed = killWhenWaiting(play, production, over.signal);
  const report = await play.deploy(image, { root });
  over.abort();
  play.check(await killed, 'The migration never got to the row that somebody held.');
  await visitor.release();
  play.expect(report, 'deploy.yml', false);
  expectNoCandidate(play);
  const after = await seen(production);
  play.check(JSON.stringify(after) === JSON.stringify(before), 'The killed migration has left something.');
  play.tell('the same deploy once more');
  play.expect(await play.deploy(image, { root }), 'deploy.yml', true);
  const rows = await production.query('SELECT prompt FROM questions');
  play.check(rows[0]?.['prompt'] === '6 ÷ 2', 'The migration has not taken effect.');
  const runs = await production.query('SELECT outcome FROM sluice.run ORDER BY started_at');
  play.check(
    runs.map(({ outcome }) => String(outcome)).join(', ') === 'unchanged, applied',
    `On record the runs are ${runs.map(({ outcome }) => String(outcome)).join(', ')}.`,
  );
}

async function driftedDatabase(play: Play): Promise<void> {
  const production = productionOf(play);
  play.expect(await play.deploy(await play.pushed()), 'deploy.yml', true);
  play.tell('somebody adds a column and drops an index by hand');
  await production.query('ALTER TABLE sessions ADD COLUMN note text; DROP INDEX sessions_user_id_idx;');
  const before = await seen(production);
  const writes = (): number => play.stage.cloudRun.calls.filter(({ write }) => write).length;
  const then = writes();
  const root = await commitWith(play, NEXT_COMMIT, {
    '20261120090000_title': 'ALTER TABLE "sessions" ADD COLUMN "title" TEXT;',
  });
  const said: string[] = [];
  const report = await play.deploy(await play.pushed('good', '1.1.1'), {
    root,
    on: (event) => {
      if (event.type === 'annotation') said.push(event.annotation.message);
    },
  });
  play.expect(report, 'deploy.yml', false);
  expectFailedAt(play, report, 'Plan of the migrations');
  play.check(report.gates.length === 0, 'Somebody was asked to approve it.');
  for (const what of ['column public.sessions.note is new', 'index public.sessions_user_id_idx is gone'])
    play.check(
      said.some((text) => text.includes(what)),
      `Nobody is told that the ${what}.`,
    );
  play.check(JSON.stringify(await seen(production)) === JSON.stringify(before), 'The database was touched.');
  play.check(writes() === then, 'Cloud Run was touched.');
}

const productionOf = ({ stage }: Play): ProductDatabase => stage.databases.of(PROJECTS.production);

/** The example at a commit that has more migrations. */
async function commitWith(
  play: Play,
  sha: string,
  migrations: Readonly<Record<string, string>>,
): Promise<Source> {
  const root = await commitOf(play.options.example, 'good', sha, play.stage.folder);
  for (const [name, sql] of Object.entries(migrations)) await withMigration(root, name, sql);
  return root;
}

/** Everything in the schema of the product, and how many rows there are. */
async function seen(production: ProductDatabase): Promise<unknown> {
  return production.query(`
    SELECT table_name || '.' || column_name AS what FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'constraint ' || conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index ' || indexname FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'applied ' || migration_name FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
    ORDER BY 1`);
}

/** @returns whether there was anything to kill */
async function killWhenWaiting(play: Play, production: ProductDatabase, over: AbortSignal): Promise<boolean> {
  while (!over.aborted) {
    const waiting = await production.query(`
      SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
        AND application_name LIKE 'sluice-%-apply'`);
    if (waiting.length > 0) {
      play.markFailed();
      play.tell(
        'the process that migrates is killed (SIGKILL), while a visitor holds the row that it waits for',
      );
      play.killProcesses();
      return true;
    }
    await sleep(50);
  }
  return false;
}

function expectFailedAt(play: Play, report: RunReport, step: string): void {
  const failed = report.jobs
    .flatMap(({ steps }) => steps)
    .filter(({ conclusion }) => conclusion === 'failure');
  play.check(
    failed.some(({ name }) => name === step),
    `It failed at ${failed.map(({ name }) => name).join(', ') || 'nothing'}, and not at ${step}.`,
  );
}

function expectNoCandidate(play: Play): void {
  const made = play.reports.flatMap(({ jobs }) => jobs).flatMap(({ steps }) => steps);
  const candidate = made.find(({ name }) => name === 'Candidate');
  play.check(candidate === undefined || candidate.conclusion === 'skipped', 'A candidate was made.');
}
