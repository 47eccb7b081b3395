import { fileURLToPath } from 'node:url';
import { SoundalikeError } from '@soundalike/errors';

/** Folder of the page's sources. */
export const PAGE_SOURCE = fileURLToPath(new URL('../page', import.meta.url));

/** Build the page into a folder. @throws `CONFIG_INVALID` if Vite is not installed */
export async function runVite(folder: string): Promise<void> {
  const { build } = await importVite();
  await build({
    root: PAGE_SOURCE,
    configFile: false,
    // Its warnings are for those who work on the page; an error is thrown.
    logLevel: 'silent',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: false, target: 'es2023' },
  });
}

/** Load Vite only when there is something to build: an installation without development packages does not have it. */
async function importVite() {
  try {
    return await import('vite');
  } catch (error) {
    throw new SoundalikeError(
      'CONFIG_INVALID',
      'the page is not built, and Vite, which builds it, is not installed; run `npm ci`, ' +
        'or build the page on a machine with Vite: `npm run explore:build`',
      { cause: error },
    );
  }
}
