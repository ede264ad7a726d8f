/**
 * How the runner reads what a step prints and writes. Source: actions/runner, ActionCommand.cs and
 * ActionCommandManager.cs (commands), FileCommandManager.cs (files).
 */

/** A workflow command that the runner obeys. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** The commands in what a step printed; those between stop-commands and its token are text. */
export function commandsIn(stdout: string): Command[] {
  const commands: Command[] = [];
  let token: string | undefined;
  for (const line of stdout.split(/\r\n|\r|\n/)) {
    const command = commandIn(line);
    if (token !== undefined) {
      if (command?.name === token) token = undefined;
    } else if (command?.name === 'stop-commands') {
      token = command.message;
    } else if (command !== undefined) {
      commands.push(command);
    }
  }
  return commands;
}

/** `::name key=value,key=value::message` at the start of a line, or `##[name key=value;key=value]message` anywhere in it. */
function commandIn(line: string): Command | undefined {
  const modern = /^\s*::([^\s:]+)(?:\s+(.*?))?::(.*)$/.exec(line);
  if (modern) return commandOf(modern, ',');
  const old = /##\[([^\s\]]+)(?:\s+([^\]]*))?\](.*)$/.exec(line);
  return old ? commandOf(old, ';') : undefined;
}

function commandOf(
  [, name = '', properties = '', message = '']: RegExpExecArray,
  separator: string,
): Command {
  const pairs = properties
    .split(separator)
    .map((pair) => /^([^=]+)=(.*)$/.exec(pair.trim()))
    .filter((match) => match !== null)
    .map(([, key = '', value = '']) => [key, unescaped(value)] as const);
  return { name, properties: Object.fromEntries(pairs), message: unescaped(message) };
}

function unescaped(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}

/** The pairs of a file command: `name=value`, or `name<<DELIMITER`, lines, `DELIMITER`. */
export function keyValuesIn(file: string): Record<string, string> {
  const lines = file.split(/\r\n|\n/);
  const pairs: [string, string][] = [];
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    const [, name = '', mark = '', rest = ''] = /^([^=]*?)(<<|=)(.*)$/.exec(line) ?? [];
    if (mark === '=') pairs.push([name, rest]);
    else if (mark === '<<') pairs.push([name, linesUntil(rest, lines).join('\n')]);
    else if (line !== '')
      throw new Error(`The runner does not understand this line of a file command: ${line}`);
  }
  return Object.fromEntries(pairs);
}

/** Takes the lines up to the delimiter out of `lines`, and the delimiter with them. */
function linesUntil(delimiter: string, lines: string[]): string[] {
  const end = lines.indexOf(delimiter);
  if (end < 0) throw new Error(`A value of a file command is not ended by ${delimiter}.`);
  return lines.splice(0, end + 1).slice(0, -1);
}
