import { scaledClock } from '../../emulators/clock';
import { startFront } from '../../emulators/front/front';

/** Runs one revision of the image named by its argument, prints the URL, and waits to be killed. */
async function main(): Promise<void> {
  const front = startFront({ clock: scaledClock(1) });
  const place = { project: 'p', location: 'l', service: 'svc' };
  const image = process.argv[2] ?? '';
  const result = await front.platform.start({
    ...place,
    name: 'svc-1',
    image,
    env: {},
    command: [],
    args: [],
  });
  if (!result.ready) throw new Error(result.message);
  const entries = [{ revision: 'svc-1', percent: 100 }];
  const { uri } = await front.platform.route({ name: 'projects/p/locations/l/services/svc', entries });
  console.log(uri);
}

void main();
