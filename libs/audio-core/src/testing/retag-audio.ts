import { Demuxer, Muxer, pipeline } from 'node-av/api';
import { Dictionary } from 'node-av/lib';

/** FFmpeg's names of tags: `title`, `artist`, `album`, `album_artist`, `date`, `genre`, `track`. */
export type EncodedTags = Readonly<Record<string, string>>;

/** Writes the packets of `source` to `target`, unchanged, with other tags: what a tagging program does. */
export async function retagAudio(source: string, target: string, tags: EncodedTags): Promise<void> {
  await using input = await Demuxer.open(source);
  // Ogg keeps tags with the stream, the others with the file.
  input.audio()!.metadata = Dictionary.fromObject(tags);
  await using output = await Muxer.open(target, {
    configure: (context) => {
      context.metadata = Dictionary.fromObject(tags);
    },
  });
  await pipeline(input, output).completion;
}
