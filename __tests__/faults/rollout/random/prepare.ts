import type { Cast } from './cast';
import { imageOf } from './images';
import { entry, templateOf, toLatest } from './interventions';
import type { Network } from './network';
import { location, OLD, PREVIEW, PRIOR, SERVICE, serviceName } from './place';
import type { Schedule } from './schedule';
import type { TrafficTarget } from '../../../../emulators/cloudrun/resources';

/** An hour goes by between what was there long ago and the first run. */
const LONG_AGO = 600;

/** Builds the service in every region as a schedule finds it: two revisions, and somebody's tag. */
export async function prepare(network: Network, cast: Cast, { prior }: Schedule): Promise<void> {
  const founder = cast.process('founder', false);
  const address = network.addressFor(founder);
  const send = async (method: string, path: string, body: object): Promise<void> => {
    const url = new URL(`/v2/${path}`, address);
    const { status, body: said } = await network.carry({ url, method, body: JSON.stringify(body) });
    if (status !== 200) throw new Error(`Cloud Run refused the founder's ${method} ${path}: ${said}`);
    await cast.after(1);
  };
  const serving: TrafficTarget = prior === 'pinned' ? entry(PRIOR, 100) : toLatest(100);
  for (const region of cast.regions) {
    const image = imageOf('good', 1).replaceAll('1', '0');
    await send('POST', `${location(region)}/services?serviceId=${SERVICE}`, {
      template: templateOf(OLD, image),
    });
    await send('PATCH', `${serviceName(region)}?updateMask=template,traffic`, {
      template: templateOf(PRIOR, image),
      traffic: [serving, entry(OLD, 0, PREVIEW)],
    });
  }
  await cast.after(LONG_AGO);
}
