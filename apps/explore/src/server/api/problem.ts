import { PROBLEM_TYPE } from '../http/problem.ts';
import type { ProblemStatus } from '../http/problem.ts';
import { PROBLEM } from './schemas/problem.ts';

const DESCRIPTIONS: Readonly<Record<ProblemStatus, string>> = {
  400: 'The request is invalid.',
  401: 'A token is missing or wrong.',
  403: 'The token has not the scope, or the request comes from another site.',
  404: 'There is no such thing.',
  405: 'This address has no such method.',
  408: 'The request took too long to arrive.',
  413: 'The request is too large.',
  415: 'The body is of another type.',
  422: 'The file cannot be compared.',
  429: 'Too many requests; try again after the seconds of Retry-After.',
  500: 'Something unexpected happened.',
  503: 'The library, or the model, cannot be used now.',
  504: 'It took too long.',
};

type ProblemResponse = {
  readonly description: string;
  readonly content: { readonly 'application/problem+json': { readonly schema: typeof PROBLEM } };
};

/** Return the responses of a route for problems with these statuses, and with those that every route can have. */
export function problems<const Statuses extends readonly ProblemStatus[]>(
  ...statuses: Statuses
): Record<Statuses[number] | 401 | 403 | 429 | 500 | 503, ProblemResponse> {
  const all = [...new Set<ProblemStatus>([...statuses, 401, 403, 429, 500, 503])].sort((a, b) => a - b);
  return Object.fromEntries(
    all.map((status) => [
      status,
      { description: DESCRIPTIONS[status], content: { [PROBLEM_TYPE]: { schema: PROBLEM } } },
    ]),
  ) as Record<ProblemStatus, ProblemResponse>;
}
