import { useState } from 'preact/hooks';
import { DownloadIcon, PlayIcon } from '../parts/icons.tsx';
import { savePlaylist } from '../shared/save-playlist.ts';
import { codeOf } from '../shared/problem.ts';
import type { TrackSummary } from '../shared/track.ts';
import { wordsOf } from '../shared/words.ts';
import { notice } from '../state/notice.ts';
import { player } from '../state/player.ts';

/** Buttons to play an answer and to save it as a playlist file. */
export function AnswerActions({
  name,
  tracks,
}: {
  /** Name of the playlist. */
  readonly name: string;
  readonly tracks: readonly TrackSummary[];
}) {
  const [busy, setBusy] = useState(false);
  if (tracks.length === 0) return null;
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      await savePlaylist(
        name,
        tracks.map(({ id }) => id),
      );
    } catch (error) {
      const { title, text } = wordsOf(codeOf(error));
      notice.value = { text: `The playlist was not saved. ${title}. ${text}` };
    } finally {
      setBusy(false);
    }
  };
  return (
    <p class="answer-actions">
      <button type="button" class="button button-small" onClick={() => player.playAll(tracks)}>
        <PlayIcon />
        Play all
      </button>
      <button type="button" class="button button-small" disabled={busy} onClick={() => void save()}>
        <DownloadIcon />
        Save as playlist
      </button>
    </p>
  );
}
