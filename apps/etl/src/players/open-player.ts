import { SoundalikeError } from '@soundalike/errors';
import type { Settings } from '@soundalike/settings';
import { mpdAddress } from './mpd/mpd-address.ts';
import { MpdPlayer } from './mpd/mpd-player.ts';
import type { Player } from './player.ts';
import { subsonicAddress } from './subsonic/server-address.ts';
import { SubsonicPlayer } from './subsonic/subsonic-player.ts';

/** Options that name a player. */
export interface PlayerFlags {
  readonly subsonic?: string;
  /** True: as `MPD_HOST` and `MPD_PORT` say. */
  readonly mpd?: string | true;
  readonly pathPrefix?: string;
}

/** Connect to the player that the options name. @throws `USAGE`, and the errors of the player */
export async function openPlayer(
  { subsonic, mpd, pathPrefix }: PlayerFlags,
  { subsonic: login, mpdHost, mpdPort }: Pick<Settings, 'subsonic' | 'mpdHost' | 'mpdPort'>,
  signal: AbortSignal,
): Promise<Player> {
  if ((subsonic === undefined) === (mpd === undefined))
    throw new SoundalikeError('USAGE', 'give either --subsonic URL or --mpd, which is where the playlist goes');
  if (subsonic !== undefined) {
    if (pathPrefix !== undefined) throw new SoundalikeError('USAGE', '--path-prefix is for --mpd only');
    return SubsonicPlayer.open({ address: subsonicAddress(subsonic), login, signal });
  }
  const address = mpdAddress(typeof mpd === 'string' ? mpd : (mpdHost ?? 'localhost'), mpdPort);
  return MpdPlayer.open({ address, signal, prefix: pathPrefix ?? '' });
}
