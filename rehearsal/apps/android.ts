/** Apps for Android as a build leaves them: app bundles, with what Google Play and whoever publishes them read. */
import { randomBytes } from 'node:crypto';
import protobuf from 'protobufjs';
import { zipOf } from './archive';

/** The messages of aapt2's Resources.proto that a manifest is made of. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message XmlNode { oneof node { XmlElement element = 1; string text = 2; } SourcePosition source = 3; }
  message SourcePosition { uint32 line_number = 1; uint32 column_number = 2; }
  message XmlElement {
    repeated XmlNamespace namespace_declaration = 1; string namespace_uri = 2; string name = 3;
    repeated XmlAttribute attribute = 4; repeated XmlNode child = 5;
  }
  message XmlNamespace { string prefix = 1; string uri = 2; SourcePosition source = 3; }
  message XmlAttribute {
    string namespace_uri = 1; string name = 2; string value = 3; SourcePosition source = 4;
    uint32 resource_id = 5; Item compiled_item = 6;
  }
  message Item { oneof value { String str = 2; Primitive prim = 7; } }
  message String { string value = 1; }
  message Primitive { oneof oneof_value { int32 int_decimal_value = 6; bool boolean_value = 8; } }
`);

export interface AndroidApp {
  packageName: string;
  versionCode: number;
  versionName: string;
  debuggable?: boolean;
}

/** The XML namespace of Android's own attributes. */
export const ANDROID = 'http://schemas.android.com/apk/res/android';

/** `AndroidManifest.xml` as it lies in a bundle. */
export function protoManifest({ packageName, versionCode, versionName, debuggable }: AndroidApp): Buffer {
  const android = (name: string, resourceId: number, value: string, compiledItem: object): object => ({
    ...{ namespaceUri: ANDROID, name, value, resourceId, compiledItem },
    source: { lineNumber: 2 },
  });
  const attribute = [
    android('versionCode', 0x0101021b, String(versionCode), { prim: { intDecimalValue: versionCode } }),
    android('versionName', 0x0101021c, versionName, { str: { value: versionName } }),
    { name: 'package', value: packageName },
  ];
  const debug = android('debuggable', 0x0101000f, 'true', { prim: { booleanValue: true } });
  const application = { element: { name: 'application', attribute: debuggable ? [debug] : [] } };
  const sdk = { element: { name: 'uses-sdk', attribute: [] } };
  const declaration = [{ prefix: 'android', uri: ANDROID }];
  const node = {
    element: {
      ...{ name: 'manifest', namespaceDeclaration: declaration, attribute },
      child: [{ text: '\n' }, sdk, application],
    },
  };
  const type = root.lookupType('XmlNode');
  return Buffer.from(type.encode(type.fromObject(node)).finish());
}

/** An app bundle. @param code what stands for its code; random where it is left out, so that no two are the same */
export const bundleOf = (app: AndroidApp, code: Buffer = randomBytes(2_000)): Buffer =>
  zipOf([
    { name: 'BundleConfig.pb', bytes: Buffer.from([0x0a, 0x00]) },
    { name: 'base/manifest/AndroidManifest.xml', bytes: protoManifest(app) },
    { name: 'base/dex/classes.dex', bytes: code },
  ]);
