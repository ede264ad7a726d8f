import { describe, expect, test } from '@jest/globals';
import { backupProvider } from '../../actions/migrate-db/src/backup';
import { rehearsalProvider } from '../../actions/migrate-db/src/rehearse';
import { InputFaults, inputsFrom, readInputs } from '../../lib/runner';

const providers = { backup: backupProvider, rehearse: rehearsalProvider };
type Kind = keyof typeof providers;

/** Whether something is opened, or the names of the inputs that are at fault. */
function read(kind: Kind, inputs: Record<string, string>, verb: 'apply' | 'restore' = 'apply'): unknown {
  try {
    return readInputs(inputsFrom(inputs), (input) => providers[kind].read(input, verb)) !== undefined;
  } catch (error) {
    if (error instanceof InputFaults) return error.message;
    throw error;
  }
}

const neon = { 'neon-api-key': 'k', 'neon-project': 'p', 'neon-branch': 'br-main-1' };

describe('what is asked for', () => {
  test.each([
    ['backup', {}, false],
    ['backup', { backup: 'none' }, false],
    ['backup', { backup: 'pg_dump', 'backup-bucket': 'gs://bucket/db' }, true],
    ['backup', { backup: 'cloud-sql', 'cloud-sql-instance': 'p:r:i' }, true],
    ['backup', { backup: 'cloud-sql', 'backup-instance': 'p:r:i' }, true],
    ['backup', { backup: 'neon', ...neon }, true],
    ['rehearse', {}, false],
    ['rehearse', { rehearse: 'copy' }, true],
    ['rehearse', { rehearse: 'cloud-sql', 'backup-instance': 'p:r:i' }, true],
    ['rehearse', { rehearse: 'neon', ...neon }, true],
  ] as const)('%s with %j', (kind, inputs, expected) => {
    expect(read(kind, inputs)).toBe(expected);
  });
});

describe('what is missing or wrong is told by its name', () => {
  test.each([
    ['backup', { backup: 'pg_dump' }, /backup-bucket/],
    ['backup', { backup: 'pg_dump', 'backup-bucket': 'bucket' }, /backup-bucket.*Cloud Storage/s],
    ['backup', { backup: 'cloud-sql' }, /cloud-sql-instance/],
    ['backup', { backup: 'cloud-sql', 'backup-instance': 'i' }, /backup-instance/],
    ['backup', { backup: 'neon', 'neon-project': 'p' }, /neon-api-key[\s\S]*neon-branch/],
    ['backup', { backup: 'none', 'backup-keep': '0' }, /backup-keep/],
    [
      'backup',
      { backup: 'pg_dump', 'backup-bucket': 'gs://bucket', 'approved-restore': 'yes' },
      /approved-restore/,
    ],
    [
      'backup',
      { backup: 'pg_dump', 'backup-bucket': 'gs://bucket', 'approved-restore': '0'.repeat(16) },
      /approved-restore[\s\S]*not to apply/,
    ],
    ['rehearse', { rehearse: 'cloud-sql' }, /cloud-sql-instance/],
    ['rehearse', { rehearse: 'neon' }, /neon-branch/],
  ] as const)('%s with %j', (kind, inputs, expected) => {
    expect(read(kind, inputs)).toMatch(expected);
  });

  test('an approval is taken where it belongs', () => {
    const inputs = { backup: 'pg_dump', 'backup-bucket': 'gs://bucket', 'approved-restore': '0'.repeat(16) };
    expect(read('backup', inputs, 'restore')).toBe(true);
  });
});
