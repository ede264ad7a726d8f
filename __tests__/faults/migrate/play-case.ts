import type { ChildProcess } from 'node:child_process';
import { runPost, runStep } from '../../runner/fake-runner';
import type { StepResult } from '../../runner/fake-runner';
import { landed, leftOver, queryOn, unfinished, untrue } from './inspect';
import type { Query } from './inspect';
import type { Stage } from './stage';
import { requestFor } from './request';
import { openWire } from './wire';
import type { Question } from './wire';

/** When the process is killed: as its question reaches the server, or when the server has answered it. */
export type Moment = 'in-flight' | 'answered';

export interface Case {
  readonly question: Question;
  readonly moment: Moment;
  /** Whether the post step of the killed main step follows, or the whole machine is gone. */
  readonly hasPost: boolean;
}

export interface Played {
  /** False where the question was never asked: such a case proves nothing. */
  readonly met: boolean;
  readonly faults: readonly string[];
  readonly printed: string;
}

/** Kills an apply in the middle, lets the next one go on, and looks at what is there. */
export async function playCase(
  stage: Stage,
  { question, moment, hasPost }: Case,
  signal: AbortSignal,
): Promise<Played> {
  const { url } = await stage.server.newDatabase();
  const query = queryOn(stage, url);
  const killed = await apply(stage, url, signal, {
    strikes: (asked, at) => asked.nth === question.nth && at === moment,
  });
  if (killed.step.signal !== 'SIGKILL') return { met: false, faults: [], printed: killed.step.stdout };
  await quiet(query);
  const really = await landed(query);
  const post = hasPost ? await afterwards(stage, url, signal, killed.step) : undefined;
  const { step: last } = await apply(stage, url, signal);
  const faults = [
    ...(post && post.exitCode !== 0 ? [`the post step ends with ${String(post.exitCode)}`] : []),
    ...(await unfinished(query, last)),
    ...(await leftOver(query)),
    ...(await untrue(query, really)),
  ];
  return {
    met: true,
    faults,
    printed: [killed.step, ...(post ? [post] : []), last].map(({ stdout }) => stdout).join('\n'),
  };
}

/** What an apply asks of the server when nobody disturbs it. */
export async function recordQuestions(stage: Stage, signal: AbortSignal): Promise<Question[]> {
  const { url } = await stage.server.newDatabase();
  const { step, questions } = await apply(stage, url, signal);
  if (step.outputs['result'] !== 'applied') throw new Error(`The undisturbed apply fails: ${step.stdout}`);
  return questions;
}

interface Strike {
  strikes(question: Question, at: Moment): boolean;
}

const NEVER: Strike = { strikes: () => false };

async function apply(
  stage: Stage,
  url: string,
  signal: AbortSignal,
  strike: Strike = NEVER,
): Promise<{ step: StepResult; questions: Question[] }> {
  const questions: Question[] = [];
  let child: ChildProcess | undefined;
  const look = (question: Question, at: Moment): void => {
    if (at === 'in-flight') questions.push(question);
    if (strike.strikes(question, at)) child?.kill('SIGKILL');
  };
  const wire = await openWire(stage.server.port, {
    asked: (question) => {
      look(question, 'in-flight');
    },
    answered: (question) => {
      look(question, 'answered');
    },
  });
  try {
    const step = await runStep({
      ...requestFor(stage, { url, port: wire.port, signal }),
      onSpawn: (spawned) => {
        child = spawned;
      },
    });
    return { step, questions };
  } finally {
    await wire.close();
  }
}

function afterwards(stage: Stage, url: string, signal: AbortSignal, main: StepResult): Promise<StepResult> {
  return runPost(requestFor(stage, { url, signal }), main);
}

/** Until the server has ended what the killed process had asked for; what it had not finished it then never will. */
export async function quiet(query: Query): Promise<void> {
  for (;;) {
    const busy = await query(`SELECT pid FROM pg_stat_activity
      WHERE application_name LIKE 'sluice-%' AND datname = current_database()`);
    if (busy.length === 0) return;
    await query('SELECT pg_sleep(0.02)');
  }
}
