import type { LoadedModel } from '../../embed/track-pooler.ts';
import type { LoadOptions } from '../registry.ts';

export async function loadMusicnn(_folder: string, _options: LoadOptions): Promise<LoadedModel> {
  throw new Error('musicnn: not there yet');
}
