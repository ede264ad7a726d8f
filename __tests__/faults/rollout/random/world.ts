import { startCloudRun } from '../../../../emulators/cloudrun';
import type { CloudRun } from '../../../../emulators/cloudrun';
import type { Call } from '../../../../emulators/call';
import { EmulatorConnection } from './emulator-connection';
import { History } from './history';
import { memoryPlatform, regionOf } from './memory-platform';
import type { MemoryPlatform } from './memory-platform';
import type { Network } from './network';
import { serviceName } from './place';
import { VirtualTime } from './virtual-time';

/** When every schedule begins: a Monday noon. */
const BEGINNING = Date.UTC(2026, 0, 5, 12);

/** An emulated Cloud Run in virtual time, for one schedule after the other. */
export interface World {
  readonly time: VirtualTime;
  readonly cloudRun: CloudRun;
  readonly platform: MemoryPlatform;
  readonly connection: EmulatorConnection;
  /** Of the schedule that is being played. */
  readonly history: History;
  /** Forgets everything; from now on calls come over this network. */
  begin(network: (world: World) => Network): Promise<Network>;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const time = new VirtualTime(BEGINNING);
  let history = new History();
  let network: Network | undefined;
  const services = (): CloudRun['state']['services'] => cloudRun.state.services;
  const platform = memoryPlatform(
    () => time.now,
    (name, entries) => {
      history.routed(services().get(name), entries);
    },
  );
  const onEffect = (call: Call): void => {
    const service = services().get(serviceName(regionOf(call.request)));
    if (call.write && service && network?.caller) history.wrote(service, network.caller, time.now);
  };
  const cloudRun = await startCloudRun({ clock: time.clockOf(), platform, onEffect });
  const connection = new EmulatorConnection(() => cloudRun.url);
  const world: World = {
    time,
    cloudRun,
    platform,
    connection,
    get history() {
      return history;
    },
    begin: async (networkOf) => {
      await cloudRun.reset();
      time.reset(BEGINNING);
      history = new History();
      network = networkOf(world);
      return network;
    },
    close: async () => {
      connection.close();
      await cloudRun.close();
    },
  };
  return world;
}
