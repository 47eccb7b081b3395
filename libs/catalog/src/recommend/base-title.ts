import { foldText } from '../text/fold-text.ts';

/** The song that a title names. */
export interface BaseTitle {
  /** Folded as `foldText` does, without what tells versions apart. */
  readonly title: string;
  /** True if something was set aside, such as "(Live)". */
  readonly isVersion: boolean;
  /**
   * What was set aside that names another performance or mix, folded, such as "live at wembley". Empty for guests,
   * remasters and editions, which are of the same recording.
   */
  readonly version: string;
}

/** Return a pattern that finds any of the alternatives as complete words. They are folded, as titles are. */
function words(...alternatives: readonly string[]): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${alternatives.map(foldText).join('|')})(?![\p{L}\p{N}])`, 'u');
}

/** Words for versions and editions of a recording, in a bracket or after a dash. */
const VERSION_WORDS = words(
  // English, and what other languages have borrowed
  'live',
  'unplugged',
  'acoustic',
  'a ?cappella',
  're-?master(?:s|ed|ing)?',
  're-?mix(?:es|ed)?',
  'mix',
  'mixed',
  'edit',
  'version',
  'ver',
  'demos?',
  'out-?take',
  '(?:alternat(?:e|ive)|early|first|rough|studio) take',
  String.raw`take \d+`,
  'mono',
  'stereo',
  'instrumental',
  'karaoke',
  'off vocal',
  'bootleg',
  'rehearsal',
  'sessions?',
  'cover',
  'dub',
  'rework(?:ed)?',
  're-?imagined',
  're-?recorded',
  're-?recording',
  're-?issue',
  '(?:deluxe|anniversary|special) edition',
  'bonus track',
  'explicit',
  'sped up',
  'slowed(?: down)?',
  'nightcore',
  '8d audio',
  'in concert',
  'official (?:music )?(?:video|audio)',
  'lyrics? video',
  // German
  'akustisch',
  'akustik',
  'fassung',
  'mitschnitt',
  'remastert',
  // French
  'en (?:concert|public)',
  'acoustique',
  'remasterisee?',
  'instrumentale?',
  // Spanish and Portuguese
  'en (?:vivo|directo)',
  'ao vivo',
  'acustic[oa]',
  'remasterizad[oa]',
  'versao',
  'maqueta',
  // Italian
  'dal vivo',
  'rimasterizzat[oa]',
  'versione',
  'strumentale',
  'provino',
  // Dutch, Scandinavian, Polish, Turkish
  'akoestisch',
  'akustisk',
  'na zywo',
  'wersja',
  'akustyczn[aiye]e?',
  'canlı',
  // Russian and Ukrainian
  'живой',
  'живая',
  'живое',
  'концерт(?:ная)?',
  'акустика',
  'акустическая',
  'версия',
  'версія',
  'ремикс',
  'ремастер',
  'демо',
);

/** The same in languages that are written without spaces or with endings: also as a part of a word. */
const VERSION_PARTS = new RegExp(
  [
    'ライブ',
    'ライヴ',
    'リマスター',
    'リミックス',
    'アコースティック',
    'バージョン',
    'ヴァージョン',
    'デモ',
    'インストゥルメンタル',
    'カラオケ',
    'オフボーカル',
    '现场',
    '現場',
    '混音',
    '伴奏',
    '版$',
    '라이브',
    '리마스터',
    '리믹스',
    '어쿠스틱',
    '버전',
    '데모',
  ]
    .map(foldText)
    .join('|'),
  'u',
);

/** Notes that are only one such word: elsewhere it can be part of a name. */
const WHOLE_NOTES = words('single', 'album', 'clean', 'radio', 'extended', 'original', 'bonus');

/** Guests, and where a song comes from. */
const GUEST = /^(?:feat|ft|featuring|prod|produced by)(?![\p{L}\p{N}])/u;
const GUEST_END = /\s+(?:feat\.?|ft\.?|featuring)\s.*$/u;

const BRACKETED_END = /\s*(?:\(([^()]*)\)|\[([^[\]]*)\]|\{([^{}]*)\}|【([^【】]*)】|~([^~]+)~)$/u;
const DASHED_END = /\s+[-–—]\s+([^-–—]*(?:\p{L}-\p{L}[^-–—]*)*)$/u;
const WORD_END = /\s+(?:live|re-?master(?:ed)?|demo|remix|instrumental|karaoke|unplugged)$/u;

/** Words about an edition of the same recording. */
const EDITION_WORDS = new RegExp(
  words(
    String.raw`\d+`,
    're-?master(?:s|ed|ing)?',
    'remastert',
    'remasterisee?',
    'remasterizad[oa]',
    'rimasterizzat[oa]',
    're-?issue',
    'version',
    'versao',
    'versione',
    'edition',
    'deluxe',
    'anniversary',
    'special',
    'digital(?:ly)?',
    'album',
    'original',
    'single',
    'bonus',
    'track',
    'explicit',
    'clean',
    'mono',
    'stereo',
    'official',
    'music',
    'lyrics?',
    'video',
    'audio',
  ).source,
  'gu',
);
const EDITION_PARTS = new RegExp(['リマスター', '리마스터'].map(foldText).join('|'), 'gu');

/** "Part 2" in a note about a version: another part of the piece is not the same. */
const PART = words(String.raw`(?:parts?|pts?|teil|partie|parte|movement|mvt|satz|act)\.? ?(?:\d+|[ivxlc]+)`);

/**
 * Return the song that a title names: without notes about the version ("(Live)", "- 2017 Remaster", "[Radio Edit]") and
 * guests. A note needs a word that says so: numbers, movements and parts in brackets belong to the title. A title that
 * is only such words stays.
 */
export function baseTitle(title: string): BaseTitle {
  const full = foldText(title);
  let base = full;
  let parts = '';
  let version = '';
  for (;;) {
    const found = versionNoteOf(base);
    const shorter = (found === null ? base : base.slice(0, -found.length)).replace(GUEST_END, '').trim();
    if (shorter === '' || shorter === base) break;
    version = `${found === null ? '' : performanceIn(found)} ${version}`.trim();
    parts = `${found && PART.exec(found) ? ` ${PART.exec(found)![0]}` : ''}${parts}`;
    base = shorter;
  }
  return { title: `${base}${parts}`, isVersion: base !== full, version };
}

/** Return the words of a note that name another performance or mix; none for guests and editions. */
function performanceIn(note: string): string {
  const words = note.replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, '');
  if (GUEST.test(words)) return '';
  const rest = words.replace(EDITION_WORDS, '').replace(EDITION_PARTS, '');
  return (rest.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ');
}

/** Return the end of a title that is a note about the version, with its brackets or dash; null if there is none. */
function versionNoteOf(title: string): string | null {
  for (const pattern of [BRACKETED_END, DASHED_END]) {
    const match = pattern.exec(title);
    const note = match?.slice(1).find((group) => group !== undefined);
    if (match && note !== undefined && isVersionNote(note.trim())) return match[0];
  }
  return WORD_END.exec(title)?.[0] ?? null;
}

function isVersionNote(note: string): boolean {
  const whole = WHOLE_NOTES.exec(note);
  return VERSION_WORDS.test(note) || VERSION_PARTS.test(note) || GUEST.test(note) || whole?.[0] === note;
}
