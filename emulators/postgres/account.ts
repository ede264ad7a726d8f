import { readFileSync } from 'node:fs';

/** A user of this machine, by number. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; these are the accounts that it may run as instead, the best first. */
const UNPRIVILEGED = ['postgres', 'nobody'];

/**
 * The account that a server started by this process has to run as; none where it may be this process's own.
 * @throws Error for root on a machine that has none of the unprivileged accounts
 */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = accountsOf(readFileSync('/etc/passwd', 'utf8'));
  for (const name of UNPRIVILEGED) {
    const account = accounts.get(name);
    if (account) return account;
  }
  throw new Error(
    `PostgreSQL does not run as root, and this machine has no account named ${UNPRIVILEGED.join(' or ')}.`,
  );
}

function accountsOf(passwd: string): Map<string, Account> {
  return new Map(
    passwd.split('\n').flatMap((line) => {
      const [name = '', , uid, gid] = line.split(':');
      return uid === undefined || gid === undefined ? [] : [[name, { uid: Number(uid), gid: Number(gid) }]];
    }),
  );
}
