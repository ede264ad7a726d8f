/** The way to a clone: the same login as to its source, through Google's connector. */
import { openProxy } from '../../reach/cloud-sql';
import type { Connect } from '../../reach/cloud-sql';
import type { CloudSql } from '../../reach/inputs';
import type { Place } from '../../ports';
import type { ReachClone } from './backups';

export interface CloneReach {
  readonly place: Place;
  readonly ipType: CloudSql['ipType'];
  readonly iam: boolean;
  /** Google's connector; tests put another one in. */
  readonly connect?: Connect;
}

export function reachClones({ place, ipType, iam, connect }: CloneReach): ReachClone {
  const { target, temporary } = place;
  return async (made, work) => {
    const cloudSql = { instance: made.connectionName, ipType, iam };
    const ways = { temporary, listen: 'port' as const, ...(connect ? { connect } : {}) };
    const reached = await openProxy(target, cloudSql, ways);
    try {
      return await work(reached.target);
    } finally {
      await reached.close();
    }
  };
}
