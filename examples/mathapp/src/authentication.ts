import type { Request } from 'express';
import { unauthenticated } from './problem';
import type { Tokens } from './tokens';

/** The id of the user whose bearer token came along. @throws Problem 401 */
export function authenticatedUser(request: Request, tokens: Tokens): string {
  const [scheme = '', token = ''] = (request.get('authorization') ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer' && token !== '') return tokens.check(token);
  throw unauthenticated('Send the header "authorization: Bearer <token>"; POST /auth/login gives the token');
}
