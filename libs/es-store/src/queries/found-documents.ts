import type { estypes } from '@elastic/elasticsearch';
import { NOT_NOW, Refusal } from '../client/refusal.ts';

/** The documents that a multi-get found. @throws `Refusal` where it could not look, which Elasticsearch says document by document, without a status */
export function foundDocuments<T>(
  docs: readonly estypes.MgetResponseItem<T>[],
): (estypes.GetGetResult<T> & { _source: T })[] {
  return docs.flatMap((doc) => {
    if ('error' in doc) {
      const { type, reason } = doc.error;
      // Where the index is there, its shard is not yet, after a restart for one.
      throw new Refusal(type === 'index_not_found_exception' ? 404 : NOT_NOW, type, `${type} ${reason ?? ''}`);
    }
    return doc.found && doc._source ? [{ ...doc, _source: doc._source }] : [];
  });
}
