/** What the verbs work with: the database that was identified, and the tool on it. */
import { fingerprintOf, identify, reading, shapeOf, sizesOf, withSession, writing } from './database';
import type { Identified, Session, SessionSettings, Target } from './database';
import type { Inputs } from './inputs';
import { changesSince } from './drift';
import { recordedMigrations, recordedShape } from './ledger';
import type { MigrationPlan, MigrationTool, Standing } from './model';
import { planOf } from './plan';
import type { Place } from './ports';
import { openTool } from './tools';
import type { OpenProcesses } from './tools';

export interface Workshop extends Identified {
  readonly place: Place;
  readonly inputs: Inputs;
  /** For sessions that read and cannot write. */
  readonly reading: SessionSettings;
  /** The tool on a database; its processes and sessions end when the signal is aborted. */
  toolOn(target: Target, signal: AbortSignal): MigrationTool;
}

/** @throws UserError where the server cannot be reached, or is a pooler */
export async function openWorkshop(place: Place, inputs: Inputs, open: OpenProcesses): Promise<Workshop> {
  const { runner, target, runId } = place;
  const identified = await identify(target, runId);
  const sessions = {
    reading: reading(runId),
    writing: writing(runId, inputs.timeouts, identified.capabilities),
  };
  return {
    ...identified,
    place,
    inputs,
    reading: sessions.reading,
    toolOn: (on, signal) =>
      openTool(inputs.tool, {
        ...sessions,
        target: on,
        runId,
        run: open(inputs.folder, signal),
        folder: inputs.folder,
        workspace: runner.environment.workspace,
        log: runner.log,
        signal,
      }),
  };
}

/** Reads all that a plan is made of; writes nothing. */
export async function survey(workshop: Workshop, tool: MigrationTool): Promise<MigrationPlan> {
  const { identity, place } = workshop;
  const standing = await tool.pending();
  const { serverVersion } = identity;
  const { drift } = workshop.inputs;
  return withSession(place.target, workshop.reading, async (session) => {
    const { fingerprint, lines } = await shapeOf(session);
    const before = drift === 'off' ? undefined : await recordedShape(session);
    return planOf({
      tool: tool.name,
      identity,
      standing,
      recorded: await recordedMigrations(session, tool.name),
      fingerprint,
      sizes: await sizesOf(session),
      drift: changesSince(before, { tool: tool.name, standing, serverVersion, lines }),
      enforceDrift: drift === 'enforce',
    });
  });
}

/** Where the database stands now, when a run has ended; `session` is one that cannot be in the way. */
export async function standingNow(
  tool: MigrationTool,
  session: Session,
): Promise<{ standing: Standing; fingerprint: string }> {
  return { standing: await tool.pending(), fingerprint: await fingerprintOf(session) };
}
