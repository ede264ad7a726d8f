import { prepareTools } from './migrate-tools';
import { trialOf } from './migrate-tool-trial';

const tools = prepareTools();

trialOf({
  tool: 'django',
  command: tools.python && JSON.stringify([`${tools.python}/bin/python`, 'manage.py']),
  env: { PYTHONDONTWRITEBYTECODE: '1' },
  ids: ['shop.0001_order', 'shop.0002_note'],
  table: 'shop_order',
  second: ['shop/migrations/0002_note.py', '#'],
  failing: [
    'shop/migrations/0003_bad.py',
    [
      'from django.db import migrations',
      'class Migration(migrations.Migration):',
      '    dependencies = [("shop", "0002_note")]',
      '    operations = [',
      '        migrations.RunSQL("CREATE TABLE left_over (id int)"),',
      '        migrations.RunSQL("SELECT 1 / 0"),',
      '    ]',
    ].join('\n'),
  ],
});
