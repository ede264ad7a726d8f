/** What is to be done, compiled from a checks file: names are checked, defaults filled in, hosts allowed. */
import type { StatusRule, WrittenMatcher } from './expectation-schema';
import type { Json } from './value-schema';
import type { Credentials, MethodKey, WrittenCapture } from './schema';
import type { Binding } from './templates';

export type Method = Uppercase<MethodKey>;

export type Body =
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'form'; readonly fields: Readonly<Record<string, string>> };

/** Texts hold ${NAME} still: what they stand for is known when the step's turn comes. */
export interface Step {
  /** As it is written, such as "POST /sessions/${session}/answers": nothing secret stands in it. */
  readonly name: string;
  readonly line: number;
  readonly method: Method;
  /** Scheme, host and port; no reference stands in it. */
  readonly origin: string;
  /** What comes after the origin. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly auth?: Credentials;
  readonly body?: Body;
  readonly capture: Readonly<Record<string, WrittenCapture>>;
  readonly expect: Expectation;
  /** Milliseconds to the end of the answer. */
  readonly timeout: number;
  readonly mutates: boolean;
  /** Whether it may be sent once more when the connection failed. */
  readonly retry: boolean;
  /** How many redirects are followed. */
  readonly redirects: number;
}

export interface Expectation {
  readonly status: readonly StatusRule[];
  readonly headers: Readonly<Record<string, WrittenMatcher>>;
  readonly json: Readonly<Record<string, WrittenMatcher>>;
  readonly text?: WrittenMatcher;
  /** Milliseconds. */
  readonly under?: number;
}

export interface Journey {
  readonly name: string;
  readonly steps: readonly Step[];
  /** Steps that run at the end whatever happened. */
  readonly always: readonly Step[];
}

/** A step that is repeated until it passed so many times in a row. */
export interface Poll {
  readonly step: Step;
  /** Milliseconds. */
  readonly within: number;
  readonly consecutive: number;
  /** Milliseconds from one request to the next. */
  readonly every: number;
}

/** A host that may be asked. */
export interface AllowedHost {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Whether secrets may go there. */
  readonly secrets: boolean;
}

/** All that a run does, in order. */
export interface Plan {
  readonly file: string;
  readonly target: AllowedHost;
  readonly hosts: readonly AllowedHost[];
  /** Variables and secrets by name; RUN_ID is added by the run. */
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly readiness?: Poll;
  readonly version?: Poll;
  readonly login: readonly Step[];
  readonly journeys: readonly Journey[];
}

/** The name of the variable that is different in every run, for test data. */
export const RUN_ID = 'RUN_ID';
