export { startGoogleIdentity } from './google-identity';
export type { GoogleIdentityOptions, RunningGoogleIdentity } from './google-identity';
export type { ProviderSettings, ServiceAccountSettings } from './providers';
export type { Identity } from './token-book';
