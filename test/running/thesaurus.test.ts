import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { openThesaurus } from '../../src/running/thesaurus.ts';
import { thesaurusFile } from '../fixtures/thesaurus.ts';

const folder = mkdtempSync(join(tmpdir(), 'debat-thesaurus-'));
const file = join(folder, 'th_fr_FR_v2.dat');
writeFileSync(file, thesaurusFile({ réclame: ['publicité'] }));
const other = join(folder, 'README.md');
writeFileSync(other, '# A title\n');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const opened = (named: string) => openThesaurus(readConfig({ THESAURUS_FILE: named }).thesaurus);

describe('the thesaurus', () => {
  test('is the file that is named', () => {
    expect(opened(file)?.synonymsOf('reclame', () => true)).toEqual(['publicité']);
  });

  test('is none where it is off, and none where nobody named one and none is installed', () => {
    expect(opened('off')).toBeNull();
    expect(openThesaurus({ file: join(folder, 'absent'), isNamed: false })).toBeNull();
  });

  test('is not said to be named where the environment says what is standard', () => {
    const { thesaurus } = readConfig({});
    expect(thesaurus).toMatchObject({ isNamed: false });
    expect(readConfig({ THESAURUS_FILE: thesaurus.file ?? '' }).thesaurus).toEqual(thesaurus);
  });

  test.each([
    ['is not there', join(folder, 'absent'), 'does not exist'],
    ['is a folder', folder, 'is no file that can be read'],
    ['is a device', '/dev/zero', 'is no file that can be read'],
    ['holds something else', other, 'is not a thesaurus'],
  ])('is a fault of the configuration where what is named %s', (_, named, fault) => {
    const message = expect.stringContaining(`THESAURUS_FILE: ${named} ${fault}`) as unknown;
    expect(() => opened(named)).toThrow(
      expect.objectContaining({ code: 'configuration', message }),
    );
  });
});
