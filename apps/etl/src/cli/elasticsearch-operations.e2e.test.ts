import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '@soundalike/store-opener';
import { securedElasticsearchForTests } from '@soundalike/elasticsearch-node';
import type { ApiKey, RoleDescriptors } from '@soundalike/elasticsearch-node';
import { readSettings } from '@soundalike/settings';
import type { RunSummary } from '../run/run-summary.ts';
import { pausedRun } from '../testing/paused-run.ts';
import { startCli } from '../testing/run-cli.ts';
import { indexTones, securedLibrary, storedLibrary } from '../testing/secured-library.ts';
import type { Environment, IndexedTones } from '../testing/secured-library.ts';

const node = await securedElasticsearchForTests();
afterAll(() => node?.stop());

describe.skipIf(node === null)('with an API key and a Cloud ID', () => {
  const library = securedLibrary(node!);
  let tones: IndexedTones;
  let variables: Environment;

  beforeAll(async () => {
    tones = await indexTones(12, 4);
    const key = await node!.secured.createKey('etl', library.roles);
    variables = { ...tones.dataset, ...library.environment(key) };
    const { code, stderr } = await startCli('etl', ['--once'], variables).ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
  });

  test('the library and its neighbours equal those of the embedded store', async () => {
    expect(await storedLibrary(variables)).toEqual(tones.content);
    await using embedded = await openStore(readSettings(tones.embedded));
    await using cloud = await openStore(readSettings(variables));
    for (const id of Object.keys(tones.content)) {
      const [expected, found] = [await embedded.similarTo(id, 10), await cloud.similarTo(id, 10)];
      expect(found.map(({ track }) => track.id)).toEqual(expected.map(({ track }) => track.id));
      for (const [n, { similarity }] of expected.entries()) expect(found[n]!.similarity).toBeCloseTo(similarity, 5);
    }
  });

  describe('a key that is not allowed everything', () => {
    const COMMANDS = {
      etl: ['etl', '--once'],
      doctor: ['doctor'],
      recommend: ['recommend', '--seed', 'tone 2'],
      history: ['etl', 'history'],
      failures: ['etl', 'failures'],
    } as const;
    /** Expected exit code, and what the command says on stderr (the doctor: on stdout). */
    type Answers = Readonly<Record<keyof typeof COMMANDS, readonly [code: number, says: RegExp]>>;

    const lacks = (doctor: string, action = 'a privilege is missing'): Answers => {
      const refused = [2, new RegExp(`^error CONFIG_INVALID: ELASTICSEARCH_API_KEY: .*${action}`, 'mu')] as const;
      const found = [1, new RegExp(`^FAULT .*ELASTICSEARCH_API_KEY: .*${doctor}`, 'mu')] as const;
      return { etl: refused, doctor: found, recommend: refused, history: refused, failures: refused };
    };
    const works = [0, /^$/u] as const;

    const without = (privilege: string): RoleDescriptors =>
      Object.fromEntries(
        Object.entries(library.roles).map(([name, { cluster, indices }]) => [
          name,
          {
            cluster: cluster.filter((each) => each !== privilege),
            indices: indices.map(({ names, privileges }) => ({
              names,
              privileges: privileges.filter((each) => each !== privilege),
            })),
          },
        ]),
      );
    const otherNames: RoleDescriptors = {
      other: { cluster: ['monitor'], indices: [{ names: ['other-*'], privileges: ['read', 'write', 'manage'] }] },
    };
    const all = library.roles;

    test.each<[string, () => Promise<ApiKey>, Answers]>([
      ['without read', () => newKey(without('read')), lacks(`read on ${library.alias}`)],
      [
        'without write',
        () => newKey(without('write')),
        { ...lacks(`write on ${library.alias}`), recommend: works, history: works, failures: works },
      ],
      ['without manage', () => newKey(without('manage')), lacks(`manage on ${library.alias}`)],
      [
        'without monitor',
        () => newKey(without('monitor')),
        {
          etl: works,
          doctor: [0, /^warning version: .*privilege/mu],
          recommend: works,
          history: works,
          failures: works,
        },
      ],
      ['for other names', () => newKey(otherNames), lacks(`read on ${library.alias}`)],
      ['expired', () => newKey(all, '1ms'), lacks('expired', 'expired')],
      [
        'invalidated',
        async () => {
          const key = await node!.secured.createKey('invalidated', all);
          await node!.secured.invalidateKey(key);
          return key;
        },
        lacks('invalidated', 'invalidated'),
      ],
    ])('%s', async (_name, makeKey, answers) => {
      const key = await makeKey();
      const [, secret = ''] = Buffer.from(key.encoded, 'base64').toString().split(':');
      const environment = { ...tones.dataset, ...library.environment(key) };
      await Promise.all(
        Object.entries(COMMANDS).map(async ([name, [program, ...args]]) => {
          const { code, stdout, stderr } = await startCli(program, args, environment).ended;
          const [expected, says] = answers[name as keyof Answers];
          const said = name === 'doctor' ? stdout : stderr.replaceAll(/^\{.*\}\n/gmu, '');
          expect({ name, code, said }).toEqual({ name, code: expected, said: expect.stringMatching(says) });
          // One line says it all.
          if (name !== 'doctor') expect(said.split('\n').length).toBeLessThanOrEqual(2);
          for (const hidden of [key.encoded, secret]) expect(stdout + stderr).not.toContain(hidden);
        }),
      );
    });

    async function newKey(roles: RoleDescriptors, lifetime?: string): Promise<ApiKey> {
      return node!.secured.createKey('test', roles, lifetime);
    }
  });

  describe('during a run', () => {
    let alias: string;
    let own: Environment;

    /** Start a run of a new library, and do something to the library while the run is suspended. */
    async function duringRun(act: () => Promise<unknown>): ReturnType<typeof finished> {
      const fresh = securedLibrary(node!);
      alias = fresh.alias;
      const key = await node!.secured.createKey('etl', fresh.roles);
      own = { ...tones.dataset, ...fresh.environment(key) };
      const run = await pausedRun(node!, alias, own, tones.count);
      await act();
      run.child.kill('SIGCONT');
      return finished(run.ended);
    }

    async function finished(ended: ReturnType<typeof startCli>['ended']) {
      const { code, stdout, stderr } = await ended;
      return { code, stdout, said: stderr.replaceAll(/^\{.*\}\n/gmu, '') };
    }

    /** Check that the next run completes the library, and that nothing is wrong with it. */
    async function expectHealed(): Promise<void> {
      const { code, stderr, stdout } = await startCli('etl', ['--once', '--json'], own).ended;
      expect({ code, stderr }).toMatchObject({ code: 0 });
      expect(JSON.parse(stdout) as RunSummary).toMatchObject({ found: tones.count, failed: [] });
      expect(await storedLibrary(own)).toEqual(tones.content);
      const doctor = await startCli('doctor', [], own).ended;
      expect(doctor).toMatchObject({ code: 0, stdout: expect.not.stringMatching(/^(FAULT|warning)/mu) });
      expect(await startCli('etl', ['history'], own).ended).toMatchObject({ code: 0 });
      expect(await startCli('etl', ['failures'], own).ended).toMatchObject({ code: 0 });
    }

    const block = (name: string, value: true | null): Promise<unknown> =>
      node!.request('PUT', `/${alias}-*/_settings`, { [`index.blocks.${name}`]: value });

    test.each([
      ['a full disk', 'read_only_allow_delete', /^error STORE_FULL: .*the disk is full/mu, /read_only_allow_delete/u],
      ['a write block', 'write', /^error STORE_READ_ONLY: .*index\.blocks\.write/mu, /index\.blocks\.write/u],
      [
        'a read-only block',
        'read_only',
        /^error STORE_READ_ONLY: .*index\.blocks\.read_only/mu,
        /index\.blocks\.read_only/u,
      ],
    ])(
      '%s ends it with the reason, the doctor sees it, and without it the next run completes',
      async (_, name, says, found) => {
        const { code, said } = await duringRun(() => block(name, true));
        expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(says) });
        const doctor = await startCli('doctor', ['--json'], own).ended;
        expect(doctor.code).toBe(1);
        expect(JSON.parse(doctor.stdout)).toContainEqual(
          expect.objectContaining({ status: 'fault', finding: expect.stringMatching(found) }),
        );
        await block(name, null);
        await expectHealed();
      },
    );

    test('its records are deleted: they are made again as they should be', async () => {
      const { code, said } = await duringRun(async () => {
        const indices = (await node!.request('GET', `/${alias}-records/_alias`)) as object;
        for (const index of Object.keys(indices)) await node!.request('DELETE', `/${index}`);
      });
      expect(code).not.toBe(5);
      expect(said).not.toMatch(/took this run over|Fielddata/u);
      await expectHealed();
    });
  });
});
