/** The service that every case is played on, and what stood there before. */
export const PLACE = { project: 'faults-project', region: 'europe-west1', service: 'shop' } as const;

/** The full resource names in Cloud Run. */
export const LOCATION = `projects/${PLACE.project}/locations/${PLACE.region}`;
export const SERVICE = `${LOCATION}/services/${PLACE.service}`;

/** A revision of long ago that somebody keeps addressable, and the one that serves when a rollout begins. */
export const OLD = 'shop-old';
export const PRIOR = 'shop-prior';

/** What the service's traffic was before the first rollout: all of it to a revision by its name, or to LATEST. */
export type Prior = 'pinned' | 'latest';

/** Other people's tags, each with the revision that it leads to. */
export type ForeignTags = Readonly<Record<string, string>>;

/** An image by digest; nothing is pulled. */
export const imageOf = (digit: string): string => `registry.example/shop@sha256:${digit.repeat(64)}`;

/** What is rolled out: an image whose revisions answer every request, and one whose revisions fail every request. */
export const GOOD_IMAGE = imageOf('c');
export const BAD_IMAGE = imageOf('d');
