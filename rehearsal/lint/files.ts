import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Fault } from '../workflow/faults';
import type { Library } from '../workflow/library';
import type { Source, Workflow } from '../workflow/model';
import { parseActionFile, parseWorkflowFile } from '../workflow/parse';
import { readWorkflow } from '../workflow/read-workflow';
import { child, entriesOf, type Template } from '../workflow/template';

/** A workflow file with all that the checks look at. */
export interface WorkflowFile {
  workflow: Workflow;
  root: Template;
  /** As it is written, with its comments. */
  text: string;
}

/** An action.yml, whatever it runs on. */
export interface ActionFile {
  source: Source;
  root: Template;
  text: string;
  inputs: { name: string; required: boolean; hasDefault: boolean }[];
  outputs: string[];
}

/** A file, or why GitHub would not take it. */
export type Read<File> = { file: File } | { faults: Fault[] };

export interface FileReader {
  workflow: (source: Source, file: string) => Read<WorkflowFile>;
  /** @param folder of the action, below its source */
  action: (source: Source, folder: string) => Read<ActionFile>;
}

/** Gives the text of a file; undefined where there is none. */
export type ReadText = (file: string) => string | undefined;

export const readFromDisk: ReadText = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/**
 * Reads each file once, with GitHub's own parser.
 * @param shownFrom the folder that the names in findings are relative to
 */
export function createFileReader(library: Library, shownFrom: string, readText = readFromDisk): FileReader {
  const workflows = new Map<string, Read<WorkflowFile>>();
  const actions = new Map<string, Read<ActionFile>>();
  const shown = (full: string): string => path.relative(shownFrom, full);
  return {
    workflow: (source, file) => {
      const full = path.join(source.folder, file);
      return remembered(workflows, full, () => {
        const text = readText(full);
        if (text === undefined) return { faults: [{ message: `There is no workflow '${shown(full)}'.` }] };
        const { root, faults } = parseWorkflowFile(library, shown(full), text);
        return root ? { file: { workflow: readWorkflow(root, source, file), root, text } } : { faults };
      });
    },
    action: (source, folder) => {
      const full = path.join(source.folder, folder);
      return remembered(actions, full, () => readActionIn(library, source, full, shown, readText));
    },
  };
}

function readActionIn(
  library: Library,
  source: Source,
  folder: string,
  shown: (full: string) => string,
  readText: ReadText,
): Read<ActionFile> {
  for (const name of ['action.yml', 'action.yaml']) {
    const full = path.join(folder, name);
    const text = readText(full);
    if (text === undefined) continue;
    const { root, faults } = parseActionFile(library, shown(full), text);
    return root ? { file: toActionFile(source, root, text) } : { faults };
  }
  return { faults: [{ message: `There is no action.yml in '${shown(folder)}'.` }] };
}

function toActionFile(source: Source, root: Template, text: string): ActionFile {
  return {
    source,
    root,
    text,
    inputs: entriesOf(child(root, 'inputs')).map(({ key, value }) => ({
      name: key,
      required: isTrue(child(value, 'required')),
      hasDefault: child(value, 'default') !== undefined,
    })),
    outputs: entriesOf(child(root, 'outputs')).map((entry) => entry.key),
  };
}

/** In an action.yml GitHub takes the text for the boolean too. */
function isTrue(template: Template | undefined): boolean {
  return template?.kind === 'literal' && String(template.value).toLowerCase() === 'true';
}

function remembered<File>(known: Map<string, File>, name: string, read: () => File): File {
  const file = known.get(name) ?? read();
  known.set(name, file);
  return file;
}
