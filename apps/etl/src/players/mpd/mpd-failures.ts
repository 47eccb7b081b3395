import { SoundalikeError } from '@soundalike/errors';

/** Error codes of MPD. */
export const MPD_ERROR = { argument: 2, password: 3, permission: 4, missing: 50 } as const;

/** Return the error of a line `ACK [CODE@PLACE] {COMMAND} MESSAGE`; its cause is the code. */
export function mpdFailure(address: string, line: string): SoundalikeError {
  const [, digits = '0', command = '', message = line] = /^ACK \[(\d+)@\d+\] \{([^}]*)\} ?(.*)$/su.exec(line) ?? [];
  const code = Number(digits);
  const said = `(${command}: ${message.slice(0, 200)})`;
  if (code === MPD_ERROR.password || code === MPD_ERROR.permission)
    return new SoundalikeError(
      'CONFIG_INVALID',
      `MPD at ${address} ${code === MPD_ERROR.password ? 'refuses the password' : 'does not allow this'} ${said}; ` +
        'set MPD_HOST to PASSWORD@HOST with the password of a client that may add and control',
      { cause: code },
    );
  return new SoundalikeError(
    'PLAYER_REFUSED',
    `MPD at ${address} refused the request ${said}; stored playlists need playlist_directory in its configuration`,
    { cause: code },
  );
}

/** Return whether an error is the refusal of MPD with this code. */
export function isMpdFailure(error: unknown, code: number): boolean {
  return error instanceof SoundalikeError && error.cause === code;
}
