import type { Client, TransportRequestOptions, estypes } from '@elastic/elasticsearch';
import { isBusyStatus } from '../client/faults.ts';
import { RequestFailure } from '../client/request-failure.ts';
import type { Write } from './change.ts';
import type { StoredState } from './stored-state.ts';

/** Characters per bulk request: Elasticsearch advises a few megabytes. */
const REQUEST_CHARACTERS = 2_000_000;

const CONFLICT = 409;

/** Error type of an update to a document that was deleted since it was read. */
const DELETED = 'document_missing_exception';

/** A field that the mapping does not have: something adds it to the documents on their way into the index. */
const UNKNOWN_FIELD = 'strict_dynamic_mapping_exception';

/** Receives the result of each write that is final. */
export interface WriteResults {
  readonly settle: (id: string) => void;
  readonly refuse: (id: string, reason: string) => void;
}

interface Item {
  readonly id: string;
  /** Lines of the request, as JSON. */
  readonly lines: readonly string[];
  readonly length: number;
}

/**
 * Send writes in bulk, each over the version that was read. The client's own bulk helper is not used: it loses the
 * reasons of items with the status 429, such as a full disk.
 * @returns the reason that some of them must be retried, or null
 * @throws `RequestFailure` for a fault of the index and not of one track, after all results were reported
 */
export async function writeBulk(
  client: Client,
  limits: TransportRequestOptions,
  index: string,
  writes: ReadonlyMap<string, Write>,
  stored: ReadonlyMap<string, StoredState>,
  results: WriteResults,
): Promise<string | null> {
  const items = [...writes].map(([id, write]) => itemOf(id, write, stored.get(id)));
  const sent = await Promise.allSettled(
    requestsOf(items).map(async (request) => {
      const operations = request.flatMap(({ lines }) => lines);
      // A default pipeline could add fields that the mapping does not have.
      const answer = await client.bulk({ index, operations, require_alias: true, pipeline: '_none' }, limits);
      return reportItems(request, answer.items, results);
    }),
  );
  const failed = sent.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason as Error;
  return sent.map((each) => (each.status === 'fulfilled' ? each.value : null)).find((delay) => delay !== null) ?? null;
}

function itemOf(id: string, write: Write, state: StoredState | undefined): Item {
  const target = { _id: id, ...state?.version };
  const lines = linesOf(write, target).map((line) => JSON.stringify(line));
  return { id, lines, length: lines.reduce((sum, line) => sum + line.length, 0) };
}

function linesOf(write: Write, target: object): object[] {
  switch (write.kind) {
    case 'create':
      return [{ create: target }, write.document];
    case 'index':
      return [{ index: target }, write.document];
    case 'update':
      return [{ update: target }, { doc: write.document }];
    case 'delete':
      return [{ delete: target }];
  }
}

/** Split the items at the size of a request. */
function requestsOf(items: readonly Item[]): Item[][] {
  const requests: Item[][] = [];
  let left = 0;
  for (const item of items) {
    if (requests.length === 0 || item.length > left) {
      requests.push([]);
      left = REQUEST_CHARACTERS;
    }
    requests.at(-1)!.push(item);
    left -= item.length;
  }
  return requests;
}

/** Report the results of one request. @returns the reason of a write that must be retried, or null */
function reportItems(
  request: readonly Item[],
  answers: estypes.BulkResponse['items'],
  { settle, refuse }: WriteResults,
): string | null {
  let delay: string | null = null;
  let fault: RequestFailure | null = null;
  request.forEach(({ id }, position) => {
    // By position: the answer has no id if the index is missing.
    const answer = Object.values(answers[position] ?? {})[0];
    if (answer === undefined) delay = 'no answer for some tracks';
    else if (answer.error === undefined) settle(id);
    else {
      const { status, error } = answer;
      const reason = `HTTP ${status} ${error.type} ${error.reason ?? ''}`.trim();
      if (isFaultOfIndex(status, error.type)) fault = new RequestFailure(status, error.type, reason);
      else if (status === CONFLICT || error.type === DELETED || isBusyStatus(status)) delay = reason;
      else refuse(id, error.type === UNKNOWN_FIELD ? `${reason}; ${PIPELINE_ADVICE}` : reason);
    }
  });
  if (fault !== null) throw fault as RequestFailure;
  return delay;
}

const PIPELINE_ADVICE =
  'an ingest pipeline adds the field: look at index.final_pipeline of the index and of the index templates';

/** Blocks, missing privileges and a missing index meet every track. */
function isFaultOfIndex(status: number, type: string): boolean {
  return type === 'cluster_block_exception' || (status >= 401 && status <= 404 && type !== DELETED);
}
