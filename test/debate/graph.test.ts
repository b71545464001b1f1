import { describe, expect, test } from 'vitest';
import { mapOf, MOST_NODES, type DebateMap } from '../../src/debate/graph.ts';
import type { Relation, RelationKind } from '../../src/debate/passage.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';

const to = (anchor: string, kind: RelationKind = 'answers'): Relation => ({
  kind,
  ref: `exemple-2013#${anchor}`,
});
const said = (anchor: string, ...relations: Relation[]) => passage({ anchor, relations });
const anchors = ({ nodes }: DebateMap) => nodes.map((each) => each.passage.id.split('#')[1]);
const drawn = (map: DebateMap) =>
  map.arrows.map(({ kind, from, to: place }) => [anchors(map)[from], kind, anchors(map)[place]]);

describe('the map of a debate', () => {
  test('puts the passage with most relations first, and those that it is read with beside it', () => {
    const corpus = corpusOf([
      said('seul'),
      said('un', to('deux')),
      said('deux'),
      said('trois', to('coeur', 'joins')),
      said('coeur', to('deux', 'rejects')),
      said('quatre', to('coeur', 'qualifies')),
    ]);
    const map = mapOf(corpus.passages, corpus);
    expect(anchors(map)).toEqual(['coeur', 'deux', 'trois', 'quatre', 'un']);
    expect(drawn(map)).toEqual([
      ['coeur', 'rejects', 'deux'],
      ['trois', 'joins', 'coeur'],
      ['quatre', 'qualifies', 'coeur'],
      ['un', 'answers', 'deux'],
    ]);
  });

  test('holds what goes with a passage that matches, unless it may not join', () => {
    const corpus = corpusOf([said('un', to('deux')), said('deux', to('trois')), said('trois')]);
    const [one] = corpus.passages;
    const matching = one === undefined ? [] : [one];
    expect(anchors(mapOf(matching, corpus))).toEqual(['un', 'deux']);
    expect(mapOf(matching, corpus, () => false)).toEqual({ nodes: [], arrows: [] });
  });

  test('is empty where nothing is read together, and where nothing matches', () => {
    const alone = corpusOf([said('un'), said('deux')]);
    expect(mapOf(alone.passages, alone)).toEqual({ nodes: [], arrows: [] });
    expect(mapOf([], realCorpus)).toEqual({ nodes: [], arrows: [] });
  });

  test('has room for so many, of which none stands alone', () => {
    const many = Array.from({ length: 45 }, (_, at) => said(`p${at}`, to(`p${at % 15}`)));
    const corpus = corpusOf([...many, said('a', to('b')), said('b')]);
    for (const map of [
      mapOf(corpus.passages, corpus),
      mapOf(corpus.passages.toReversed(), corpus),
    ]) {
      expect(map.nodes).toHaveLength(MOST_NODES);
      const joined = new Set(map.arrows.flatMap(({ from, to: place }) => [from, place]));
      expect(joined.size).toBe(MOST_NODES);
    }
  });

  test('draws an arrow for every relation of the corpus between two of its nodes, and no other', () => {
    const map = mapOf(realCorpus.passages, realCorpus);
    const places = new Map(map.nodes.map((each, place) => [each.passage.id, place]));
    const read = map.nodes.flatMap(({ passage: { relations } }, from) =>
      relations.flatMap(({ kind, ref }) => {
        const place = places.get(ref);
        return place === undefined ? [] : [{ kind, from, to: place }];
      }),
    );
    expect(read.length).toBeGreaterThan(10);
    expect(new Set(map.arrows.map((each) => JSON.stringify(each)))).toEqual(
      new Set(read.map((each) => JSON.stringify(each))),
    );
    expect(map.arrows).toHaveLength(read.length);
  });
});
