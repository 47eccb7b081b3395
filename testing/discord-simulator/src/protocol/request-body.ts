import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';

/** A file of a multipart request. */
export interface UploadedFile {
  /** Form field, for example `files[0]`. */
  readonly field: string;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** A request body: JSON only, or JSON as `payload_json` together with files. */
export interface RequestBody {
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
}

/** Read the complete body of a request, JSON or multipart. */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  if (request.headers['content-type']?.startsWith('multipart/form-data')) return readMultipart(request);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return { json: text === '' ? null : (JSON.parse(text) as unknown), files: [] };
}

async function readMultipart(request: IncomingMessage): Promise<RequestBody> {
  const { promise, resolve, reject } = Promise.withResolvers<RequestBody>();
  const files: UploadedFile[] = [];
  let json: unknown = null;
  const form = busboy({ headers: request.headers });
  form.on('field', (name, value) => {
    if (name === 'payload_json') json = JSON.parse(value) as unknown;
  });
  form.on('file', (field, stream, { filename = '', mimeType }) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => files.push({ field, filename, contentType: mimeType, bytes: Buffer.concat(chunks) }));
  });
  form.on('close', () => resolve({ json, files }));
  form.on('error', reject);
  request.pipe(form);
  return promise;
}
