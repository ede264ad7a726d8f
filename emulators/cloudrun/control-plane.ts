import { ApiError } from '../proto/status';
import type { Reconciler } from './reconciler';
import type { CloudRunState, RevisionRecord, ServiceRecord } from './state';

/** What the handlers share: the state, and who brings services to what is wanted. */
export class ControlPlane {
  readonly state: CloudRunState;
  /** Replaced when the emulator is reset. */
  reconciler: Reconciler;
  /** How many revisions a service keeps before old ones that nothing leads to are deleted. */
  readonly maxRevisions: number;

  constructor(state: CloudRunState, reconciler: Reconciler, maxRevisions: number) {
    this.state = state;
    this.reconciler = reconciler;
    this.maxRevisions = maxRevisions;
  }

  /** Throws PERMISSION_DENIED when the caller was denied the permission. */
  require(permission: string, resource: string): void {
    if (!this.state.deniedPermissions.has(permission)) return;
    const message = `Permission '${permission}' denied on resource '${resource}' (or resource may not exist).`;
    throw new ApiError('PERMISSION_DENIED', message);
  }

  /** Deletes a revision; resolves when the platform has stopped it. */
  dropRevision(service: ServiceRecord, revision: RevisionRecord): Promise<void> {
    service.revisions.delete(revision.id);
    return this.reconciler.stop(revision);
  }
}
