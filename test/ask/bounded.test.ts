import { expect, test, vi } from 'vitest';
import { COMMAND_NAMES, type Asked } from '../../src/ask/request.ts';
import { LONGEST_MESSAGE } from '../../src/ask/telling.ts';
import { LONGEST_SUBJECT } from '../../src/debate/reply.ts';

// What reads a question word by word takes a time that grows faster than its length: it is given nothing
// longer than a subject, whoever asks and however.

const lengths = vi.hoisted((): Record<string, number> => ({}));
const watched = vi.hoisted(
  () =>
    function watch<Args extends [string, ...unknown[]], Read>(
      name: string,
      read: (...args: Args) => Read,
    ) {
      return (...args: Args): Read => {
        lengths[name] = Math.max(lengths[name] ?? 0, args[0].length);
        return read(...args);
      };
    },
);
vi.mock(import('../../src/ask/voices.ts'), async (original) => {
  const own = await original();
  return { ...own, voicesIn: watched('voices', own.voicesIn) };
});
vi.mock(import('../../src/ask/narrowing.ts'), async (original) => {
  const own = await original();
  return { ...own, exclusionsIn: watched('exclusions', own.exclusionsIn) };
});
vi.mock(import('../../src/ask/comparer.ts'), async (original) => {
  const own = await original();
  return { ...own, comparisonIn: watched('comparisons', own.comparisonIn) };
});

const { createDispatch } = await import('../fixtures/making.ts');
const { createRetriever } = await import('../../src/search/retriever.ts');
const { realCorpus } = await import('../fixtures/corpora.ts');

const dispatch = createDispatch(
  {
    corpus: realCorpus,
    retriever: createRetriever(realCorpus),
    today: () => '2026-11-22',
    choose: null,
  },
  () => expect.fail(),
);
const address = { platform: 'test', workspace: null, channel: null, person: null };
const AFTER: Asked = { command: 'debat', options: { sujet: 'blogs' } };

const SAID = [
  'que pense Kabla des blogs sauf Cavazza ? ',
  'je cherche ce que dit Kabla du port, ',
  'kabla contre cavazza ',
  'blogs sauf kabla ; ',
  'pas les blogs -fans ',
];

test.each(SAID)(
  '%s, twenty thousand characters of it: what reads word by word gets 300',
  async (words) => {
    const text = words.repeat(LONGEST_MESSAGE / words.length);
    const short = words.repeat(LONGEST_SUBJECT / words.length);
    for (const each of [text, short]) {
      for (const command of COMMAND_NAMES) {
        await dispatch({ address, command, input: { text: each } });
        const options = { sujet: each, auteur: each, auteur2: each };
        await dispatch({ address, command, input: { options } });
      }
      for (const after of [null, AFTER]) {
        await dispatch({ address, command: 'debat', input: { text: each }, spoken: { after } });
      }
    }
    expect(Object.keys(lengths).sort()).toEqual(['comparisons', 'exclusions', 'voices']);
    expect(Math.max(...Object.values(lengths))).toBeLessThanOrEqual(LONGEST_SUBJECT);
  },
);
