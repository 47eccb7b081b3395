/** Part of `package.json` that lists the packages that may run install scripts. */
export interface Manifest {
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

interface LockedPackage {
  readonly hasInstallScript?: boolean;
  readonly engines?: unknown;
  readonly [field: string]: unknown;
}

/** Part of `package-lock.json` that is normalised. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
  readonly [field: string]: unknown;
}

/**
 * Return the lock file without fields that have unwanted effects in some versions of npm:
 *
 * - `hasInstallScript` of a package that `allowScripts` does not allow. npm before 11.16 does not know `allowScripts`;
 *   without the field, no version of `npm ci` runs the script. (onnxruntime-node's fetches CUDA, node-av's an ffmpeg.)
 * - `engines` of installed packages. npm compares them with the Node that runs npm, but everything here runs on the
 *   Node that the project pins, so the warnings would be false.
 */
export function normaliseLock(lock: LockFile, manifest: Manifest): LockFile {
  const packages = Object.entries(lock.packages).map(([path, locked]) => {
    if (!path.includes('node_modules/')) return [path, locked] as const;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const { engines: _, hasInstallScript, ...kept } = locked;
    const runsScript = hasInstallScript === true && manifest.allowScripts?.[name] === true;
    return [path, runsScript ? { ...kept, hasInstallScript } : kept] as const;
  });
  return { ...lock, packages: Object.fromEntries(packages) };
}
