/**
 * Reads the elements of XML as protocol buffers, which manifests inside an app bundle are written in.
 * Source: the messages XmlNode, XmlElement, XmlAttribute, Item and Primitive of `Resources.proto` in Android's aapt2.
 */
import { ANDROID_ATTRIBUTES } from './android-manifest';
import type { AttributeValue, ManifestElement } from './android-manifest';
import { fieldsOf } from './proto-fields';
import type { Field } from './proto-fields';

const NODE = { element: 1 } as const;
const ELEMENT = { name: 3, attribute: 4, child: 5 } as const;
const ATTRIBUTE = { name: 2, value: 3, resourceId: 5, compiledItem: 6 } as const;
const ITEM = { string: 2, primitive: 7 } as const;
const STRING = { value: 1 } as const;
const PRIMITIVE = { decimal: 6, hexadecimal: 7, boolean: 8 } as const;

/** The elements in the order of the document. @throws Malformed where it is no such message */
export function* protoXmlElements(node: Buffer): Generator<ManifestElement> {
  // A stack of our own: a hostile file could nest deeper than JavaScript calls.
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    const element = bytesOf(fieldsOf(next), NODE.element)[0];
    if (!element) continue;
    const fields = fieldsOf(element);
    yield {
      name: textOf(fields, ELEMENT.name),
      attributes: new Map(bytesOf(fields, ELEMENT.attribute).map(attributeIn)),
    };
    open.push(...bytesOf(fields, ELEMENT.child).reverse());
  }
}

function attributeIn(message: Buffer): [string, AttributeValue] {
  const fields = fieldsOf(message);
  const number = numberOf(fields, ATTRIBUTE.resourceId) ?? 0;
  const name = ANDROID_ATTRIBUTES.get(number) ?? textOf(fields, ATTRIBUTE.name);
  const compiled = bytesOf(fields, ATTRIBUTE.compiledItem)[0];
  return [name, (compiled && itemIn(compiled)) ?? textOf(fields, ATTRIBUTE.value)];
}

/** A string, or a number or boolean; undefined for what is not looked for here. */
function itemIn(message: Buffer): AttributeValue {
  const fields = fieldsOf(message);
  const text = bytesOf(fields, ITEM.string)[0];
  if (text) return textOf(fieldsOf(text), STRING.value);
  const primitive = bytesOf(fields, ITEM.primitive)[0];
  if (!primitive) return undefined;
  const inner = fieldsOf(primitive);
  const truth = numberOf(inner, PRIMITIVE.boolean);
  return truth === undefined
    ? (numberOf(inner, PRIMITIVE.decimal) ?? numberOf(inner, PRIMITIVE.hexadecimal))
    : truth !== 0;
}

const bytesOf = (fields: readonly Field[], number: number): Buffer[] =>
  fields.flatMap((field) =>
    field.number === number && typeof field.value !== 'number' ? [field.value] : [],
  );

/** Of a field that occurs more than once, the last counts. */
const textOf = (fields: readonly Field[], number: number): string =>
  bytesOf(fields, number).at(-1)?.toString('utf8') ?? '';

const numberOf = (fields: readonly Field[], number: number): number | undefined =>
  fields
    .flatMap(({ number: own, value }) => (own === number && typeof value === 'number' ? [value] : []))
    .at(-1);
