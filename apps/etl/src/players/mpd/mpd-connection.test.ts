import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { mpdAddress } from './mpd-address.ts';
import { MpdConnection } from './mpd-connection.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function open(greet: (socket: Socket) => void, timeoutMs?: number): Promise<MpdConnection> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    greet(socket);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = mpdAddress(`127.0.0.1:${(server.address() as AddressInfo).port}`, 6600);
  const { signal } = new AbortController();
  return MpdConnection.open({ address, signal, ...(timeoutMs !== undefined && { timeoutMs }) });
}

test.each<[string, string, (socket: Socket) => void]>([
  ['another program', 'USAGE', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n')],
  ['a closed connection', 'PLAYER_UNAVAILABLE', (socket) => socket.end()],
  ['a line without end', 'PLAYER_UNAVAILABLE', (socket) => socket.write('x'.repeat(200_000))],
])('%s is %s', async (_what, code, greet) => {
  await expect(open(greet)).rejects.toMatchObject({ code, message: expect.stringContaining('127.0.0.1:') });
});

test('a server that says nothing is left after the time limit', async () => {
  await expect(open(() => undefined, 100)).rejects.toMatchObject({
    code: 'PLAYER_UNAVAILABLE',
    message: expect.stringContaining('within 0.1 s'),
  });
});

test('arguments are quoted, and a line break in one is refused', async () => {
  let received = '';
  await using connection = await open((socket) => {
    socket.write('OK MPD 0.23.5\n');
    socket.on('data', (data) => {
      received += String(data);
      socket.write('file: a: b\nOK\n');
    });
  });
  expect(await connection.send('find', 'title', 'a "b" \\c')).toEqual([['file', 'a: b']]);
  expect(received).toBe('find "title" "a \\"b\\" \\\\c"\n');
  await expect(connection.send('find', 'title', 'a\nkill')).rejects.toMatchObject({ code: 'PLAYER_REFUSED' });
});

test.each([
  ['localhost', { host: 'localhost', port: 6600 }, null],
  ['nas.example:6601', { host: 'nas.example', port: 6601 }, null],
  ['p@ss@nas', { host: 'nas', port: 6600 }, 'p@ss'],
  ['[::1]:7000', { host: '::1', port: 7000 }, null],
  ['::1', { host: '::1', port: 6600 }, null],
  ['/run/mpd/socket', { path: '/run/mpd/socket' }, null],
  ['pw@/run/mpd/socket', { path: '/run/mpd/socket' }, 'pw'],
  ['@mpd', { path: '\0mpd' }, null],
])('MPD_HOST=%s', (text, connection, password) =>
  expect(mpdAddress(text, 6600)).toMatchObject({ connection, password }),
);

test.each(['', 'host:0', 'host:99999', 'http://host', 'a b', 'canary@'])('MPD_HOST=%s is refused', (text) => {
  expect(() => mpdAddress(text, 6600)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  expect(() => mpdAddress(text, 6600)).not.toThrow(/canary/u);
});
