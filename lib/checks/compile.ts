/** Turns a checks file into a plan. Pure, and before any request: whatever is wrong with the file is found here. */
import { compileStep, destinationOf, requestLineOf } from './compile-step';
import type { Destination, StepDefaults, Target } from './compile-step';
import { ChecksFaults } from './faults';
import type { ChecksFault } from './faults';
import { RUN_ID } from './model';
import type { AllowedHost, Journey, Plan, Poll, Step } from './model';
import { readChecks } from './read-checks';
import type { Checks, WrittenStep } from './schema';
import { faultsOfReferences, isPattern, secretsIn, textsIn } from './scope';
import type { Scope } from './scope';
import { parseSource } from './source';
import type { Path, Source } from './source';
import type { Binding } from './templates';

/** What the caller says, and the checks file cannot change. */
export interface Surroundings {
  /** Base URL of the service. */
  readonly target: URL;
  /** Other hosts that may be asked. */
  readonly hosts: readonly AllowedHost[];
  readonly variables: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Milliseconds to the end of an answer, where a step does not say otherwise. */
  readonly timeout: number;
  /** Sent with every request to the target and nowhere else, such as an ID token's. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Of readiness and version, in milliseconds. */
const WITHIN = 60_000;
const EVERY = 1_000;
const CONSECUTIVE = 3;

/**
 * @param text the checks file
 * @param file how the file is named in messages
 * @throws ChecksFaults with every fault of the file and its line
 */
export function compile(text: string, file: string, surroundings: Surroundings): Plan {
  const source = parseSource(text, file);
  const compiler = new Compiler(source, surroundings);
  const read = readChecks(source);
  if (!('checks' in read)) throw new ChecksFaults(file, [...read.faults, ...compiler.undefinedAnywhere()]);
  const plan = compiler.plan(read.checks);
  if (compiler.faults.length > 0) throw new ChecksFaults(file, compiler.faults);
  return plan;
}

class Compiler {
  readonly faults: ChecksFault[] = [];
  readonly #source: Source;
  readonly #surroundings: Surroundings;
  readonly #target: Target;
  readonly #bindings: ReadonlyMap<string, Binding>;

  constructor(source: Source, surroundings: Surroundings) {
    this.#source = source;
    this.#surroundings = surroundings;
    const { origin, pathname } = surroundings.target;
    this.#target = { origin, secrets: true, prefix: pathname.replace(/\/+$/, '') };
    this.#bindings = bindingsOf(surroundings);
  }

  plan(checks: Checks): Plan {
    const given = this.#given();
    this.#checkTexts(checks.headers, ['headers'], given);
    const loggedIn = new Map(given);
    const readiness = this.#readiness(checks);
    const version = this.#version(checks, given);
    const login = this.#steps(checks.login ?? [], ['login'], loggedIn, this.#defaults(checks, false));
    this.#checkTexts(checks.auth, ['auth'], loggedIn);
    const journeys = Object.entries(checks.journeys ?? {}).map(([name, written]) =>
      this.#journey(name, Array.isArray(written) ? { steps: written } : written, loggedIn, checks),
    );
    return {
      file: this.#source.file,
      target: this.#target,
      hosts: this.#surroundings.hosts,
      bindings: this.#bindings,
      ...(readiness ? { readiness } : {}),
      ...(version ? { version } : {}),
      login,
      journeys,
    };
  }

  /** For a file that cannot be read whole: names that nothing anywhere in it could define. */
  undefinedAnywhere(): ChecksFault[] {
    const scope = this.#given();
    for (const name of captureNamesIn(this.#source.value)) scope.set(name, { secret: false });
    return textsIn(this.#source.value, [])
      .filter((placed) => !isPattern(placed))
      .flatMap(({ text, path }) =>
        faultsOfReferences(text, scope).map((message) => ({ line: this.#source.lineOf(path), message })),
      );
  }

  /** The names that are there before the first step. */
  #given(): Map<string, { secret: boolean }> {
    return new Map<string, { secret: boolean }>([...this.#bindings, [RUN_ID, { secret: false }]]);
  }

  #journey(
    name: string,
    written: { steps: readonly WrittenStep[]; always?: readonly WrittenStep[] | undefined },
    loggedIn: Scope,
    checks: Checks,
  ): Journey {
    const scope = new Map(loggedIn);
    const path = ['journeys', name];
    const isList = Array.isArray(checks.journeys?.[name]);
    const defaults = this.#defaults(checks, true);
    const steps = this.#steps(written.steps, isList ? path : [...path, 'steps'], scope, defaults);
    return { name, steps, always: this.#steps(written.always ?? [], [...path, 'always'], scope, defaults) };
  }

  /** Compiles steps in order; what one captures is added to `scope` for those after it. */
  #steps(
    written: readonly WrittenStep[],
    path: Path,
    scope: Map<string, { secret: boolean }>,
    defaults: StepDefaults,
  ): Step[] {
    return written.map((step, index) => {
      const at = [...path, index];
      const to = this.#destination(step, at, scope);
      const { capture, expect, ...sent } = step;
      this.#checkTexts(sent, at, scope);
      this.#checkExpected(expect, [...at, 'expect'], scope);
      for (const [name, source] of Object.entries(capture ?? {})) {
        if (this.#bindings.has(name) || name === RUN_ID)
          this.#fault(
            [...at, 'capture', name],
            `\`${name}\` is the name of a variable already; capture it under another.`,
          );
        scope.set(name, { secret: typeof source === 'object' && source.secret === true });
      }
      return compileStep(step, to, this.#source.lineOf(at), defaults);
    });
  }

  #destination(step: WrittenStep, at: Path, scope: Scope): Destination {
    const { key, address } = requestLineOf(step);
    const to = destinationOf(address, this.#target);
    if ('fault' in to) {
      this.#fault([...at, key], to.fault);
      return { origin: this.#target.origin, path: '/' };
    }
    if (to.origin !== this.#target.origin) this.#checkForeign(step, to, at, scope);
    return to;
  }

  /** Another host is asked only where the caller allows it, and gets a secret only where the caller allows that too. */
  #checkForeign(step: WrittenStep, { origin }: Destination, at: Path, scope: Scope): void {
    const { key } = requestLineOf(step);
    const host = this.#surroundings.hosts.find((allowed) => allowed.origin === origin);
    if (!host) {
      const message = `${origin} is neither the target nor in \`allow-hosts\`. A checks file can ask no other host.`;
      this.#fault([...at, key], message);
      return;
    }
    if (host.secrets) return;
    const refusal = `${origin} may not have secrets. The workflow allows that, if it should, with \`${new URL(origin).host} with secrets\` in \`allow-hosts\`.`;
    if (step.auth !== undefined && step.auth !== 'none') this.#fault([...at, 'auth'], refusal);
    for (const { text, path } of textsIn(step, at)) {
      const [secret] = secretsIn(text, scope);
      if (secret !== undefined) this.#fault(path, `\`${secret}\` is a secret, and ${refusal}`);
    }
  }

  #readiness({ readiness, ...checks }: Checks): Poll | undefined {
    if (!readiness) return undefined;
    return this.#poll({ get: readiness.path }, ['readiness'], readiness, checks);
  }

  #version({ version, readiness, ...checks }: Checks, scope: Scope): Poll | undefined {
    if (!version) return undefined;
    this.#checkTexts(version.equals, ['version', 'equals'], scope);
    const step: WrittenStep = {
      get: version.path ?? readiness?.path ?? '/',
      expect: { json: { [version.json]: version.equals } },
    };
    return this.#poll(step, ['version'], version, checks);
  }

  #poll(
    written: WrittenStep,
    path: Path,
    {
      within = WITHIN,
      consecutive = CONSECUTIVE,
      every = EVERY,
    }: Partial<Record<'within' | 'consecutive' | 'every', number | undefined>>,
    checks: Checks,
  ): Poll {
    const { address } = requestLineOf(written);
    this.#checkTexts(address, [...path, 'path'], this.#given());
    if ((consecutive - 1) * every >= within) {
      const times = `${consecutive} times in a row, one every ${every} ms`;
      this.#fault(
        path,
        `${times}, cannot be reached within ${within} ms. Give it more time, or ask less of it.`,
      );
    }
    const to: Destination = { origin: this.#target.origin, path: this.#target.prefix + address };
    const step = compileStep(written, to, this.#source.lineOf(path), this.#defaults(checks, false));
    return { step, within, consecutive, every };
  }

  #defaults(checks: Checks, withAuth: boolean): StepDefaults {
    return {
      target: this.#target,
      headers: { ...checks.headers, ...this.#surroundings.headers },
      ...(withAuth && checks.auth !== undefined ? { auth: checks.auth } : {}),
      timeout: this.#surroundings.timeout,
    };
  }

  #checkTexts(value: unknown, at: Path, scope: Scope): void {
    for (const { text, path } of textsIn(value, at))
      for (const message of faultsOfReferences(text, scope)) this.#fault(path, message);
  }

  #checkExpected(value: unknown, at: Path, scope: Scope): void {
    for (const placed of textsIn(value, at))
      if (!isPattern(placed)) this.#checkTexts(placed.text, placed.path, scope);
  }

  #fault(path: Path, message: string): void {
    this.faults.push({ line: this.#source.lineOf(path), message });
  }
}

function bindingsOf({ variables, secrets }: Surroundings): Map<string, Binding> {
  const entries = (values: Readonly<Record<string, string>>, secret: boolean): [string, Binding][] =>
    Object.entries(values).map(([name, value]) => [name, { value, secret }]);
  return new Map([...entries(variables, false), ...entries(secrets, true)]);
}

function captureNamesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(captureNamesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    key === 'capture' && typeof item === 'object' && item !== null ? Object.keys(item) : captureNamesIn(item),
  );
}
