import { ofNpm } from './migrate-tools';
import { trialOf } from './migrate-tool-trial';

trialOf({
  tool: 'node-pg-migrate',
  command: ofNpm('node-pg-migrate'),
  env: {},
  ids: ['1700000000001_orders', '1700000000002_note'],
  table: 'orders',
  second: ['migrations/1700000000002_note.sql', '--'],
  failing: [
    'migrations/1700000000003_bad.sql',
    '-- Up Migration\nCREATE TABLE left_over (id int);\nSELECT 1 / 0;\n',
  ],
});
