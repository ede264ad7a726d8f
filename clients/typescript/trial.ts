/** How a model comes into use and goes out of it. Pure: one state and an event make the next state. */
import type { Held, State } from './state';

/** A phone need not remember more. */
const MOST_FAILED = 20;

/** A downloaded model is about to be loaded for the first time. Whatever kills the process now is its fault. */
export function checking(state: State, model: Held): State {
  return { ...state, trial: { model, phase: 'checking', healthyLaunches: 0 } };
}

/** It was loaded and does what it should: the next launch uses it. */
export function checked(state: State, sha256: string): State {
  const { trial } = state;
  if (trial?.model.sha256 !== sha256 || trial.phase !== 'checking') return state;
  return { ...state, trial: { ...trial, phase: 'waiting' } };
}

/** It does not do here what it should, and is not tried again. */
export function failed(state: State, sha256: string): State {
  const without = state.failed.filter((each) => each !== sha256);
  const noted = { ...state, failed: [...without, sha256].slice(-MOST_FAILED) };
  return discarded(noted, new Set([sha256]));
}

/**
 * The app starts. A model that was being checked, or was in use and never reported healthy, has brought the process down:
 * it is given up.
 * @param usable hashes of the models whose file is there and that this version of the app can use
 */
export function launched(state: State, usable: ReadonlySet<string>): State {
  const { trial } = state;
  const survived = trial && trial.phase !== 'waiting' ? failed(state, trial.model.sha256) : state;
  const settled = discarded(survived, unusableIn(survived, usable));
  return settled.trial ? { ...settled, trial: { ...settled.trial, phase: 'running' } } : settled;
}

/**
 * This launch went well with the model.
 * @param needed how many such launches make a model on trial the current one
 */
export function healthy(state: State, sha256: string, needed: number): State {
  const { trial, current } = state;
  if (trial?.model.sha256 !== sha256 || trial.phase !== 'running') return state;
  const healthyLaunches = trial.healthyLaunches + 1;
  if (healthyLaunches < needed) return { ...state, trial: { ...trial, phase: 'waiting', healthyLaunches } };
  return { ...state, current: trial.model, previous: current, trial: null };
}

/** The app was closed in good order before anything could be said of the model. */
export function closed(state: State, sha256: string): State {
  const { trial } = state;
  if (trial?.model.sha256 !== sha256 || trial.phase !== 'running') return state;
  return { ...state, trial: { ...trial, phase: 'waiting' } };
}

/** Nobody is to use these models any more, whether on trial, current or previous. */
export function discarded(state: State, hashes: ReadonlySet<string>): State {
  const kept = (model: Held | null): Held | null => (model && !hashes.has(model.sha256) ? model : null);
  const [current, previous] = [kept(state.current), kept(state.previous)];
  const trial = state.trial && kept(state.trial.model) ? state.trial : null;
  if (current || !state.current) return { ...state, current, previous, trial };
  return { ...state, current: previous, previous: null, trial };
}

/** The manifest wants what is current, so what is on trial is not wanted any more; it did nothing wrong. */
export function abandoned(state: State): State {
  return { ...state, trial: null };
}

/** The manifest wants the model that the app has with it. */
export function bundledAgain(state: State): State {
  return { ...state, current: null, previous: state.current ?? state.previous, trial: null };
}

/** The model that is in use after a launch; null for the bundled one. */
export function inUse({ trial, current }: State): Held | null {
  return trial?.phase === 'running' ? trial.model : current;
}

/** All models that are remembered. */
export function heldIn({ current, previous, trial }: State): Held[] {
  return [current, previous, trial?.model ?? null].filter((model) => model !== null);
}

const unusableIn = (state: State, usable: ReadonlySet<string>): Set<string> =>
  new Set(
    heldIn(state)
      .map(({ sha256 }) => sha256)
      .filter((sha256) => !usable.has(sha256)),
  );
