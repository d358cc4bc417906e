import vitest from '@vitest/eslint-plugin';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '.acgs/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  // Generated files are parsed and held to no rule: ignored ones warn where they are named, as by a hook for what has changed.
  { files: ['**/*.generated.ts'], languageOptions: { parser: tseslint.parser } },
  {
    files: ['**/*.ts'],
    ignores: ['**/*.generated.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 15],
      eqeqeq: 'error',
      // Nest declares its option bags as classes and expects literals.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.e2e-spec.ts', 'test/support/**/*.ts'],
    extends: [vitest.configs.recommended],
    rules: {
      'max-lines-per-function': 'off',
      'vitest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'fc.assert', '**.assert'] }],
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['tools/**/*.ts', 'test/performance/**/*.ts', 'test/faults/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
