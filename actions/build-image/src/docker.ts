import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { formatReference, isDigest } from '../../../lib/registry';
import type { Digest, Manifest, RegistryClient } from '../../../lib/registry';
import { UserError } from '../../../lib/runner';
import type { Built, Workshop } from './build';
import type { DockerInputs } from './model';
import { readManifestContent } from './oci';
import { buildCommand, pushCommand } from './plan';
import { isMissingProgram } from '../../../lib/processes';
import type { Command, Ended, RunProcess } from '../../../lib/processes';

/** Builds with the engine and pushes; what was pushed is read back from the registry, byte for byte. */
export async function buildWithDocker(workshop: Workshop, inputs: DockerInputs): Promise<Built> {
  const { run, around, registry } = workshop;
  const folder = await mkdtemp(join(around.temporary, 'sluice-docker-'));
  try {
    const imageId = join(folder, 'image-id');
    const buildx = await hasBuildx(run);
    const built = await logged(workshop, buildCommand(inputs, { ...workshop, buildx, imageId }));
    if (built.exitCode !== 0) throw buildFailure(built, inputs, workshop.runner.environment.workspace);
    const pushed = await logged(workshop, pushCommand(inputs));
    if (pushed.exitCode !== 0) throw pushFailure(pushed, inputs);
    const manifest = await readBack(registry, inputs, digestIn(pushed));
    const configDigest = readManifestContent(manifest.bytes)?.config.digest;
    warnOfOther(workshop, (await readFile(imageId, 'utf8')).trim(), [manifest.digest, configDigest]);
    return { manifest, configDigest, uploaded: undefined };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function hasBuildx(run: RunProcess): Promise<boolean> {
  try {
    return (await run({ argv: ['docker', 'buildx', 'version'] })).exitCode === 0;
  } catch (cause) {
    if (!isMissingProgram(cause)) throw cause;
    throw new UserError('There is no program `docker` on this runner.', {
      remedy: 'Use a runner with Docker, or `backend: append`, which needs no engine.',
      cause,
    });
  }
}

/** What a build prints is text from outside: line by line through the log, in which it can command nothing. */
function logged({ run, runner }: Workshop, command: Command): Promise<Ended> {
  return runner.log.group(command.argv.slice(0, 3).join(' '), () =>
    run(command, (line) => {
      runner.log.info(line);
    }),
  );
}

/** The digest that the registry gave the engine: `main: digest: sha256:... size: 1234`. */
function digestIn({ lines }: Ended): Digest | undefined {
  const digests = lines
    .map((line) => /\bdigest: (sha256:[0-9a-f]{64})\b/.exec(line)?.[1] ?? '')
    .filter(isDigest);
  return digests.at(-1);
}

/** By digest, for the tag may have been moved by somebody else in the meantime. */
async function readBack(
  registry: RegistryClient,
  { repository, tags }: DockerInputs,
  digest: Digest | undefined,
): Promise<Manifest> {
  const at = digest === undefined ? { ...repository, tag: tags[0] ?? 'latest' } : { ...repository, digest };
  const manifest = await registry.getManifest(at);
  if (manifest) return manifest;
  throw new UserError(`Docker has pushed ${formatReference(at)}, but the registry does not have it.`, {
    remedy: 'See whether a clean-up policy of the repository removes images at once.',
  });
}

/**
 * An image's id is the digest of its config, or of its manifest where the engine keeps images in containerd. Another job
 * on the same engine may have built under the same tag between our build and our push.
 */
function warnOfOther({ runner }: Workshop, built: string, pushed: readonly (string | undefined)[]): void {
  if (pushed.includes(built)) return;
  runner.log.warning(
    `What was pushed does not carry the id of what was built, ${built}: see whether another job uses this tag.`,
  );
}

function buildFailure(
  { exitCode, lines }: Ended,
  { dockerfile }: DockerInputs,
  workspace: string,
): UserError {
  const reason =
    lines.findLast((each) => /^(ERROR|error|failed to)\b/.test(each)) ?? `exit code ${String(exitCode)}`;
  const line = lineIn(lines, basename(dockerfile));
  return new UserError(`The build failed: ${reason}`, {
    remedy: 'Its output is in the log above.',
    file: relative(workspace, dockerfile),
    ...(line === undefined ? {} : { line }),
  });
}

/** BuildKit says where a build broke, as `Dockerfile:12`, older ones only of what they could not parse. */
function lineIn(lines: readonly string[], dockerfile: string): number | undefined {
  const places = lines.map((line) => {
    const [, file, number] = /^(\S+):(\d+)$/.exec(line.trim()) ?? [];
    return file === dockerfile ? number : /parse error (?:on )?line (\d+)/.exec(line)?.[1];
  });
  const place = places.find((each) => each !== undefined);
  return place === undefined ? undefined : Number(place);
}

function pushFailure({ exitCode, lines }: Ended, { repository }: DockerInputs): UserError {
  const reason = lines.findLast((line) => line.trim() !== '') ?? `exit code ${String(exitCode)}`;
  return new UserError(`The push to ${formatReference(repository)} failed: ${reason}`, {
    remedy: `Let Docker log in to ${repository.registry} before this step: docker/login-action, for Artifact Registry with the user oauth2accesstoken and the token of google-github-actions/auth.`,
  });
}
