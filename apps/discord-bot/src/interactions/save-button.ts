import { SoundalikeError } from '@soundalike/errors';
import { playlistFileName } from '@soundalike/catalog';
import type { Track } from '@soundalike/catalog';
import type { SaveAction } from '../card/discord/custom-id.ts';
import { matchIdsOf } from '../card/discord/message-actions.ts';
import { retryOnDisconnect } from '../discord/retry-on-disconnect.ts';
import { languageOf, say } from '../languages/language.ts';
import type { Language } from '../languages/language.ts';
import { playlistOf } from '../library/playlist-of.ts';
import { plainLabel } from '../text/display-text.ts';
import type { BotServices } from './bot-services.ts';
import type { ComponentInteraction } from './respond.ts';

const MAX_NAME_LENGTH = 100;

/** The cards whose playlist begins with the songs that they start from; those of other cards list all of theirs. */
const WITH_SEEDS: readonly SaveAction['of'][] = ['song', 'blend'];

/** **Save as playlist**: sends the songs of a card as an M3U8 file to the member who pressed. */
export async function sendPlaylist(
  interaction: ComponentInteraction,
  action: SaveAction,
  { library, work, playlistPaths }: BotServices,
): Promise<void> {
  const language = languageOf(interaction.locale);
  const ids = [...(WITH_SEEDS.includes(action.of) ? action.trackIds : []), ...matchIdsOf(interaction.message)];
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const stored = await work.run(() => library.use((store) => store.get([...new Set([...action.trackIds, ...wanted])])));
  const byId = new Map(stored.map((track) => [track.id, track]));
  const tracksOf = (trackIds: readonly string[]): Track[] => trackIds.flatMap((id) => byId.get(id) ?? []);
  const tracks = tracksOf(wanted);
  if (tracks.length === 0) throw new SoundalikeError('TRACK_NOT_FOUND', 'no song of the card is in the library');
  const name = plainLabel(nameOf(action, tracksOf(action.trackIds), tracks, language), MAX_NAME_LENGTH);
  const { text, leftOut } = playlistOf(tracks, name, playlistPaths);
  const gone = ids.filter((id) => id === null).length;
  const missing = gone + wanted.length - tracks.length + leftOut.length;
  const lines = [
    say(language, 'playlist.count', { count: tracks.length - leftOut.length }),
    ...(playlistPaths === 'none' ? [`-# ${say(language, 'playlist.byName')}`] : []),
    ...(missing > 0 ? [`-# ${say(language, 'playlist.fewer', { count: missing })}`] : []),
  ];
  await retryOnDisconnect(() =>
    interaction.editReply({
      content: lines.join('\n'),
      files: [{ attachment: Buffer.from(text), name: playlistFileName(name) }],
      // A repeated attempt does not add the file again.
      attachments: [],
    }),
  );
}

function nameOf({ of }: SaveAction, seeds: readonly Track[], tracks: readonly Track[], language: Language): string {
  const [first, last] = [tracks[0]!, tracks.at(-1)!];
  if (of === 'clip') return say(language, 'playlist.likeFile');
  if (of === 'station') return say(language, 'card.station', { title: (seeds[0] ?? first).title });
  if (of === 'journey') return `${first.title} → ${last.title}`;
  const titles = (seeds.length > 0 ? seeds : [first]).map(({ title, artist }) => (of === 'artist' && artist) || title);
  return say(language, 'playlist.like', { title: titles.join(', ') });
}
