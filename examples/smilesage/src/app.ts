import express from 'express';
import type { Express, NextFunction, Request, Response } from 'express';
import type { Models } from './models';
import { notFound, Problem } from './problem';
import { predictionRoutes } from './routes/predictions';

/** What the routes work with. */
export interface Parts {
  models: Models;
  version: string;
  revision: string | null;
  /** Receives what went wrong inside, which the caller is not told. */
  report: (error: unknown) => void;
}

/** The HTTP API. Every answer is JSON; a failure is `{error: {code, message}}`. */
export function createApp(parts: Parts): Express {
  const { models, version, revision, report } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '64kb' }));
  app.get('/health', (_request, response) => {
    response.json({ status: 'ok', version, revision, model: models.inUse });
  });
  app.use(predictionRoutes(parts));
  app.use((request) => {
    throw notFound(`${request.method} ${request.path}`);
  });
  app.use(answerFailures(report));
  return app;
}

function answerFailures(report: Parts['report']) {
  // Express knows an error handler by its four parameters.
  return (error: unknown, _request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = problemOf(error);
    if (problem.status >= 500) report(error);
    response.status(problem.status).json({ error: { code: problem.code, message: problem.message } });
  };
}

/** The body parser's own errors carry a status and a text that is fit to be shown. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Error && 'status' in error && 'expose' in error && error.expose === true) {
    return new Problem(Number(error.status), 'invalid_input', error.message);
  }
  return new Problem(500, 'internal', 'The request failed; it was logged');
}
