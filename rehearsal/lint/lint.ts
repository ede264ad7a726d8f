import type { Library } from '../workflow/library';
import type { Source } from '../workflow/model';
import type { ThirdParty } from '../workflow/third-party';
import { checkActionFile } from './check-action-file';
import { checkWorkflowFile } from './check-workflow-file';
import { createFileReader, readFromDisk, type Read, type ReadText } from './files';
import { asFinding, inOrder, type Finding, type Note } from './findings';
import type { Linting } from './linting';

export interface LintRequest {
  library: Library;
  /** Our own suite: where `$/` in its files leads, and `uses: <its repository>/...@ref` from anywhere. */
  suite: Source;
  /** The actions of others whose inputs are known here, by name. */
  thirdParty: Readonly<Record<string, ThirdParty>>;
  files: readonly LintedFile[];
  /** The disk's by default. */
  readText?: ReadText;
}

export interface LintedFile {
  kind: 'workflow' | 'action';
  /** The repository that the file belongs to. */
  source: Source;
  /** Path below the source: of a workflow its file, of an action its folder. */
  path: string;
}

export interface LintReport {
  findings: Finding[];
  /** What could not be checked. */
  notes: Note[];
}

/** Checks workflows and actions for what GitHub's parser lets pass. Names in the report are relative to the suite. */
export function lint(request: LintRequest): LintReport {
  const { library, suite, thirdParty, files, readText = readFromDisk } = request;
  const notes: Note[] = [];
  const reader = createFileReader(library, suite.folder, readText);
  const linting: Linting = { library, suite, thirdParty, reader, note: (note) => notes.push(note) };
  const findings = files.flatMap(({ kind, source, path }) =>
    kind === 'workflow'
      ? checkRead(reader.workflow(source, path), path, (file) => checkWorkflowFile(linting, file))
      : checkRead(reader.action(source, path), path, (file) => checkActionFile(linting, file)),
  );
  return { findings: inOrder(findings), notes: inOrder(notes) };
}

function checkRead<File>(read: Read<File>, file: string, check: (file: File) => Finding[]): Finding[] {
  return 'faults' in read ? read.faults.map((fault) => asFinding(fault, file)) : check(read.file);
}
