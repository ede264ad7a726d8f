import { headerOf, jsonOf } from './expectations';
import type { Shortfall } from './expectations';
import type { Answer } from './http';
import { valueAt } from './json-path';
import type { Found } from './json-path';
import type { WrittenCapture } from './schema';
import { asText } from './templates';
import type { Binding } from './templates';

/** What the answer gave for the names of a step, and the first name for which it gave nothing. */
export interface Captured {
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly shortfall?: Shortfall;
}

export function captured(captures: Readonly<Record<string, WrittenCapture>>, answer: Answer): Captured {
  const bindings = new Map<string, Binding>();
  for (const [name, written] of Object.entries(captures)) {
    const { secret = false, ...source } = typeof written === 'string' ? { json: written } : written;
    const found = foundIn(answer, source);
    if (!found.found) {
      const [where = ''] = [source.json, source.header && `header ${source.header}`, source.regex].filter(
        Boolean,
      );
      const shortfall = { subject: `capture ${name}`, expected: `something at ${where}`, actual: 'nothing' };
      return { bindings, shortfall };
    }
    bindings.set(name, { value: found.value, secret });
  }
  return { bindings };
}

type CaptureSource = Omit<Exclude<WrittenCapture, string>, 'secret'>;

function foundIn(answer: Answer, { json, header, regex, status }: CaptureSource): Found {
  if (status) return { found: true, value: answer.status };
  if (json !== undefined) {
    const body = jsonOf(answer);
    return body.found ? valueAt(json, body.value) : body;
  }
  const text: Found = header === undefined ? { found: true, value: answer.text } : headerOf(answer, header);
  if (regex === undefined || !text.found) return text;
  const match = new RegExp(regex, 'u').exec(asText(text.value));
  return match ? { found: true, value: match[1] ?? match[0] } : { found: false };
}
