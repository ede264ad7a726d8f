/** Which branch of which project, and the key to it. */
import type { InputReader } from '../../../../../lib/runner';
import type { Place } from '../../ports';
import { openNeon } from './api';
import type { NeonAccount } from './api';
import type { Neon } from './branches';

export interface NeonSource extends NeonAccount {
  readonly branch: string;
  readonly as: 'branch' | 'snapshot';
}

/** Undefined where nothing of it is given; what is given by halves is a fault. */
export function readNeonSource(input: InputReader): NeonSource | undefined {
  const apiKey = input.secret('neon-api-key');
  const project = input.text('neon-project');
  const branch = input.text('neon-branch', {
    pattern: /^br-[a-z0-9-]+$/,
    describe: 'the id of a branch, br-...',
  });
  const as = input.choice('neon-backup-as', ['branch', 'snapshot'], { default: 'branch' });
  if (apiKey !== undefined && project !== undefined && branch !== undefined)
    return { apiKey, project, branch, as };
  for (const [name, value] of Object.entries({
    'neon-api-key': apiKey,
    'neon-project': project,
    'neon-branch': branch,
  }))
    if (value === undefined && (apiKey ?? project ?? branch) !== undefined)
      input.fault(name, 'It belongs to the other inputs of Neon.', 'Give all three of them, or none.');
  return undefined;
}

/** Nothing is sent before the first call. The cleaner goes on when the job is cancelled. */
export function openNeonBranches({ runner }: Place, source: NeonSource): Neon {
  const { project, branch } = source;
  const lasting = { ...runner, signal: new AbortController().signal };
  return {
    ...{ project, branch },
    api: openNeon(runner, source),
    cleaner: openNeon(lasting, source),
  };
}
