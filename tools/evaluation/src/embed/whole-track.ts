import { TrackEmbedder } from '@soundalike/audio-core';
import type { Extraction, Extractor } from './extractor.ts';
import type { OpenModel } from './open-models.ts';

/** The vector that the ETL stores: the whole track through the model's own pooling. */
export function wholeTrackExtractor({ spec, name, spaceId, loaded }: OpenModel): Extractor {
  return {
    model: name,
    key: `whole-track ${spaceId}`,
    sampleRate: spec.features.sampleRate,
    start: (): Extraction => {
      const embedder = new TrackEmbedder(spec, loaded);
      return {
        push: (samples) => embedder.push(samples),
        finish: async () => ({ 'whole track': (await embedder.finish()).embedding }),
      };
    },
  };
}
