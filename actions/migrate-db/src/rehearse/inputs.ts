import type { InputReader } from '../../../../lib/runner';
import { clientPrograms } from '../backup';
import { readCloudSqlSource } from '../backup/cloud-sql';
import { readNeonSource } from '../backup/neon';
import type { Place, Provider, Rehearsal } from '../ports';
import { cloneRehearsal } from './clone';
import { branchRehearsal } from './branch';
import { copyRehearsal } from './copy';

export const rehearsalProvider: Provider<Rehearsal> = { read: readRehearsal };

function readRehearsal(input: InputReader): ((place: Place) => Rehearsal) | undefined {
  const where = input.choice('rehearse', ['none', 'copy', 'cloud-sql', 'neon'], { default: 'none' });
  const folder = input.text('backup-programs');
  const instance = readCloudSqlSource(input);
  const branch = readNeonSource(input);
  if (where === 'none') return undefined;
  if (where === 'cloud-sql' && instance === undefined) input.fault(...WITHOUT_INSTANCE);
  if (where === 'neon' && branch === undefined) input.fault(...WITHOUT_BRANCH);
  return (place) => {
    if (where === 'cloud-sql' && instance !== undefined) return cloneRehearsal(place, instance);
    if (where === 'neon' && branch !== undefined) return branchRehearsal(place, branch);
    const { variables, runner } = place;
    return copyRehearsal(place, clientPrograms({ variables, folder, signal: runner.signal }));
  };
}

const WITHOUT_INSTANCE = [
  'cloud-sql-instance',
  '`rehearse: cloud-sql` needs it.',
  'Give it as project:region:instance; where the database is reached without the connector, as `backup-instance`.',
] as const;

const WITHOUT_BRANCH = [
  'neon-branch',
  '`rehearse: neon` needs it.',
  'Give `neon-api-key`, `neon-project` and `neon-branch`.',
] as const;
