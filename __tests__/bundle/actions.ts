import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** One input or output, as action.yml declares it. */
export interface Declared {
  readonly description?: string;
  readonly required?: boolean;
  readonly default?: string;
}

/** An action as its contract describes it. */
export interface Action {
  readonly name: string;
  readonly folder: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, Declared>>;
  readonly outputs: Readonly<Record<string, Declared>>;
  readonly runs: {
    readonly using: string;
    readonly main: string;
    readonly post?: string;
    readonly 'post-if'?: string;
  };
}

/** Every folder of actions/ that has an action.yml; whoever adds one finds it tested. */
export function actions(): Action[] {
  const names = readdirSync(join(ROOT, 'actions')).sort();
  return names.flatMap((name) => {
    const folder = join(ROOT, 'actions', name);
    const file = join(folder, 'action.yml');
    if (!existsSync(file)) return [];
    const contract = parse(readFileSync(file, 'utf8')) as Partial<Action> &
      Pick<Action, 'description' | 'runs'>;
    return [{ inputs: {}, outputs: {}, ...contract, name, folder }];
  });
}

/** Absolute path of what `main` or `post` names. */
export const entryOf = ({ folder }: Action, path: string): string => resolve(folder, path);

/** What GitHub gives the action where the caller writes nothing. */
export function defaultsOf({ inputs }: Action): Record<string, string> {
  const pairs = Object.entries(inputs).map(([name, input]) => [name, input.default ?? ''] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}

/** The inputs that the caller has to give. */
export const requiredOf = ({ inputs }: Action): string[] =>
  Object.keys(inputs).filter((name) => inputs[name]?.required === true);
