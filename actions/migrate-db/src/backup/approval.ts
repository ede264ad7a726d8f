import { UserError } from '../../../../lib/runner';

/** A restore loses what was written since, so somebody must have approved it. */
export class Unapproved extends UserError {
  /** What stands for the approval of this restore, 16 hex digits. */
  readonly approval: string;

  /** @param loses what would be lost */
  constructor(loses: string, approval: string) {
    super(loses, {
      remedy: `Where that is wanted, run this again with \`approved-restore: ${approval}\`.`,
    });
    this.approval = approval;
  }
}
