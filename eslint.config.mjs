import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/**', 'examples/*/dist/**', 'coverage/**', '**/*.mjs', '.rehearsal/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // A number in a sentence is read as it is written; the rule's other findings (objects, undefined) are real faults.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // `const { revision: _, ...rest }` is how a field is left out.
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_$', argsIgnorePattern: '^_$' }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // A describe block is a list of tests, not a function that somebody reads at a sitting.
    files: ['__tests__/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // An arrow points only downwards: actions -> lib; the stand-ins and the rehearsal share none of our misunderstandings.
    files: ['lib/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: ['**/actions/**', '**/emulators/**', '**/rehearsal/**'] },
      ],
    },
  },
  {
    files: ['emulators/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: ['**/actions/**', '**/lib/**', '**/rehearsal/**'] }],
    },
  },
  {
    files: ['rehearsal/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['**/actions/**', '**/lib/**'] }] },
  },
);
