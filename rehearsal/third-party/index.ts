import path from 'node:path';
import { checkout } from '../workflow/checkout';
import type { ServiceStandIns } from '../workflow/services';
import type { ThirdParty } from '../workflow/third-party';
import { createArtifactStore } from './artifact-store';
import { cache, saveCache } from './cache';
import { downloadArtifact } from './download-artifact';
import { setupFlutter } from './flutter';
import { postgresService } from './postgres-service';
import { setupNode } from './setup-node';
import { uploadArtifact } from './upload-artifact';

/**
 * The local equivalents of the actions of others that the shipped and example workflows use, for one run.
 * `google-github-actions/auth` finds its emulator in SLUICE_GOOGLE_IDENTITY_ENDPOINT of the processes' environment.
 * @param artifacts a folder of this run for its artifacts
 */
export function thirdPartyActions({ artifacts }: { artifacts: string }): Record<string, ThirdParty> {
  const store = createArtifactStore(artifacts);
  return {
    'actions/checkout': checkout,
    'actions/setup-node': setupNode,
    'actions/upload-artifact': uploadArtifact(store),
    'actions/download-artifact': downloadArtifact(store),
    'actions/cache': cache,
    'actions/cache/restore': cache,
    'actions/cache/save': saveCache,
    'google-github-actions/auth': { folder: path.join(import.meta.dirname, 'google-auth') },
    'subosito/flutter-action': setupFlutter,
    'softprops/action-gh-release': { folder: path.join(import.meta.dirname, 'gh-release') },
  };
}

/** The local equivalents of the containers that jobs have beside them. */
export const serviceStandIns: ServiceStandIns = { postgres: postgresService };

/** Runners that are not Linux, whose jobs run here all the same: `rehearsal/bin` has what they call of macOS. */
export const runnerStandIns: readonly string[] = ['macos-15'];
