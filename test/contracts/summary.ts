import { catalogueOf } from '../../src/debate/catalogue.ts';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Corpus, Passage } from '../../src/debate/passage.ts';
import { Cleared, MisquotationError, type Gate } from '../../src/debate/gate.ts';
import type { Misquotation } from '../../src/debate/reading.ts';
import type { Reading } from '../../src/debate/reading.ts';
import { quotesOf } from '../../src/debate/reply.ts';
import { pagesFor, shownOf } from '../../src/debate/paging.ts';
import type { QuotesReply, Reply, SummarisedReply } from '../../src/debate/reply.ts';
import { MOST_THESES, Summary, type Chooser } from '../../src/debate/summary.ts';
import { messages } from '../../src/messages/messages.ts';
import { hostileCorpus, realCorpus, townCorpus } from '../fixtures/corpora.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';
import { answerOf, HOSTILE_TEXTS, positionReply, quotesReply } from '../fixtures/replies.ts';
import {
  everyPassageSummarised,
  everyThesisTold,
  summarised,
  summarisedRepliesOn,
  withUnreadTheses,
} from '../fixtures/summaries.ts';
import { longestWord, quotedId, respelt, type RenderingUnderTest } from './adapter.ts';
import { asWritten, changedIn } from './changes.ts';
import { dispatchOn, showing } from '../fixtures/bots.ts';
import { Quote, holderText, statementOf, UNREAD } from '../../src/debate/quote.ts';

const CORPORA = {
  'the true corpus': realCorpus,
  'a hostile corpus': hostileCorpus,
  'a town’s debate': townCorpus,
};

const ADDRESS = { platform: 'test', workspace: null, channel: null, person: null };

/** What the gate finds where a summary is not true, and nothing else is wrong. */
const OF_A_SUMMARY = ['sentence', 'reference'] as const satisfies Misquotation['code'][];

/** What is false of a passage's thesis, as a summary could tell it; null where there is nothing to be false. */
const FALSEHOODS: Readonly<Record<string, (passage: Passage, corpus: Corpus) => string | null>> = {
  'under another voice': (passage, { passages }) => {
    const { voice } = passage;
    const other = passages.find((each) => each.voice.name !== voice.name)?.voice.name ?? 'Personne';
    const holder = holderText(passage);
    return told(passage).replace(holder, holder.replace(voice.name, other));
  },
  'without saying that its voice is deduced': (passage) => {
    return passage.deduction === null ? null : told(passage).replace(/, déduit(?=[^,]*\)\.$)/u, '');
  },
  'without saying that its voice rejects or reports it': (passage) => {
    const isOwn = passage.stance === 'assumed';
    return isOwn ? null : told(passage).replace(/propos (?:rejeté|rapporté) par (?:une? )?/u, '');
  },
  'with a letter changed': (passage) => {
    return told(passage).replace(longestWord(passage.thesis?.text ?? ''), respelt);
  },
  'with a sentence more': (passage) => `${told(passage)} Tout le monde le sait.`,
};

/** What every platform does with a summary, on the true corpus, on one full of traps and on another debate. */
export function summaryContract<Payload>(
  name: string,
  renderingOf: (corpus: Corpus) => RenderingUnderTest<Payload>,
): void {
  test(`${name} shows the thesis of a voice whose name looks like a reference`, async () => {
    const said = [
      passage({ voice: 'Zoé [1] Œuvré', anchor: 'un' }),
      passage({ anchor: 'deux', role: 'cité', reportedBy: 'Zoé [9]', stance: 'rejected' }),
    ];
    const corpus = corpusOf(said);
    const { render, read } = renderingOf(corpus);
    const reply = summarised(quotesReply(said.map((each) => Quote.at(each))));
    const { gate } = await showing(corpus);
    const { payload } = Cleared.by(gate, render(answerOf(reply)), read);
    const { sentences = [] } = read(payload);
    expect(sentences.map(({ sentence }) => sentence)).toEqual([said.map(told).join(' ')]);
    expect(sentences[0]?.cites).toHaveLength(2);
  });

  describe.each(Object.entries(CORPORA))(`${name}, with a summary, of %s`, (_, corpus) => {
    const rendering = renderingOf(corpus);
    let gate: Gate;
    beforeAll(async () => {
      ({ gate } = await showing(corpus));
    });
    const replies = summarisedRepliesOn(corpus);
    const send = (payload: Payload) => Cleared.by(gate, payload, rendering.read).payload;
    const sent = (reply: Reply, typed?: string) => send(rendering.render(answerOf(reply, typed)));
    const seen = (reply: Reply, typed?: string) => rendering.read(sent(reply, typed));

    /** The summary is whole, and each of its references leads to the passage it is a reference to. */
    const expectSummary = ({ summary }: SummarisedReply, reading: Reading) => {
      const points = summary?.points ?? [];
      const { sentences = [] } = reading;
      expect(points.length).toBeGreaterThan(0);
      const shown = sentences.map(({ sentence, cites }) => {
        return [sentence, ...cites.map((cited) => idOf(cited, reading, corpus))];
      });
      const wanted = points.map((point) => [
        point.sentence,
        ...passagesOf(point).map(({ id }) => id),
      ]);
      expect(shown).toEqual(wanted);
    };

    test.each(replies)('shows every thesis with its reference: %s', (__, reply) => {
      expectSummary(reply, seen(reply));
    });

    test('shows every thesis of the corpus, and every quotation that it refers to', () => {
      for (const reply of everyPassageSummarised(corpus) as QuotesReply[]) {
        const reading = seen(reply);
        expectSummary(reply, reading);
        const shown = new Set(reading.quotations.map((each) => quotedId(each, corpus.passages)));
        const listed = new Set(reading.documents.map(({ ref }) => ref));
        for (const { quote } of shownOf(reply)) {
          expect(shown.has(quote.passage.id) || listed.has(quote.passage.id)).toBe(true);
        }
      }
    });

    test.each(HOSTILE_TEXTS)('shows the same to whoever types %s', (__, typed) => {
      for (const [, reply] of summarisedRepliesOn(corpus, typed)) {
        expectSummary(reply, seen(reply, typed));
      }
    });

    test('opens a position with what its voice holds: five theses at most, each numbered to its quotation', async () => {
      const dispatch = dispatchOn(corpus);
      const held = catalogueOf(corpus).speakers.filter(({ kind }) => kind === 'person');
      let told = 0;
      for (const speaker of held) {
        const options = { auteur: speaker.label };
        const input = { options };
        const answer = await dispatch({ address: ADDRESS, command: 'position', input });
        if (answer.reply.kind !== 'position' || answer.reply.summary === null) continue;
        const payload = send(rendering.render(answer));
        const reading = rendering.read(payload);
        const { sentences = [], quotations, documents } = reading;
        expect(sentences.length, speaker.label).toBeLessThanOrEqual(MOST_THESES);
        for (const { sentence, cites } of sentences) {
          const ids = cites.map((cited) => idOf(cited, reading, corpus));
          const cited = corpus.passages.filter(({ id }) => ids.includes(id));
          expect(cited.length).toBeGreaterThan(0);
          expect(cited.every((each) => speaker.speaks(each))).toBe(true);
          const isUnread = cited.some(({ thesis }) => thesis?.isRead === false);
          expect(sentence.includes(UNREAD)).toBe(isUnread);
          told += 1;
        }
        const plain = (text: string) => text.replaceAll('\\', '').replace(/\s+/gu, ' ');
        const first = plain(quotations.find(({ words }) => words.startsWith('«'))?.words ?? '');
        const shown = plain(rendering.strings(payload).join('\n'));
        const line = plain(sentences[0]?.sentence.slice(0, 30) ?? '');
        const isPlain = documents.length === 0 && corpus !== hostileCorpus && first !== '';
        if (isPlain) expect(shown.indexOf(line)).toBeLessThan(shown.indexOf(first.slice(2, 30)));
      }
      expect(told).toBeGreaterThan(0);
    });

    test('shows no sentence where no passage has a thesis, and says so of passages', () => {
      for (const [, reply] of replies) {
        const { sentences = [], texts } = seen({ ...reply, summary: null });
        expect(sentences).toEqual([]);
        expect(texts.includes(messages.noThesis())).toBe(reply.kind === 'quotes');
      }
    });

    test('says of how many passages it tells the theses, and who chose them', () => {
      for (const by of ['corpus', 'model'] satisfies Chooser[]) {
        for (const [, reply] of replies) {
          const groups = reply.summary?.points.map(passagesOf) ?? [];
          const payload = sent({ ...reply, summary: Summary.of(groups, by) });
          const { texts, documents } = rendering.read(payload);
          const found = reply.kind === 'comparison' ? quotesOf(reply).length : reply.total;
          const line = messages.summary(groups.flat().length, found, by);
          if (documents.length === 0) expect(texts.join('\n')).toContain(line);
          else expect(rendering.strings(payload)).toContain(by);
        }
      }
    });

    test('shows what it rests on on its first page, and each other passage once on the others', () => {
      for (const [, reply] of replies) {
        if (reply.kind === 'comparison') continue;
        const pages = Array.from({ length: pagesFor(reply) }, (__, index) => {
          return seen({ ...reply, page: index + 1 });
        });
        if (pages[0]?.documents.length !== 0) continue;
        const idsOn = ({ quotations }: Reading) =>
          new Set(quotations.map((each) => quotedId(each, corpus.passages)));
        const shown = pages.map((page) => [...idsOn(page)]);
        const idsOf = (quotes: readonly Quote[] = []) => quotes.map(({ passage }) => passage.id);
        expect(shown[0]).toEqual(idsOf(reply.summary?.evidence));
        expect(shown.flat().toSorted()).toEqual(idsOf(quotesOf(reply)).toSorted());
        expect(pages.slice(1).flatMap(({ sentences = [] }) => sentences)).toEqual([]);
      }
    });

    test.each(Object.entries(FALSEHOODS))('is refused whole %s', (__, falsehood) => {
      let count = 0;
      for (const reply of everyThesisTold(corpus)) {
        const payload = rendering.render(answerOf(reply, ''));
        for (const { passage } of quotesOf(reply)) {
          const untrue = falsehood(passage, corpus);
          if (untrue === null || passage.thesis === null) continue;
          expect(untrue).not.toBe(told(passage));
          const [unchanged = payload] = changedIn(rendering, payload, told(passage), told(passage));
          expect(() => send(unchanged), passage.id).not.toThrow();
          for (const changed of changedIn(rendering, payload, told(passage), untrue)) {
            const [fault] = faultsOf(() => send(changed));
            expect(OF_A_SUMMARY, `${passage.id}: ${fault ?? 'nothing'}`).toContain(fault);
            count += 1;
          }
        }
      }
      if (corpus === hostileCorpus) expect(count).toBeGreaterThan(0);
    });

    test('is refused whole with a reference to another passage, to none, or without any', () => {
      for (const reply of everyThesisTold(corpus)) {
        const payload = rendering.render(answerOf(reply, ''));
        const { evidence = [] } = reply.summary ?? {};
        for (const [index, { passage }] of evidence.entries()) {
          const other = evidence[(index + 1) % evidence.length];
          const ids = [`${other?.passage.id ?? ''}x`, other?.passage.id ?? ''];
          const spoiled = [
            ...[` [${((index + 1) % evidence.length) + 1}]`, ' [99]', ''].flatMap((reference) =>
              referring(rendering, payload, passage, reference),
            ),
            ...ids
              .filter((id) => id !== passage.id)
              .flatMap((id) => changedIn(rendering, payload, passage.id, id, true)),
          ];
          expect(spoiled).not.toEqual([]);
          for (const each of spoiled) expect(() => send(each)).toThrow(MisquotationError);
        }
      }
    });

    test.each(replies)('shows every thesis of whatever a model chooses: %s', (__, reply) => {
      const found = quotesOf(reply).map(({ passage }) => passage);
      fc.assert(
        fc.property(choices, (places) => {
          const groups = places.map((group) =>
            group.flatMap((at) => found[at % found.length] ?? []),
          );
          const summary = Summary.of(groups, 'model');
          const chosen = { ...reply, summary };
          if (summary !== null) expectSummary(chosen, seen(chosen));
        }),
        { seed: 1, numRuns: 20 },
      );
    });

    test('says of every thesis that nobody has read that it is automatic, and is refused without that', async () => {
      const unread = withUnreadTheses(corpus);
      const own = renderingOf(unread);
      const { gate: ownGate } = await showing(unread);
      const clear = (payload: Payload) => Cleared.by(ownGate, payload, own.read).payload;
      const marked = new RegExp(asWritten(UNREAD), 'gu');
      for (const reply of everyThesisTold(unread)) {
        const payload = clear(own.render(answerOf(reply, '')));
        const { sentences = [] } = own.read(payload);
        const marks = sentences.flatMap(({ sentence }) => sentence.match(marked) ?? []);
        expect(marks).toHaveLength(sentences.flatMap(({ cites }) => cites).length);
        for (const { passage } of reply.summary?.evidence ?? []) {
          const read = told(passage).replace(`\u202F; ${UNREAD}`, '');
          for (const changed of changedIn(own, payload, told(passage), read)) {
            expect(OF_A_SUMMARY).toContain(faultsOf(() => clear(changed))[0]);
          }
        }
      }
      const quotes = unread.passages.slice(0, 3).map((passage) => Quote.at(passage));
      const position = clear(own.render(answerOf(positionReply(quotes), '')));
      const { documents } = own.read(position);
      for (const { thesisRead } of documents) expect(thesisRead).toBe(false);
      const unmarked = changedIn(own, position, ` (${UNREAD})`, '');
      expect(unmarked.length > 0).toBe(documents.length === 0);
      for (const each of unmarked) expect(() => clear(each)).toThrow(MisquotationError);
    });
  });
}

/** The payload with what refers to a passage after its thesis changed; none where references are not in words. */
function referring<Payload>(
  rendering: RenderingUnderTest<Payload>,
  payload: Payload,
  passage: Passage,
  reference: string,
): readonly Payload[] {
  const known = Array.from({ length: MOST_THESES }, (_, index) => ` [${index + 1}]`);
  return known
    .filter((each) => each !== reference)
    .flatMap((each) =>
      changedIn(rendering, payload, told(passage) + each, told(passage) + reference),
    );
}

function faultsOf(act: () => unknown): readonly Misquotation['code'][] {
  try {
    act();
    return [];
  } catch (fault) {
    if (!(fault instanceof MisquotationError)) throw fault;
    return fault.misquotations.map(({ code }) => code);
  }
}

function told(passage: Passage): string {
  return statementOf(passage) ?? '';
}

function passagesOf({ evidence }: Summary['points'][number]): readonly Passage[] {
  return evidence.map(({ passage }) => passage);
}

function idOf(cited: string, { quotations, documents }: Reading, { passages }: Corpus): string {
  if (documents.some(({ ref }) => ref === cited)) return cited;
  const quotation = quotations.find(({ label }) => label === cited);
  return quotation === undefined ? `nothing is called ${cited}` : quotedId(quotation, passages);
}

/** Groups of places among what was found, in any order, with repetitions, empty ones too. */
const choices = fc.array(fc.array(fc.nat(49), { maxLength: 7 }), { maxLength: 9 });
