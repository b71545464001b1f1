import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Answers are the same where a thesaurus is installed.
  test: {
    env: { THESAURUS_FILE: 'off' },
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 30_000,
  },
});
