import { callersToken } from '../proto/caller';
import { ApiError } from '../proto/status';
import type { Call } from '../call';
import type { Reconciler } from './reconciler';
import type { CloudRunState, RevisionRecord, ServiceRecord } from './state';

const MINUTE = 60_000;
/** About what Cloud Run allows a project in a region. */
const WRITES_A_MINUTE = 60;

/** The permissions of whom a bearer token stands for; undefined where it stands for nobody. */
export type PermissionsOf = (token: string | undefined) => ReadonlySet<string> | 'all' | undefined;

/** What the handlers share: the state, and who brings services to what is wanted. */
export class ControlPlane {
  readonly state: CloudRunState;
  /** Replaced when the emulator is reset. */
  reconciler: Reconciler;
  /** How many revisions a service keeps before old ones that nothing leads to are deleted. */
  readonly maxRevisions: number;

  private readonly permissionsOf: PermissionsOf;

  constructor(
    state: CloudRunState,
    reconciler: Reconciler,
    maxRevisions: number,
    permissionsOf: PermissionsOf = () => 'all',
  ) {
    this.state = state;
    this.reconciler = reconciler;
    this.maxRevisions = maxRevisions;
    this.permissionsOf = permissionsOf;
  }

  /** Throws UNAUTHENTICATED when the caller is nobody known, and PERMISSION_DENIED when it lacks the permission. */
  require(permission: string, resource: string): void {
    const granted = this.permissionsOf(callersToken());
    if (granted === undefined) {
      throw new ApiError('UNAUTHENTICATED', 'Request had invalid authentication credentials.');
    }
    const denied = granted !== 'all' && !granted.has(permission);
    if (!denied && !this.state.deniedPermissions.has(permission)) return;
    const message = `Permission '${permission}' denied on resource '${resource}' (or resource may not exist).`;
    throw new ApiError('PERMISSION_DENIED', message);
  }

  /** Throws RESOURCE_EXHAUSTED when the minute before this write has seen too many. */
  countWrite({ index, at }: Call): void {
    const { writes } = this.state;
    for (const [other, time] of writes) if (time <= at - MINUTE) writes.delete(other);
    if (writes.size >= WRITES_A_MINUTE) {
      throw new ApiError('RESOURCE_EXHAUSTED', `Quota exceeded: ${WRITES_A_MINUTE} write requests a minute.`);
    }
    writes.set(index, at);
  }

  /** Deletes a revision; resolves when the platform has stopped it. */
  dropRevision(service: ServiceRecord, revision: RevisionRecord): Promise<void> {
    service.revisions.delete(revision.id);
    return this.reconciler.stop(revision);
  }
}
