import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { TrackStore } from '@soundalike/catalog';
import type { StoreHandle } from '@soundalike/store-opener';
import { sendFile } from '../media/send-file.ts';
import { isLoggedIn } from './access/guard.ts';
import type { Access } from './access/guard.ts';

/** Addresses of the page; what they show is decided in the browser. */
const ADDRESSES = ['/', '/map', '/like', '/journey', '/clip', '/artist', '/album', '/hidden'];

/** What the routes of the page need. */
export interface PageServices {
  readonly library: StoreHandle<TrackStore>;
  readonly access: Access;
  /** Folder of the built page, absolute path. */
  readonly pageDir: string;
}

type Env = { Bindings: HttpBindings };

/**
 * Create the routes of the page's document. An unknown address has it as well, with the status 404, if a browser opens
 * it: the page then says so in its own words.
 */
export function createPageRoutes({ library, access, pageDir }: PageServices) {
  const sendPage = async ({ env: { incoming, outgoing } }: Context<Env>, status: 200 | 404): Promise<Response> => {
    outgoing.statusCode = status;
    await sendFile(incoming, outgoing, { root: pageDir, path: 'index.html', maxAgeSeconds: 0 });
    return RESPONSE_ALREADY_SENT;
  };
  const app = new Hono<Env>();
  for (const address of ADDRESSES) app.get(address, (context) => sendPage(context, 200));
  app.get('/track/:id', async (context) => {
    // Nobody else learns which songs are stored; the page then asks for the token.
    if (!isLoggedIn(context, access)) return sendPage(context, 200);
    const id = context.req.param('id');
    // If the store fails, the page shows how.
    const found = await library.use((store) => store.get([id])).catch(() => null);
    return sendPage(context, found?.length === 0 ? 404 : 200);
  });
  app.get('*', async (context, next) => (opensPage(context) ? sendPage(context, 404) : next()));
  return app;
}

/** Return whether a browser asks for a document to show. */
function opensPage({ req }: Context<Env>): boolean {
  const isPart = /^\/(?:api|media|cover|assets)(?:\/|$)/u.test(req.path);
  return !isPart && (req.header('accept') ?? '').includes('text/html');
}
