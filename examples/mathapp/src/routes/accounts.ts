import { Router } from 'express';
import type { Parts } from '../parts';
import { readEmail, readFields, readText } from '../input';
import { hashPassword, verifyPassword } from '../passwords';
import { conflict, unauthenticated } from '../problem';

const passwordLength = { min: 8, max: 200 };

/** `POST /auth/register` and `POST /auth/login`. */
export function accountRoutes({ repository, tokens, newId }: Parts): Router {
  const router = Router();

  router.post('/auth/register', async (request, response) => {
    const fields = readFields(request.body);
    const email = readEmail(fields);
    const passwordHash = await hashPassword(readText(fields, 'password', passwordLength));
    const id = newId();
    const added = await repository.addUser({ id, email, passwordHash });
    if (!added) throw conflict('email_taken', 'This e-mail address is registered already');
    response.status(201).json({ id, email });
  });

  router.post('/auth/login', async (request, response) => {
    const fields = readFields(request.body);
    const user = await repository.findUser(readEmail(fields));
    const password = readText(fields, 'password', { min: 1, max: passwordLength.max });
    const known = await verifyPassword(password, user?.passwordHash ?? null);
    if (!known || user === null) throw unauthenticated('The e-mail address or the password is wrong');
    response.json(tokens.issue(user.id));
  });

  return router;
}
