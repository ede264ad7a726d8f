import { randomUUID } from 'node:crypto';
import { json } from '../gcs/exchange';
import type { Reply } from '../gcs/exchange';

/** What App Store Connect says no with: thrown by the handlers. */
export class AppleRefusal extends Error {
  override readonly name = 'AppleRefusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

/** Source: https://developer.apple.com/documentation/appstoreconnectapi/errorresponse */
export function refusalReply(
  { status, code, message }: Pick<AppleRefusal, 'status' | 'code' | 'message'>,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const title = code.replaceAll(/[._]/g, ' ').toLowerCase();
  const error = { id: randomUUID(), status: String(status), code, title, detail: message };
  return json({ errors: [error] }, status, headers);
}
