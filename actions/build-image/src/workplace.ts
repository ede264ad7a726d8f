import { isAbsolute, relative, sep } from 'node:path';
import type { Surroundings } from './surroundings';

/** What reading needs besides the inputs themselves. */
export interface Workplace {
  readonly workspace: string;
  readonly around: Surroundings;
  /** Looks at the disk. */
  readonly kindOf: (path: string) => 'file' | 'folder' | 'nothing' | 'other';
  /** Masks a value before anything can print it. */
  readonly mask: (value: string) => void;
}

/** Whether a path is a folder or lies below it, by name alone. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
