import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What reads and answers in memory alone, and leaves nothing behind: the files of a process share its modules.
 * `bounded` puts others in the place of some of them.
 */
const PURE = [
  ...['corpus', 'debate', 'french', 'import', 'proposing', 'summary'],
  ...['search/analysis', 'search/index', 'search/scoring'],
]
  .map((folder) => `test/${folder}/**/*.test.ts`)
  .concat('test/ask/!(bounded).test.ts');

/** Those that take longest, on a machine that has measured none yet. */
const LONGEST = [
  ...['fuzz/fuzz', 'daily/kill', 'store/engines', 'platforms/discord/conversation'],
  ...['platforms/slack/conversation', 'running/outside', 'daily/week', 'platforms/slack/render'],
  ...['running/kept-conversation', 'daily/year', 'site/browser/pages', 'operator/verifier'],
  'platforms/discord/process',
].map((name) => `/test/${name}.test.ts`);

/** None of them begins when the others have all but ended, and keeps one core waiting for another. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((each) => moduleId.endsWith(each));
      return at === -1 ? LONGEST.length : at;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    // Answers are the same where a thesaurus is installed.
    env: { THESAURUS_FILE: 'off' },
    setupFiles: ['test/setup.ts'],
    testTimeout: 30_000,
    // Vitest would leave one core of two to itself.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      { extends: true, test: { name: 'isolated', include: ['test/**/*.test.ts'], exclude: PURE } },
    ],
  },
});
