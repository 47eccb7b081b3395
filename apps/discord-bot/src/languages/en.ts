/** Every text that members see, in English, with its placeholders in braces. The other languages have the same keys. */
export const en = {
  'command.recommend': 'A song from the library, and the songs that sound most like it',
  'command.blend': 'Songs that are like several songs at once, and unlike another',
  'command.journey': 'A playlist from one song to another, in small steps',
  'command.station': 'A playlist around a song',
  'command.reset': 'Bring back the songs that are not for you, and delete everything stored about you',
  'command.help': 'How this bot works',
  'option.song.name': 'song',
  'option.song': 'Start from this song; default: a random one',
  'option.artist.name': 'artist',
  'option.artist': 'Start from all songs of this artist, and get songs by others',
  'option.file.name': 'file',
  'option.file': 'Start from this audio file, which is deleted at once',
  'option.count.name': 'count',
  'option.count': 'How many similar songs, 1 to 10; default: 3',
  'option.otherArtists.name': 'other_artists',
  'option.otherArtists': 'Only songs by other artists',
  'option.private.name': 'private',
  'option.private': 'Show the answer only to me',
  'option.blendSong': 'A song to be like',
  'option.song2.name': 'song2',
  'option.song2': 'A second song to be like',
  'option.song3.name': 'song3',
  'option.song3': 'A third song to be like',
  'option.unlike.name': 'unlike',
  'option.unlike': 'A song to keep away from',
  'option.from.name': 'from',
  'option.from': 'The song that the playlist begins with',
  'option.to.name': 'to',
  'option.to': 'The song that the playlist ends with',
  'option.length.name': 'length',
  'option.length': 'How many songs with both ends, 3 to 25; default: 12',
  'option.stationSong': 'The song that the playlist is around',
  'option.stationLength': 'How many songs, 3 to 25; default: 20',

  'card.similar': 'These songs sound most like it:',
  'card.similarToArtist': 'These songs by others sound most like theirs:',
  'card.similarToAll': 'These songs sound most like all of them:',
  'card.unlike': 'away from {title}',
  'card.station': 'Around {title}',
  'card.totalOne': '1 song, {duration}.',
  'card.total': '{count} songs, {duration}.',
  'card.steps': 'After each song: how close it is to the one before.',
  'card.isFile': 'Your file is a recording of this song.',
  'card.onlyWeak': 'Nothing here is really like it. These songs come closest:',
  'card.untitled': '(untitled)',
  'card.cover': 'Cover art',
  'card.shared': 'both: {tags}',
  'card.likeSong': 'most like {title}',
  'card.nothingElse': 'Nothing else in this library fits.',
  'card.fewer': 'Nothing more in this library fits: {found} of {wanted}.',

  'closeness.very-close': 'very close',
  'closeness.close': 'close',
  'closeness.loose': 'loosely similar',
  'closeness.weak': 'not really alike',
  'closeness.weakest': 'the closest there is, but not really alike',

  'button.another': 'Another',
  'button.random': 'Random song',
  'button.listen': 'Listen',
  'button.details': 'Details',
  'button.save': 'Save as playlist',
  'button.more': 'More like #{rank}',
  'button.undo': 'Undo',
  'select.more': 'More like …',
  'select.notForMe': 'Not for me …',

  'details.match': 'closer than {percent} % of all pairs of songs here, cosine {cosine}',
  'details.cosine': 'cosine {cosine}',
  'details.model': 'Compared by {model}. A cosine of 1 means the same sound, 0 means nothing in common.',

  'answer.leftOut': '**{title}** is out of what I recommend to you.',
  'answer.stored':
    'To leave out songs for you, I store your Discord user id and the ids of these songs, nothing else. ' +
    '`/recommend-reset` deletes it.',
  'answer.undone': '**{title}** is back.',
  'answer.nothingStored': 'Nothing was stored about you.',
  'answer.resetOne': 'Done: one song is back, and nothing is stored about you any more.',
  'answer.resetMany': 'Done: {count} songs are back, and nothing is stored about you any more.',
  'answer.tooOld': 'These buttons are too old to work. `/recommend` gives you new ones.',
  'answer.wait': 'One moment: you can ask again in {seconds} s.',
  'answer.restarting': 'I am just restarting. Please try again in a minute.',
  'answer.oldCommand': '`/{name}` is from an older version of me. Use `/recommend` instead; `/help` shows everything.',
  'answer.oneStart': 'Choose one thing to start from: a song, an artist or a file.',
  'answer.sameSong': 'A journey needs two different songs.',
  'answer.likeAndUnlike':
    'A blend cannot be like a song and keep away from it. Choose another song for one of the two.',

  'playlist.like': 'Like {title}',
  'playlist.likeFile': 'Like my file',
  'playlist.count': 'Songs in this playlist: {count}.',
  'playlist.byName': 'It names them by artist, title and length. Open it with a player that finds songs by name.',
  'playlist.fewer': 'Not in it, because they are no longer in the library or their file has no usable name: {count}.',

  'listen.cutting': 'Cutting previews …',
  'listen.off': 'Previews have been switched off here.',
  'listen.waiting': 'I am still cutting the previews that you asked for before.',
  'listen.busy': 'Too many members are waiting for previews. Please try again in a minute.',
  'listen.song': 'the song',
  'listen.gone': 'no longer in the library',
  'listen.tooMany': '{song} (Discord takes ten files in a message)',
  'listen.unplayable': '{song} (its file cannot be played now)',

  'clip.notAudio': 'That is not an audio file. Attach music, such as an MP3.',
  'clip.tooMuch': 'That file is too long or too large: I take up to {minutes} minutes and {megabytes} MB.',
  'clip.unreadable': 'I cannot read that file as music. Please try another one.',
  'clip.tooShort': 'That file has too little sound to compare. Please try a longer part.',
  'clip.notFetched': 'I could not fetch the file from Discord in time. Please try again.',
  'clip.tooSlow': 'I could not get through that file in time. Please try a shorter part.',
  'clip.noModel': 'I cannot listen to files here: my operator has not set up the model for it.',
  'clip.waiting': 'I am still listening to the file that you sent before.',
  'clip.busy': 'Too many members are waiting with files. Please try again in a minute.',

  'error.empty': 'There is no music here yet. Please ask my operator to add some.',
  'error.song': 'I do not know that song. Type a few letters of its title, artist or album and pick a suggestion.',
  'error.artist': 'I do not know that artist. Type a few letters of the name and pick a suggestion.',
  'error.gone': 'That song is no longer in the library. Please choose another one.',
  'error.unavailable': 'I cannot reach the music library right now. Please try again in a minute.',
  'error.unexpected':
    'Something went wrong here. Please try again in a minute. If it happens again, give my operator `{reference}`.',

  'help.text': `### Songs that sound alike
I compare songs by their sound, not by tags or charts.
- \`/recommend\` gives you a random song and the songs that sound most like it.
- \`/recommend {song}:\` starts from a song. Type a few letters and pick a suggestion.
- \`/recommend {artist}:\` starts from all songs of an artist, and finds songs by others.
- \`/recommend {file}:\` starts from an audio file.
- \`/blend {song}:\` finds songs like up to three songs at once, and away from another.
- \`/journey\` makes a playlist from one song to another, \`/station\` one around a song.
- \`{count}:\` sets how many, \`{otherArtists}:\` leaves out the same artist, \`{private}:\` shows the answer only to you.

**Another** takes a new random song. **More like …** goes on from a match. **Details** shows the figures.
**Not for me …** keeps a song away from you; **Undo** or \`/recommend-reset\` brings it back.
**Save as playlist** sends the songs of a card as a file.`,
  'help.listen': '**Listen** plays 30 seconds of each song.',
} as const;
