import { prepareTools } from './migrate-tools';
import { trialOf } from './migrate-tool-trial';

const tools = prepareTools();

trialOf({
  tool: 'alembic',
  command: tools.python && JSON.stringify([`${tools.python}/bin/alembic`]),
  env: { PYTHONDONTWRITEBYTECODE: '1' },
  ids: ['a1', 'a2'],
  table: 'orders',
  second: ['alembic/versions/a2_note.py', '#'],
  failing: [
    'alembic/versions/a3_bad.py',
    [
      '"""Fail."""',
      'from alembic import op',
      'revision = "a3"',
      'down_revision = "a2"',
      'def upgrade():',
      '    op.execute("CREATE TABLE left_over (id int)")',
      '    op.execute("SELECT 1 / 0")',
    ].join('\n'),
  ],
});
