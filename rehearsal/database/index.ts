export { migrateAsBefore, migrationsIn } from './past-migrations';
export type { PastMigrations } from './past-migrations';
export { SECRETS } from './secrets';
export { startProductDatabases } from './product-databases';
export type { ProductDatabase, ProductDatabases } from './product-databases';
export { startWithoutDatabases } from './without-databases';
