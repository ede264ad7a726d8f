import type { PublishedVersion } from './manifest';
import type { Reason } from './reasons';
import { isAtLeast } from './versions';

/** One installation of the app, and what it can do. */
export interface Installation {
  /** Random, made once and kept: the lot is drawn from it. */
  id: string;
  /** Where it looks: testers at `canary`. */
  channel: 'stable' | 'canary';
  /** Semantic versions of the app and of its runtime for models. */
  appVersion: string;
  runtimeVersion: string;
  /** The preparations of inputs that the app's code knows. */
  preprocessing: readonly string[];
  /** The formats that its runtime loads, such as `tflite`. */
  formats: readonly string[];
}

/** What a model asks of the app that uses it; kept with the model, since the app may be replaced by another version. */
export interface Requirements {
  minAppVersion: string | null;
  minRuntime: string | null;
  preprocessingId: string | null;
}

export const requirementsOf = ({ runtime, preprocessingId }: PublishedVersion): Requirements => ({
  ...runtime,
  preprocessingId,
});

/** @returns undefined where this app can use the model */
export function unmet(
  { minAppVersion, minRuntime, preprocessingId }: Requirements,
  { appVersion, runtimeVersion, preprocessing }: Installation,
): Reason | undefined {
  if (minAppVersion !== null && !isAtLeast(appVersion, minAppVersion)) return 'app-too-old';
  if (minRuntime !== null && !isAtLeast(runtimeVersion, minRuntime)) return 'runtime-too-old';
  if (preprocessingId !== null && !preprocessing.includes(preprocessingId)) return 'unknown-preprocessing';
  return undefined;
}
