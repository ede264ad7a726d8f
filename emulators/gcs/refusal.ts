import type { Reply } from './exchange';
import { json } from './exchange';

/** Google's `reason` of an error, by HTTP status, where nothing closer is known. */
const REASONS: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'required',
  403: 'forbidden',
  404: 'notFound',
  405: 'methodNotAllowed',
  409: 'conflict',
  410: 'gone',
  412: 'conditionNotMet',
  416: 'requestedRangeNotSatisfiable',
  429: 'rateLimitExceeded',
  499: 'clientClosedRequest',
  503: 'backendError',
};

/** What the service says no with: thrown by the handlers, answered as JSON or, on the XML API's paths, as XML. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly reason: string;
  /** The XML API's code, where it has one of its own for the case. */
  readonly xmlCode: string | undefined;

  constructor(
    status: number,
    message: string,
    { reason = REASONS[status] ?? 'internalError', xmlCode }: { reason?: string; xmlCode?: string } = {},
  ) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.xmlCode = xmlCode;
  }
}

/** The connection breaks in the middle, because a test bed wants it to. */
export class Severed extends Error {
  override readonly name = 'Severed';
}

/** Google's JSON error. A 304 and a 308 have no body. */
export function refusalReply(
  { status, message, reason }: Pick<Refused, 'status' | 'message' | 'reason'>,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  if (status < 400) return { status, headers };
  const place = status === 412 ? { locationType: 'header', location: 'If-Match' } : {};
  const errors = [{ message, domain: 'global', reason, ...place }];
  return json({ error: { code: status, message, errors } }, status, headers);
}

/** The XML API's codes by HTTP status. Source: https://cloud.google.com/storage/docs/xml-api/reference-status */
const XML_CODES: Readonly<Record<number, string>> = {
  400: 'InvalidArgument',
  401: 'AuthenticationRequired',
  403: 'AccessDenied',
  404: 'NoSuchKey',
  405: 'MethodNotAllowed',
  412: 'PreconditionFailed',
  416: 'InvalidRange',
  429: 'SlowDown',
  503: 'ServiceUnavailable',
};

export function xmlRefusalReply(
  { status, message, xmlCode }: Pick<Refused, 'status' | 'message' | 'xmlCode'>,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  if (status < 400) return { status, headers };
  const code = xmlCode ?? XML_CODES[status] ?? 'InternalError';
  const text = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const body = `<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code><Message>${text}</Message></Error>`;
  return {
    status,
    headers: { 'content-type': 'application/xml; charset=UTF-8', ...headers },
    body: Buffer.from(body),
  };
}
