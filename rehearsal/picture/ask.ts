import type { Readable, Writable } from 'node:stream';
import { wrap } from './cells';
import { onOneLine, visible } from './foreign';

/** What is asked about. */
export interface GateQuestion {
  environment: string;
  /** Markdown, as the release manager would find it in the summary. */
  brief: string;
  /** Takes the question back; it counts as rejected then. */
  signal?: AbortSignal;
}

/** What may be asked of. A terminal says how wide it is. */
type Paper = Pick<Writable, 'write'> & { columns?: number };

/**
 * Shows the brief of a gate and asks for a decision, in plain text that scrolls. Everything but a yes is a no, the end
 * of the input as well: nothing goes to production because nobody was there.
 */
export async function askAtGate(
  input: Readable,
  out: Paper,
  gate: GateQuestion,
): Promise<'approved' | 'rejected'> {
  const width = out.columns === undefined || out.columns <= 0 ? 80 : Math.min(out.columns, 120);
  const brief = wrap(visible(gate.brief).trim() || '(There is no brief.)', width);
  const environment = onOneLine(gate.environment);
  out.write(`\n${brief.join('\n')}\n\n${wrap(`${environment} waits for approval.`, width).join('\n')}\n`);
  out.write('Approve? [y/N] ');
  const answer = await readAnswer(input, gate.signal);
  if (answer === null) out.write('\nNobody answered: rejected.\n');
  return /^\s*y(?:es)?\s*$/i.test(answer ?? '') ? 'approved' : 'rejected';
}

/**
 * Reads one line and leaves the rest for the next question: with an interface of node:readline it would be lost, and
 * a terminal's Ctrl-C would not reach the process.
 * @returns null when the input ends or the question is taken back
 */
async function readAnswer(input: Readable, signal: AbortSignal | undefined): Promise<string | null> {
  if (input.readableEnded || input.destroyed || signal?.aborted) return null;
  return new Promise((resolve, reject) => {
    let read = Buffer.alloc(0);
    const settle = (finish: () => void): void => {
      input.off('data', onData).off('end', onEnd).off('error', onError);
      signal?.removeEventListener('abort', onAbort);
      input.pause();
      finish();
    };
    const onData = (chunk: Buffer | string): void => {
      read = Buffer.concat([read, Buffer.from(chunk)]);
      const end = read.indexOf('\n');
      if (end === -1) return;
      settle(() => {
        if (end + 1 < read.length) input.unshift(read.subarray(end + 1));
        resolve(read.toString('utf8', 0, end));
      });
    };
    const onEnd = (): void => {
      settle(() => {
        resolve(read.length > 0 ? read.toString('utf8') : null);
      });
    };
    const onError = (error: Error): void => {
      settle(() => {
        reject(error);
      });
    };
    const onAbort = (): void => {
      settle(() => {
        resolve(null);
      });
    };
    input.on('data', onData).on('end', onEnd).on('error', onError);
    signal?.addEventListener('abort', onAbort);
    input.resume();
  });
}
