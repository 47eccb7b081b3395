import { z } from '@hono/zod-openapi';

/** An error as RFC 9457 problem details. */
export const PROBLEM = z
  .object({
    type: z.string().openapi({ description: 'The code as a URI.', example: 'urn:soundalike:problem:TRACK_NOT_FOUND' }),
    title: z.string().openapi({ description: 'The kind of problem, in words that stay the same.' }),
    status: z.number().int(),
    detail: z.string().openapi({ description: 'What happened and what to do, for people.' }),
    code: z.string().openapi({ description: 'Stable, for programs.', example: 'TRACK_NOT_FOUND' }),
    errors: z
      .array(z.object({ parameter: z.string(), detail: z.string() }))
      .optional()
      .openapi({ description: 'What is wrong with the request, for each parameter or field.' }),
  })
  .openapi('Problem');

export type Problem = z.infer<typeof PROBLEM>;
