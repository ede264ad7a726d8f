import { Router } from 'express';
import type { Parts } from '../parts';

/** `GET /health`: which version this is, and that its store answers. */
export function healthRoutes({ repository, version, revision }: Parts): Router {
  const router = Router();
  router.get('/health', async (_request, response) => {
    await repository.ping();
    response.json({ status: 'ok', version, revision });
  });
  return router;
}
