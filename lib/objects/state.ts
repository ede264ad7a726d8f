import { fieldsOf } from './refusal';
import type { ObjectState } from './model';

/** An object as the JSON API describes it, read with care: it comes from outside. */
export function stateFrom(resource: unknown): ObjectState {
  const fields = fieldsOf(resource);
  const text = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const [name, generation, crc32c] = [text('name'), text('generation'), text('crc32c')];
  if (name === undefined || generation === undefined || crc32c === undefined)
    throw new Error('Cloud Storage described an object without its name, generation or CRC32C.');
  return {
    ...{ name, generation, crc32c },
    metageneration: text('metageneration') ?? '',
    size: Number(text('size') ?? 0),
    md5: text('md5Hash'),
    contentType: text('contentType'),
    cacheControl: text('cacheControl'),
    metadata: textsIn(fields['metadata']),
    created: Date.parse(text('timeCreated') ?? ''),
  };
}

function textsIn(metadata: unknown): Record<string, string> {
  const entries = Object.entries(fieldsOf(metadata));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
