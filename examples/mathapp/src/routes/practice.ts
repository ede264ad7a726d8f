import { Router } from 'express';
import { authenticatedUser } from '../authentication';
import type { Parts } from '../parts';
import { readInteger } from '../input';
import { levels, makeQuestions } from '../questions';
import { streakLength } from '../streak';

/** `GET /questions`, a taste for visitors, and `GET /me/streak`. Neither changes anything. */
export function practiceRoutes({ repository, tokens, now, random }: Parts): Router {
  const router = Router();

  router.get('/questions', async (request, response) => {
    const level = readInteger(request.query, 'level', { ...levels, otherwise: 1 });
    const count = readInteger(request.query, 'count', { min: 1, max: 50, otherwise: 5 });
    const questions = makeQuestions(await repository.questionKinds(level), count, random);
    response.json({ level, questions: questions.map(({ number, prompt }) => ({ number, prompt })) });
  });

  router.get('/me/streak', async (request, response) => {
    const days = await repository.practiceDays(authenticatedUser(request, tokens));
    response.json({ days: streakLength(days, now()), lastPractised: days[0] ?? null });
  });

  return router;
}
