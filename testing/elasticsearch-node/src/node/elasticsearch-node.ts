/** A role descriptor of Elasticsearch. */
export interface Role {
  readonly cluster: readonly string[];
  readonly indices: readonly { readonly names: readonly string[]; readonly privileges: readonly string[] }[];
}

/** Roles by user name: each user has one role. */
export type Users = Readonly<Record<string, Role>>;

/** Name of the superuser, and the password of all users. */
export interface Superuser {
  readonly username: string;
  readonly password: string;
}

/** Options of a node to start. */
export interface NodeOptions {
  /** Port on 127.0.0.1; default: a free one. */
  readonly port?: number;
  /** Size of the Java heap; default `512m`. */
  readonly heap?: string;
  /** Turns security on, with a superuser and these users, each with its own role; all have the same password. */
  readonly users?: Users;
  /** Compile less: the node starts in half the time and is slower afterwards. For tests, never for benchmarks. */
  readonly quickStart?: boolean;
}

/** A running node. */
export interface ElasticsearchNode extends AsyncDisposable {
  readonly url: string;
  /** Name of its provider. */
  readonly kind: string;
  /** Null if security is off. */
  readonly superuser: Superuser | null;
  /** Restart it with the same data at the same address; null for a given node. */
  readonly restart: (() => Promise<void>) | null;
  /** Stop it and delete its data; does nothing to a given node. */
  stop(): Promise<void>;
}

/** A source of nodes. */
export interface NodeProvider {
  readonly kind: string;
  /** Return the reason that this provider is not available on this machine, or null. */
  unavailable(): Promise<string | null>;
  start(options: NodeOptions): Promise<ElasticsearchNode>;
}

/** Release to start, with the checksum of the zip on Maven Central. */
export const RELEASE = {
  version: '9.5.3',
  sha256: 'bec49f3b8d00e75c8d1cec85c35298635ec9fbd3ae80ef5aeb6bc05abdb3db2d',
} as const;
