import { createRequire } from 'node:module';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type TypeScript from 'typescript';

const ts = createRequire(import.meta.url)('typescript') as typeof TypeScript;

/**
 * The outputs that each action sets, by name: those of `setOutput('name', ...)`, and the fields of what a loop over
 * `Object.entries` hands to it, as the type checker knows them.
 * @returns sorted names by action
 */
export function outputsSetBy(root: string, actions: readonly string[]): Map<string, string[]> {
  const folders = actions.map((name) => join(root, 'actions', name, 'src'));
  const files = folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  });
  const checker = program.getTypeChecker();
  return new Map(
    actions.map((name, index) => {
      const sources = files
        .filter((file) => file.startsWith(`${folders[index] ?? ''}/`))
        .map((file) => program.getSourceFile(file));
      const names = sources.flatMap((source) => (source ? outputsIn(source, checker) : []));
      return [name, [...new Set(names)].sort()];
    }),
  );
}

function outputsIn(node: TypeScript.Node, checker: TypeScript.TypeChecker): string[] {
  const own = isSetOutput(node) ? namesGivenTo(node, checker) : [];
  return [...own, ...node.getChildren().flatMap((child) => outputsIn(child, checker))];
}

const isSetOutput = (node: TypeScript.Node): node is TypeScript.CallExpression =>
  ts.isCallExpression(node) && /(^|\.)setOutput$/.test(node.expression.getText());

function namesGivenTo(call: TypeScript.CallExpression, checker: TypeScript.TypeChecker): string[] {
  const [name] = call.arguments;
  if (name && ts.isStringLiteral(name)) return [name.text];
  const loop = ts.findAncestor(call, ts.isForOfStatement);
  const entries = loop?.expression;
  const [object] = entries && ts.isCallExpression(entries) ? entries.arguments : [];
  if (!object) throw new Error(`It cannot be told which outputs this sets: ${call.getText()}`);
  return fieldsOf(object, checker);
}

/** The names of an object's fields: by its type, or by how it is made where the type says no more than that it is a record. */
function fieldsOf(expression: TypeScript.Expression, checker: TypeScript.TypeChecker): string[] {
  const made = madeOf(expression, checker);
  if (made.length > 0) return made.flatMap((part) => fieldsOf(part, checker));
  if (ts.isObjectLiteralExpression(expression)) {
    return expression.properties.flatMap((property) =>
      ts.isSpreadAssignment(property)
        ? fieldsOf(property.expression, checker)
        : [property.name.getText().replaceAll("'", '')],
    );
  }
  return checker
    .getTypeAtLocation(expression)
    .getProperties()
    .map((property) => property.name);
}

/** What a variable was set to, or what a function returns whose result is any record. */
function madeOf(expression: TypeScript.Expression, checker: TypeScript.TypeChecker): TypeScript.Expression[] {
  if (ts.isIdentifier(expression)) {
    const declaration = checker.getSymbolAtLocation(expression)?.valueDeclaration;
    const initializer =
      declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    return initializer ? [initializer] : [];
  }
  if (!ts.isCallExpression(expression)) return [];
  const isRecord = checker.getTypeAtLocation(expression).getStringIndexType() !== undefined;
  const declaration = isRecord ? checker.getResolvedSignature(expression)?.declaration : undefined;
  return declaration && ts.isFunctionDeclaration(declaration) ? returnsOf(declaration) : [];
}

function returnsOf(node: TypeScript.Node): TypeScript.Expression[] {
  if (ts.isReturnStatement(node)) return node.expression ? [node.expression] : [];
  return node.getChildren().flatMap(returnsOf);
}
