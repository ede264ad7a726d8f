import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { ambient } from '../src/parts';
import { serve } from '../src/serve';
import { readSettings } from '../src/settings';

/** A database that has the migrations, such as the one that the workflow starts beside the tests. */
const databaseUrl = process.env['DATABASE_URL'];

void test(
  'somebody registers, practises and sees a streak',
  { skip: databaseUrl === undefined && 'DATABASE_URL is not set' },
  async () => {
    const environment = {
      PORT: '0',
      HOST: '127.0.0.1',
      JWT_SECRET: 'a secret of the tests',
      DATABASE_URL: databaseUrl,
    };
    const service = await serve(readSettings(environment, 'test'), 'good', environment, ambient);
    try {
      const send = async (
        method: string,
        path: string,
        body?: object,
        token = '',
      ): Promise<Record<string, unknown>> => {
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
        const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
        const response = await fetch(`${service.url}${path}`, init);
        assert.ok(response.ok, `${method} ${path}: ${response.status}`);
        return (await response.json()) as Record<string, unknown>;
      };
      const account = { email: `ada-${randomUUID()}@example.com`, password: 'correct horse battery' };
      await send('POST', '/auth/register', account);
      const { token } = await send('POST', '/auth/login', account);
      const { id } = await send('POST', '/sessions', { level: 1, count: 1 }, String(token));
      await send('POST', `/sessions/${String(id)}/submit`, {}, String(token));
      const streak = await send('GET', '/me/streak', undefined, String(token));
      assert.equal(streak['days'], 1);
    } finally {
      await service.close();
    }
  },
);
