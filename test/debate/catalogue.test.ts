import { describe, expect, test } from 'vitest';
import { catalogueOf } from '../../src/debate/catalogue.ts';
import { relationsBetween } from '../../src/debate/relation.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';

const catalogue = catalogueOf(realCorpus);

describe('the catalogue of a debate', () => {
  test('counts every passage once, under its work and its voice', () => {
    const counts = catalogue.works.map(({ passages }) => passages);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(catalogue.size);
    for (const { source, passages, voices } of catalogue.works) {
      const held = realCorpus.passages.filter((each) => each.source === source);
      expect(held).toHaveLength(passages);
      for (const { name, passages: said } of voices) {
        expect(held.filter(({ voice }) => voice.name === name)).toHaveLength(said);
      }
    }
  });

  test('tells of each passage that is read with others which those are, both ways', () => {
    const { passages } = realCorpus;
    const related = passages.filter(({ relations }) => relations.length > 0);
    expect(related.length).toBeGreaterThan(0);
    for (const one of passages) {
      const those = passages.filter((other) => relationsBetween(one, other).length > 0);
      expect(catalogue.readTogether.get(one.id) ?? []).toEqual(those.map(({ id }) => id));
    }
    const places = new Map(passages.map(({ id }, place) => [id, place]));
    const keys = [...catalogue.readTogether.keys()].map((id) => places.get(id) ?? -1);
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
  });

  test('has nothing where nothing is held', () => {
    const { size, works, speakers, readTogether } = catalogueOf(corpusOf([]));
    expect([size, works, speakers, readTogether.size]).toEqual([0, [], [], 0]);
  });

  test('tells what a passage at hand speaks of, whether it is held or not', () => {
    const said = passage({ topics: ['quais'] });
    const { topics } = catalogueOf(corpusOf([said]));
    const other = passage({ anchor: 'autre', topics: ['port'] });
    expect(topics.of([said, other, other])).toEqual(['port', 'quais']);
    expect(topics.grouped([said, other], ['port', 'quais'])).toEqual([
      ['quais', [said]],
      ['port', [other]],
    ]);
  });
});
