import { prepareTools } from './migrate-tools';
import { trialOf } from './migrate-tool-trial';

const tools = prepareTools();

trialOf({
  tool: 'flyway',
  command: tools.flyway && JSON.stringify([tools.flyway]),
  env: {},
  ids: ['V1 orders', 'V2 note'],
  table: 'orders',
  second: ['sql/V2__note.sql', '--'],
  failing: ['sql/V3__bad.sql', 'CREATE TABLE left_over (id int);\nSELECT 1 / 0;\n'],
});
