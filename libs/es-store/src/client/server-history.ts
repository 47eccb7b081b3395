/**
 * What this process has seen of a server. A fault of a server that answered before, or that is just starting, is
 * likely to pass; the same fault at the first contact is one of the settings.
 */
export class ServerHistory {
  static readonly #ofServer = new Map<string, ServerHistory>();

  /** Whether the server answered, or was unavailable, before. */
  isKnown = false;

  /** Return the history of a server, which all connections of this process share. @param login who connects */
  static of(address: string, login: string): ServerHistory {
    const key = `${address} ${login}`;
    const known = ServerHistory.#ofServer.get(key) ?? new ServerHistory();
    ServerHistory.#ofServer.set(key, known);
    return known;
  }
}
