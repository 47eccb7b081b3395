import type { IncomingMessage, ServerResponse } from 'node:http';
import { snowflake } from '../protocol/world.ts';

/** A file that a user attaches to a command. */
export interface AttachedFile {
  readonly filename: string;
  readonly bytes: Buffer;
  /** Media type that Discord states; null: none. */
  readonly contentType: string | null;
  /** Size that Discord states, bytes; default: the real one. */
  readonly statedSize?: number;
  /** Address that Discord states; default: one of this simulator. */
  readonly url?: string;
  /** How the download goes wrong: an HTTP status, a redirect to an address, or half of the file and then nothing. */
  readonly fault?: number | { readonly redirectTo: string } | 'stall';
}

const PATH = /^\/attachments\/\d+\/(?<id>\d+)\//u;

/** The part of Discord's content delivery network that serves files which users attach to commands. */
export class ContentNetwork {
  readonly #files = new Map<string, AttachedFile>();

  /** Add a file. @returns its id */
  add(file: AttachedFile): string {
    const id = snowflake();
    this.#files.set(id, file);
    return id;
  }

  /** Return an attachment as an interaction carries it; null if there is none with this id. */
  toJSON(id: string, origin: string, channelId: string): object | null {
    const file = this.#files.get(id);
    if (!file) return null;
    const { filename, bytes, contentType, statedSize = bytes.length } = file;
    const url = file.url ?? `${origin}/attachments/${channelId}/${id}/${encodeURIComponent(filename)}?ex=1&is=1&hm=1`;
    const type = contentType === null ? {} : { content_type: contentType };
    return { id, filename, size: statedSize, url, proxy_url: url, ephemeral: true, ...type };
  }

  /** Answer a request for a file. @returns false if it is for something else */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const { pathname } = new URL(request.url ?? '/', 'http://simulator');
    const id = PATH.exec(pathname)?.groups?.['id'];
    if (request.method !== 'GET' || id === undefined) return false;
    const file = this.#files.get(id);
    const fault = file?.fault;
    if (!file || typeof fault === 'number') response.writeHead(typeof fault === 'number' ? fault : 404).end();
    else if (fault === 'stall') response.writeHead(200).write(file.bytes.subarray(0, file.bytes.length / 2));
    else if (fault) response.writeHead(302, { Location: fault.redirectTo }).end();
    else response.writeHead(200, { 'Content-Type': file.contentType ?? 'application/octet-stream' }).end(file.bytes);
    return true;
  }
}
