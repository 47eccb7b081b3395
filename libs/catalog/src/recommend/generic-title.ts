/** Words of titles that say what kind of piece it is, and not which: tempos, forms, sections, numbers and keys. */
const GENERIC_WORDS = new Set(
  [
    'untitled track titel piste pista traccia unknown unbekannt audio recording',
    'intro introduction outro interlude intermezzo intermission skit prologue epilogue prolog epilog reprise segue',
    'theme main title opening ending end credits menu battle boss victory fanfare bonus hidden applause dialogue',
    'allegro allegretto andante andantino adagio adagietto largo larghetto lento grave presto prestissimo vivace vivo',
    'moderato maestoso con brio moto fuoco spirito ma non troppo tanto molto assai poco piu meno quasi e ed un mosso',
    'sostenuto cantabile espressivo tranquillo agitato animato giusto tempo di alla marcia affettuoso dolce scherzando',
    'langsam lebhaft massig schnell sehr nicht zu und bewegt lent vif modere tres',
    'prelude preludio praeludium praludium overture ouverture sinfonia toccata fuga fugue fuge and und et canon',
    'menuet menuett menuetto minuet minuetto scherzo trio rondo rondeau finale variation variations variatio tema',
    'gigue giga courante corrente sarabande sarabanda allemande allemanda bourree gavotte passepied polonaise double',
    'air aria arioso ariette recitativo recitative recitatif rezitativ chorus coro choral chorale cadenza duetto duet',
    'etude study nocturne waltz valse walzer mazurka impromptu invention bagatelle fantasia fantasie ballet entracte',
    'kyrie gloria credo sanctus benedictus agnus dei amen alleluia introitus introit offertorium communio',
    'part parts pt pts movement mvt satz teil partie parte act scene no nr n op opus vol volume chapter',
    'in major minor dur moll flat sharp is es as a b c d f g h',
    'improvisation improvisacion jam instrumental demo live',
  ].flatMap((line) => line.split(' ')),
);

const NUMBER = /^(?:\d+(?:st|nd|rd|th)?|[ivxlc]+)$/u;

/**
 * Return whether a folded title names no piece, as "allegro", "untitled (3)", "track 07" and "prelude no. 2 in c minor"
 * do: two pieces with such a title can be different ones.
 */
export function isGenericTitle(title: string): boolean {
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.every((word) => GENERIC_WORDS.has(word) || NUMBER.test(word)) || /^無題/u.test(title);
}
