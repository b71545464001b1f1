import { catalogueOf } from '../../src/debate/catalogue.ts';
import { answerFrom } from '../fixtures/open.ts';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/conversation/json.ts';
import { answerDocument, type AnswerDocument } from '../../src/debate/document.ts';
import { Gate } from '../../src/debate/gate.ts';
import { mapOf, type DebateMap } from '../../src/debate/graph.ts';
import type { Corpus, Passage, RelationKind } from '../../src/debate/passage.ts';
import { statementOf } from '../../src/debate/quote.ts';
import type { MapReply } from '../../src/debate/reply.ts';
import { arrowLine } from '../../src/debate/relation.ts';
import { isWithinLimits } from '../../src/platforms/discord/view/components.ts';
import { Renderer as DiscordRenderer } from '../../src/platforms/discord/view/render.ts';
import { commandNames, MESSAGE } from '../../src/platforms/slack/view/blocks.ts';
import { weightOf } from '../../src/platforms/slack/view/fitting.ts';
import { Renderer as SlackRenderer } from '../../src/platforms/slack/view/render.ts';
import { textRendering } from '../fixtures/consoles.ts';
import { realCorpus, townCorpus } from '../fixtures/corpora.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';
import { answerOf, exchangeReply, mapReply } from '../fixtures/replies.ts';
import { NO_FILTERS } from '../../src/debate/filters.ts';

const CIRCUMSTANCES = { shownTo: 'everyone', isOwned: true, sharedBy: null } as const;

/** What each platform makes of a map, changed in all its texts, as the gate finds it. */
function faultsOn(corpus: Corpus, reply: MapReply, change = (text: string) => text) {
  const gate = Gate.of(corpus);
  const answer = answerFrom(corpus, answerOf(reply));
  const screen = textRendering(Infinity, false, corpus);
  const slack = new SlackRenderer(commandNames(''));
  const discord = new DiscordRenderer();
  const changed = <Payload>(payload: Payload) =>
    JSON.parse(JSON.stringify(payload), (_, value: unknown) =>
      typeof value === 'string' ? change(value) : value,
    ) as Payload;
  return {
    terminal: gate.misquotationsIn(screen.read(change(screen.render(answer)))),
    slack: gate.misquotationsIn(slack.read(changed(slack.render(answer, CIRCUMSTANCES)))),
    discord: gate.misquotationsIn(discord.read(changed(discord.render(answer, CIRCUMSTANCES)))),
  };
}

const refused = (faults: ReturnType<typeof faultsOn>) =>
  Object.entries(faults).flatMap(([platform, found]) => (found.length > 0 ? [platform] : []));
const EVERYWHERE = ['terminal', 'slack', 'discord'];

describe.each([
  ['the true corpus', realCorpus],
  ['a town’s debate', townCorpus],
])('a map of %s', (_, corpus) => {
  const reply = mapReply(corpus);
  const { nodes, arrows } = reply.map;
  const [arrow] = arrows;
  if (arrow === undefined) throw new Error('nothing is read together');
  const told = arrowLine(arrow.kind, arrow.from + 1, arrow.to + 1);

  test('leaves as it is', () => {
    expect(refused(faultsOn(corpus, reply))).toEqual([]);
  });

  test.each<RelationKind>(['answers', 'joins', 'qualifies', 'rejects'])(
    'is refused with an arrow that no editor drew between two of its passages: %s',
    (kind) => {
      const isDrawn = (to: number) =>
        arrows.some((each) => each.kind === kind && each.from === arrow.from && each.to === to);
      for (let to = 0; to < 10; to += 1) {
        const invented = arrowLine(kind, arrow.from + 1, to + 1);
        const faults = faultsOn(corpus, reply, (text) =>
          text.replace(new RegExp(`(?<!\\d)${told}(?!\\d)`, 'u'), invented),
        );
        expect(refused(faults), invented).toEqual(isDrawn(to) ? [] : EVERYWHERE);
      }
    },
  );

  test('is refused with a thesis under another voice, or under another number', () => {
    const [one, other] = nodes.map(({ passage: { voice } }) => voice.name);
    const next = nodes.map(({ passage: { voice } }) => voice.name).find((name) => name !== one);
    const voiced = (text: string) => text.replaceAll(`(${one}`, `(${next ?? other}`);
    const [first = '', second = ''] = nodes.map((node) => statementOf(node.passage) ?? '');
    const renumbered = (text: string) =>
      text.replaceAll(first, '\u0000').replaceAll(second, first).replaceAll('\u0000', second);
    expect(refused(faultsOn(corpus, reply, voiced))).toEqual(EVERYWHERE);
    expect(refused(faultsOn(corpus, reply, renumbered))).toEqual(EVERYWHERE);
  });

  test('is refused with an arrow from a passage that is not shown', () => {
    const faults = faultsOn(corpus, reply, (text) =>
      text.replaceAll(told, told.replace(/^\d+/u, '99')),
    );
    expect(refused(faults)).toEqual(EVERYWHERE);
  });

  test.each([
    ['map', reply],
    ['exchange', exchangeReply(corpus)],
  ])('for programs is refused with any of its arrows changed: %s', (__, each) => {
    const document = answerDocument(answerOf(each), null, catalogueOf(corpus));
    const gate = Gate.of(corpus);
    const isRefused = (changed: AnswerDocument) =>
      gate.misquotationsIn(readDocument(changed)).length > 0;
    expect(isRefused(document)).toBe(false);
    const all = document.arrows ?? [];
    const isTrue = ({ relation, from, to }: (typeof all)[number]) =>
      all.some((other) => other.relation === relation && other.from === from && other.to === to);
    const kinds = ['answers', 'joins', 'qualifies', 'rejects'] as const;
    for (const [place, arrowOf] of all.entries()) {
      const { from, to } = arrowOf;
      for (const changed of [
        { ...arrowOf, from: to, to: from },
        { ...arrowOf, to: `${to}-x` },
        ...kinds.map((relation) => ({ ...arrowOf, relation })),
        ...document.quotes.slice(0, 5).map(({ ref }) => ({ ...arrowOf, to: ref })),
      ]) {
        const arrowsSaid = all.with(place, changed);
        const said = { ...document, arrows: arrowsSaid };
        if (!isTrue(changed)) expect(isRefused(said), JSON.stringify(changed)).toBe(true);
      }
    }
  });
});

/** Passages that each answer the one before. */
function chain(length: number, given: (place: number) => Partial<Parameters<typeof passage>[0]>) {
  const passages: Passage[] = Array.from({ length }, (_, place) =>
    passage({
      anchor: `p${place}`,
      text: `Le passage ${place} dit ceci. ${'Et encore cela. '.repeat(60)}`.trim(),
      relations: place === 0 ? [] : [{ kind: 'answers', ref: `exemple-2013#p${place - 1}` }],
      ...given(place),
    }),
  );
  const corpus = corpusOf(passages);
  const map: DebateMap = mapOf(passages, corpus);
  const asked = { of: null, subject: null, filters: NO_FILTERS, isLoose: false };
  const reply: MapReply = { kind: 'map', ...asked, total: length, map };
  return { corpus, reply };
}

describe('a map has room in every message', () => {
  test.each<[string, ReturnType<typeof chain>]>([
    [
      'of the longest theses',
      chain(30, (place) => ({ thesis: `${place} ${'thèse '.repeat(48)}fin.` })),
    ],
    ['without a thesis', chain(30, () => ({ thesis: null }))],
    [
      'with theses here and there',
      chain(30, (place) => (place % 3 === 0 ? { thesis: null } : { thesis: `Thèse ${place}.` })),
    ],
    [
      'of theses nobody read',
      chain(30, (place) => ({ thesis: { text: `Proposée ${place}.`, isRead: false } })),
    ],
  ])('%s', (_, { corpus, reply }) => {
    expect(refused(faultsOn(corpus, reply))).toEqual([]);
    const [slack, discord] = [
      new SlackRenderer(commandNames('')).render(
        answerFrom(corpus, answerOf(reply)),
        CIRCUMSTANCES,
      ),
      new DiscordRenderer().render(answerFrom(corpus, answerOf(reply)), CIRCUMSTANCES),
    ];
    expect(weightOf(slack.blocks)).toBeLessThanOrEqual(MESSAGE.weight);
    expect(slack.blocks.length).toBeLessThanOrEqual(MESSAGE.blocks);
    expect(isWithinLimits(discord.components[0].components)).toBe(true);
  });

  test('a thesis that nobody read says so on every platform', () => {
    const { corpus, reply } = chain(3, (place) => ({
      thesis: { text: `Proposée ${place}.`, isRead: false },
    }));
    const read = (text: string) => text.replaceAll('résumé automatique, non relu', '');
    expect(refused(faultsOn(corpus, reply, read))).toEqual(EVERYWHERE);
  });
});
