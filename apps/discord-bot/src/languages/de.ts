import type { Messages } from './messages.ts';

/** German, with the informal "du" that is usual in Discord. */
export const de: Messages = {
  'command.recommend': 'Ein Song aus der Bibliothek und die Songs, die am ähnlichsten klingen',
  'command.blend': 'Songs, die wie mehrere Songs zugleich klingen und anders als ein weiterer',
  'command.journey': 'Eine Playlist von einem Song zu einem anderen, in kleinen Schritten',
  'command.station': 'Eine Playlist rund um einen Song',
  'command.reset': 'Ausgeblendete Songs zurückholen und alles löschen, was über dich gespeichert ist',
  'command.help': 'Wie dieser Bot funktioniert',
  'option.song.name': 'song',
  'option.song': 'Mit diesem Song anfangen; sonst ein zufälliger',
  'option.artist.name': 'interpret',
  'option.artist': 'Von allen Songs dieses Interpreten ausgehen und Songs von anderen finden',
  'option.file.name': 'datei',
  'option.file': 'Mit dieser Audiodatei anfangen; sie wird sofort gelöscht',
  'option.count.name': 'anzahl',
  'option.count': 'Wie viele ähnliche Songs, 1 bis 10; sonst 3',
  'option.otherArtists.name': 'andere_interpreten',
  'option.otherArtists': 'Nur Songs von anderen Interpreten',
  'option.private.name': 'privat',
  'option.private': 'Die Antwort nur mir zeigen',
  'option.blendSong': 'Ein Song, der ähnlich klingen soll',
  'option.song2.name': 'zweiter_song',
  'option.song2': 'Ein zweiter Song, der ähnlich klingen soll',
  'option.song3.name': 'dritter_song',
  'option.song3': 'Ein dritter Song, der ähnlich klingen soll',
  'option.unlike.name': 'anders_als',
  'option.unlike': 'Ein Song, der möglichst anders klingt',
  'option.from.name': 'von',
  'option.from': 'Der Song, mit dem die Playlist anfängt',
  'option.to.name': 'bis',
  'option.to': 'Der Song, mit dem die Playlist aufhört',
  'option.length.name': 'länge',
  'option.length': 'Wie viele Songs mit beiden Enden, 3 bis 25; sonst 12',
  'option.stationSong': 'Der Song, um den sich die Playlist dreht',
  'option.stationLength': 'Wie viele Songs, 3 bis 25; sonst 20',

  'card.similar': 'Diese Songs klingen am ähnlichsten:',
  'card.similarToArtist': 'Diese Songs von anderen klingen am ähnlichsten:',
  'card.similarToAll': 'Diese Songs klingen ihnen allen am ähnlichsten:',
  'card.unlike': 'möglichst anders als {title}',
  'card.station': 'Rund um {title}',
  'card.totalOne': '1 Song, {duration}.',
  'card.total': '{count} Songs, {duration}.',
  'card.steps': 'Hinter jedem Song steht, wie ähnlich er dem davor ist.',
  'card.isFile': 'Deine Datei ist eine Aufnahme dieses Songs.',
  'card.onlyWeak': 'So richtig ähnlich ist hier nichts. Am nächsten kommen:',
  'card.untitled': '(ohne Titel)',
  'card.cover': 'Cover',
  'card.shared': 'beide: {tags}',
  'card.likeSong': 'am ehesten wie {title}',
  'card.nothingElse': 'Sonst passt nichts aus dieser Bibliothek.',
  'card.fewer': 'Mehr passt aus dieser Bibliothek nicht: {found} von {wanted}.',

  'closeness.very-close': 'sehr ähnlich',
  'closeness.close': 'ähnlich',
  'closeness.loose': 'entfernt ähnlich',
  'closeness.weak': 'nicht wirklich ähnlich',
  'closeness.weakest': 'kommt am nächsten, ist aber nicht wirklich ähnlich',

  'button.another': 'Noch einer',
  'button.random': 'Zufälliger Song',
  'button.listen': 'Anhören',
  'button.details': 'Details',
  'button.save': 'Als Playlist speichern',
  'button.more': 'Mehr wie #{rank}',
  'button.undo': 'Rückgängig',
  'select.more': 'Mehr wie …',
  'select.notForMe': 'Nichts für mich …',

  'details.match': 'ähnlicher als {percent} % aller Songpaare hier, Kosinus {cosine}',
  'details.cosine': 'Kosinus {cosine}',
  'details.model': 'Verglichen mit {model}. Ein Kosinus von 1 heißt: gleicher Klang, 0: nichts gemeinsam.',

  'answer.leftOut': '**{title}** empfehle ich dir nicht mehr.',
  'answer.stored':
    'Um Songs für dich auszublenden, speichere ich deine Discord-Benutzer-ID und die IDs dieser Songs, sonst nichts. ' +
    '`/recommend-reset` löscht das wieder.',
  'answer.undone': '**{title}** ist wieder dabei.',
  'answer.nothingStored': 'Über dich war nichts gespeichert.',
  'answer.resetOne': 'Erledigt: Ein Song ist wieder dabei, und über dich ist nichts mehr gespeichert.',
  'answer.resetMany': 'Erledigt: {count} Songs sind wieder dabei, und über dich ist nichts mehr gespeichert.',
  'answer.tooOld': 'Diese Knöpfe sind zu alt und gehen nicht mehr. Mit `/recommend` bekommst du neue.',
  'answer.wait': 'Einen Moment: In {seconds} s kannst du wieder fragen.',
  'answer.restarting': 'Ich starte gerade neu. Versuch es bitte in einer Minute noch einmal.',
  'answer.oldCommand':
    '`/{name}` stammt aus einer älteren Version von mir. Nimm stattdessen `/recommend`; `/help` zeigt dir alles.',
  'answer.oneStart': 'Such dir eins zum Anfangen aus: einen Song, einen Interpreten oder eine Datei.',
  'answer.sameSong': 'Such dir zwei verschiedene Songs für den Weg aus.',
  'answer.likeAndUnlike':
    'Ein Song kann nicht zugleich Vorbild sein und gemieden werden. Such dir für eins von beiden einen anderen aus.',

  'playlist.like': 'Wie {title}',
  'playlist.likeFile': 'Wie meine Datei',
  'playlist.count': 'Songs in dieser Playlist: {count}.',
  'playlist.byName': 'Sie nennt Interpret, Titel und Länge. Öffne sie mit einem Player, der Songs nach Namen findet.',
  'playlist.fewer':
    'Nicht enthalten, weil nicht mehr in der Bibliothek oder weil der Dateiname unbrauchbar ist: {count}.',

  'listen.cutting': 'Ich schneide die Hörproben …',
  'listen.off': 'Hörproben sind hier inzwischen abgeschaltet.',
  'listen.waiting': 'Ich schneide noch die Hörproben von eben für dich.',
  'listen.busy': 'Gerade warten zu viele auf Hörproben. Versuch es bitte in einer Minute noch einmal.',
  'listen.song': 'der Song',
  'listen.gone': 'nicht mehr in der Bibliothek',
  'listen.tooMany': '{song} (Discord nimmt nur zehn Dateien pro Nachricht)',
  'listen.unplayable': '{song} (die Datei lässt sich gerade nicht abspielen)',

  'clip.notAudio': 'Das ist keine Audiodatei. Häng Musik an, zum Beispiel eine MP3.',
  'clip.tooMuch': 'Die Datei ist zu lang oder zu groß: Ich nehme bis zu {minutes} Minuten und {megabytes} MB.',
  'clip.unreadable': 'Ich kann diese Datei nicht als Musik lesen. Versuch es bitte mit einer anderen.',
  'clip.tooShort': 'In der Datei ist zu wenig zu hören. Versuch es bitte mit einem längeren Stück.',
  'clip.notFetched': 'Ich konnte die Datei nicht rechtzeitig von Discord holen. Versuch es bitte noch einmal.',
  'clip.tooSlow': 'Ich bin mit der Datei nicht rechtzeitig fertig geworden. Versuch es bitte mit einem kürzeren Stück.',
  'clip.noModel': 'Ich kann hier keine Dateien anhören: Das Modell dafür ist nicht eingerichtet.',
  'clip.waiting': 'Ich höre noch die Datei an, die du vorhin geschickt hast.',
  'clip.busy': 'Gerade warten zu viele mit Dateien. Versuch es bitte in einer Minute noch einmal.',

  'error.empty': 'Hier gibt es noch keine Musik. Bitte die Person, die mich betreibt, welche hinzuzufügen.',
  'error.song':
    'Den Song kenne ich nicht. Tipp ein paar Buchstaben von Titel, Interpret oder Album und wähl einen Vorschlag aus.',
  'error.artist': 'Den Interpreten kenne ich nicht. Tipp ein paar Buchstaben des Namens und wähl einen Vorschlag aus.',
  'error.gone': 'Dieser Song ist nicht mehr in der Bibliothek. Such dir bitte einen anderen aus.',
  'error.unavailable': 'Ich komme gerade nicht an die Musikbibliothek. Versuch es bitte in einer Minute noch einmal.',
  'error.unexpected':
    'Hier ist etwas schiefgegangen. Versuch es bitte in einer Minute noch einmal. Wenn es wieder passiert, nenn der ' +
    'Person, die mich betreibt, die Nummer `{reference}`.',

  'help.text': `### Songs, die ähnlich klingen
Ich vergleiche Songs nach ihrem Klang, nicht nach Schlagwörtern oder Charts.
- \`/recommend\` gibt dir einen zufälligen Song und die Songs, die am ähnlichsten klingen.
- \`/recommend {song}:\` fängt mit einem Song an. Tipp ein paar Buchstaben und wähl einen Vorschlag aus.
- \`/recommend {artist}:\` geht von allen Songs eines Interpreten aus und findet Songs von anderen.
- \`/recommend {file}:\` fängt mit einer Audiodatei an.
- \`/blend {song}:\` findet Songs, die wie bis zu drei Songs zugleich klingen, und anders als ein weiterer.
- \`/journey\` macht eine Playlist von einem Song zu einem anderen, \`/station\` eine rund um einen Song.
- \`{count}:\` legt fest, wie viele; \`{otherArtists}:\` lässt denselben Interpreten weg; \`{private}:\` zeigt die Antwort nur dir.

**Noch einer** nimmt einen neuen zufälligen Song. **Mehr wie …** macht mit einem Treffer weiter. **Details** zeigt die Zahlen.
**Nichts für mich …** hält einen Song von dir fern; **Rückgängig** oder \`/recommend-reset\` holt ihn zurück.
**Als Playlist speichern** schickt dir die Songs einer Karte als Datei.`,
  'help.listen': '**Anhören** spielt 30 Sekunden von jedem Song.',
};
