import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ABSENT, openObjects } from '../lib/objects';
import { clockOf } from '../lib/runner/clock';
import { environmentOf } from '../lib/runner/environment';

/** One transfer through lib/objects as a process of its own: `upload FILE NAME` or `download NAME FILE`. */
async function transfer([verb, from = '', to = '']: readonly string[]): Promise<void> {
  const ports = { clock: clockOf({}), random: Math.random, signal: new AbortController().signal };
  const bucket = openObjects({ ...ports, environment: environmentOf(process.env) }, 'bench');
  if (verb === 'upload') {
    await bucket.upload(to, createReadStream(from, { highWaterMark: 1024 * 1024 }), { ifGeneration: ABSENT });
    return;
  }
  const reading = await bucket.open(from);
  if (!reading) throw new Error(`There is no object ${from}.`);
  await pipeline(reading.bytes, createWriteStream(to));
}

void transfer(process.argv.slice(2));
