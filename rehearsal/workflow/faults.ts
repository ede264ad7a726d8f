/** Where something stands in a file; lines and columns count from one. */
export interface Position {
  file: string;
  line: number;
  column: number;
}

/** Something a workflow's author can fix: what is wrong, and where. */
export interface Fault {
  /** Absent only for faults that belong to no file, such as a workflow that cannot be read. */
  at?: Position;
  message: string;
}

/** Words a fault the way compilers do, so that editors and terminals can jump to it. */
export function describeFault(fault: Fault): string {
  return fault.at ? `${fault.at.file}:${fault.at.line}:${fault.at.column}: ${fault.message}` : fault.message;
}

/** Thrown before anything has run: every fault that was found in the workflow files, at once. */
export class WorkflowFaults extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(describeFault).join('\n'));
    this.name = 'WorkflowFaults';
    this.faults = faults;
  }
}

/** The text of whatever was thrown. Goes by shape, for an error may come from another realm, as under Jest. */
export function messageOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) return String(thrown.message);
  return String(thrown);
}

/** The system's name for what went wrong, such as ESRCH; undefined for anything else. */
export function errorCode(thrown: unknown): string | undefined {
  const coded = typeof thrown === 'object' && thrown !== null && 'code' in thrown;
  return coded && typeof thrown.code === 'string' ? thrown.code : undefined;
}
