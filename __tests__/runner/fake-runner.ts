import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandsIn, keyValuesIn } from './protocol';
import type { Command } from './protocol';

/** One step of a job, as the runner starts it. */
export interface StepRequest {
  /** The program's arguments after node: `['dist/rollback/index.js']`. */
  readonly entry: readonly string[];
  readonly inputs?: Readonly<Record<string, string>>;
  /** Added to a bare environment; the caller's own environment is not passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Kills the step (SIGKILL) when it is aborted, so that no test leaves a process behind. */
  readonly signal?: AbortSignal;
  /** Called once the process runs; to send it signals or to watch what it prints. */
  readonly onSpawn?: (child: ChildProcess) => void;
}

/** What the runner learns from a step. */
export interface StepResult {
  /** Null where a signal ended the process. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** As the process printed it: nothing masked, commands included. */
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Markdown. */
  readonly summary: string;
  /** For the post step. */
  readonly state: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  /** Folders that the step adds to PATH. */
  readonly path: readonly string[];
  /** Every command that the runner would obey, in order. */
  readonly commands: readonly Command[];
  /** Errors, warnings and notices. */
  readonly annotations: readonly Command[];
  /** What the runner was told to mask. */
  readonly masks: readonly string[];
}

/** Runs the main step of an action. */
export function runStep(request: StepRequest): Promise<StepResult> {
  return runWith(request, {});
}

/** Runs the post step that belongs to a main step, with the state that it left. */
export function runPost(request: StepRequest, main: Pick<StepResult, 'state'>): Promise<StepResult> {
  const state = Object.entries(main.state).map(([name, value]) => [`STATE_${name}`, value]);
  return runWith(request, Object.fromEntries(state) as Record<string, string>);
}

/** The files through which a step talks to the runner. */
const FILES = ['OUTPUT', 'ENV', 'STATE', 'STEP_SUMMARY', 'PATH'] as const;

async function runWith(request: StepRequest, state: Readonly<Record<string, string>>): Promise<StepResult> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-step-'));
  try {
    await mkdir(join(folder, 'workspace'));
    for (const file of FILES) await writeFile(join(folder, file), '');
    const ended = await processOf(request, {
      ...environmentIn(folder),
      ...inputVariables(request.inputs),
      ...state,
      ...request.env,
    });
    return { ...ended, ...(await filesIn(folder)), ...commandsOf(ended.stdout) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function environmentIn(folder: string): Record<string, string> {
  const variables: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    RUNNER_TEMP: folder,
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: join(folder, 'workspace'),
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_RUN_ID: '42',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_ACTOR: 'octocat',
  };
  for (const file of FILES) variables[`GITHUB_${file}`] = join(folder, file);
  return variables;
}

/** The runner upper-cases an input's name and keeps its hyphens. */
function inputVariables(inputs: Readonly<Record<string, string>> = {}): Record<string, string> {
  const pairs = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

type Ended = Pick<StepResult, 'exitCode' | 'signal' | 'stdout' | 'stderr'>;

function processOf({ entry, signal, onSpawn }: StepRequest, env: Record<string, string>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const kill = signal === undefined ? {} : { signal, killSignal: 'SIGKILL' as const };
    const child = spawn(process.execPath, entry, { env, stdio: ['ignore', 'pipe', 'pipe'], ...kill });
    const printed = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
    child.once('spawn', () => onSpawn?.(child));
    child.once('close', (exitCode, by) => {
      resolve({ exitCode, signal: by, ...printed });
    });
    child.once('error', (error) => {
      if (error.name !== 'AbortError') reject(error);
    });
  });
}

async function filesIn(
  folder: string,
): Promise<Pick<StepResult, 'outputs' | 'environment' | 'state' | 'summary' | 'path'>> {
  const [output = '', environment = '', state = '', summary = '', path = ''] = await Promise.all(
    FILES.map((file) => readFile(join(folder, file), 'utf8')),
  );
  return {
    outputs: keyValuesIn(output),
    environment: keyValuesIn(environment),
    state: keyValuesIn(state),
    summary,
    path: path.split('\n').filter((line) => line !== ''),
  };
}

function commandsOf(stdout: string): Pick<StepResult, 'commands' | 'annotations' | 'masks'> {
  const commands = commandsIn(stdout);
  return {
    commands,
    annotations: commands.filter(({ name }) => ['error', 'warning', 'notice'].includes(name)),
    masks: commands.filter(({ name }) => name === 'add-mask').map(({ message }) => message),
  };
}
