/** What the process is told by its environment. */
export interface Settings {
  port: number;
  /** The address to listen on; a container must listen on every interface. */
  host: string;
  version: string;
  /** Cloud Run's name for the running revision; null elsewhere. */
  revision: string | null;
  /** Where models come from; undefined: the bundled one is all there is. */
  models: ModelSettings | undefined;
}

export interface ModelSettings {
  /** Address of the folder with the manifest. */
  home: string;
  /** Public keys in PEM. */
  keys: string[];
  channel: 'stable' | 'canary';
  /** Folder for what was downloaded, which no other process uses; undefined: one that goes with this one. */
  folder: string | undefined;
  /** Milliseconds between two looks at the manifest. */
  every: number;
}

/**
 * Reads and checks the environment.
 * @throws Error naming every variable that is missing or unusable, so that one look at the log is enough.
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const faults: string[] = [];
  const number = (name: string, otherwise: number, most: number): number => {
    const value = Number(environment[name] ?? otherwise);
    if (!(Number.isInteger(value) && value >= 0 && value <= most))
      faults.push(`${name} must be a whole number up to ${most}`);
    return value;
  };
  const settings = {
    port: number('PORT', 8080, 65_535),
    host: environment['HOST'] ?? '0.0.0.0',
    version: environment['VERSION'] ?? 'unknown',
    revision: environment['K_REVISION'] ?? null,
    models: modelSettings(environment, 1000 * number('MODEL_EVERY_SECONDS', 60, 86_400), faults),
  };
  if (faults.length > 0) throw new Error(`smilesage cannot start: ${faults.join('; ')}`);
  return settings;
}

function modelSettings(
  environment: NodeJS.ProcessEnv,
  every: number,
  faults: string[],
): ModelSettings | undefined {
  const home = environment['MODEL_HOME'];
  if (home === undefined) return undefined;
  if (!URL.canParse(home)) faults.push('MODEL_HOME must be an address');
  const keys = environment['MODEL_KEYS']?.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g);
  if (!keys) faults.push('MODEL_KEYS must be public keys in PEM');
  const channel = environment['MODEL_CHANNEL'] ?? 'stable';
  if (channel !== 'stable' && channel !== 'canary') faults.push('MODEL_CHANNEL must be stable or canary');
  return {
    ...{ home, every, keys: keys ?? [], channel: channel === 'canary' ? 'canary' : 'stable' },
    folder: environment['MODEL_FOLDER'],
  };
}
