export { readNotes } from './notes';
export type { Notes } from './notes';
