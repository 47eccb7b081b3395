import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { provideKubernetesValidate } from './kubernetes-schemas.ts';
import { IMAGE, ROOT, textOf } from './repository.ts';

const FOLDER = 'deploy/kubernetes';
const FILES = readdirSync(join(ROOT, FOLDER)).map((name) => `${FOLDER}/${name}`);

/** The part of a manifest that is checked here. */
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: PodOwner & { readonly jobTemplate?: { readonly spec: PodOwner }; readonly timeZone?: string };
}

interface PodOwner {
  readonly template?: { readonly spec: Pod };
  readonly completions?: number;
  readonly parallelism?: number;
}

interface Pod {
  readonly securityContext?: object;
  readonly containers: readonly Container[];
  readonly volumes?: readonly { name: string; persistentVolumeClaim?: { claimName: string } }[];
}

interface Container {
  readonly image: string;
  readonly securityContext?: object;
  readonly env?: readonly { name: string; value: string }[];
  readonly volumeMounts?: readonly { name: string; mountPath: string }[];
}

const manifests = FILES.flatMap((file) =>
  parseAllDocuments(textOf(file)).map((document) => document.toJS() as Manifest),
);
const pods = manifests.flatMap(({ metadata, spec }) => {
  const pod = (spec?.jobTemplate?.spec ?? spec)?.template?.spec;
  return pod ? [[metadata.name, pod] as const] : [];
});

// The oldest version in which all that the manifests use is stable, and the newest.
test.for(['1.33', '1.37'])('the manifests are valid for Kubernetes %s', (version, context) => {
  const validate = provideKubernetesValidate();
  if ('reason' in validate) return context.skip(validate.reason);
  const { status, stdout, stderr } = spawnSync(validate.program, ['--strict', '-k', version, ...FILES], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect({ status, faults: `${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('ERROR')) }).toEqual({
    status: 0,
    faults: [],
  });
});

test('a field that Kubernetes does not know is found', (context) => {
  const validate = provideKubernetesValidate();
  if ('reason' in validate) return context.skip(validate.reason);
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'etl.yaml');
  writeFileSync(file, textOf(`${FOLDER}/etl.yaml`).replace('timeZone:', 'timezone:'));
  expect(spawnSync(validate.program, ['--strict', '-k', '1.37', file]).status).not.toBe(0);
});

test.each(pods)(
  '%s meets the restricted Pod Security standard, on a read-only root, and runs this version',
  (_, pod) => {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    for (const container of pod.containers) {
      expect(container.image).toBe(IMAGE);
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.volumeMounts?.map(({ mountPath }) => mountPath)).toContain('/tmp');
    }
  },
);

test('every claimed volume has an example', () => {
  const claimed = pods.flatMap(([, { volumes = [] }]) =>
    volumes.flatMap(({ persistentVolumeClaim: claim }) => (claim ? [claim.claimName] : [])),
  );
  const examples = manifests
    .filter(({ kind }) => kind === 'PersistentVolumeClaim')
    .map(({ metadata }) => metadata.name);
  expect([...new Set(claimed)].sort()).toEqual(examples.sort());
});

test('there are as many pods of the ETL as shards, and its time zone is said', () => {
  const cronJob = manifests.find(({ kind }) => kind === 'CronJob')!;
  const { completions, parallelism, template } = cronJob.spec.jobTemplate!.spec;
  const shards = template!.spec.containers[0]!.env!.find(({ name }) => name === 'ETL_SHARDS')!.value;
  expect([completions, parallelism]).toEqual([Number(shards), Number(shards)]);
  expect(cronJob.spec.timeZone).toBeDefined();
});
