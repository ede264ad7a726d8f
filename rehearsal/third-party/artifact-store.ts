import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** The artifacts of one run, each a folder. */
export interface ArtifactStore {
  /** @param files absolute paths; kept with the folders between `from` and them */
  save: (name: string, files: readonly string[], from: string, overwrite: boolean) => Promise<SavedArtifact>;
  /** In alphabetical order. */
  names: () => Promise<string[]>;
  /** Throws when there is no artifact of this name. */
  copy: (name: string, target: string) => Promise<void>;
}

export interface SavedArtifact {
  id: string;
  /** SHA-256 over the names and contents of its files, in hexadecimal. */
  digest: string;
}

export function createArtifactStore(folder: string): ArtifactStore {
  let saved = 0;
  const names = async (): Promise<string[]> => {
    await mkdir(folder, { recursive: true });
    return (await readdir(folder)).sort();
  };
  return {
    names,
    async save(name, files, from, overwrite) {
      const home = path.join(folder, checkedName(name));
      if ((await names()).includes(name)) {
        if (!overwrite)
          throw new Error(
            `Failed to CreateArtifact: (409) Conflict: an artifact with the name '${name}' already exists on the workflow run`,
          );
        await rm(home, { recursive: true });
      }
      const digest = createHash('sha256');
      await mkdir(home, { recursive: true });
      for (const file of files) {
        const inside = path.relative(from, file);
        await cp(file, path.join(home, inside), { recursive: true, dereference: true });
        digest.update(`${inside}\n`).update(await readFile(file));
      }
      saved += 1;
      return { id: String(saved), digest: digest.digest('hex') };
    },
    async copy(name, target) {
      if (!(await names()).includes(name)) throw new Error(`Artifact not found for name: ${name}`);
      await mkdir(target, { recursive: true });
      await cp(path.join(folder, name), target, { recursive: true });
    },
  };
}

function checkedName(name: string): string {
  if (/["*/:<>?\\|\r\n]/.test(name) || name === '' || name.startsWith('.'))
    throw new Error(`The artifact name is not valid: '${name}'.`);
  return name;
}
