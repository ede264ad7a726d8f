import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import { scaledClock } from '../emulators/clock';
import { startGcs } from '../emulators/gcs';

/** From the first byte asked for or sent to the last one, whoever the client is: seen here, alike for all. */
const span = { from: Infinity, to: 0 };

const isTransfer = ({ request: { url = '' } }: { request: IncomingMessage }): boolean =>
  url.includes('/upload/') || url.includes('/compose') || url.includes('alt=media');

subscribe('http.server.request.start', (message) => {
  if (isTransfer(message as { request: IncomingMessage })) span.from = Math.min(span.from, performance.now());
});
subscribe('http.server.response.finish', (message) => {
  if (isTransfer(message as { request: IncomingMessage })) span.to = performance.now();
});

/**
 * An emulator in a process of its own, so that its work is not counted as a client's. Says its address; then, whenever
 * it is asked, how many seconds the transfers since the last question took. Ends with its parent's word.
 */
async function serve(): Promise<void> {
  const gcs = await startGcs({ clock: scaledClock(1), buckets: [{ name: 'bench' }], writeIntervalMs: 0 });
  process.on('disconnect', () => {
    void gcs.close();
  });
  process.on('message', (question) => {
    const seconds = (span.to - span.from) / 1000;
    Object.assign(span, { from: Infinity, to: 0 });
    // What was measured makes room on disk for what comes next.
    void (question === 'empty' ? gcs.reset() : Promise.resolve()).then(() => process.send?.(seconds));
  });
  process.send?.(gcs.url);
}

void serve();
