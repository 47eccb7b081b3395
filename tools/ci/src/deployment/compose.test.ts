import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { composeConfig, findComposeLoader, variableOf } from './compose-config.ts';
import { IMAGE, ROOT, textOf } from './repository.ts';

const loader = findComposeLoader();
const PROGRAMS = ['model', 'etl', 'bot', 'explore'];

describe.skipIf(loader === null)(
  `compose files, read by Docker Compose's own loader${loader ? '' : ' (no Go here)'}`,
  () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'compose-'));
      for (const file of ['compose.yaml', 'compose.cloud.yaml']) copyFileSync(join(ROOT, file), join(folder, file));
    });
    afterEach(() => rmSync(folder, { recursive: true }));
    const configOf = (env: string, ...overrides: string[]) => {
      writeFileSync(join(folder, '.env'), env);
      return composeConfig(loader!, folder, ['compose.yaml', ...overrides]).services;
    };

    test.each([
      ['without .env', ''],
      ['with .env.example as it is', textOf('.env.example')],
    ])('%s, the music is the folder next to the file', (_, env) => {
      const services = configOf(env);
      for (const name of ['etl', 'bot', 'explore']) {
        expect(services[name]!.volumes).toContainEqual(
          expect.objectContaining({ type: 'bind', source: join(folder, 'dataset'), target: '/music', read_only: true }),
        );
      }
    });

    test('every port is published on this machine only', () => {
      const ports = Object.values(configOf(textOf('.env.example'))).flatMap(({ ports = [] }) => ports);
      expect(ports.length).toBeGreaterThanOrEqual(4);
      expect(ports.map(({ host_ip }) => host_ip)).toEqual(ports.map(() => '127.0.0.1'));
    });

    test('the page is published on the port that it answers to', () => {
      const { explore } = configOf('EXPLORE_PORT=5000');
      expect(explore!.ports).toMatchObject([{ published: '5000', target: 5000 }]);
      expect(variableOf(explore!, 'EXPLORE_PORT')).toBe('5000');
    });

    test('bot and page start when asked for; all programs run the image, without a shell, and long ones are watched', () => {
      const services = configOf('');
      expect(services['bot']!.profiles).toEqual(['bot']);
      expect(services['explore']!.profiles).toEqual(['explore']);
      for (const name of PROGRAMS) {
        expect(services[name]!.image).toBe(IMAGE);
        expect(services[name]!.command?.[0]).toBe('node');
      }
      for (const name of ['etl', 'bot', 'explore']) expect(services[name]!.healthcheck?.test[0]).toBe('CMD');
    });

    test('the ETL waits for the fetch of the model, and starts when that failed', () => {
      expect(configOf('')['etl']!.depends_on).toMatchObject({
        model: { condition: 'service_completed_successfully', required: false },
        elasticsearch: { condition: 'service_healthy', required: true },
      });
    });

    test('with compose.cloud.yaml no node runs here, and no program gets an address together with the cloud id', () => {
      const services = configOf('ELASTICSEARCH_CLOUD_ID=name:abc\nELASTICSEARCH_API_KEY=key', 'compose.cloud.yaml');
      expect(Object.keys(services).sort()).toEqual([...PROGRAMS].sort());
      for (const name of PROGRAMS) {
        expect(variableOf(services[name]!, 'ELASTICSEARCH_URL')).toBe('');
        expect(services[name]!.depends_on ?? {}).not.toHaveProperty('elasticsearch');
      }
    });

    test('with compose.cloud.yaml, the file of ELASTICSEARCH_CA is mounted where every program looks for it', () => {
      const env = 'ELASTICSEARCH_URL=https://search.example\nELASTICSEARCH_CA=/etc/ca.pem';
      const mounted = { type: 'bind', target: '/run/elasticsearch-ca.pem', read_only: true };
      for (const [settings, source, variable] of [
        [env, '/etc/ca.pem', mounted.target],
        ['ELASTICSEARCH_URL=https://search.example', '/dev/null', ''],
      ] as const) {
        const services = configOf(settings, 'compose.cloud.yaml');
        for (const name of PROGRAMS) {
          expect(services[name]!.volumes).toContainEqual(expect.objectContaining({ ...mounted, source }));
          expect(variableOf(services[name]!, 'ELASTICSEARCH_CA')).toBe(variable);
        }
        // The volumes of compose.yaml are still there.
        expect(services['etl']!.volumes!.map(({ target }) => target).sort()).toEqual(
          ['/models', '/music', mounted.target].sort(),
        );
      }
    });

    test('the node on this machine is reached without the proxy of .env', () => {
      const services = configOf('HTTP_PROXY=http://proxy.example:3128\nNO_PROXY=intranet.example');
      expect(variableOf(services['etl']!, 'NO_PROXY')).toBe('elasticsearch,intranet.example');
    });

    test('with compose.cloud.yaml and an address, every program gets that address', () => {
      const services = configOf('ELASTICSEARCH_URL=https://search.example', 'compose.cloud.yaml');
      for (const name of PROGRAMS)
        expect(variableOf(services[name]!, 'ELASTICSEARCH_URL')).toBe('https://search.example');
    });
  },
);
