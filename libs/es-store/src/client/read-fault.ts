import { errors } from '@elastic/elasticsearch';
import { reasonOf } from '@soundalike/errors';
import { Refusal } from './refusal.ts';

interface Detail {
  readonly type?: string;
  readonly reason?: string;
}

interface ErrorBody {
  readonly error?: string | (Detail & { readonly root_cause?: readonly Detail[] });
}

/** Puts whatever a call threw into words: status, Elasticsearch's name of the fault, and its reason. */
export function readFault(error: unknown, scrub: (text: string) => string): Refusal {
  if (error instanceof Refusal) return new Refusal(error.status, error.type, scrub(error.message));
  if (error instanceof errors.ResponseError) {
    const status = error.statusCode ?? 0;
    const fault = (error.body as ErrorBody | undefined)?.error;
    const { type = '', reason = '' }: Detail =
      typeof fault === 'object' ? { ...fault, ...fault.root_cause?.[0] } : { reason: fault ?? '' };
    return new Refusal(status, type, scrub([`HTTP ${status}`, type, reason].filter((part) => part !== '').join(' ')));
  }
  const name = error instanceof Error && error.name !== 'Error' ? error.name : '';
  return new Refusal(0, name, scrub([name, reasonOf(error)].filter((part) => part !== '').join(': ')));
}
