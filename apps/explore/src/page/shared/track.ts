import type { z } from 'zod';
import type { HEARD_CLIP } from '../../server/api/schemas/clip.ts';

export type { MatchView } from '../../server/api/schemas/match.ts';
export type { TrackDetail, TrackSummary } from '../../server/api/schemas/track.ts';

/** What the server heard in a clip. */
export type HeardClip = z.infer<typeof HEARD_CLIP>;
