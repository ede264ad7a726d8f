import { Router } from 'express';
import { authenticatedUser } from '../authentication';
import type { Parts } from '../parts';
import { readFields, readInteger } from '../input';
import { conflict, notFound } from '../problem';
import { levels, makeQuestions } from '../questions';

const anyAnswer = { min: -1_000_000_000, max: 1_000_000_000 };

/** A session of questions: `POST /sessions`, its answers, its submission and its deletion. */
export function sessionRoutes({ repository, tokens, now, random, newId }: Parts): Router {
  const router = Router();

  router.post('/sessions', async (request, response) => {
    const userId = authenticatedUser(request, tokens);
    const fields = readFields(request.body ?? {});
    const level = readInteger(fields, 'level', { ...levels, otherwise: 1 });
    const count = readInteger(fields, 'count', { min: 1, max: 50, otherwise: 10 });
    const questions = makeQuestions(await repository.questionKinds(level), count, random);
    const id = newId();
    await repository.addSession({ id, userId, level, questions, createdAt: now() });
    const asked = questions.map(({ number, prompt }) => ({ number, prompt }));
    response.status(201).location(`/sessions/${id}`).json({ id, level, questions: asked });
  });

  router.post('/sessions/:id/answers', async (request, response) => {
    const of = { sessionId: request.params.id, userId: authenticatedUser(request, tokens) };
    const fields = readFields(request.body);
    const number = readInteger(fields, 'number', { min: 1, max: 50 });
    const answer = readInteger(fields, 'answer', anyAnswer);
    const outcome = await repository.answer(of, number, answer);
    if (outcome === 'unknown session') throw notFound('This session');
    if (outcome === 'unknown question') throw notFound(`Question ${number} of this session`);
    if (outcome === 'already submitted') {
      throw conflict('already_submitted', 'This session was submitted; its answers stand');
    }
    response.json({ number, answer });
  });

  router.post('/sessions/:id/submit', async (request, response) => {
    const userId = authenticatedUser(request, tokens);
    const result = await repository.submit({ sessionId: request.params.id, userId }, now());
    if (result === null) throw notFound('This session');
    response.json(result);
  });

  router.delete('/sessions/:id', async (request, response) => {
    const userId = authenticatedUser(request, tokens);
    const deleted = await repository.deleteSession({ sessionId: request.params.id, userId });
    if (!deleted) throw notFound('This session');
    response.status(204).end();
  });

  return router;
}
