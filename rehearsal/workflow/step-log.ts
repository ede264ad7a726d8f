import { parseCommand, type Command } from './commands';
import type { Annotation } from './events';
import type { Masks } from './masks';

/** What GitHub keeps of one step's annotations: ten of each level. */
const annotationsPerLevel = 10;
const annotationLength = 4096;

/** What a step's output does besides being read. */
export interface LogEffects {
  masks: Masks;
  line: (text: string) => void;
  annotate: (annotation: Annotation) => void;
  /** The old commands; the files have replaced them, but the runner still obeys. */
  setOutput: (name: string, value: string) => void;
  saveState: (name: string, value: string) => void;
}

/**
 * Takes a step's output line by line, as the runner does: obeys the commands in it, and hands everything else
 * on with the secrets masked.
 */
export function createStepLog(effects: LogEffects): (line: string) => void {
  const counts = { error: 0, warning: 0, notice: 0 };
  let resumeToken: string | undefined;
  const print = (text: string): void => {
    effects.line(effects.masks.apply(text));
  };

  const annotate = (level: Annotation['level'], command: Command): void => {
    print(`${level === 'notice' ? 'Notice' : level === 'error' ? 'Error' : 'Warning'}: ${command.message}`);
    counts[level] += 1;
    if (counts[level] > annotationsPerLevel) return;
    const { title, file, line } = command.properties;
    effects.annotate({
      level,
      message: effects.masks.apply(command.message).slice(0, annotationLength),
      ...(title === undefined ? {} : { title: effects.masks.apply(title) }),
      ...(file === undefined ? {} : { file }),
      ...(line === undefined || Number.isNaN(Number(line)) ? {} : { line: Number(line) }),
    });
  };

  const obey = (command: Command): boolean => {
    const { name, message, properties } = command;
    switch (name) {
      case 'error':
      case 'warning':
      case 'notice':
        annotate(name, command);
        return true;
      case 'add-mask':
        effects.masks.add(message);
        return true;
      case 'stop-commands':
        resumeToken = message;
        return true;
      case 'set-output':
        effects.setOutput(properties.name ?? '', message);
        return true;
      case 'save-state':
        effects.saveState(properties.name ?? '', message);
        return true;
      case 'set-env':
      case 'add-path':
        annotate('error', {
          ...command,
          properties: {},
          message: `The '${name}' command is disabled. Use the environment files.`,
        });
        return true;
      case 'group':
        print(`▸ ${message}`);
        return true;
      case 'endgroup':
      case 'debug':
      case 'echo':
      case 'add-matcher':
      case 'remove-matcher':
        return true;
      default:
        return false;
    }
  };

  return (line) => {
    const command = parseCommand(line);
    if (resumeToken !== undefined) {
      if (command?.name === resumeToken.toLowerCase()) resumeToken = undefined;
      else print(line);
    } else if (!command || !obey(command)) print(line);
  };
}
