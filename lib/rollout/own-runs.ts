/** Links on a record are followed by people, so only those to runs of this repository are kept. Pure. */
import type { Service } from '../cloudrun';
import { ANNOTATION, parseState, withState } from './state';

/** The page of a run where it is one of the same repository's, else ''. */
export function ownRun(run: string, runUrl: string | undefined): string {
  const base = /^https?:\/\/[^?#]+\/actions\/runs\//.exec(runUrl ?? '')?.[0];
  return base !== undefined && run.startsWith(base) && /^\d+$/.test(run.slice(base.length)) ? run : '';
}

/** The service without the link to a foreign run on its record. What is no record is left for its reader to refuse. */
export function withOwnRun(service: Service, runUrl: string | undefined): Service {
  const state = recordOn(service);
  if (!state || state.run === ownRun(state.run, runUrl)) return service;
  return { ...service, annotations: withState(service.annotations, { ...state, run: '' }) };
}

/** The record where there is one that can be read; a broken one is none. */
export function recordOn({ annotations }: Pick<Service, 'annotations'>): ReturnType<typeof parseState> {
  try {
    return parseState(JSON.parse(annotations[ANNOTATION] ?? 'null'));
  } catch {
    return undefined;
  }
}
