import { prepareTools } from './migrate-tools';
import { trialOf } from './migrate-tool-trial';

/** A machine of Java that is there for a second is not worth its better compiler. */
const QUICK = { JAVA_ARGS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' };
const tools = prepareTools();

trialOf({
  tool: 'flyway',
  command: tools.flyway && JSON.stringify([tools.flyway]),
  env: QUICK,
  ids: ['V1 orders', 'V2 note'],
  table: 'orders',
  second: ['sql/V2__note.sql', '--'],
  failing: ['sql/V3__bad.sql', 'CREATE TABLE left_over (id int);\nSELECT 1 / 0;\n'],
});
