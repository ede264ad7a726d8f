import { ofNpm } from './migrate-tools';
import { trialOf } from './migrate-tool-trial';

/** The engines are not downloaded: Prisma Migrate runs on its WebAssembly engine. */
const PRISMA = { PRISMA_QUERY_ENGINE_LIBRARY: '/dev/null', PRISMA_SCHEMA_ENGINE_BINARY: '/dev/null' };

trialOf({
  tool: 'prisma',
  command: ofNpm('prisma'),
  env: PRISMA,
  ids: ['20260101000000_orders', '20260102000000_note'],
  table: 'orders',
  second: ['prisma/migrations/20260102000000_note/migration.sql', '--'],
  failing: [
    'prisma/migrations/20260103000000_bad/migration.sql',
    'CREATE TABLE left_over (id int);\nSELECT 1 / 0;\n',
  ],
});
