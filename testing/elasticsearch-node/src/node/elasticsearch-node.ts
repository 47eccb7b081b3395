/** Role descriptors of an API key, by the name of the role. */
export type RoleDescriptors = Readonly<
  Record<
    string,
    {
      readonly cluster: readonly string[];
      readonly indices: readonly { readonly names: readonly string[]; readonly privileges: readonly string[] }[];
    }
  >
>;

/** Name and password of the user who may do everything. */
export interface Superuser {
  readonly username: string;
  readonly password: string;
}

/** An API key. */
export interface ApiKey {
  readonly id: string;
  /** The form that clients need: base64 of the id, a colon, and the secret. */
  readonly encoded: string;
}

/** Options of a node to start. */
export interface NodeOptions {
  /** Port on 127.0.0.1; default: a free one. */
  readonly port?: number;
  /** Size of the Java heap; default `512m`. */
  readonly heap?: string;
  /** Turns on security and TLS. */
  readonly secure?: boolean;
  /** Compile less: the node starts in half the time and is slower afterwards. For tests, never for benchmarks. */
  readonly quickStart?: boolean;
  /** Further settings of the server, such as `thread_pool.write.queue_size`. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  /** Ends a start that is not complete. */
  readonly signal?: AbortSignal;
}

/** What clients need to reach a node with security and TLS, and what an administrator does there. */
export interface SecuredAccess {
  /** Elastic Cloud ID that names the node. */
  readonly cloudId: string;
  readonly superuser: Superuser;
  /** File with the certificate of the authority that signed the node's, in PEM. It is deleted with the node. */
  readonly caFile: string;
  /** SHA-256 of that certificate: hex digits in pairs, with colons. */
  readonly caFingerprint: string;
  /**
   * Create an API key.
   * @param lifetime time after which it expires, such as `1h`; default: it never does
   */
  createKey(name: string, roles: RoleDescriptors, lifetime?: string): Promise<ApiKey>;
  /** Invalidate an API key: the server refuses it from now on. */
  invalidateKey(key: Pick<ApiKey, 'id'>): Promise<void>;
}

/** Switches a node off and on. Its data and its address stay. */
interface PowerSwitch {
  /** Stop the server, or kill it, and wait until it no longer answers. */
  off(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Start the server again, and wait until it is ready. */
  on(): Promise<void>;
}

/** Methods of Elasticsearch's API. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A running node. */
export interface ElasticsearchNode extends AsyncDisposable {
  readonly url: string;
  /** Name of its provider. */
  readonly kind: string;
  /** Null if security is off. */
  readonly secured: SecuredAccess | null;
  /** Null for a given node. */
  readonly power: PowerSwitch | null;
  /** Send a request as the superuser, and return the body of the answer. @throws if the answer is not a success */
  request(method: Method, path: string, body?: object): Promise<unknown>;
  /** Stop it and delete its data; does nothing to a given node. */
  stop(): Promise<void>;
}

/** A running node with security and TLS. */
export type SecuredNode = ElasticsearchNode & { readonly secured: SecuredAccess };

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
