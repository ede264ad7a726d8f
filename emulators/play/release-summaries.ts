import type { Route } from './route';

/** The releases of a track without an edit. Source: the method applications.tracks.releases.list of androidpublisher v3 */
export const listReleases: Route = ({ app, params }) => {
  const track = params['track'] ?? '';
  const releases = (app.tracks.get(track) ?? []).slice(0, 20);
  return {
    releases: releases.map(({ name, versionCodes = [] }) => ({
      ...(name === undefined ? {} : { releaseName: name }),
      track,
      activeArtifacts: versionCodes.map((code) => ({ versionCode: Number(code) })),
      releaseLifecycleState: `RELEASE_LIFECYCLE_STATE_${app.lifecycle.get(`${track}/${versionCodes[0] ?? ''}`) ?? 'UNSPECIFIED'}`,
    })),
  };
};
