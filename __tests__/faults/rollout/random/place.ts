/** The service that every schedule is played on, in one region or in several. */
export const PROJECT = 'faults-project';
export const SERVICE = 'shop';

/** A revision of long ago that somebody keeps addressable, and the one that serves when a schedule begins. */
export const OLD = 'shop-old';
export const PRIOR = 'shop-prior';

/** The tag by which somebody keeps the old revision addressable. */
export const PREVIEW = 'preview';

export const location = (region: string): string => `projects/${PROJECT}/locations/${region}`;
export const serviceName = (region: string): string => `${location(region)}/services/${SERVICE}`;

/** The regions of `europe-west1,us-central1|asia-east1`. */
export const regionsOf = (waves: string): string[] => waves.split(/[,|]/);
