/** The verb `publish`: a model, its evidence, and the change of the manifest that makes it known. */
import { UserError } from '../../../lib/runner';
import { championOf } from './champion';
import type { ChampionPorts } from './champion';
import { commit, readServing } from './commit';
import type { CommitPorts, Committed, Serving } from './commit';
import type { EvaluationPorts } from './evaluation';
import { examined } from './examine';
import type { Candidate } from './examine';
import { judged } from './gate/gate';
import type { Champion, Judgement } from './gate/gate';
import type { Home } from './home/home';
import { isSame, published, versionNamed } from './manifest/changes';
import type { ChangeContext } from './manifest/changes';
import type { Manifest, PublishedVersion } from './manifest/model';
import type { Publishing } from './publishing-inputs';
import { upload } from './upload';

/** What publishing works with. */
export interface PublishPorts extends CommitPorts, EvaluationPorts {
  source: PublishedVersion['source'];
  context: (serving: Serving | undefined) => ChangeContext;
}

/** How a publishing ended. */
export interface Published extends Committed {
  version: PublishedVersion;
  judgement: Judgement;
}

/**
 * Everything is looked at before anything is written: the file, the report, the gate. Then come the blobs, which nobody
 * knows of yet, then the manifest. The gate is asked again whenever somebody else was faster, against what they have
 * published.
 * @throws UserError when the model is refused; nothing is published then
 */
export async function publish(ports: PublishPorts, wanted: Publishing): Promise<Published> {
  const candidate = await examined(wanted, ports);
  const judges = { ...ports, evaluatedChampions: new Map<string, Champion>() };
  let judgement = await passed(judges, candidate, wanted, await readServing(ports));
  const version = await upload(ports, wanted, candidate);
  const committed = await commit(ports, async (serving) => {
    judgement = await passed(judges, candidate, wanted, serving);
    const staging = { percent: wanted.percent, salt: saltOf(serving?.manifest, wanted) };
    const next = published(serving?.manifest, version, wanted.channel, staging, ports.context(serving));
    return isSame(serving?.manifest, next) ? undefined : next;
  });
  if (!committed) throw new Error('a publishing always leaves a manifest');
  return { ...committed, version, judgement };
}

/** A version draws its own lots on stable: nobody is always among the first. */
function saltOf(before: Manifest | undefined, { channel, version }: Publishing): string {
  return channel === 'stable' || !before ? version : before.rollout.salt;
}

/** @throws UserError with every reason where the model may not take the champion's place */
async function passed(
  ports: ChampionPorts,
  candidate: Candidate,
  wanted: Publishing,
  serving: Serving | undefined,
): Promise<Judgement> {
  if (serving && isThere(serving.manifest, candidate, wanted))
    return { passed: true, reasons: [`${wanted.version} is on ${wanted.channel} already.`] };
  const champion = serving && (await championOf(ports, serving.manifest, wanted));
  if (!champion && !wanted.first) throw nobodyToBeat(ports.home);
  if (champion && wanted.first) throw somebodyToBeat(champion);
  const judgement = judged(candidate.report, candidate.file.size, champion, wanted.rules);
  if (judgement.passed) return judgement;
  throw new UserError(
    [`${wanted.version} is not published:`, ...judgement.reasons.map((reason) => `- ${reason}`)].join('\n'),
    {
      remedy:
        `Train a better model, or change what is asked of it. ${champion ? `${champion.version} stays.` : ''}`.trim(),
    },
  );
}

function isThere(manifest: Manifest, { file }: Candidate, { version, channel }: Publishing): boolean {
  const there = manifest.channels[channel] === version ? versionNamed(manifest, version) : undefined;
  return there?.blob.sha256 === file.fingerprint.sha256;
}

function nobodyToBeat({ place }: Home): UserError {
  return new UserError(`There is no model at ${place} that this one could be better than.`, {
    remedy: 'Set `first: true` for the very first model; if there should be one, correct `home`.',
  });
}

function somebodyToBeat({ version }: Champion): UserError {
  return new UserError(`\`first: true\` is for the very first model, and there is ${version} already.`, {
    remedy: 'Take `first` out, and give `min-improvement`.',
  });
}
