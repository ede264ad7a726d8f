import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * GitHub's own parser and expression engine.
 *
 * Two things stand in the way of an ordinary import. The packages offer themselves to `import` only, which a
 * module compiled to CommonJS (as tsx does here) cannot use statically, hence the dynamic imports. And the entry
 * of `@actions/workflow-parser` imports its schema without the attribute that Node demands of JSON; its inner
 * modules do not, so those are imported and the schema is read as the file that it is.
 */
async function importLibrary() {
  const [expressions, features, reader, context, trace, schema, json, yaml, events, jobs, conditions] =
    await Promise.all([
      import('@actions/expressions'),
      import('@actions/expressions/features'),
      import('@actions/workflow-parser/templates/template-reader'),
      import('@actions/workflow-parser/templates/template-context'),
      import('@actions/workflow-parser/templates/trace-writer'),
      import('@actions/workflow-parser/templates/schema/template-schema'),
      import('@actions/workflow-parser/templates/json-object-reader'),
      import('@actions/workflow-parser/workflows/yaml-object-reader'),
      import('@actions/workflow-parser/model/converter/events'),
      import('@actions/workflow-parser/model/converter/jobs'),
      import('@actions/workflow-parser/model/converter/if-condition'),
    ]);
  return {
    ...expressions,
    ...features,
    ...reader,
    ...context,
    ...trace,
    ...yaml,
    ...events,
    ...jobs,
    ...conditions,
    schemas: {
      workflow: schema.TemplateSchema.load(new json.JSONObjectReader(undefined, schemaText('workflow'))),
      action: schema.TemplateSchema.load(new json.JSONObjectReader(undefined, schemaText('action'))),
    },
  };
}

/** The schema lies in the package, outside its `exports`: found beside the folders that Node would search. */
function schemaText(kind: 'workflow' | 'action'): string {
  const searched = createRequire(import.meta.filename).resolve.paths('@actions/workflow-parser') ?? [];
  for (const folder of searched) {
    const file = path.join(folder, '@actions/workflow-parser/dist', `${kind}-v1.0.min.json`);
    if (existsSync(file)) return readFileSync(file, 'utf8');
  }
  throw new Error(
    `@actions/workflow-parser is not installed: no ${kind} schema below ${searched.join(', ')}. Run npm ci.`,
  );
}

export type Library = Awaited<ReturnType<typeof importLibrary>>;

let loaded: Promise<Library> | undefined;

/** Loads the library once a process. */
export function loadLibrary(): Promise<Library> {
  loaded ??= importLibrary();
  return loaded;
}
