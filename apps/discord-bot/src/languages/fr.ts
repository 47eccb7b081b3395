import type { Messages } from './messages.ts';

/** French, with the informal "tu" that is usual in Discord. */
export const fr: Messages = {
  'command.recommend': 'Un morceau de la bibliothèque et ceux qui lui ressemblent le plus',
  'command.blend': 'Des morceaux proches de plusieurs à la fois, et loin d’un autre',
  'command.journey': 'Une playlist d’un morceau à un autre, à petits pas',
  'command.station': 'Une playlist autour d’un morceau',
  'command.reset': 'Récupérer les morceaux écartés et effacer tout ce qui est enregistré sur toi',
  'command.help': 'Comment fonctionne ce bot',
  'option.song.name': 'morceau',
  'option.song': 'Partir de ce morceau ; par défaut, un morceau au hasard',
  'option.artist.name': 'artiste',
  'option.artist': 'Partir de tous les morceaux de cet artiste et en trouver chez d’autres',
  'option.file.name': 'fichier',
  'option.file': 'Partir de ce fichier audio, qui est aussitôt effacé',
  'option.count.name': 'nombre',
  'option.count': 'Combien de morceaux similaires, de 1 à 10 ; par défaut, 3',
  'option.otherArtists.name': 'autres_artistes',
  'option.otherArtists': 'Seulement des morceaux d’autres artistes',
  'option.private.name': 'privé',
  'option.private': 'Ne montrer la réponse qu’à moi',
  'option.blendSong': 'Un morceau auquel ressembler',
  'option.song2.name': 'deuxième_morceau',
  'option.song2': 'Un deuxième morceau auquel ressembler',
  'option.song3.name': 'troisième_morceau',
  'option.song3': 'Un troisième morceau auquel ressembler',
  'option.unlike.name': 'sauf',
  'option.unlike': 'Un morceau dont s’éloigner',
  'option.from.name': 'départ',
  'option.from': 'Le morceau qui ouvre la playlist',
  'option.to.name': 'arrivée',
  'option.to': 'Le morceau qui termine la playlist',
  'option.length.name': 'longueur',
  'option.length': 'Combien de morceaux départ et arrivée compris, de 3 à 25 ; par défaut, 12',
  'option.stationSong': 'Le morceau au centre de la playlist',
  'option.stationLength': 'Combien de morceaux, de 3 à 25 ; par défaut, 20',

  'card.similar': 'Les morceaux qui lui ressemblent le plus :',
  'card.similarToArtist': 'Les morceaux d’autres artistes qui ressemblent le plus aux siens :',
  'card.similarToAll': 'Les morceaux qui ressemblent le plus à tous ceux-là :',
  'card.unlike': 'loin de {title}',
  'card.station': 'Autour de {title}',
  'card.totalOne': '1 morceau, {duration}.',
  'card.total': '{count} morceaux, {duration}.',
  'card.steps': 'Après chaque morceau : sa proximité avec le précédent.',
  'card.isFile': 'Ton fichier est un enregistrement de ce morceau.',
  'card.onlyWeak': 'Rien ici n’y ressemble vraiment. Voici ce qui s’en approche le plus :',
  'card.untitled': '(sans titre)',
  'card.cover': 'Pochette',
  'card.shared': 'en commun : {tags}',
  'card.likeSong': 'proche surtout de {title}',
  'card.nothingElse': 'Rien d’autre ne convient dans cette bibliothèque.',
  'card.fewer': 'Rien de plus ne convient dans cette bibliothèque : {found} sur {wanted}.',

  'closeness.very-close': 'très proche',
  'closeness.close': 'proche',
  'closeness.loose': 'vaguement similaire',
  'closeness.weak': 'pas vraiment ressemblant',
  'closeness.weakest': 'ce qu’il y a de plus proche, mais pas vraiment ressemblant',

  'button.another': 'Un autre',
  'button.random': 'Un morceau au hasard',
  'button.listen': 'Écouter',
  'button.details': 'Détails',
  'button.save': 'Enregistrer en playlist',
  'button.more': 'Comme le n° {rank}',
  'button.undo': 'Annuler',
  'select.more': 'D’autres comme…',
  'select.notForMe': 'Pas pour moi…',

  'details.match': 'plus proche que {percent} % des paires de morceaux d’ici, cosinus {cosine}',
  'details.cosine': 'cosinus {cosine}',
  'details.model': 'Comparé par {model}. Un cosinus de 1 veut dire le même son, 0 rien en commun.',

  'answer.leftOut': 'Je ne te recommanderai plus **{title}**.',
  'answer.stored':
    'Pour écarter des morceaux, j’enregistre ton identifiant Discord et ceux de ces morceaux, rien d’autre. ' +
    '`/recommend-reset` efface tout.',
  'answer.undone': '**{title}** est de retour.',
  'answer.nothingStored': 'Rien n’était enregistré sur toi.',
  'answer.resetOne': 'C’est fait : un morceau est de retour, et plus rien n’est enregistré sur toi.',
  'answer.resetMany': 'C’est fait : {count} morceaux sont de retour, et plus rien n’est enregistré sur toi.',
  'answer.tooOld': 'Ces boutons sont trop anciens pour fonctionner. `/recommend` t’en donne de nouveaux.',
  'answer.wait': 'Un instant : tu pourras redemander dans {seconds} s.',
  'answer.restarting': 'Je suis en train de redémarrer. Réessaie dans une minute.',
  'answer.oldCommand':
    '`/{name}` vient d’une ancienne version. Utilise plutôt `/recommend` ; `/help` te montre tout le reste.',
  'answer.oneStart': 'Choisis un seul point de départ : un morceau, un artiste ou un fichier.',
  'answer.sameSong': 'Choisis deux morceaux différents pour ce trajet.',
  'answer.likeAndUnlike':
    'Impossible de ressembler à un morceau et de s’en éloigner. Choisis un autre morceau pour l’un des deux.',

  'playlist.like': 'Comme {title}',
  'playlist.likeFile': 'Comme mon fichier',
  'playlist.count': 'Morceaux dans cette playlist : {count}.',
  'playlist.byName':
    'Elle donne l’artiste, le titre et la durée. Ouvre-la avec un lecteur qui retrouve les morceaux par leur nom.',
  'playlist.fewer':
    'Écartés, car ils ne sont plus dans la bibliothèque ou le nom de leur fichier est inutilisable : {count}.',

  'listen.cutting': 'Je prépare les extraits…',
  'listen.off': 'Les extraits ont été désactivés ici.',
  'listen.waiting': 'Je prépare encore les extraits que tu as demandés.',
  'listen.busy': 'Trop de membres attendent des extraits. Réessaie dans une minute.',
  'listen.song': 'le morceau',
  'listen.gone': 'n’est plus dans la bibliothèque',
  'listen.tooMany': '{song} (Discord n’accepte que dix fichiers par message)',
  'listen.unplayable': '{song} (son fichier n’est pas lisible pour le moment)',

  'clip.notAudio': 'Ce n’est pas un fichier audio. Joins de la musique, par exemple un MP3.',
  'clip.tooMuch': 'Ce fichier est trop long ou trop gros : j’accepte jusqu’à {minutes} minutes et {megabytes} Mo.',
  'clip.unreadable': 'Je n’arrive pas à lire ce fichier comme de la musique. Essaies-en un autre.',
  'clip.tooShort': 'Il y a trop peu de son dans ce fichier. Essaie un passage plus long.',
  'clip.notFetched': 'Je n’ai pas pu récupérer le fichier auprès de Discord à temps. Réessaie.',
  'clip.tooSlow': 'Je n’ai pas pu traiter ce fichier à temps. Essaie un passage plus court.',
  'clip.noModel': 'Je ne peux pas écouter de fichiers ici : le modèle nécessaire n’est pas installé.',
  'clip.waiting': 'J’écoute encore le fichier que tu as envoyé avant.',
  'clip.busy': 'Trop de membres attendent avec des fichiers. Réessaie dans une minute.',

  'error.empty': 'Il n’y a pas encore de musique ici. Demande à la personne qui me gère d’en ajouter.',
  'error.song':
    'Je ne connais pas ce morceau. Tape quelques lettres du titre, de l’artiste ou de l’album et choisis une suggestion.',
  'error.artist': 'Je ne connais pas cet artiste. Tape quelques lettres de son nom et choisis une suggestion.',
  'error.gone': 'Ce morceau n’est plus dans la bibliothèque. Choisis-en un autre.',
  'error.unavailable': 'Je n’arrive pas à joindre la bibliothèque musicale. Réessaie dans une minute.',
  'error.unexpected':
    'Quelque chose s’est mal passé de mon côté. Réessaie dans une minute. Si cela se reproduit, donne à la ' +
    'personne qui me gère le numéro `{reference}`.',

  'help.text': `### Des morceaux qui se ressemblent
Je compare les morceaux à l’oreille, pas d’après des étiquettes ou des classements.
- \`/recommend\` te donne un morceau au hasard et ceux qui lui ressemblent le plus.
- \`/recommend {song}:\` part d’un morceau. Tape quelques lettres et choisis une suggestion.
- \`/recommend {artist}:\` part de tous les morceaux d’un artiste et en trouve chez d’autres.
- \`/recommend {file}:\` part d’un fichier audio.
- \`/blend {song}:\` trouve des morceaux proches de trois morceaux au plus, et loin d’un autre.
- \`/journey\` fait une playlist d’un morceau à un autre, \`/station\` une playlist autour d’un morceau.
- \`{count}:\` fixe leur nombre, \`{otherArtists}:\` écarte le même artiste, \`{private}:\` ne montre la réponse qu’à toi.

**Un autre** tire un nouveau morceau au hasard. **D’autres comme…** repart d’un résultat. **Détails** montre les chiffres.
**Pas pour moi…** t’épargne un morceau ; **Annuler** ou \`/recommend-reset\` le fait revenir.
**Enregistrer en playlist** t’envoie les morceaux d’une carte dans un fichier.`,
  'help.listen': '**Écouter** joue 30 secondes de chaque morceau.',
};
