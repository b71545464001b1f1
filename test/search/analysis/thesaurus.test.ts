import { describe, expect, test } from 'vitest';
import { createRetriever } from '../../../src/search/retriever.ts';
import { thesaurusFrom } from '../../../src/search/analysis/thesaurus.ts';
import { passage } from '../../fixtures/passages.ts';
import { thesaurusFile, thesaurusOf } from '../../fixtures/thesaurus.ts';

const ENTRIES = {
  réclame: ['publicité', 'annonce', 'prospectus', 'pub', 'bruit'],
  publicité: ['réclame', 'annonce', 'prospectus', 'pub'],
  annonce: ['réclame', 'publicité', 'nouvelle', 'avis'],
  bruit: ['son', 'sonorité', 'vacarme', 'tapage', 'éclat', 'réclame'],
  gazette: ['quotidien', 'journal'],
  journal: ['gazette', 'quotidien'],
  quotidien: ['journal', 'gazette'],
};
const HELD = ['publicite', 'annonce', 'bruit', 'quotidien', 'son'];
const held = () => true;

describe('the synonyms of a word', () => {
  const thesaurus = thesaurusOf(ENTRIES);

  test.each([
    ['share most of its own, nearest first', 'reclame', ['publicité', 'annonce']],
    ['are those of its singular', 'reclames', ['publicité', 'annonce']],
    ['are those of its singular in -al', 'journaux', ['quotidien']],
    ['are none where they share too few', 'bruit', []],
    ['are none of a word that is not there', 'velo', []],
    ['are none of a word of nothing', '', []],
  ])('%s', (_, word, synonyms) => {
    const other = thesaurus.synonymsOf(word, (form) => HELD.includes(form));
    expect(other).toEqual(synonyms);
  });

  test('are those alone that are held', () => {
    expect(thesaurus.synonymsOf('reclame', (form) => form === 'annonce')).toEqual(['annonce']);
  });

  test('are read in the encoding that the file names', () => {
    const latin = thesaurusFrom(thesaurusFile(ENTRIES, 'ISO-8859-1'));
    expect(latin?.synonymsOf('reclame', (form) => form === 'publicite')).toEqual(['publicité']);
  });

  test('are read with lines of Windows, and of words that differ by their accents alone', () => {
    const text =
      'UTF-8\r\njeune|1\r\n(Nom)|ado|enfant\r\njeûne|1\r\n(Nom)|diète\r\nado|1\r\n(Nom)|jeune\r\n';
    const read = thesaurusFrom(Buffer.from(text));
    expect(read?.synonymsOf('jeune', held)).toEqual(['ado', 'enfant', 'diète']);
  });

  test('are what is there of a file that is cut off', () => {
    const whole = thesaurusFile(ENTRIES);
    for (let length = 20; length < whole.length; length += 7) {
      const cut = thesaurusFrom(whole.subarray(0, length));
      expect(Array.isArray(cut?.synonymsOf('reclame', held))).toBe(true);
    }
  });
});

describe('bytes are no thesaurus', () => {
  test.each([
    ['nothing', ''],
    ['another file', '# A title\n\nA text.\n'],
    ['an encoding that nobody knows', 'KLINGON-8\nréclame|1\n(Nom)|publicité\n'],
    ['bytes of any kind', Buffer.from([0, 255, 10, 254, 0, 10])],
  ])('%s', (_, bytes) => {
    expect(thesaurusFrom(Buffer.from(bytes))).toBeNull();
  });
});

describe('the synonyms that a retriever gives of a subject', () => {
  const passages = [
    'La publicité coûte cher.',
    'Le bruit des journaux lasse, et les gazettes.',
  ].map((text, order) => passage({ text, order, thesis: null, topics: [] }));
  const retriever = createRetriever({ passages, lexicon: [] }, thesaurusOf(ENTRIES));

  test.each([
    ['are words of the corpus, in any number', 'les quotidiens', ['gazette']],
    ['are none of a word that the corpus has', 'bruit', []],
    ['are none of a word among others', 'réclame en ligne', []],
    ['are none of words between quotation marks', '« réclame »', []],
    ['are none of stop words', 'et alors', []],
  ])('%s', async (_, text, synonyms) => {
    expect(await retriever.synonymsOf(text)).toEqual(synonyms);
  });

  test('are none without a thesaurus', async () => {
    const without = createRetriever({ passages, lexicon: [] });
    expect(await without.synonymsOf('réclame')).toEqual([]);
  });
});
