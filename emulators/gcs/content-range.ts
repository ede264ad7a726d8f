import { Refused } from './refusal';

/** What a request of a resumable upload brings. */
export interface Incoming {
  /** The object's offset of the body's first byte; undefined for a question how far the upload is. */
  from: number | undefined;
  /** The offset of the body's last byte; undefined where the body says by its end. */
  to: number | undefined;
  /** The size of the whole object; undefined while it is not known. */
  total: number | undefined;
}

/**
 * Reads `Content-Range` of an upload: `bytes a-b/N`, `bytes a-b/*`, `bytes a-*` with either, and the question
 * `bytes *` with either. A request without the header brings the whole object.
 */
export function readContentRange(header: string | undefined): Incoming {
  if (header === undefined) return { from: 0, to: undefined, total: undefined };
  const [match, from, to, total] = /^bytes (?:\*|(\d+)-(\d+|\*))\/(\d+|\*)$/i.exec(header) ?? [];
  if (match === undefined) throw new Refused(400, `Failed to parse Content-Range header: ${header}`);
  return { from: numberOf(from), to: numberOf(to), total: numberOf(total) };
}

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined || text === '*' ? undefined : Number(text);

/** RFC 9110's single range of a download: `bytes=0-99`, `bytes=100-` or the last bytes, `bytes=-50`. */
export function readRange(
  header: string,
  length: number,
): { first: number; last: number } | 'unsatisfiable' | undefined {
  const [match, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  // A header that is no range is ignored, as the RFC has it.
  if (match === undefined || (from === '' && to === '')) return undefined;
  if (from !== '' && to !== '' && Number(from) > Number(to)) return undefined;
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  return first <= last ? { first, last } : 'unsatisfiable';
}
