import type { Messages } from './messages.ts';

/** Spanish, with the informal "tú" that is usual in Discord. */
export const es: Messages = {
  'command.recommend': 'Una canción de la biblioteca y las que más se le parecen',
  'command.blend': 'Canciones parecidas a varias a la vez y distintas de otra',
  'command.journey': 'Una lista de una canción a otra, a pequeños pasos',
  'command.station': 'Una lista en torno a una canción',
  'command.reset': 'Recuperar las canciones descartadas y borrar todo lo guardado sobre ti',
  'command.help': 'Cómo funciona este bot',
  'option.song.name': 'canción',
  'option.song': 'Empezar por esta canción; si no, una al azar',
  'option.artist.name': 'artista',
  'option.artist': 'Partir de todas las canciones de este artista y encontrar las de otros',
  'option.file.name': 'archivo',
  'option.file': 'Empezar por este archivo de audio, que se borra enseguida',
  'option.count.name': 'cantidad',
  'option.count': 'Cuántas canciones parecidas, de 1 a 10; si no, 3',
  'option.otherArtists.name': 'otros_artistas',
  'option.otherArtists': 'Solo canciones de otros artistas',
  'option.private.name': 'privado',
  'option.private': 'Mostrarme la respuesta solo a mí',
  'option.blendSong': 'Una canción a la que parecerse',
  'option.song2.name': 'segunda_canción',
  'option.song2': 'Una segunda canción a la que parecerse',
  'option.song3.name': 'tercera_canción',
  'option.song3': 'Una tercera canción a la que parecerse',
  'option.unlike.name': 'distinta_de',
  'option.unlike': 'Una canción de la que alejarse',
  'option.from.name': 'desde',
  'option.from': 'La canción con la que empieza la lista',
  'option.to.name': 'hasta',
  'option.to': 'La canción con la que termina la lista',
  'option.length.name': 'longitud',
  'option.length': 'Cuántas canciones con ambos extremos, de 3 a 25; si no, 12',
  'option.stationSong': 'La canción en torno a la que gira la lista',
  'option.stationLength': 'Cuántas canciones, de 3 a 25; si no, 20',

  'card.similar': 'Las canciones que más se le parecen:',
  'card.similarToArtist': 'Las canciones de otros que más se parecen a las suyas:',
  'card.similarToAll': 'Las canciones que más se parecen a todas ellas:',
  'card.unlike': 'lejos de {title}',
  'card.station': 'En torno a {title}',
  'card.totalOne': '1 canción, {duration}.',
  'card.total': '{count} canciones, {duration}.',
  'card.steps': 'Tras cada canción: cuánto se parece a la anterior.',
  'card.isFile': 'Tu archivo es una grabación de esta canción.',
  'card.onlyWeak': 'Aquí no hay nada que se le parezca de verdad. Lo más cercano:',
  'card.untitled': '(sin título)',
  'card.cover': 'Portada',
  'card.shared': 'en común: {tags}',
  'card.likeSong': 'sobre todo como {title}',
  'card.nothingElse': 'No hay nada más que encaje en esta biblioteca.',
  'card.fewer': 'No hay nada más que encaje en esta biblioteca: {found} de {wanted}.',

  'closeness.very-close': 'muy parecida',
  'closeness.close': 'parecida',
  'closeness.loose': 'vagamente parecida',
  'closeness.weak': 'no se parece mucho',
  'closeness.weakest': 'lo más cercano que hay, pero no se parece mucho',

  'button.another': 'Otra',
  'button.random': 'Una al azar',
  'button.listen': 'Escuchar',
  'button.details': 'Detalles',
  'button.save': 'Guardar como playlist',
  'button.more': 'Más como la n.º {rank}',
  'button.undo': 'Deshacer',
  'select.more': 'Más como…',
  'select.notForMe': 'No es para mí…',

  'details.match': 'más cercana que el {percent} % de los pares de canciones de aquí, coseno {cosine}',
  'details.cosine': 'coseno {cosine}',
  'details.model': 'Comparado por {model}. Un coseno de 1 significa el mismo sonido; 0, nada en común.',

  'answer.leftOut': 'Ya no te recomendaré **{title}**.',
  'answer.stored':
    'Para descartar canciones guardo tu ID de usuario de Discord y los ID de esas canciones, nada más. ' +
    '`/recommend-reset` lo borra.',
  'answer.undone': '**{title}** está de vuelta.',
  'answer.nothingStored': 'No había nada guardado sobre ti.',
  'answer.resetOne': 'Listo: una canción está de vuelta y ya no hay nada guardado sobre ti.',
  'answer.resetMany': 'Listo: {count} canciones están de vuelta y ya no hay nada guardado sobre ti.',
  'answer.tooOld': 'Estos botones son demasiado antiguos y ya no funcionan. Con `/recommend` tendrás otros nuevos.',
  'answer.wait': 'Un momento: podrás volver a pedir en {seconds} s.',
  'answer.restarting': 'Me estoy reiniciando. Vuelve a intentarlo en un minuto.',
  'answer.oldCommand': '`/{name}` es de una versión anterior. Usa `/recommend`; con `/help` lo verás todo.',
  'answer.oneStart': 'Elige un solo punto de partida: una canción, un artista o un archivo.',
  'answer.sameSong': 'Elige dos canciones distintas para el recorrido.',
  'answer.likeAndUnlike':
    'No puedo buscar algo parecido a una canción y a la vez alejarme de ella. Elige otra canción para una de las dos.',

  'playlist.like': 'Como {title}',
  'playlist.likeFile': 'Como mi archivo',
  'playlist.count': 'Canciones en esta lista: {count}.',
  'playlist.byName':
    'Indica artista, título y duración. Ábrela con un reproductor que encuentre canciones por su nombre.',
  'playlist.fewer': 'No incluidas, porque ya no están en la biblioteca o el nombre de su archivo no sirve: {count}.',

  'listen.cutting': 'Preparando los fragmentos…',
  'listen.off': 'Los fragmentos se han desactivado aquí.',
  'listen.waiting': 'Todavía estoy preparando los fragmentos que pediste antes.',
  'listen.busy': 'Hay demasiada gente esperando fragmentos. Vuelve a intentarlo en un minuto.',
  'listen.song': 'la canción',
  'listen.gone': 'ya no está en la biblioteca',
  'listen.tooMany': '{song} (Discord solo admite diez archivos por mensaje)',
  'listen.unplayable': '{song} (su archivo no se puede reproducir ahora)',

  'clip.notAudio': 'Eso no es un archivo de audio. Adjunta música, por ejemplo un MP3.',
  'clip.tooMuch': 'El archivo es demasiado largo o grande: acepto hasta {minutes} minutos y {megabytes} MB.',
  'clip.unreadable': 'No puedo leer ese archivo como música. Prueba con otro.',
  'clip.tooShort': 'En ese archivo hay muy poco sonido. Prueba con un trozo más largo.',
  'clip.notFetched': 'No he podido obtener el archivo de Discord a tiempo. Vuelve a intentarlo.',
  'clip.tooSlow': 'No he podido terminar con ese archivo a tiempo. Prueba con un trozo más corto.',
  'clip.noModel': 'Aquí no puedo escuchar archivos: falta instalar el modelo necesario.',
  'clip.waiting': 'Todavía estoy escuchando el archivo que enviaste antes.',
  'clip.busy': 'Hay demasiada gente esperando con archivos. Vuelve a intentarlo en un minuto.',

  'error.empty': 'Aquí todavía no hay música. Pídele a quien me administra que añada alguna.',
  'error.song': 'No conozco esa canción. Escribe unas letras del título, el artista o el álbum y elige una sugerencia.',
  'error.artist': 'No conozco a ese artista. Escribe unas letras del nombre y elige una sugerencia.',
  'error.gone': 'Esa canción ya no está en la biblioteca. Elige otra.',
  'error.unavailable': 'Ahora mismo no puedo acceder a la biblioteca de música. Vuelve a intentarlo en un minuto.',
  'error.unexpected':
    'Algo ha fallado por mi parte. Vuelve a intentarlo en un minuto. Si se repite, dale a quien me ' +
    'administra el número `{reference}`.',

  'help.text': `### Canciones que suenan parecido
Comparo las canciones por cómo suenan, no por etiquetas ni listas de éxitos.
- \`/recommend\` te da una canción al azar y las que más se le parecen.
- \`/recommend {song}:\` empieza por una canción. Escribe unas letras y elige una sugerencia.
- \`/recommend {artist}:\` parte de todas las canciones de un artista y encuentra las de otros.
- \`/recommend {file}:\` empieza por un archivo de audio.
- \`/blend {song}:\` encuentra canciones parecidas a hasta tres a la vez, y lejos de otra.
- \`/journey\` hace una lista de una canción a otra, \`/station\` una en torno a una canción.
- \`{count}:\` indica cuántas, \`{otherArtists}:\` deja fuera al mismo artista, \`{private}:\` te muestra la respuesta solo a ti.

**Otra** elige una nueva canción al azar. **Más como…** sigue desde un resultado. **Detalles** muestra las cifras.
**No es para mí…** te evita una canción; **Deshacer** o \`/recommend-reset\` la recupera.
**Guardar como playlist** te envía las canciones de una tarjeta en un archivo.`,
  'help.listen': '**Escuchar** reproduce 30 segundos de cada canción.',
};
