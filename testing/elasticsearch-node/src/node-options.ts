/** A role descriptor of Elasticsearch. */
export interface Role {
  readonly cluster: readonly string[];
  readonly indices: readonly { readonly names: readonly string[]; readonly privileges: readonly string[] }[];
}

/** Roles by the names of the users that have them. */
export type Users = Readonly<Record<string, Role>>;

/** Who may do everything, and the password of all users. */
export interface Superuser {
  readonly username: string;
  readonly password: string;
}

/** How a node is started. */
export interface NodeOptions {
  /** Port on 127.0.0.1; default: one that is free. */
  readonly port?: number;
  /** Size of the Java heap, for example `512m`, which is the default. */
  readonly heap?: string;
  /** Turns security on, with a superuser and these users, each with a role of its own; all have one password. */
  readonly users?: Users;
  /** Compiles less, so that it starts in half the time and works slower after: for tests, never for benchmarks. */
  readonly quickStart?: boolean;
}

/** A node that runs. */
export interface ElasticsearchNode extends AsyncDisposable {
  readonly url: string;
  /** How it was started, in a few words. */
  readonly kind: string;
  /** null where security is off. */
  readonly superuser: Superuser | null;
  /** Stops it and starts it again with the same data under the same address; null for a node that is not ours. */
  readonly restart: (() => Promise<void>) | null;
  /** Stops it and removes its data; does nothing to a node that is not ours. */
  stop(): Promise<void>;
}

/** A way to get a node. */
export interface Way {
  readonly kind: string;
  /** Why it cannot be gone here, or null. */
  unavailable(): Promise<string | null>;
  start(options: NodeOptions): Promise<ElasticsearchNode>;
}

/** The release that is started; the checksum is that of the zip on Maven Central. */
export const RELEASE = {
  version: '9.5.3',
  sha256: 'bec49f3b8d00e75c8d1cec85c35298635ec9fbd3ae80ef5aeb6bc05abdb3db2d',
} as const;
