import type { Superuser, Users } from './node-options.ts';

/** Adds users through the API. The server from Maven Central cannot keep them there: its index for that needs an analysis module that it lacks. */
export async function addUsers(url: string, users: Users, { username, password }: Superuser): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const put = async (path: string, body: object): Promise<void> => {
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/_security/${path}`, { method: 'PUT', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`Elasticsearch: expected it to add ${path}, got HTTP ${answer.status}`);
  };
  for (const [name, role] of Object.entries(users)) {
    await put(`role/${name}`, role);
    await put(`user/${name}`, { password, roles: [name] });
  }
}
