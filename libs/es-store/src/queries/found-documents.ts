import type { estypes } from '@elastic/elasticsearch';
import { Refusal } from '../client/refusal.ts';

/** Said where the index is there, but its shard is not yet, after a restart for one. */
const NOT_AT_THE_MOMENT = 503;

/** The documents that a multi-get found. @throws `Refusal` where it could not look, which Elasticsearch says document by document, without a status */
export function foundDocuments<T>(docs: readonly estypes.MgetResponseItem<T>[]): (estypes.GetGetResult<T> & { _source: T })[] {
  return docs.flatMap((doc) => {
    if ('error' in doc) {
      const { type, reason } = doc.error;
      throw new Refusal(type === 'index_not_found_exception' ? 404 : NOT_AT_THE_MOMENT, type, `${type} ${reason ?? ''}`);
    }
    return doc.found && doc._source ? [{ ...doc, _source: doc._source }] : [];
  });
}
