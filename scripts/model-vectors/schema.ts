/** manifest.schema.json: what the publisher writes, for whoever writes a client or looks at a manifest. */
import { z } from 'zod';
import { manifestSchema } from '../../actions/model-manifest/src/manifest/model';

/** A client leaves members alone that it does not know, so they are not forbidden here. */
export function schema(): unknown {
  const title = 'The payload of manifest.json of model-manifest';
  return {
    title,
    ...z.toJSONSchema(manifestSchema, {
      override: ({ jsonSchema }) => {
        open(jsonSchema);
      },
    }),
  };
}

function open(part: { additionalProperties?: unknown }): void {
  if (part.additionalProperties === false) delete part.additionalProperties;
}
