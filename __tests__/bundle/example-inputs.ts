/**
 * The least that a caller of each action gives, so that its inputs can be read without a fault. An action without an
 * entry fails its tests: add one.
 */
export const exampleInputs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'build-image': { image: 'europe-docker.pkg.dev/demo-project/apps/shop' },
  'deploy-cloudrun': {
    service: 'shop',
    region: 'europe-west1',
    project: 'demo-project',
    image: `europe-docker.pkg.dev/demo-project/apps/shop@sha256:${'0'.repeat(64)}`,
  },
  'migrate-db': { 'database-url': 'postgresql://migrator:secret@db.example:5432/shop' },
  'model-manifest': {
    verb: 'status',
    'model-id': 'smile',
    home: 'gs://models/smile',
  },
  'publish-mobile': { verb: 'status', track: 'internal', 'package-name': 'com.example.smile' },
  rollback: { service: 'shop', region: 'europe-west1', project: 'demo-project' },
  'smoke-test': { url: 'https://shop.example' },
};

/** Inputs with which an action reads all that it declares, where not all of it belongs to one call. */
export const inputsOfVariants: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {
  // Whoever names an image wants a job, which is reached otherwise.
  'migrate-db': [{}, { 'job-image': `app@sha256:${'1'.repeat(64)}` }],
  'model-manifest': [
    { verb: 'publish', golden: 'golden.json', home: 'gs://models' },
    { verb: 'promote', home: 'release:models' },
    { verb: 'rollback' },
    { verb: 'renew' },
    { verb: 'prune' },
  ],
  // Which store is meant decides what else is read.
  'publish-mobile': [{ 'package-name': 'com.example.smile', 'bundle-id': 'com.example.smile' }],
};
