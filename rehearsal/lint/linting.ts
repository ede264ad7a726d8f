import type { Library } from '../workflow/library';
import type { Source } from '../workflow/model';
import type { ThirdParty } from '../workflow/third-party';
import type { FileReader } from './files';
import type { Note } from './findings';

/** What the checks of one file share. */
export interface Linting {
  library: Library;
  suite: Source;
  thirdParty: Readonly<Record<string, ThirdParty>>;
  reader: FileReader;
  note: (note: Note) => void;
}
