/** The service that every case is played on, and what stood there before. */
export const PLACE = { project: 'faults-project', service: 'shop' } as const;

/** Where it is played in one region, and the region that a second wave goes to. */
export const REGION = 'europe-west1';
export const SECOND_REGION = 'us-central1';
/** The two, as an action is told of them. */
export const TWO_WAVES = `${REGION} | ${SECOND_REGION}`;

/** The full resource names in Cloud Run. */
export const locationIn = (region: string): string => `projects/${PLACE.project}/locations/${region}`;
export const serviceIn = (region: string): string => `${locationIn(region)}/services/${PLACE.service}`;

/** The region that a resource is in, or a request is about; undefined where it names none. */
export const regionOf = (text: string): string | undefined => /\blocations\/([^/\s]+)/.exec(text)?.[1];

/** A revision of long ago that somebody keeps addressable, and the one that serves when a rollout begins. */
export const OLD = 'shop-old';
export const PRIOR = 'shop-prior';

/** What the service's traffic was before the first rollout: all of it to a revision by its name, or to LATEST. */
export type Prior = 'pinned' | 'latest';

/** Other people's tags, each with the revision that it leads to. */
export type ForeignTags = Readonly<Record<string, string>>;

/** An image by digest; nothing is pulled. */
export const imageOf = (digit: string): string => `registry.example/shop@sha256:${digit.repeat(64)}`;

/** What is rolled out: images whose revisions answer every request, and one whose revisions fail every request. */
export const GOOD_IMAGE = imageOf('c');
export const BAD_IMAGE = imageOf('d');
export const NEXT_IMAGE = imageOf('e');
/** An image whose revisions never become ready. */
export const BROKEN_IMAGE = imageOf('0');
/** An image that fails in the second region only. */
export const BAD_IN_SECOND_REGION = imageOf('f');
