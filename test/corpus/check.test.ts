import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkWork } from '../../src/corpus/check.ts';
import { parseWork } from '../../src/corpus/parse.ts';
import { RAW_FOLDER, realWorks } from '../fixtures/corpora.ts';
import { isQuoted } from '../fixtures/passages.ts';
import { SOUND_RAW, SOUND_WORK, changed, fileOf, placeIn } from '../fixtures/works.ts';

function check(work: string, raw = SOUND_RAW) {
  const { value } = parseWork(fileOf(work));
  if (value === null) throw new Error('the fixture is not sound');
  return checkWork(value, raw);
}

function faultsOf(work: string, raw?: string): string[] {
  return check(work, raw).faults.map(({ line, column, what }) => `${line}:${column} ${what}`);
}

const FIRST_PLACE = placeIn(SOUND_WORK, '## page-sans-effet');
const SECOND_PLACE = placeIn(SOUND_WORK, '## temps-perdu');
const [HEAD = '', FIRST = '', SECOND = ''] = SOUND_WORK.split(/^(?=## )/mu);

describe('a work compared with its raw text', () => {
  test('is faultless when it is a stretch of it, cuts out and spaces folded', () => {
    const { faults, quotations, share } = check(SOUND_WORK);
    expect(faults).toEqual([]);
    expect(quotations).toBe(2);
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.5);
  });

  test.each([
    ['a letter is changed', 'trois mille', 'trois milles'],
    ['a tag is lost', String.raw`\<bisounours>`, 'bisounours'],
    ['an accent is mended', 'passé à la', 'passé a la'],
    ['an apostrophe is made typographic', "n'amenait", 'n’amenait'],
    ['a capital is put', 'Et vous', 'ET vous'],
    ['a word is left out', 'ne regrettez pas', 'ne regrettez'],
    ['two words are swapped', 'temps passé', 'passé temps'],
  ])('is refuted when %s, at the quotation in question', (_, from, to) => {
    const place = FIRST.includes(from) ? FIRST_PLACE : SECOND_PLACE;
    const faults = [`${place} mots absents du texte brut`];
    expect(faultsOf(changed(SOUND_WORK, from, to))).toEqual(faults);
  });

  test('is refuted when its quotations are not in the order of the work', () => {
    expect(faultsOf(`${HEAD}${SECOND}\n${FIRST}`)).toEqual([
      expect.stringContaining('citation hors de l’ordre de l’œuvre'),
    ]);
  });

  test('is refuted when two quotations overlap', () => {
    const overlapping = SECOND.replace(/^> .*$/mu, "> compris, et n'amenait personne.");
    expect(faultsOf(`${HEAD}${FIRST}${overlapping}`)).toEqual([
      `${SECOND_PLACE} citation hors de l’ordre de l’œuvre, ou qui en recouvre une autre`,
    ]);
  });

  test('accepts words that the work says twice, quoted twice', () => {
    const again = changed(SECOND, '## temps-perdu', '## temps-perdu-encore');
    const work = `${SOUND_WORK}\n${again}`;
    const once = `${SOUND_RAW}${'Autre chose. '.repeat(20)}`;
    const twice = `${once}Et vous ne regrettez pas le temps passé à la remplir ?`;
    expect(faultsOf(work, twice)).toEqual([]);
    expect(faultsOf(work, once)).toEqual([expect.stringContaining('citation hors de l’ordre')]);
  });

  test('is refuted when a cut is not in the raw text', () => {
    const wrong = changed(SOUND_WORK, 'une personne qui suit', 'quelqu’un qui suit');
    expect(faultsOf(wrong)).toEqual([
      expect.stringContaining('coupe introuvable dans le texte brut : Un abonné est quelqu’un'),
      `${FIRST_PLACE} mots absents du texte brut`,
    ]);
  });

  test('is refuted when noise is cut without saying so', () => {
    const silent = SOUND_WORK.replace(/^cuts:\n.*\n.*\n/mu, '');
    expect(faultsOf(silent)).toEqual([expect.stringContaining('mots absents du texte brut')]);
  });

  test('is refuted when more than half of it is quoted', () => {
    const raw = SOUND_RAW.replace(/Nous l'avons[^]*?répondent\.\n/u, '');
    expect(check(SOUND_WORK, raw).share).toBeGreaterThan(0.5);
    expect(faultsOf(SOUND_WORK, raw)).toEqual([expect.stringContaining('% de l’œuvre est cité')]);
  });

  test('is refuted by a raw text that is empty', () => {
    expect(faultsOf(SOUND_WORK, '')).toContain(`${FIRST_PLACE} mots absents du texte brut`);
  });
});

const missing = existsSync(RAW_FOLDER) ? '' : ` (skipped: ${RAW_FOLDER} is not on this machine)`;

describe.skipIf(missing !== '')(`the true corpus compared with the raw texts${missing}`, () => {
  test.each(realWorks)('$source.id is faultless, and at most half of it is quoted', (work) => {
    const { faults, quotations, share } = checkWork(work, rawOf(work.raw));
    expect(faults).toEqual([]);
    expect(quotations).toBe(work.passages.length);
    expect(share).toBeLessThanOrEqual(0.5);
  });

  test.each(realWorks)('$source.id is refuted once any one quotation is changed', (work) => {
    for (const [index, passage] of work.passages.entries()) {
      if (!isQuoted(passage)) continue;
      const middle = Math.floor(passage.text.length / 2);
      const text = `${passage.text.slice(0, middle)}¤${passage.text.slice(middle + 1)}`;
      const passages = work.passages.with(index, { ...passage, text });
      expect(checkWork({ ...work, passages }, rawOf(work.raw)).faults).toHaveLength(1);
    }
  });
});

function rawOf(name: string | null): string {
  return readFileSync(join(RAW_FOLDER, name ?? ''), 'utf8');
}
