/** A workflow command: `::name key=value,key=value::message`. */
export interface Command {
  name: string;
  properties: Record<string, string>;
  message: string;
}

/**
 * Reads a line as a workflow command, or gives undefined when it is plain output.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function parseCommand(line: string): Command | undefined {
  const match = /^\s*::([^:\s]+?)(?:\s+(.*?))?::(.*)$/s.exec(line);
  const [, name, properties = '', message = ''] = match ?? [];
  if (name === undefined) return undefined;
  return {
    name: name.toLowerCase(),
    properties: parseProperties(properties),
    message: unescapeData(message),
  };
}

function parseProperties(text: string): Record<string, string> {
  const pairs = text.split(',').flatMap((pair) => {
    const [key = '', ...rest] = pair.split('=');
    return key.trim() === '' || rest.length === 0
      ? []
      : [[key.trim().toLowerCase(), unescapeProperty(rest.join('='))]];
  });
  return Object.fromEntries(pairs) as Record<string, string>;
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
