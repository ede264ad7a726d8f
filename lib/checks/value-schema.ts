/** The small values that a checks file is made of. */
import { z } from 'zod';
// Not by the room's door: the script that publishes the schema runs where @actions/core cannot be loaded.
import { parseDuration } from '../runner/parsers';

/** Text in which ${NAME} stands for a variable, a secret or a capture. */
export const template = z.string({ error: 'must be text (put quotes round it)' });

export const json = z.json();
/** Any JSON value. */
export type Json = z.output<typeof json>;

/** Written as 800ms, 30s or 2m; in milliseconds from here on. */
export const duration = z
  .string({ error: 'must be a duration such as 800ms, 30s or 2m' })
  .regex(/^(\d+(\.\d+)?(ms|s|m|h))+$/, { error: 'must be a duration such as 800ms, 30s or 2m' })
  .transform((text) => Number(parseDuration(text)))
  .refine((milliseconds) => milliseconds > 0, { error: 'must be longer than nothing' });

/** A regular expression of JavaScript. */
export const pattern = z.string().refine(isPattern, { error: 'is not a regular expression' });

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Headers by name. `Host` decides where a request goes, and is not for a file to choose. */
export const headers = z
  .record(z.string().regex(HEADER_NAME, { error: 'is not the name of a header' }), template)
  .refine(
    (written) =>
      !Object.keys(written).some((name) =>
        /^(host|content-length|transfer-encoding|connection)$/i.test(name),
      ),
    {
      error: 'must not set Host, Content-Length, Transfer-Encoding or Connection',
    },
  )
  .describe('Request headers by name.');
