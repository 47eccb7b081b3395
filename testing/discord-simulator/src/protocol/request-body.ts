import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { ApiError, invalidFormBody } from './api-error.ts';

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

const METHODS_WITH_BODY = ['POST', 'PUT', 'PATCH'];

/**
 * Read the complete body of a request, JSON or multipart.
 * @throws ApiError 50035 without a valid content type, 50109 for invalid JSON
 */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const type = request.headers['content-type']?.split(';')[0]?.trim();
  if (type === 'multipart/form-data') return readMultipart(request);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  if (!METHODS_WITH_BODY.includes(request.method ?? '')) return { json: null, files: [] };
  if (type !== 'application/json') {
    const message = 'Expected "Content-Type" header to be one of {application/json, multipart/form-data}.';
    throw invalidFormBody([{ path: [], message }]);
  }
  return { json: parseJson(text), files: [] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiError(400, 50109, 'The request body contains invalid JSON.');
  }
}

async function readMultipart(request: IncomingMessage): Promise<RequestBody> {
  const { promise, resolve, reject } = Promise.withResolvers<RequestBody>();
  const files: UploadedFile[] = [];
  let payload = '{}';
  const form = busboy({ headers: request.headers });
  form.on('field', (name, value) => {
    if (name === 'payload_json') payload = value;
  });
  form.on('file', (field, stream, { filename = '', mimeType }) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => files.push({ field, filename, contentType: mimeType, bytes: Buffer.concat(chunks) }));
  });
  form.on('close', () => resolve({ json: null, files }));
  form.on('error', reject);
  request.on('error', reject);
  request.pipe(form);
  return promise.then((body) => ({ ...body, json: parseJson(payload) }));
}
