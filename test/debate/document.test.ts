import { catalogueOf } from '../../src/debate/catalogue.ts';
import { describe, expect, test } from 'vitest';
import { NO_FILTERS } from '../../src/debate/filters.ts';
import { answerDocument, sourceDocument } from '../../src/debate/document.ts';
import { Quote } from '../../src/debate/quote.ts';
import type { Reply } from '../../src/debate/reply.ts';
import { Summary } from '../../src/debate/summary.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { corpusOf, passage, source } from '../fixtures/passages.ts';
import { answerOf, dailyReply, positionReply, quotesReply } from '../fixtures/replies.ts';

const SAID = passage({
  followsOn: false,
  voice: 'Jo Autre',
  role: 'cité',
  reportedBy: 'Camille Exemple',
  deduction: 'le ton',
  stance: 'reported',
  flags: ['transcription automatique'],
  source: source({
    author: null,
    url: null,
    date: { edtf: '2012~', year: 2012, approximate: true, uncertain: false },
  }),
});
const CORPUS = corpusOf([SAID]);
const QUOTE = Quote.at(SAID);

/** The document's form for programs: a key that is renamed, lost or added shows here. */
const QUOTED = {
  ref: 'exemple-2013#ancre',
  text: 'Notre page comptait trois mille abonnés et n’amenait personne.',
  place: {
    from: 'Notre page comptait trois mille abonnés',
    to: 'trois mille abonnés et n’amenait personne.',
  },
  followsOn: false,
  voice: 'Jo Autre',
  quality: null,
  role: 'cité',
  deduced: true,
  reportedBy: 'Camille Exemple',
  stance: 'reported',
  flags: ['transcription automatique'],
  thesis: 'Une page très suivie peut ne rapporter aucun client.',
  thesisRead: true,
  topics: ['fans et abonnés'],
  answers: [],
  date: '2012~',
  link: null,
  page: null,
  source: {
    id: 'exemple-2013',
    title: 'Pourquoi j’ai fermé notre page',
    author: null,
    publisher: 'Le Carnet',
    date: '2012~',
    dateText: 'vers 2012',
    url: null,
  },
};
const UNDERSTOOD = { voices: [], notBy: [], since: null, until: null, without: [], isMet: true };
const EMPTY = {
  version: 1,
  kind: 'quotes',
  command: 'debat',
  query: 'roi',
  synonym: null,
  understood: { ...UNDERSTOOD, subject: 'roi' },
  total: 0,
  loose: false,
  message: null,
  summary: null,
  sides: null,
  works: null,
  arrows: null,
  quotes: [],
  corpus: { hash: 'f'.repeat(64), sources: 1, passages: 1 },
};

function documentOf(reply: Reply, message: string | null = null) {
  return answerDocument(answerOf(reply), message, catalogueOf(CORPUS));
}

test('a work that nobody can date is dated as EDTF writes it, and in words', () => {
  const date = { edtf: 'XXXX', year: null, approximate: false, uncertain: false };
  expect(sourceDocument(source({ date }))).toMatchObject({
    date: 'XXXX',
    dateText: 'date inconnue',
  });
});

describe('the document', () => {
  test.each<[string, Reply]>([
    ['passages', quotesReply([QUOTE])],
    ['a quotation of the day', dailyReply(QUOTE)],
    ['a context', { kind: 'context', quotes: [QUOTE], focus: 0, gaps: [false], related: [] }],
  ])('of %s holds each passage with all that is computed from it', (_, reply) => {
    const { understood, ...told } = documentOf(reply);
    const { understood: none, ...empty } = EMPTY;
    expect(told).toStrictEqual({ ...empty, total: 1, quotes: [QUOTED] });
  });

  test.each(['corpus', 'model'] as const)(
    'with a summary holds its points, the passages of each and who chose: %s',
    (by) => {
      const summary = Summary.of([[SAID]], by);
      const sentence = `${QUOTED.thesis.replace(/\.$/u, '')} (propos rapporté par Jo Autre, cité par Camille Exemple, déduit).`;
      const told = { points: [{ sentence, refs: [QUOTED.ref] }], by };
      const shown = { ...EMPTY, total: 1, quotes: [QUOTED], summary: told };
      for (const [kind, reply] of [
        ['summary', quotesReply([QUOTE])],
        ['position', positionReply([QUOTE], 'roi')],
      ] as const) {
        expect(documentOf({ ...reply, summary })).toStrictEqual({ ...shown, kind });
      }
    },
  );

  test('holds after fifty passages those that its summary tells', () => {
    const ranked = realCorpus.passages.slice(0, 60).map((each) => Quote.at(each));
    const last = ranked.at(-1)?.passage ?? expect.fail();
    const summary = Summary.of([[last]], 'corpus');
    const { quotes } = documentOf({ ...quotesReply(ranked), summary });
    expect(quotes.slice(50).map(({ ref }) => ref)).toEqual([last.id]);
  });

  test('of a comparison holds both sides, and all their passages', () => {
    const speaker = { kind: 'person', label: 'Jo Autre', names: [], speaks: () => true } as const;
    const side = { speaker, quotes: [QUOTE] };
    const none = { subject: 'roi', filters: NO_FILTERS, points: [], summary: null };
    const reply: Reply = { kind: 'comparison', ...none, sides: [side, side] };
    const shown = { author: 'Jo Autre', quotes: [QUOTED] };
    const told = { total: 2, quotes: [QUOTED, QUOTED], sides: [shown, shown] };
    expect(documentOf(reply)).toStrictEqual({ ...EMPTY, kind: 'comparison', ...told });
  });

  test('tells how the question was understood, and whether anything passes its filters', () => {
    const speaker = { kind: 'person', label: 'Jo Autre', names: [], speaks: () => true } as const;
    const filters = {
      speakers: [speaker],
      since: '2011-03',
      until: '2012',
      others: [],
      without: ['bruit'],
    };
    const told = {
      subject: 'roi',
      voices: ['Jo Autre'],
      notBy: [],
      since: '2011-03',
      until: '2012',
    };
    const asked = quotesReply([QUOTE], { filters });
    const open = quotesReply([QUOTE]);
    const unfiltered: Reply = { ...open, otherwise: { code: 'unfiltered', filters } };
    const without = ['bruit'];
    expect(documentOf(asked).understood).toEqual({ ...told, without, isMet: true });
    expect(documentOf(unfiltered).understood).toEqual({ ...told, without, isMet: false });
  });

  test('of the works holds each with its voices', () => {
    const voices = [{ name: 'Jo Autre', passages: 1 }];
    const entries = [{ source: SAID.source, passages: 1, voices }];
    const shown = { ...EMPTY, kind: 'sources', total: 1 };
    const works = [{ ...QUOTED.source, passages: 1, voices }];
    const reply: Reply = { kind: 'sources', words: 'roi', filters: NO_FILTERS, entries };
    expect(documentOf(reply)).toStrictEqual({ ...shown, works });
  });

  test('of help and of a notice holds the message', () => {
    const notice: Reply = { kind: 'notice', notice: { code: 'subject missing' } };
    for (const reply of [{ kind: 'help' } as const, notice]) {
      const shown = { ...EMPTY, kind: reply.kind, understood: null, message: 'Indiquez' };
      expect(documentOf(reply, 'Indiquez')).toStrictEqual(shown);
    }
  });

  test('of a command nobody knows names none', () => {
    const answer = { ...answerOf(quotesReply([])), asked: null };
    expect(answerDocument(answer, null, catalogueOf(CORPUS))).toStrictEqual({
      ...EMPTY,
      command: null,
    });
  });

  test('holds the whole ranking whatever the page, fifty passages at most, and their true number', () => {
    const ranked = realCorpus.passages.slice(0, 60).map((each) => Quote.at(each));
    const { quotes, total } = documentOf(quotesReply(ranked, { page: 3 }));
    expect(total).toBe(60);
    const fifty = realCorpus.passages.slice(0, 50);
    expect(quotes.map(({ ref }) => ref)).toEqual(fifty.map(({ id }) => id));
  });
});
