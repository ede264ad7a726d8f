/** Stands in for `node:fs/promises`: no schedule reads a file, and what is written is for people. See load-actions.ts. */
export const mkdir = (): Promise<void> => Promise.resolve();
export const writeFile = (): Promise<void> => Promise.resolve();
export const readFile = (path: string): Promise<string> =>
  Promise.reject(Object.assign(new Error(`There is no file ${path}.`), { code: 'ENOENT' }));
