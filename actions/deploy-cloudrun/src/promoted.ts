import { declaredTraffic, LATEST, shareOf } from '../../../lib/cloudrun';
import type { Service } from '../../../lib/cloudrun';
import { tagsOf } from '../../../lib/rollout';
import type { Inputs } from './inputs';

/** What a promotion has left behind, and what that means for whoever deploys next, with whatever tool. Pure. */
export function promotedInWords(
  service: Pick<Service, 'traffic'>,
  candidate: string,
  { at, tagPrefix, policy }: Pick<Inputs, 'at' | 'tagPrefix' | 'policy'>,
): string {
  const before = `The revision before it stays addressable as the tag ${tagsOf(tagPrefix).previous}.`;
  if (shareOf(declaredTraffic(service), LATEST) > 0)
    return `The traffic follows the latest revision that is ready, as was asked for: whatever is deployed next by another tool gets all of it at once, unjudged. ${before}`;
  const pinned = `The traffic is pinned to ${candidate} by name, so that nothing else gets it unjudged: a revision that another tool deploys (a plain \`gcloud run deploy\`, \`terraform apply\`, the console) stands there without traffic until it is given some, with this action's \`revision\` or with \`gcloud run services update-traffic ${at.service} --region ${at.region} --to-latest\`. ${before}`;
  if (policy.afterPromotion !== 'latest') return pinned;
  return `LATEST was asked for, but somebody has made another revision meanwhile, which would have got the traffic. ${pinned}`;
}
