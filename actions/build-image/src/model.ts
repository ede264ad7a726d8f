import type { Digest, Reference, Repository } from '../../../lib/registry';
import type { Mapping } from './mappings';
import type { TagSet } from './tags';

/** Names and values. */
export type Texts = Readonly<Record<string, string>>;

/** What the caller asks for, whatever the backend. */
export interface Common extends TagSet {
  readonly repository: Repository;
  readonly previousTag: string | undefined;
}

/** What a backend needs that makes an image. */
export interface Building extends Common {
  /** Absolute path. */
  readonly context: string;
  /** `linux/amd64` */
  readonly platform: string;
  readonly labels: Texts;
}

/** A Dockerfile, built by the Docker engine. */
export interface DockerInputs extends Building {
  readonly backend: 'docker';
  /** Absolute path. */
  readonly dockerfile: string;
  readonly target: string | undefined;
  readonly buildArguments: Texts;
  /** Values by id; masked. */
  readonly secrets: Texts;
}

/** Files, laid on a base image. */
export interface AppendInputs extends Building {
  readonly backend: 'append';
  readonly base: Reference | 'scratch';
  readonly files: readonly Mapping[];
  readonly annotations: Texts;
  readonly settings: ContainerSettings;
}

/** An image that is there, to have further tags. */
export interface RetagInputs extends Common {
  readonly backend: 'retag';
  readonly image: Repository & { readonly digest: Digest };
}

/** How the container starts; what is undefined stays as the base image has it. */
export interface ContainerSettings {
  readonly entrypoint: readonly string[] | undefined;
  readonly command: readonly string[] | undefined;
  readonly workingDirectory: string | undefined;
  readonly user: string | undefined;
  readonly variables: Texts;
  /** `8080/tcp` */
  readonly ports: readonly string[];
}

/** All that makes an image. */
export type BuildInputs = DockerInputs | AppendInputs;

export type Inputs = BuildInputs | RetagInputs;
