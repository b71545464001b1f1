import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { REAL_FOLDER } from '../fixtures/corpora.ts';
import { TestScreen } from '../fixtures/screen.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'debat-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A terminal at a time, in UTC, with a store of its own. */
function terminalAt(time: string) {
  const output = new TestScreen();
  const errors = new TestScreen();
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const config = readConfig({
    CORPUS_DIR: REAL_FOLDER,
    STORE_URL: `sqlite:${join(folder, 'kept', 'debat.sqlite')}`,
  });
  const surroundings = {
    ...{ input, output, errors },
    now: () => new Date(time),
    untilStopped: () => new Promise<void>(() => undefined),
    leaveSoon: () => undefined,
  };
  return { input, output, errors, run: (...typed: string[]) => run(typed, config, surroundings) };
}

const SUNDAY_NOON = '2026-11-22T12:00:00Z';
const MONDAY_AT_9 = '2026-11-23T08:00:10Z';

describe('the terminal', () => {
  test('opens no store for whoever only asks', async () => {
    const terminal = terminalAt(SUNDAY_NOON);
    expect(await terminal.run('/debat roi')).toBe(0);
    expect(existsSync(join(folder, 'kept'))).toBe(false);
  });

  test('remembers a subscription from one start to the next', async () => {
    expect(await terminalAt(SUNDAY_NOON).run('/abonnement activer 9h')).toBe(0);
    const later = terminalAt(SUNDAY_NOON);
    await later.run('/abonnement etat');
    expect(later.output.text).toMatch(/Prochain envoi\u00A0: lundi 23 novembre à 9\sh/u);
  });

  test('shows the quotation of the day in a conversation that is open, once', async () => {
    await terminalAt(SUNDAY_NOON).run('/abonnement activer 9h');
    for (const times of [1, 0]) {
      const { input, output, run: start } = terminalAt(MONDAY_AT_9);
      const conversation = start();
      if (times === 1) await output.shows('La citation du jour');
      input.end('/quitter\n');
      await conversation;
      expect(output.text.split('La citation du jour')).toHaveLength(times + 1);
    }
  });

  test('says that subscriptions do not answer where the store cannot be written', async () => {
    writeFileSync(join(folder, 'kept'), 'a file where the folder should be');
    const { output, run: start } = terminalAt(SUNDAY_NOON);
    await start('/abonnement activer 9h');
    expect(output.text).toContain('Les abonnements ne répondent pas');
  });
});
