import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { openStore } from '../../src/store/open.ts';
import { kind } from '../../src/store/store.ts';
import { REAL_TIME, recordingLog } from './opening.ts';

const folder = mkdtempSync(join(tmpdir(), 'debat-kill-'));
const WRITER = join(import.meta.dirname, 'writer.ts');
const RECORD = kind('record', v.string());
const KILLED_AFTER = [1, 7, 40, 41, 120];

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a file of SQLite', () => {
  test.each(KILLED_AFTER)(
    'is whole, and has all that was acknowledged, when two writers are killed after %i claims',
    async (mostClaims) => {
      const file = join(folder, `killed-${mostClaims}.sqlite`);
      const [one, other] = [write(file), write(file)];
      const writing = [one, other].map((each) => killedAfter(each, mostClaims));
      const acknowledged = (await Promise.all(writing)).flat();
      expect(new Set(acknowledged).size).toBe(acknowledged.length);
      const checked = new DatabaseSync(file).prepare('PRAGMA integrity_check').all();
      expect(checked).toEqual([{ integrity_check: 'ok' }]);
      const { log } = recordingLog();
      const { store, claims, close } = await openStore(`sqlite:${file}`, { time: REAL_TIME, log });
      for (const name of acknowledged) {
        expect(await claims.claim(name, 1_000)).toBe(false);
        expect(await store.get(RECORD.at('slack', 'T1', name))).toBe(name);
      }
      expect(await claims.claim('another', 1_000)).toBe(true);
      await close();
    },
  );

  test('can be made by eight processes at once', async () => {
    for (const round of [1, 2]) {
      const file = join(folder, `made-${round}.sqlite`);
      const writers = Array.from({ length: 8 }, () => write(file, '0', '1'));
      expect((await Promise.all(writers.map(linesOf))).flat()).toEqual(['0']);
      expect(writers.map(({ exitCode }) => exitCode)).toEqual(writers.map(() => 0));
    }
  });

  test('gives each claim to one of three processes', async () => {
    const file = join(folder, 'shared.sqlite');
    const writers = Array.from({ length: 3 }, () => write(file, '0', '300'));
    const won = (await Promise.all(writers.map(linesOf))).flat();
    const names = Array.from({ length: 300 }, (_, index) => String(index));
    expect(won.toSorted((a, b) => Number(a) - Number(b))).toEqual(names);
  });
});

function write(file: string, ...names: readonly string[]) {
  const stdio = ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'];
  return spawn(process.execPath, [WRITER, file, ...names], { stdio });
}

type Writer = ReturnType<typeof write>;

async function linesOf(writer: Writer): Promise<string[]> {
  const exited = once(writer, 'exit');
  const lines = await Array.fromAsync(createInterface({ input: writer.stdout }));
  await exited;
  return lines;
}

/** Kills without warning; what it wrote before dying counts. */
async function killedAfter(writer: Writer, mostClaims: number): Promise<string[]> {
  const exited = once(writer, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: writer.stdout })) {
    lines.push(line);
    if (lines.length === mostClaims) writer.kill('SIGKILL');
  }
  await exited;
  return lines;
}
