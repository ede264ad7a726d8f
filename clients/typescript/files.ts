/** The names of the client's files. */
export const STATE = 'state.json';
/** The newest manifest that was accepted, as it came. */
export const MANIFEST = 'manifest.json';
/** Has this name only when its hash was right. */
export const modelFile = (sha256: string): string => `model-${sha256}`;
export const partFile = (sha256: string): string => `part-${sha256}`;
