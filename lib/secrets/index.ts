export { openSecrets } from './secrets';
export type { Secrets, SecretVersion } from './secrets';
