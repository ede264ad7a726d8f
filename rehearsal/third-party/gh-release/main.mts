import { getBooleanInput, getInput, info, setFailed, setOutput } from '@actions/core';
import { getOctokit } from '@actions/github';

type Octokit = ReturnType<typeof getOctokit>;
type Found = Awaited<ReturnType<Octokit['rest']['repos']['getRelease']>>['data'];

interface Wanted {
  owner: string;
  repo: string;
  tag: string;
  name: string;
  body: string;
  target: string;
  notes: boolean;
  /** What is not said stays as it is. */
  draft: boolean | undefined;
  prerelease: boolean | undefined;
  makeLatest: 'true' | 'false' | 'legacy' | undefined;
}

async function run(): Promise<void> {
  const octokit = connect();
  const wanted = readWanted();
  const existing = await find(octokit, wanted);
  const release = existing ? await update(octokit, wanted, existing) : await create(octokit, wanted);
  info(`${existing ? 'Updated' : 'Created'} the release ${release.html_url}`);
  setOutput('url', release.html_url);
  setOutput('id', String(release.id));
  setOutput('upload_url', release.upload_url);
}

/** A rehearsal makes no release on GitHub itself. */
function connect(): Octokit {
  const url = process.env.GITHUB_API_URL ?? '';
  const { hostname } = URL.parse(url) ?? {};
  if (hostname !== '127.0.0.1' && hostname !== 'localhost')
    throw new Error(`GITHUB_API_URL is "${url}", and a rehearsal never asks GitHub itself.`);
  return getOctokit(getInput('token', { required: true }), { baseUrl: url });
}

function readWanted(): Wanted {
  const { GITHUB_REPOSITORY = '', GITHUB_REF = '' } = process.env;
  const [owner = '', repo = ''] = GITHUB_REPOSITORY.split('/');
  const tag = getInput('tag_name') || (/^refs\/tags\/(.+)$/.exec(GITHUB_REF)?.[1] ?? '');
  if (tag === '') throw new Error('⚠️ GitHub Releases requires a tag');
  const latest = getInput('make_latest');
  return {
    ...{ owner, repo, tag },
    name: getInput('name'),
    body: getInput('body', { trimWhitespace: false }),
    target: getInput('target_commitish'),
    notes: booleanInput('generate_release_notes') ?? false,
    draft: booleanInput('draft'),
    prerelease: booleanInput('prerelease'),
    makeLatest: latest === 'true' || latest === 'false' || latest === 'legacy' ? latest : undefined,
  };
}

function booleanInput(name: string): boolean | undefined {
  return getInput(name) === '' ? undefined : getBooleanInput(name);
}

/** GitHub finds published releases by their tag, and drafts only in the list. */
async function find(octokit: Octokit, { owner, repo, tag }: Wanted): Promise<Found | undefined> {
  try {
    return (await octokit.rest.repos.getReleaseByTag({ owner, repo, tag })).data;
  } catch (error) {
    if (!(error instanceof Error && 'status' in error && error.status === 404)) throw error;
  }
  const releases = await octokit.paginate(octokit.rest.repos.listReleases, { owner, repo, per_page: 100 });
  return releases.find((release) => release.tag_name === tag);
}

async function create(octokit: Octokit, wanted: Wanted): Promise<Found> {
  const { owner, repo, tag, name, target, draft = false, prerelease = false } = wanted;
  const { data } = await octokit.rest.repos.createRelease({
    ...{ owner, repo, draft, prerelease },
    tag_name: tag,
    name: name || tag,
    body: await bodyOf(octokit, wanted, ''),
    ...targeting(target),
    ...latest(wanted),
  });
  return data;
}

async function update(octokit: Octokit, wanted: Wanted, existing: Found): Promise<Found> {
  const { owner, repo, tag, name, target, prerelease = existing.prerelease } = wanted;
  const { data } = await octokit.rest.repos.updateRelease({
    ...{ owner, repo, prerelease },
    release_id: existing.id,
    tag_name: tag,
    draft: wanted.draft ?? existing.draft,
    name: name || (existing.name ?? tag),
    body: await bodyOf(octokit, wanted, existing.body ?? ''),
    ...targeting(target || existing.target_commitish),
    ...latest(wanted),
  });
  return data;
}

/** The text of the workflow, else the old one; what has changed comes after the workflow's, afresh each time. */
async function bodyOf(
  octokit: Octokit,
  { owner, repo, tag, target, body, notes }: Wanted,
  old: string,
): Promise<string> {
  if (!notes) return body || old;
  const asked = { owner, repo, tag_name: tag, ...targeting(target) };
  const { data } = await octokit.rest.repos.generateReleaseNotes(asked);
  return body === '' ? data.body : `${body}\n\n${data.body}`;
}

const targeting = (target: string): { target_commitish?: string } =>
  target === '' ? {} : { target_commitish: target };

const latest = ({ makeLatest }: Wanted): { make_latest?: 'true' | 'false' | 'legacy' } =>
  makeLatest === undefined ? {} : { make_latest: makeLatest };

try {
  await run();
} catch (error) {
  setFailed(error instanceof Error ? error.message : String(error));
}
