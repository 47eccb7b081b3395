/**
 * Names, lower case, of files and folders that systems, NAS devices and synchronisation programs put next to music: their
 * own data, old versions, and deleted files. `docs/index-a-library.md` lists them for users.
 */
const JUNK_NAMES: ReadonlySet<string> = new Set([
  // macOS, also on disks of other systems
  '.ds_store',
  '.appledb',
  '.appledesktop',
  '.appledouble',
  '.apdisk',
  '.documentrevisions-v100',
  '.fseventsd',
  '.localized',
  '.spotlight-v100',
  '.temporaryitems',
  '.volumeicon.icns',
  '__macosx',
  'network trash folder',
  'temporary items',
  // Windows
  '$recycle.bin',
  'desktop.ini',
  'recycled',
  'recycler',
  'system volume information',
  'thumbs.db',
  // Linux and its file systems
  '.cache',
  '.directory',
  '.snapshot',
  '.snapshots',
  '.thumbnails',
  '.zfs',
  'lost+found',
  // NAS devices: Synology, QNAP, Samba
  '@eadir',
  '@recycle',
  '@recently-snapshot',
  '@sharebin',
  '@tmp',
  '#recycle',
  '#snapshot',
  '.@__qini',
  '.@__thumb',
  '.@upload_cache',
  '.recycle',
  // Synchronisation
  '.dropbox',
  '.dropbox.cache',
  '.owncloudsync.log',
  '.rsync-partial',
  '.stfolder',
  '.stignore',
  '.stversions',
  '.sync',
  '.tmp.drivedownload',
  '.tmp.driveupload',
  '.~tmp~',
  // Version control and editors
  '.bzr',
  '.git',
  '.hg',
  '.idea',
  '.svn',
  '.vscode',
]);

/** Beginnings of such names: AppleDouble files, trash folders, files that are deleted but open, unfinished copies. */
const JUNK_BEGINNINGS = ['._', '.trash', '.fuse_hidden', '.nfs0', '.syncthing.', '~syncthing~'];

/** Ends of such names: the extended attributes and resource forks that Synology stores as files. */
const JUNK_ENDS = ['@synoeastream', '@synoresource'];

/**
 * Return whether a file or folder of this name belongs to a system or program, and not to the library. A leading dot
 * alone says nothing: "...And Justice for All" is music.
 */
export function isJunkName(name: string): boolean {
  const folded = name.toLowerCase();
  return (
    JUNK_NAMES.has(folded) ||
    JUNK_BEGINNINGS.some((beginning) => folded.startsWith(beginning)) ||
    JUNK_ENDS.some((end) => folded.endsWith(end))
  );
}
