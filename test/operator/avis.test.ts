import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { captionOf, Quote, shownWords } from '../../src/debate/quote.ts';
import { avisCommand } from '../../src/operator/avis.ts';
import { openStore } from '../../src/store/open.ts';
import { StoreFeedback } from '../../src/store/ports.ts';
import { recording } from '../fixtures/bots.ts';
import { REAL_FOLDER, realCorpus } from '../fixtures/corpora.ts';
import { TestScreen } from '../fixtures/screen.ts';
import { REAL_TIME } from '../store/opening.ts';

const NOON = '2026-11-22T12:00:00Z';

/** What `npm run avis` prints where this was thought of answers. */
async function listed(think: (feedback: StoreFeedback) => Promise<void>): Promise<string> {
  const STORE_URL = `sqlite:${join(mkdtempSync(join(tmpdir(), 'debat-')), 'debat.sqlite')}`;
  const time = { ...REAL_TIME, now: () => Date.parse(NOON) };
  const { store, close } = await openStore(STORE_URL, { time, log: recording().log });
  await think(new StoreFeedback(store, time.now));
  await close();
  const [output, errors] = [new TestScreen(), new TestScreen()];
  const config = readConfig({ CORPUS_DIR: REAL_FOLDER, STORE_URL });
  const code = await avisCommand([], config, { output, errors, now: () => new Date(NOON) });
  expect([code, errors.text]).toEqual([0, '']);
  return output.text;
}

test('O8: npm run avis lists what was contested, most often first, with words, voice and work', async () => {
  const [first = expect.fail(), second = expect.fail()] = realCorpus.passages;
  const said = await listed(async (feedback) => {
    for (const reason of ['utile', 'hors sujet', 'hors sujet'] as const)
      await feedback.count(reason, 'slack');
    await feedback.contest('hors sujet', [first.id]);
    await feedback.contest('hors sujet', [second.id, 'partie#ailleurs']);
    await feedback.contest('mauvais auteur', [second.id]);
  });
  const [counts, ...passages] = said.trimEnd().split('\n\n');
  expect(counts).toBe('slack : utile 1, hors sujet 2\n'.trimEnd());
  expect(passages).toHaveLength(3);
  const [most = '', ...others] = passages;
  expect(most).toContain(`${second.id} · contestée 2\u00A0fois`);
  expect(most).toContain('hors sujet 1, mauvais auteur 1');
  expect(most).toContain(shownWords(Quote.at(second)));
  expect(most).toContain(captionOf(second));
  expect(others.join('\n')).toContain('partie#ailleurs');
  expect(others.join('\n')).toContain('n’est plus dans le corpus');
});

test('O8: npm run avis says that nothing is contested', async () => {
  expect(await listed(() => Promise.resolve())).toBe('Aucune citation n’est contestée.\n');
});
