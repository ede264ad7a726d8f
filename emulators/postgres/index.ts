export { hasInstallation, ORIGIN_VARIABLE } from './installation';
export type { Origin } from './installation';
export { startPostgres } from './postgres';
export type { Database, PostgresOptions, PostgresServer, Role } from './postgres';
