import { Classifier } from './classifier';
import type { Prediction } from './classifier';
import { clientOptions, modelFile } from './installation';
import type { Installation } from './installation';
import { ModelClient } from './model-client';
import type { Present, Reason } from './model-client';

/** The model in use. */
export interface InUse {
  version: string;
  source: Present['source'];
}

/** What a look at the manifest has come to: another model is in use, or why it is not. */
export type Refreshed = { taken: string } | { kept: Reason };

/**
 * The model of one running instance. An app takes a new model with its next launch; an instance of a service has none for
 * days, so it makes one of its own: the model is loaded anew between two requests.
 */
export class Models {
  private readonly installation: Installation;
  private client: ModelClient;
  private classifier: Classifier;
  private present: Present;
  private proven = false;

  private constructor(installation: Installation, launched: Launched) {
    this.installation = installation;
    ({ client: this.client, present: this.present, classifier: this.classifier } = launched);
  }

  /** Opens the storage, and loads the model that is there or the bundled one. */
  static async open(installation: Installation): Promise<Models> {
    return new Models(installation, await launch(installation));
  }

  get inUse(): InUse {
    return { version: this.present.version, source: this.present.source };
  }

  /** @throws RangeError where the picture is of another size than the model takes */
  classify(pixels: Uint8Array): Prediction {
    return this.classifier.classify(pixels);
  }

  /** Says once that the model in use has answered: a new one is then no longer on trial. */
  async worked(): Promise<void> {
    if (this.proven) return;
    this.proven = true;
    await this.client.healthy();
  }

  /** Looks for another model and uses it at once. Whatever comes from outside, there is a model. */
  async refresh(): Promise<Refreshed> {
    const updated = await this.client.update();
    if (updated.outcome === 'ready' || updated.replacement) await this.relaunch();
    return updated.outcome === 'ready' ? { taken: updated.version } : { kept: updated.reason };
  }

  private async relaunch(): Promise<void> {
    ({
      client: this.client,
      present: this.present,
      classifier: this.classifier,
    } = await launch(this.installation));
    this.proven = false;
  }
}

interface Launched {
  client: ModelClient;
  present: Present;
  classifier: Classifier;
}

async function launch(installation: Installation): Promise<Launched> {
  const client = await ModelClient.open(clientOptions(installation));
  for (let present: Present = await client.launch(); ; present = await client.unusable()) {
    try {
      return { client, present, classifier: await load(installation, present) };
    } catch (error) {
      // The bundled model is part of this very program: where it does not work, nothing does.
      if (present.source === 'bundled') throw error;
    }
  }
}

const load = async ({ storage }: Installation, present: Present): Promise<Classifier> =>
  new Classifier(await modelFile(storage, present));
