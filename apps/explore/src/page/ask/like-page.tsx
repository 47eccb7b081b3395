import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { MatchList } from '../rows/match-list.tsx';
import { Loading, Trouble } from '../parts/trouble.tsx';
import { likeAddress, likeQuestionOf } from '../shared/addresses.ts';
import type { LikeQuestion } from '../shared/addresses.ts';
import { api, json } from '../shared/api.ts';
import { useLatest, useLoaded } from '../shared/use-loaded.ts';
import { useTitle } from '../shared/use-title.ts';
import { basket, MOST_PICKED, setBasket, withoutSong, withSong } from '../state/basket.ts';
import type { Basket } from '../state/basket.ts';
import { hiddenTracks } from '../state/hidden.ts';
import { shownPoints, shownWay } from '../state/journey.ts';
import { AnswerActions } from './answer-actions.tsx';
import { BlendChoice } from './blend-choice.tsx';
import { loadSongs } from './load-songs.ts';
import { MapLink } from './map-link.tsx';
import { PickedSongs } from './picked-songs.tsx';
import { basketAddress, useBasket } from '../basket/use-basket.ts';

const COUNT = 20;

/** The page of songs that sound like several, and unlike others. Its address is the question. */
export function LikePage() {
  const { url } = useLocation();
  const question = likeQuestionOf(url, MOST_PICKED);
  const address = likeAddress(question);
  const [inBasket, change] = useBasket();
  const loaded = useLoaded(`${address} ${hiddenTracks.value.length}`, () => answer(question));
  const latest = useLatest(loaded);
  useEffect(() => {
    if (loaded.state !== 'ready') return;
    const { picked, matches } = loaded.value;
    if (basketAddress(basket.peek()) !== basketAddress(picked)) setBasket(picked);
    shownWay.value = null;
    shownPoints.value = { ...picked, matches: matches.map(({ track }) => track) };
  }, [loaded]);
  useTitle('Blend');

  // The basket has the songs of the address, but for the moment in which an address from elsewhere is loaded.
  const picked = basketAddress(inBasket) === address || loaded.state === 'ready' ? inBasket : null;
  const result = latest.state === 'ready' ? latest.value : null;
  return (
    <div class="ask">
      <h1>A blend of songs</h1>
      <p class="lead">
        Find songs that are like several at once, and unlike others. The menu (⋯) of every song adds it, too.
      </p>
      {picked && (
        <>
          <PickedSongs
            id="like"
            title="Like"
            label="Add a song to be like"
            songs={picked.like}
            onAdd={(track) => change(withSong(picked, 'like', track))}
            onRemove={(id) => change(withoutSong(picked, id))}
          />
          <PickedSongs
            id="unlike"
            title="Not like"
            label="Add a song to avoid"
            songs={picked.unlike}
            onAdd={(track) => change(withSong(picked, 'unlike', track))}
            onRemove={(id) => change(withoutSong(picked, id))}
          />
          {picked.like.length > 1 && (
            <BlendChoice blend={picked.blend} onChange={(blend) => change({ ...picked, blend })} />
          )}
        </>
      )}
      {latest.state === 'loading' && <Loading />}
      {latest.state === 'failed' && <Trouble code={latest.code} onRetry={latest.retry} />}
      {result && result.missing > 0 && (
        <p class="quiet" role="status">
          {result.missing === 1 ? 'One song' : `${result.missing} songs`} of this address{' '}
          {result.missing === 1 ? 'is' : 'are'} not in the library any more.
        </p>
      )}
      {result && result.picked.like.length > 0 && (
        <section aria-labelledby="answer">
          <div class="section-head">
            <h2 id="answer">Sounds like that</h2>
            <MapLink />
          </div>
          <AnswerActions name={playlistName(result.picked)} tracks={result.matches.map(({ track }) => track)} />
          <MatchList
            matches={result.matches}
            {...(result.picked.like.length > 1 && {
              titles: new Map(result.picked.like.map(({ id, title }) => [id, title])),
            })}
          />
        </section>
      )}
    </div>
  );
}

async function answer(question: LikeQuestion) {
  const { like: before, unlike: away } = basket.peek();
  const ids = [...question.like, ...question.unlike];
  const songs = await loadSongs(ids, [...before, ...away]);
  const songsOf = (wanted: readonly string[]) => songs.filter(({ id }) => wanted.includes(id));
  const picked: Basket = { like: songsOf(question.like), unlike: songsOf(question.unlike), blend: question.blend };
  const missing = ids.length - songs.length;
  if (picked.like.length === 0) return { picked, missing, matches: [] };
  const { matches } = await json(
    api.similar.$post({
      json: {
        like: picked.like.map(({ id }) => ({ id })),
        unlike: picked.unlike.map(({ id }) => ({ id })),
        blend: picked.blend,
        count: COUNT,
        limits: { exclude: hiddenTracks.peek().map(({ id }) => id) },
      },
    }),
  );
  return { picked, missing, matches };
}

function playlistName({ like }: Basket): string {
  const [first, ...others] = like.map(({ title }) => title);
  return `Like ${[first, ...others.slice(0, 2)].join(', ')}${others.length > 2 ? ' and others' : ''}`.slice(0, 200);
}
