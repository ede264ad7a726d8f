/**
 * Runs one program for as long as somebody holds the other end of standard input, and not a moment longer: when that
 * end closes, for whatever reason (SIGKILL included), the program and all its descendants are killed.
 *
 * Standard input: one line of JSON, {file, argv, cwd, env, root}; then perhaps the line "stop", which asks the program
 * to end by SIGTERM. If the end closes without it, nobody is left to remove the folder `root`: it is removed here.
 * Standard output and error are the program's own. Exit code: the program's, or 128 + its signal.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';

const notStarted = 127;
let program;
let asked = false;
let orphaned = false;

/** The program leads a process group of its own: a negative pid reaches the whole group. */
function signalGroup(signal) {
  if (program?.pid === undefined) return;
  try {
    process.kill(-program.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function start({ file, argv, cwd, env, root }) {
  program = spawn(file, argv, { cwd, env, detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
  program.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(notStarted);
  });
  program.once('exit', (code, signal) => {
    signalGroup('SIGKILL');
    if (orphaned) rmSync(root, { recursive: true, force: true });
    process.exit(code ?? 128 + constants.signals[signal]);
  });
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  if (program === undefined) start(JSON.parse(line));
  else if (line === 'stop') {
    asked = true;
    signalGroup('SIGTERM');
  }
});
lines.once('close', () => {
  orphaned = !asked;
  signalGroup('SIGKILL');
  if (program === undefined) process.exit(notStarted);
});
