import { resolve } from 'node:path';
import { parseReference } from '../../../lib/registry';
import { parseWords, Refusal } from '../../../lib/runner';
import type { InputReader } from '../../../lib/runner';
import type { AppendInputs, Building } from './model';
import { parseMappings } from './mappings';
import type { Mapping } from './mappings';
import { isBelow } from './workplace';
import type { Workplace } from './workplace';

/** The inputs of the backend `append`. */
export function readAppend(input: InputReader, common: Building, workplace: Workplace): AppendInputs {
  return {
    ...common,
    backend: 'append',
    base: input.parsed('base', (text) => (text === 'scratch' ? 'scratch' : parseReference(text)), {
      required: true,
      otherwise: 'scratch',
    }),
    files: readFiles(input, common.context, workplace),
    annotations: input.keyValues('annotations'),
    settings: {
      entrypoint: input.parsed('entrypoint', parseWords),
      command: input.parsed('cmd', parseWords),
      workingDirectory: input.text('workdir', {
        pattern: /\/.*/,
        describe: 'an absolute path, such as /app',
      }),
      user: input.text('user'),
      variables: input.keyValues('env'),
      ports: input.parsed('ports', parsePorts) ?? [],
    },
  };
}

function readFiles(input: InputReader, context: string, { kindOf }: Workplace): readonly Mapping[] {
  const mappings = input.parsed('files', parseMappings, { required: true, otherwise: [] });
  for (const { source } of mappings) {
    const path = resolve(context, source);
    if (!isBelow(context, path))
      input.fault('files', `\`${source}\` leads out of the context.`, 'Name a file or folder below it.');
    else if (!['file', 'folder'].includes(kindOf(path)))
      input.fault(
        'files',
        `There is no file or folder ${path}.`,
        'Correct the path, or run the build that makes it first.',
      );
  }
  return mappings;
}

function parsePorts(text: string): string[] | Refusal {
  const ports = text.split(/[\s,]+/).filter((port) => port !== '');
  const wrong = ports.find((port) => !/^\d{1,5}(\/(tcp|udp))?$/.test(port) || Number.parseInt(port) > 65_535);
  if (wrong !== undefined)
    return new Refusal(`\`${wrong}\` is not a port.`, 'Write a number, such as 8080 or 53/udp.');
  return ports.map((port) => (port.includes('/') ? port : `${port}/tcp`));
}
