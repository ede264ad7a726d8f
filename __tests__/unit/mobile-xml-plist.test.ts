import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { build } from 'plist';
import { Malformed } from '../../actions/publish-mobile/src/artifact/model';
import { readXmlPlist } from '../../actions/publish-mobile/src/artifact/xml-plist';
import type { PlistValue } from '../../actions/publish-mobile/src/artifact/xml-plist';

const text = fc.string({
  unit: fc.constantFrom('a', 'Z', '0', ' ', '.', '&', '<', '>', '"', "'", 'é', '😀', '\n'),
});

const { value } = fc.letrec<{ value: PlistValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      text.filter((key) => key.trim() !== '' && key !== '__proto__'),
      tie('value'),
      { maxKeys: 3, noNullPrototype: true },
    ),
  ),
}));

test('what the library plist writes is read as it was', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { noNullPrototype: true }),
      (dictionary) => {
        expect(readXmlPlist(build(dictionary as Parameters<typeof build>[0]))).toEqual(dictionary);
      },
    ),
    { numRuns: 200 },
  );
});

test('comments, numbered characters and a document type are no obstacle', () => {
  const document = `<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
    <plist version="1.0"><!-- <dict> --><dict><key>a</key><string>&#65;&#x42;&amp;</string><key>b</key><true></true></dict></plist>`;
  expect(readXmlPlist(document)).toEqual({ a: 'AB&', b: true });
});

test('what is cut off or no property list is refused, and nothing else is thrown', () => {
  const whole = build({ a: { b: ['c', true] }, d: 'e' });
  fc.assert(
    fc.property(fc.nat(whole.length - '</plist>'.length), (length) => {
      expect(() => readXmlPlist(whole.slice(0, length))).toThrow(Malformed);
    }),
  );
  const deep = `<plist>${'<array>'.repeat(5_000)}${'</array>'.repeat(5_000)}</plist>`;
  for (const wrong of ['', 'text', '<html/>', '<plist><dict><string>a</string></dict></plist>', deep])
    expect(() => readXmlPlist(wrong)).toThrow(Malformed);
});
