import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { REAL_TIME, recordingLog, TEXT } from './opening.ts';

const folder = mkdtempSync(join(tmpdir(), 'debat-open-'));
const time = { ...REAL_TIME, now: () => 0 };

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function open(url: string) {
  return openStore(url, { time, log: recordingLog().log, timeoutMs: 2_000, retryMs: 10 });
}

describe('STORE_URL', () => {
  test.each([
    ...['', 'sqlite:', 'sqlite://', 'data/debat.sqlite'],
    ...['mysql://u:s3cret@h/d', 'postgres://u:s3cret@:x'],
    ...['redis://u:s3cret@h:99999', 'redis://u:s3cret@h/db', 'http://u:s3cret@h'],
  ])('that names no engine is told without its password: %j', async (url) => {
    const fault: unknown = await open(url).catch((refused: unknown) => refused);
    expect(fault).toMatchObject({
      code: 'configuration',
      message: expect.stringMatching(/^STORE_URL is not valid: expected [^\n]+$/u) as string,
    });
    expect(JSON.stringify(fault) + String((fault as Error).stack)).not.toContain('s3cret');
    expect((fault as Error).cause).toBeUndefined();
  });

  test.each([
    ['a file where a folder should be', () => join(written('plain', ''), 'debat.sqlite')],
    ['a folder that takes no files', () => '/proc/none/debat.sqlite'],
    ['a folder', () => folder],
    ['a file of something else', () => written('text', 'pas une base '.repeat(1_000))],
  ])('of %s is told in one sentence', async (_what, path) => {
    const opening = open(`sqlite:${path()}`);
    await expect(opening).rejects.toMatchObject({ code: 'configuration' });
    await expect(opening).rejects.toThrow(/^STORE_URL names .+ cannot be opened and written .+$/u);
  });

  test('S5: of a pipe is told at once', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const told = {
      code: 'configuration',
      message: expect.stringContaining('not a file') as string,
    };
    await expect(open(`sqlite:${path}`)).rejects.toMatchObject(told);
  });

  test('of a password that is wrong or a server that is down does not reach the log', async () => {
    for (const url of ['redis://u:s3cret@127.0.0.1:1', 'postgres://u:s3cret@127.0.0.1:1/d']) {
      const told: string[] = [];
      const tell = (fields: object, event: string) => told.push(JSON.stringify(fields) + event);
      const log = { info: tell, warn: tell, error: tell };
      const { close, health } = await openStore(url, { time, log });
      expect(health().isUp).toBe(false);
      expect(told.join()).toContain('ECONNREFUSED');
      expect(told.join()).not.toContain('s3cret');
      await close();
    }
  });

  test('claims and notes of questions are shared by all who open a file, by its address too', async () => {
    for (const url of [join(folder, 'shared.sqlite'), `file:${join(folder, 'named.sqlite')}`]) {
      const [one, other] = [await open(`sqlite:${url}`), await open(`sqlite:${url}`)];
      expect(await one.requestClaims.claim('press', 1_000)).toBe(true);
      expect(await other.requestClaims.claim('press', 1_000)).toBe(false);
      await one.notes.keep('button', 'blogs', 1_000);
      expect(await other.notes.recall('button')).toBe('blogs');
      await Promise.all([one.close(), other.close()]);
    }
  });

  test('of a file keeps things for the next start; of memory it keeps nothing', async () => {
    for (const [url, kept] of [
      [`sqlite:${join(folder, 'a', 'b', 'c.sqlite')}`, 'là'],
      ['sqlite::memory:', null],
    ] as const) {
      const first = await open(url);
      await first.store.set(TEXT.at('slack', 'T1'), 'là');
      expect(first.health()).toMatchObject({ engine: 'sqlite', isUp: true, reason: null });
      await first.close();
      const second = await open(url);
      expect(await second.store.get(TEXT.at('slack', 'T1'))).toBe(kept);
      await second.close();
    }
  });
});

describe('a file of SQLite', () => {
  test('that another process holds is waited for while the rest goes on', async () => {
    const file = join(folder, 'held.sqlite');
    const { store, close, health } = await open(`sqlite:${file}`);
    const holder = new DatabaseSync(file);
    holder.exec('BEGIN IMMEDIATE');
    const setting = store.set(TEXT.at('slack', 'T1'), 'là');
    expect(await store.get(TEXT.at('slack', 'T1'))).toBeNull();
    holder.exec('ROLLBACK');
    await setting;
    expect(await store.get(TEXT.at('slack', 'T1'))).toBe('là');

    holder.exec('BEGIN IMMEDIATE');
    const late = store.set(TEXT.at('slack', 'T1'), 'plus là');
    await expect(late).rejects.toMatchObject({ code: 'store' });
    await vi.waitFor(() => {
      expect(health().isUp).toBe(false);
    }, 5_000);
    holder.exec('ROLLBACK');
    await vi.waitFor(() => {
      expect(health().isUp).toBe(true);
    }, 5_000);
    holder.close();
    await close();
  });

  test('that another process holds at the start is waited for', async () => {
    const file = join(folder, 'held-first.sqlite');
    const holder = new DatabaseSync(file);
    holder.exec('BEGIN EXCLUSIVE; CREATE TABLE other (a)');
    const { store, close, health } = await open(`sqlite:${file}`);
    expect(health().isUp).toBe(false);
    holder.exec('COMMIT');
    await vi.waitFor(() => {
      expect(health().isUp).toBe(true);
    }, 5_000);
    await store.set(TEXT.at('slack', 'T1'), 'là');
    holder.close();
    await close();
  });

  test('holds nothing that was erased', async () => {
    const file = join(folder, 'erased.sqlite');
    const { store, close } = await open(`sqlite:${file}`);
    await store.set(TEXT.at('slack', 'T1'), 'un secret bien gardé');
    await store.erase('slack', 'T1');
    await close();
    expect(readFileSync(file).includes('un secret')).toBe(false);
  });
});

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
