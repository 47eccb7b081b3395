import { useRef } from 'preact/hooks';
import { ClipIcon, FileIcon, StopIcon } from '../parts/icons.tsx';
import { clock } from '../shared/format.ts';
import { takeClip } from '../state/clip.ts';
import { LONGEST_RECORDING, recording, startRecording, stopRecording } from './recorder.ts';

/** Ways to hand over a clip. Files can also be dropped anywhere on the page. */
export function ClipForm() {
  const input = useRef<HTMLInputElement>(null);
  const state = recording.value;
  return (
    <div class="clip-form">
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept="audio/*,video/*"
        tabIndex={-1}
        aria-label="File of the clip"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void takeClip(file, file.name);
          // The same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <p class="answer-actions">
        <button type="button" class="button" onClick={() => input.current?.click()}>
          <FileIcon />
          Choose a file
        </button>
        {state.state === 'recording' ? (
          <button type="button" class="button button-main" onClick={stopRecording}>
            <StopIcon />
            Stop and search
          </button>
        ) : (
          <button
            type="button"
            class="button"
            disabled={state.state === 'asking'}
            onClick={() => void startRecording()}
          >
            <ClipIcon />
            Record
          </button>
        )}
      </p>
      {state.state === 'recording' && (
        <p class="recording">
          <span role="status">Recording</span>
          <span class="figure" aria-hidden="true">
            {clock(state.seconds)} of {clock(LONGEST_RECORDING)}
          </span>
        </p>
      )}
      {state.state === 'refused' && <p role="alert">{state.reason}</p>}
    </div>
  );
}
