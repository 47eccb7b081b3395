import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { exploreTestLibrary, writeTestLibrary } from '../../testing/test-library.ts';

/** Name or path of https://schemathesis.readthedocs.io: pip install schemathesis. */
const PROGRAM = process.env['SCHEMATHESIS'] ?? 'schemathesis';
const isThere = spawnSync(PROGRAM, ['--version']).status === 0;
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'unsupported_method',
];

test.skipIf(!isThere)(
  `no generated request breaks the server, and every answer fits its schema${isThere ? '' : ' (skipped: no schemathesis)'}`,
  async () => {
    await using library = await writeTestLibrary(2);
    await using server = await exploreTestLibrary(library);
    const folder = await mkdtemp(join(tmpdir(), 'schemathesis-'));
    const run = promisify(execFile)(
      PROGRAM,
      [
        ...['run', `${server.url}api/v1/openapi.json`, '--checks', CHECKS.join(','), '--no-color'],
        // The test library has no model, so that clips are refused with 503; clips.test.ts sends some.
        ...['--exclude-path', '/clips', '--phases', 'examples,coverage,fuzzing', '--max-examples', '5', '--seed', '1'],
      ],
      { cwd: folder },
    );
    const failed = await run.then(
      () => null,
      (error: unknown) => (error instanceof Error && 'stdout' in error ? error.stdout : error),
    );
    await rm(folder, { recursive: true });
    expect(failed).toBeNull();
  },
  300_000,
);
