import type { Clock } from '../../emulators/clock';
import { startSecretManager } from '../../emulators/secretmanager';
import type { SecretManagerOptions } from '../../emulators/secretmanager';
import type { ProductDatabases } from './product-databases';

/** For a product that has no database: secrets it has all the same. */
export async function startWithoutDatabases(settings: {
  clock: Clock;
  permissionsOf: NonNullable<SecretManagerOptions['permissionsOf']>;
}): Promise<ProductDatabases> {
  const secrets = await startSecretManager(settings);
  const none = (): Promise<never> => Promise.reject(new Error('This product has no database.'));
  return {
    of: () => ({ serviceUrl: '', role: '', query: none, hold: none }),
    keep: (secret, value) => {
      secrets.add(secret, value);
    },
    environment: { SLUICE_SECRET_MANAGER_ENDPOINT: secrets.url },
    programs: undefined,
    close: () => secrets.close(),
  };
}
