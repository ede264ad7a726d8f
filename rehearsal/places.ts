/** Where the example's service stands, and what it is called there. */

/** The region of a service that has one. */
export const REGION = 'europe-west1';
export const SERVICE = 'mathapp';
/** The revision that serves before the rehearsal begins. */
export const priorOf = (service: string): string => `${service}-prior`;
export const PRIOR = priorOf(SERVICE);

/** The full name of an example's service. */
export const serviceName = (project: string, region: string, service = SERVICE): string =>
  `projects/${project}/locations/${region}/services/${service}`;
