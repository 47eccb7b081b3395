import { extname } from 'node:path';

const extensions = (list: string): ReadonlySet<string> => new Set(list.split(' ').map((name) => `.${name}`));

/** Audio and notes that are not indexed. */
const OTHER_AUDIO = extensions(
  'aa aax ac3 amr apl au caf dts eac3 gsm it kar la m4p m4r mac mid midi mlp mod mogg mp+ mp1 mp2 mpp mtm ofr ofs qcp ' +
    'ra ram rm rmi s3m shn sid snd spc spx thd voc vqf w64 weba wvc xm',
);

const KINDS: readonly (readonly [kind: string, extensions: ReadonlySet<string>])[] = [
  ['videos', extensions('3gp asf avi divx flv m2ts m4v mkv mov mpeg mpg mts ogm ogv rmvb ts vob webm wmv')],
  ['cueSheets', extensions('cue')],
  ['playlists', extensions('asx m3u m3u8 pls wpl xspf zpl')],
  ['pictures', extensions('avif bmp gif heic heif ico jfif jpe jpeg jpg jxl png psd svg tif tiff webp')],
];

/**
 * Return the kind of a file that is not indexed, by its name: `videos`, `cueSheets`, `playlists`, `pictures`, the
 * extension for other audio (`.mid`), or `otherFiles`.
 */
export function kindOfOther(name: string): string {
  const extension = extname(name).toLowerCase();
  if (OTHER_AUDIO.has(extension)) return extension;
  return KINDS.find(([, members]) => members.has(extension))?.[0] ?? 'otherFiles';
}
