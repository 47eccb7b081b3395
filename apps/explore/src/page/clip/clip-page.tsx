import { useTitle } from '../shared/use-title.ts';
import { clip, forgetClip } from '../state/clip.ts';
import { library } from '../state/library.ts';
import { Trouble } from '../parts/trouble.tsx';
import { ClipAnswer } from './clip-answer.tsx';
import { ClipForm } from './clip-form.tsx';

/** The page of what sounds like a clip from outside the library. */
export function ClipPage() {
  useTitle('A clip of yours');
  const state = clip.value;
  const isAllowed = library.value?.state === 'ready' && library.value.uploads;
  return (
    <div class="ask">
      <h1>What sounds like a clip of yours?</h1>
      {isAllowed ? (
        <p class="lead">
          Drop a song here, choose a file, or record what is playing. It is analysed on the computer that runs
          soundalike, and kept nowhere.
        </p>
      ) : (
        <Trouble code="UPLOADS_REFUSED" />
      )}
      {isAllowed && <ClipForm />}
      {state.state === 'sending' && <Sending name={state.name} share={state.share} />}
      {state.state === 'failed' && state.code !== 'ABORTED' && <Trouble code={state.code} />}
      {state.state === 'heard' && <ClipAnswer name={state.name} heard={state.heard} number={state.number} />}
    </div>
  );
}

function Sending({ name, share }: { readonly name: string; readonly share: number }) {
  const isSent = share >= 1;
  return (
    <div class="sending">
      <p role="status">{isSent ? `Listening to ${name} …` : `Sending ${name} …`}</p>
      <progress aria-label={isSent ? 'Listening' : 'Sending'} {...(isSent ? {} : { value: share })} max={1} />
      <button type="button" class="link" onClick={forgetClip}>
        Cancel
      </button>
    </div>
  );
}
