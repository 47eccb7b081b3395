import type { Messages } from './messages.ts';

/** Japanese, in the polite form. */
export const ja: Messages = {
  'command.recommend': 'ライブラリの1曲と、それによく似た曲を紹介します',
  'command.blend': '複数の曲に同時に似ていて、別の曲とは違う曲を探します',
  'command.journey': 'ある曲から別の曲へ、少しずつ変わるプレイリストを作ります',
  'command.station': '1曲を中心にしたプレイリストを作ります',
  'command.reset': '除外した曲を元に戻し、あなたについての保存データをすべて削除します',
  'command.help': 'このボットの使い方',
  'option.song.name': '曲',
  'option.song': 'この曲から探します（省略するとランダム）',
  'option.artist.name': 'アーティスト',
  'option.artist': 'このアーティストの全曲をもとに、ほかの人の曲を探します',
  'option.file.name': 'ファイル',
  'option.file': 'この音声ファイルから探します（すぐに削除されます）',
  'option.count.name': '曲数',
  'option.count': '似た曲の数、1〜10（省略すると3）',
  'option.otherArtists.name': '別アーティスト',
  'option.otherArtists': 'ほかのアーティストの曲だけにします',
  'option.private.name': '自分だけ',
  'option.private': '結果を自分だけに表示します',
  'option.blendSong': '似せたい曲',
  'option.song2.name': '2曲目',
  'option.song2': '似せたい2曲目',
  'option.song3.name': '3曲目',
  'option.song3': '似せたい3曲目',
  'option.unlike.name': '遠ざける曲',
  'option.unlike': '似ていないほうがよい曲',
  'option.from.name': '最初の曲',
  'option.from': 'プレイリストの最初の曲',
  'option.to.name': '最後の曲',
  'option.to': 'プレイリストの最後の曲',
  'option.length.name': '長さ',
  'option.length': '両端を含む曲数、3〜25（省略すると12）',
  'option.stationSong': 'プレイリストの中心になる曲',
  'option.stationLength': '曲数、3〜25（省略すると20）',

  'card.similar': 'この曲によく似ている曲：',
  'card.similarToArtist': 'このアーティストの曲によく似ている、ほかの人の曲：',
  'card.similarToAll': 'すべての曲によく似ている曲：',
  'card.unlike': '「{title}」からは遠い曲',
  'card.station': '「{title}」を中心に',
  'card.totalOne': '1曲、{duration}。',
  'card.total': '{count}曲、{duration}。',
  'card.steps': '各曲の後ろは、前の曲との近さです。',
  'card.isFile': '送られたファイルはこの曲の録音です。',
  'card.onlyWeak': '本当に似ている曲はありませんでした。いちばん近いのは：',
  'card.untitled': '（無題）',
  'card.cover': 'ジャケット',
  'card.shared': '共通点：{tags}',
  'card.likeSong': '特に「{title}」に近い',
  'card.nothingElse': 'このライブラリには、ほかに合う曲がありません。',
  'card.fewer': 'このライブラリで合う曲は、{wanted}曲中{found}曲だけでした。',

  'closeness.very-close': 'とても近い',
  'closeness.close': '近い',
  'closeness.loose': 'なんとなく似ている',
  'closeness.weak': 'あまり似ていない',
  'closeness.weakest': 'いちばん近いが、あまり似ていない',

  'button.another': '別の曲',
  'button.random': 'ランダムな曲',
  'button.listen': '試聴',
  'button.details': '詳細',
  'button.save': 'プレイリストとして保存',
  'button.more': '#{rank}に似た曲',
  'button.undo': '元に戻す',
  'select.more': 'これに似た曲…',
  'select.notForMe': '好みではない…',

  'details.match': 'ここの曲の組み合わせの{percent}%より近い、コサイン類似度 {cosine}',
  'details.cosine': 'コサイン類似度 {cosine}',
  'details.model': '比較に使ったモデル：{model}。コサイン類似度は、1なら同じ音、0なら共通点なしです。',

  'answer.leftOut': '**{title}** は今後おすすめしません。',
  'answer.stored':
    '曲を除外するために、あなたのDiscordユーザーIDと除外した曲のIDだけを保存します。' +
    '`/recommend-reset` で削除できます。',
  'answer.undone': '**{title}** を元に戻しました。',
  'answer.nothingStored': 'あなたについての保存データはありませんでした。',
  'answer.resetOne': '完了しました。1曲を元に戻し、保存データをすべて削除しました。',
  'answer.resetMany': '完了しました。{count}曲を元に戻し、保存データをすべて削除しました。',
  'answer.tooOld': 'このボタンは古くなったため使えません。`/recommend` で新しいものを表示できます。',
  'answer.wait': '少しお待ちください。{seconds}秒後にまた使えます。',
  'answer.restarting': '再起動中です。1分ほどしてから、もう一度お試しください。',
  'answer.oldCommand':
    '`/{name}` は古いバージョンのコマンドです。代わりに `/recommend` を使ってください。使い方は `/help` で見られます。',
  'answer.oneStart': '曲・アーティスト・ファイルのうち、どれか1つだけを選んでください。',
  'answer.sameSong': '異なる2曲を選んでください。',
  'answer.likeAndUnlike': '同じ曲に似せながら遠ざけることはできません。どちらかに別の曲を選んでください。',

  'playlist.like': '「{title}」に似た曲',
  'playlist.likeFile': '送ったファイルに似た曲',
  'playlist.count': 'このプレイリストの曲数：{count}',
  'playlist.byName': 'アーティスト・曲名・長さだけが書かれています。名前で曲を探せるプレーヤーで開いてください。',
  'playlist.fewer': 'ライブラリから削除されたか、ファイル名が使えないために除いた曲：{count}',

  'listen.cutting': '試聴用の音源を用意しています…',
  'listen.off': '試聴はここでは無効になりました。',
  'listen.waiting': '先ほどの試聴用の音源をまだ用意しています。',
  'listen.busy': '試聴を待っている人が多すぎます。1分ほどしてから、もう一度お試しください。',
  'listen.song': '元の曲',
  'listen.gone': 'ライブラリから削除されました',
  'listen.tooMany': '{song}（Discordでは1件のメッセージに10ファイルまでです）',
  'listen.unplayable': '{song}（ファイルを再生できません）',

  'clip.notAudio': '音声ファイルではありません。MP3などの音楽を添付してください。',
  'clip.tooMuch': 'ファイルが長すぎるか大きすぎます。{minutes}分、{megabytes} MBまでです。',
  'clip.unreadable': 'このファイルは音楽として読み込めません。別のファイルをお試しください。',
  'clip.tooShort': '音が少なすぎて比べられません。もっと長い部分でお試しください。',
  'clip.notFetched': 'Discordからファイルを時間内に取得できませんでした。もう一度お試しください。',
  'clip.tooSlow': '時間内に処理できませんでした。もっと短い部分でお試しください。',
  'clip.noModel': 'ここではファイルを聴けません。必要なモデルが用意されていません。',
  'clip.waiting': '先ほど送られたファイルをまだ聴いています。',
  'clip.busy': 'ファイルを送って待っている人が多すぎます。1分ほどしてから、もう一度お試しください。',

  'error.empty': 'まだ音楽がありません。このボットの管理者に追加を頼んでください。',
  'error.song': 'その曲は見つかりませんでした。曲名・アーティスト・アルバムの一部を入力して、候補から選んでください。',
  'error.artist': 'そのアーティストは見つかりませんでした。名前の一部を入力して、候補から選んでください。',
  'error.gone': 'その曲はもうライブラリにありません。別の曲を選んでください。',
  'error.unavailable': '今は音楽ライブラリに接続できません。1分ほどしてから、もう一度お試しください。',
  'error.unexpected':
    'エラーが発生しました。1分ほどしてから、もう一度お試しください。' +
    'それでも続く場合は、この番号を管理者に伝えてください：`{reference}`',

  'help.text': `### 音が似ている曲を探します
タグやランキングではなく、音そのものを比べます。
- \`/recommend\`：ランダムな1曲と、それによく似た曲を紹介します。
- \`/recommend {song}:\`：指定した曲から探します。数文字入力して、候補から選んでください。
- \`/recommend {artist}:\`：アーティストの全曲をもとに、ほかの人の曲を探します。
- \`/recommend {file}:\`：音声ファイルから探します。
- \`/blend {song}:\`：最大3曲に同時に似ていて、別の曲からは遠い曲を探します。
- \`/journey\` はある曲から別の曲へのプレイリスト、\`/station\` は1曲を中心にしたプレイリストを作ります。
- \`{count}:\` は曲数、\`{otherArtists}:\` は同じアーティストを除く、\`{private}:\` は結果を自分だけに表示する設定です。

**別の曲** でランダムに選び直し、**これに似た曲…** で結果の曲からさらに探し、**詳細** で数値を見られます。
**好みではない…** を選ぶとその曲は出てこなくなり、**元に戻す** か \`/recommend-reset\` で元に戻せます。
**プレイリストとして保存** でカードの曲をファイルで受け取れます。`,
  'help.listen': '**試聴** で各曲を30秒ずつ聴けます。',
};
