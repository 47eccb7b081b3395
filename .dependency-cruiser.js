/**
 * Lint for circles: no file and no folder depends on itself, however indirectly. Which room may import which is in
 * eslint.config.js.
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    { name: 'no-file-circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-folder-circle', severity: 'error', scope: 'folder', from: {}, to: { circular: true } },
  ],
  options: {
    // Tests and their helpers may import from anywhere in their room.
    exclude: { path: '\\.test\\.ts$|/testing/|node_modules|^integrations/[^/]+/plugin/' },
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(libs|apps|integrations|tools|testing)/',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
