import { Router } from 'express';
import { PIXELS } from '../classifier';
import type { Models } from '../models';
import { pictures } from '../pictures';
import { invalidInput, notFound } from '../problem';

/** Pictures with which the app shows newcomers what it does. */
const EXAMPLES = pictures(16, 3);

/** `POST /predictions` for a picture of the caller's, `GET /examples/:number` for one of ours. Neither changes anything. */
export function predictionRoutes({ models }: { models: Models }): Router {
  const router = Router();
  const predicted = async (pixels: Uint8Array): Promise<object> => {
    const prediction = models.classify(pixels);
    await models.worked();
    return { ...prediction, model: models.inUse.version };
  };

  router.post('/predictions', async (request, response) => {
    response.json(await predicted(pixelsOf(request.body)));
  });

  router.get('/examples/:number', async (request, response) => {
    const example = EXAMPLES[Number(request.params.number)];
    if (!example) throw notFound(`Example ${request.params.number}`);
    const { pixels, label } = example;
    response.json({
      ...(await predicted(pixels)),
      truth: label,
      picture: Buffer.from(pixels).toString('base64'),
    });
  });

  return router;
}

/** @throws Problem 400 where the body has no picture */
function pixelsOf(body: unknown): Uint8Array {
  const picture = typeof body === 'object' && body !== null && 'picture' in body ? body.picture : undefined;
  const pixels = typeof picture === 'string' ? Buffer.from(picture, 'base64') : undefined;
  if (pixels?.length === PIXELS) return pixels;
  throw invalidInput(`"picture" must be ${PIXELS} bytes in base64, one for each grey pixel, row by row`);
}
