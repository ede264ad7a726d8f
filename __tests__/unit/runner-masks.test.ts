import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formsOf, Masks } from '../../lib/runner/masks';

test('a secret is found in base64 wherever it stands inside something longer', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 8 }),
      fc.string(),
      fc.string(),
      (secret, before, after) => {
        fc.pre(secret.trim() === secret && !/[\r\n]/.test(secret));
        const encoded = Buffer.from(before + secret + after).toString('base64');
        expect(formsOf(secret).some((form) => encoded.includes(form))).toBe(true);
      },
    ),
  );
});

test('a secret is masked as it stands in URLs, forms and JSON', () => {
  const secret = 'p@ss "word"/?\\+';
  const forms = formsOf(secret);
  expect(forms).toContain(secret);
  expect(forms).toContain(encodeURIComponent(secret));
  expect(forms).toContain('p%40ss+%22word%22%2F%3F%5C%2B');
  expect(forms).toContain('p@ss \\"word\\"/?\\\\+');
  expect(forms).toContain(Buffer.from(secret).toString('base64url'));
});

test('each line of a key is masked, but not its brackets, and nothing sent to the runner spans lines', () => {
  const key = '{\n  "private_key": "abc"\n}';
  const forms = formsOf(key);
  expect(forms).toContain('"private_key": "abc"');
  expect(forms).toContain(JSON.stringify(key).slice(1, -1));
  expect(forms).not.toContain('{');
  expect(forms.filter((form) => /[\r\n]/.test(form))).toEqual([]);
});

test('an empty secret masks nothing', () => {
  expect(formsOf('')).toEqual([]);
  expect(formsOf(' \n ')).toEqual([]);
});

test('the runner is told of each form once, and what we print is redacted', () => {
  const told: string[] = [];
  const masks = new Masks((form) => told.push(form));
  masks.add('abc-secret');
  masks.add('abc-secret-longer');
  masks.add('abc-secret');
  expect(new Set(told).size).toBe(told.length);
  expect(masks.redact('x abc-secret-longer y abc-secret z')).toBe('x *** y *** z');
});
