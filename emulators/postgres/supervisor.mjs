/**
 * Runs a PostgreSQL server for as long as somebody holds the other end of standard input, and not a moment longer:
 * when that end closes, for whatever reason (SIGKILL included), the server is ended and its folder is removed.
 *
 * Standard input: one line of JSON, {commands: [{file, argv}], env, uid, gid, root}; the last command is the server,
 * those before it must end with 0 first. Then perhaps a line "stop", which ends it while we listen. Standard output
 * and error are the programs' own. Exit code: that of the last program started, or 128 + its signal.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';

const notStarted = 127;
/** On SIGQUIT the server kills what does not obey it after 5 s of its own; only then is the server itself killed. */
const patienceMilliseconds = 8_000;

let order;
let program;
let leaving = false;

function finish(code) {
  rmSync(order.root, { recursive: true, force: true });
  process.exit(code);
}

function run([command, ...later]) {
  const { env, uid, gid, root } = order;
  program = spawn(command.file, command.argv, {
    cwd: root,
    env,
    uid,
    gid,
    // A group of its own: a Ctrl-C on the terminal is meant for the tests, and the server is told by us.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  program.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    finish(notStarted);
  });
  program.once('exit', (code, signal) => {
    if (code === 0 && later.length > 0 && !leaving) run(later);
    else finish(code ?? 128 + constants.signals[signal]);
  });
}

/**
 * At once, and without writing to disk what is thrown away anyhow. Not SIGKILL: backends are in sessions of their own,
 * and would run on until they notice that nobody is there.
 */
function quit() {
  if (leaving) return;
  leaving = true;
  program.kill('SIGQUIT');
  setTimeout(() => program.kill('SIGKILL'), patienceMilliseconds);
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  if (order === undefined) {
    order = JSON.parse(line);
    run(order.commands);
  } else if (line === 'stop') {
    quit();
  }
});
lines.once('close', () => {
  if (order === undefined) process.exit(notStarted);
  quit();
});
