/** A request that cannot be served as it was sent; becomes `{error: {code, message}}` with its status. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
  }
}

export const invalidInput = (message: string): Problem => new Problem(400, 'invalid_input', message);
export const notFound = (what: string): Problem => new Problem(404, 'not_found', `${what} was not found`);
