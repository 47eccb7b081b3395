import { createRoute, z } from '@hono/zod-openapi';
import { MAX_CLIP_BYTES } from '../../media/clip-hearing.ts';
import { addressOf, tooMany } from '../access/guard.ts';
import type { ApiServices } from './api-env.ts';
import { embeddingText } from './embedding-text.ts';
import { answerProblem, problemOf, refuse } from '../http/problem.ts';
import { problems } from './problem.ts';
import { jsonResponse, routes } from './routes.ts';
import { HEARD_CLIP } from './schemas/clip.ts';
import { trackSummary } from './track-view.ts';

const BYTES = z.string().openapi({ format: 'binary' });

const CLIP_ROUTE = createRoute({
  method: 'post',
  path: '/clips',
  tags: ['Clips'],
  summary: 'Hear an audio file',
  description:
    `The body is the file: any audio format that FFmpeg reads, at most ${MAX_CLIP_BYTES / 1024 ** 2} MiB and 15 minutes. ` +
    'It is deleted as soon as it was heard. The answer can be a reference of a query. Needs the scope `upload`.',
  security: [{ token: ['upload'] }],
  request: {
    body: { required: true, content: { 'application/octet-stream': { schema: BYTES }, 'audio/*': { schema: BYTES } } },
  },
  responses: {
    200: jsonResponse(HEARD_CLIP, 'What was heard.'),
    ...problems(400, 413, 422, 504),
  },
});

/** Create the route that hears clips. */
export function clipRoutes({ clips, access }: ApiServices) {
  return routes().openapi(CLIP_ROUTE, async (context) => {
    const wait = await access.limits.clip(`${context.get('grant').name} ${addressOf(context)}`);
    if (wait !== null) refuse(tooMany(context, wait, 'These are too many clips.'));
    const { body } = context.req.raw;
    if (body === null) {
      const detail = 'The body of the request must be an audio file.';
      refuse(answerProblem(context, problemOf(400, 'INVALID_REQUEST', 'Invalid request', detail)));
    }
    const { embedding, soundTags, durationSeconds, recording } = await clips.hear(body);
    return context.json(
      {
        embedding: embeddingText(embedding),
        soundTags: [...soundTags],
        durationSeconds,
        recording: recording && trackSummary(recording),
      },
      200,
    );
  });
}
