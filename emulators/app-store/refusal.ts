import { randomUUID } from 'node:crypto';
import { json } from '../gcs/exchange';
import type { Reply } from '../gcs/exchange';

/** Source of the shape: https://github.com/fastlane/fastlane/issues/20100 */
export type AssociatedErrors = Readonly<Record<string, readonly { code: string; detail: string }[]>>;

/** What App Store Connect says no with: thrown by the handlers. */
export class AppleRefusal extends Error {
  override readonly name = 'AppleRefusal';
  readonly status: number;
  readonly code: string;
  /** What is wrong with other resources, by their paths. */
  readonly associated: AssociatedErrors | undefined;

  constructor(status: number, code: string, detail: string, associated?: AssociatedErrors) {
    super(detail);
    this.status = status;
    this.code = code;
    this.associated = associated;
  }
}

/** Source: https://developer.apple.com/documentation/appstoreconnectapi/errorresponse */
export function refusalReply(
  {
    status,
    code,
    message,
    associated,
  }: Pick<AppleRefusal, 'status' | 'code' | 'message'> & Partial<AppleRefusal>,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const told = (each: { code: string; detail: string }): object => ({
    ...{ id: randomUUID(), status: String(status), ...each },
    title: each.code.replaceAll(/[._]/g, ' ').toLowerCase(),
  });
  const associatedErrors = Object.entries(associated ?? {}).map(([path, errors]) => [path, errors.map(told)]);
  const meta = associated
    ? { meta: { associatedErrors: Object.fromEntries(associatedErrors) as object } }
    : {};
  return json({ errors: [{ ...told({ code, detail: message }), ...meta }] }, status, headers);
}
