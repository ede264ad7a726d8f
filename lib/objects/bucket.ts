import { UserError } from '../runner';
import { openObject } from './download';
import { explained } from './errors';
import type { Bucket, Described, ObjectState } from './model';
import { fieldsOf, refusing } from './refusal';
import { patiently } from './retry';
import { stateFrom } from './state';
import { uploadObject } from './upload';
import { wireTo } from './wire';
import type { Connection, Wire } from './wire';
import { removeObject, statOnce, writeObject } from './write';
import { writeObjectOnce } from './write-once';

const LARGEST_READ = 16 * 1024 * 1024;

/** A bucket, through Google's own client library, which is loaded with the first call. */
export function bucketAt(connection: Connection): Bucket {
  const wire = wireTo(connection);
  const told = async <T>(verb: string, name: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw explained(error, `${verb} ${wire.at(name)}`, connection.bucket);
    }
  };
  return {
    name: connection.bucket,
    stat: (name, { generation } = {}) =>
      told('Reading', name, () => patiently(() => statOnce(wire, name, generation), wire.patience)),
    read: (name, { generation, limit = LARGEST_READ } = {}) =>
      told('Reading', name, () => readWhole(wire, name, { generation, limit })),
    open: (name, { generation } = {}) =>
      told('Reading', name, async () => {
        const reading = await openObject(wire, name, generation);
        return reading && { ...reading, bytes: explaining(reading.bytes, wire, name) };
      }),
    write: (name, bytes, options) => told('Writing', name, () => writeObject(wire, name, bytes, options)),
    writeOnce: (name, source, options = {}) =>
      told('Writing', name, () => writeObjectOnce(wire, name, source, options)),
    upload: (name, bytes, options) => told('Writing', name, () => uploadObject(wire, name, bytes, options)),
    remove: (name, { ifGeneration }) => told('Deleting', name, () => removeObject(wire, name, ifGeneration)),
    list: (prefix) => listed(wire, prefix),
  };
}

async function* explaining(bytes: AsyncIterable<Buffer>, wire: Wire, name: string): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } catch (error) {
    throw explained(error, `Reading ${wire.at(name)}`, wire.bucket);
  }
}

async function readWhole(
  wire: Wire,
  name: string,
  { generation, limit }: { generation: string | undefined; limit: number },
): Promise<(Described & { bytes: Buffer }) | undefined> {
  const reading = await openObject(wire, name, generation);
  if (!reading) return undefined;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of reading.bytes) {
    size += piece.length;
    if (size > limit) throw tooLarge(wire.at(name), reading.size, limit);
    pieces.push(piece);
  }
  return { ...reading, bytes: Buffer.concat(pieces) };
}

const tooLarge = (object: string, size: number, limit: number): UserError =>
  new UserError(`${object} has ${size} bytes, more than the ${limit} that are read at once.`, {
    remedy: 'Look at who writes this object: it is not what it should be.',
  });

async function* listed(wire: Wire, prefix: string): AsyncGenerator<ObjectState> {
  try {
    for (let pageToken: string | undefined; ;) {
      const page = await patiently(() => pageOf(wire, prefix, pageToken), wire.patience);
      yield* page.objects;
      pageToken = page.next;
      if (pageToken === undefined) return;
    }
  } catch (error) {
    throw explained(error, `Listing ${wire.at(prefix)}`, wire.bucket);
  }
}

async function pageOf(
  wire: Wire,
  prefix: string,
  pageToken: string | undefined,
): Promise<{ objects: ObjectState[]; next: string | undefined }> {
  const bucket = (await wire.storage()).bucket(wire.bucket);
  const from = pageToken === undefined ? {} : { pageToken };
  const [files, query] = await refusing(() => bucket.getFiles({ prefix, autoPaginate: false, ...from }));
  const { pageToken: next } = fieldsOf(query);
  return {
    objects: files.map(({ metadata }) => stateFrom(metadata)),
    next: typeof next === 'string' ? next : undefined,
  };
}
