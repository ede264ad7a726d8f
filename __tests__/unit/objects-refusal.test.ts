import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Crc32c, crc32cOf } from '../../lib/crc32c';
import { asRefusal, StorageRefusal } from '../../lib/objects/refusal';

const thrown = (fields: object): Error => Object.assign(new Error('it failed'), fields);

test.each([
  [{ code: 503 }, 503, true],
  [{ code: 429 }, 429, true],
  [{ code: 412 }, 412, false],
  [{ code: 403 }, 403, false],
  [{ code: 'ECONNRESET' }, 0, true],
  [{ cause: thrown({ code: 'UND_ERR_SOCKET' }) }, 0, true],
])('an error with %j is a refusal', (fields, status, transient) => {
  expect(asRefusal(thrown(fields))).toMatchObject({ status, transient });
});

test('what is no answer and no connection stays what it is', () => {
  const fault = new TypeError('a fault of ours');
  expect(asRefusal(fault)).toBe(fault);
  expect(asRefusal('text')).toBe('text');
  // A certificate that is not trusted does not become so by asking again.
  const untrusted = thrown({ code: 'SELF_SIGNED_CERT_IN_CHAIN' });
  expect(asRefusal(untrusted)).toBe(untrusted);
});

test.each([[{ 'retry-after': '7' }], [new Headers({ 'retry-after': '7' })]])(
  'the wait that the server asks for is kept: %p',
  (headers) => {
    expect(asRefusal(thrown({ code: 429, response: { headers } }))).toMatchObject({ retryAfterSeconds: 7 });
  },
);

test('the words of Google’s JSON stand for the answer', () => {
  const text = JSON.stringify({ error: { code: 403, message: 'Permission denied' } });
  const refusal = asRefusal(Object.assign(new Error(text), { code: 403 }));
  expect(refusal).toBeInstanceOf(StorageRefusal);
  expect(refusal).toMatchObject({ message: 'Permission denied' });
});

test('a CRC32C does not depend on how the bytes come, and is that of the standard', () => {
  expect(Buffer.from(crc32cOf(Buffer.from('123456789')), 'base64').toString('hex')).toBe('e3069283');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, at) => {
      const split = new Crc32c().update(bytes.subarray(0, at)).update(bytes.subarray(at));
      expect(split.toString()).toBe(crc32cOf(bytes));
    }),
  );
});
