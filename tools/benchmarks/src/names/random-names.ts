import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';

const SYLLABLES =
  'ba be bi bo bu ca ce co da de di do el en er es fa fe fi ga go ha he hi in is ja ka ko la le li lo lu ma me mi mo mu na ne ni no ol on or pa pe po ra re ri ro sa se si so ta te ti to tu ul un va ve vi vo wa we ya yo za'.split(
    ' ',
  );
const HAN = '愛雨雲影花海風月光空群青日和東京事変夜駆春夏秋冬心夢代表我的天地人世界音楽歌声道未来君恋星川森林駅'.split(
  '',
);
const WORDS = 30_000;

/** Names of a track. */
export interface Names {
  readonly title: string;
  readonly artist: string;
  readonly album: string;
}

/**
 * Return names of as many tracks, always the same: mostly of one to five words, some common and most rare (Zipf), a
 * tenth in Chinese characters, some with an apostrophe or a slash. Ten tracks are an album, and three albums an artist's.
 */
export function randomNames(count: number): Names[] {
  const generator = xoroshiro128plus(1);
  const below = (n: number): number => uniformInt(generator, 0, n - 1);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
  const vocabulary = Array.from({ length: WORDS }, () =>
    Array.from({ length: 1 + below(4) }, () => pick(SYLLABLES)).join(''),
  );
  const word = (): string => vocabulary[Math.floor(WORDS ** (below(1_000_000) / 1_000_000)) - 1]!;
  const name = (most: number): string => {
    if (below(10) === 0) return Array.from({ length: 2 + below(8) }, () => pick(HAN)).join('');
    const words = Array.from({ length: 1 + below(most) }, word);
    if (below(20) === 0) words[0] = `${words[0]}’s`;
    if (below(40) === 0) words[0] = `${words[0]}/${word()}`;
    return words.join(' ');
  };
  let [artist, album] = ['', ''];
  return Array.from({ length: count }, (_, n) => {
    if (n % 30 === 0) artist = name(3);
    if (n % 10 === 0) album = name(4);
    return { title: name(5), artist, album };
  });
}
