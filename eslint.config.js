import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Which room may import which: dependencies point one way, from the apps to the errors. */
const libraries = [
  'errors',
  'catalog',
  'dataset',
  'audio-core',
  'model-builder',
  'store',
  'settings',
  'store-opener',
  'command-line',
];
const mayImport = {
  errors: [],
  catalog: ['errors'],
  dataset: ['errors', 'catalog'],
  'audio-core': ['errors', 'catalog'],
  'model-builder': ['errors', 'catalog', 'audio-core'],
  store: ['errors', 'catalog', 'test-server'],
  settings: ['errors', 'catalog', 'store'],
  'store-opener': ['errors', 'catalog', 'store', 'settings'],
  'command-line': ['errors', 'catalog'],
  'demo-library': [],
  'test-server': ['errors', 'catalog', 'command-line'],
  etl: [...libraries, 'demo-library', 'test-server'],
  'discord-bot': [...libraries, 'test-server'],
  explore: [...libraries, 'test-server'],
  navidrome: [...libraries],
  tools: [...libraries, 'demo-library', 'test-server', 'tools'],
};
const roomRules = Object.entries(mayImport).map(([room, imported]) => ({
  sourceTag: `room:${room}`,
  onlyDependOnLibsWithTags: imported.map((name) => `room:${name}`),
}));

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '**/coverage', '**/test-results.json', '.nx', 'integrations/*/plugin'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], depConstraints: roomRules, enforceBuildableLibDependency: false, banTransitiveDependencies: true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      // Taste: numbers read well in messages, and a short arrow may pass on what returns nothing.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Discord's numbers come from the wire and are compared with the enums that name them.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // It does not see that a flag changes while something is awaited.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Many functions are async because the contract that they fulfil is.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          name: 'onnxruntime-node',
          message: 'Import audio-core/src/onnx/onnx-runtime.ts, which turns its telemetry off.',
        },
      ],
    },
  },
  // Tests compare with JSON and with matchers such as expect.any(), which are typed as any.
  {
    files: ['**/*.test.ts', '**/testing/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
  { files: ['**/onnx-runtime.ts'], rules: { 'no-restricted-imports': 'off' } },
  // Configuration files at a project root belong to the workspace, not to the room.
  { files: ['**/vitest.config.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } },
);
