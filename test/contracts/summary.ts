import { describe, expect, test } from 'vitest';
import type { Corpus } from '../../src/debate/corpus.ts';
import { Cleared, Gate, MisquotationError } from '../../src/debate/gate.ts';
import type { Reading } from '../../src/debate/reading.ts';
import { quotesOf, shownOf } from '../../src/debate/reply.ts';
import type { Reply, SummarisedReply } from '../../src/debate/reply.ts';
import { messages } from '../../src/messages.ts';
import { hostileCorpus, realCorpus } from '../fixtures/corpora.ts';
import { answerOf, HOSTILE_TEXTS } from '../fixtures/replies.ts';
import {
  everyPassageSummarised,
  PARTS_WITHOUT_SUMMARY,
  summarisedRepliesOn,
  thesisCheck,
} from '../fixtures/summaries.ts';
import { quotedId } from './adapter.ts';
import type { RenderingUnderTest } from './adapter.ts';

/** What every platform does with a summary, on the true corpus and on one full of traps. */
export function summaryContract<Payload>(
  name: string,
  renderingOf: (corpus: Corpus) => RenderingUnderTest<Payload>,
): void {
  const corpora = { 'the true corpus': realCorpus, 'a hostile corpus': hostileCorpus };
  describe.each(Object.entries(corpora))(`${name}, with a summary, of %s`, (_, corpus) => {
    const rendering = renderingOf(corpus);
    const gate = new Gate(corpus, thesisCheck);
    const replies = summarisedRepliesOn(corpus);
    const send = (payload: Payload) => Cleared.by(gate, payload, rendering.read).payload;
    const sent = (reply: Reply, typed?: string) => send(rendering.render(answerOf(reply, typed)));

    /** The summary is whole, and each of its references leads to the passage it is a reference to. */
    const expectSummary = (reply: SummarisedReply, reading: Reading) => {
      const { summary } = reply;
      if (summary?.kind !== 'given') throw new Error('the reply has no summary');
      const { points } = summary.summary;
      const { sentences = [] } = reading;
      expect(sentences.map(({ sentence }) => sentence)).toEqual(
        points.map(({ sentence }) => sentence),
      );
      expect(
        sentences.map(({ cites }) => cites.map((cited) => idOf(cited, reading, corpus))),
      ).toEqual(points.map(({ evidence }) => evidence.map(({ passage }) => passage.id)));
    };

    test.each(replies)('shows every sentence with its references: %s', (__, reply) => {
      expectSummary(reply, rendering.read(sent(reply)));
    });

    test('shows every quotation that a sentence can refer to, the longest too', () => {
      for (const reply of everyPassageSummarised(corpus)) {
        const { quotations, documents } = rendering.read(sent(reply));
        const shown = quotations.length + documents.filter(({ ref }) => ref !== undefined).length;
        expect(shown).toBeGreaterThanOrEqual(shownOf(reply as SummarisedReply).length);
      }
    });

    test.each(HOSTILE_TEXTS)('shows the same to whoever types %s', (__, typed) => {
      for (const [, reply] of summarisedRepliesOn(corpus, typed)) {
        expectSummary(reply, rendering.read(sent(reply, typed)));
      }
    });

    test.each(PARTS_WITHOUT_SUMMARY)('shows no sentence where it is $kind ($reason)', (summary) => {
      for (const [, reply] of replies) {
        expect(rendering.read(sent({ ...reply, summary })).sentences ?? []).toEqual([]);
      }
    });

    test.each(replies)('is refused whole with a sentence changed: %s', (__, reply) => {
      const { summary } = reply;
      if (summary?.kind !== 'given') throw new Error('the reply has no summary');
      const payload = rendering.render(answerOf(reply, ''));
      for (const { sentence } of summary.summary.points) {
        const changed = rendering.mapStrings(payload, (text) =>
          text.replaceAll(lastWord(sentence), 'autrement'),
        );
        expect(() => send(changed)).toThrow(MisquotationError);
      }
    });

    test('is refused whole with a reference to nothing', () => {
      for (const [, reply] of replies) {
        const payload = rendering.render(answerOf(reply, ''));
        const strings = rendering.strings(payload).join('\n');
        if (!/\[\d+\]/u.test(strings)) continue;
        const lost = rendering.mapStrings(payload, (text) => text.replaceAll(/\[\d+\]/gu, '[99]'));
        expect(() => send(lost)).toThrow(MisquotationError);
        const none = rendering.mapStrings(payload, (text) => text.replaceAll(/ \[\d+\]/gu, ''));
        expect(() => send(none)).toThrow(MisquotationError);
      }
    });

    test('says how many passages it rests on, where it is read by people', () => {
      for (const [, reply] of replies) {
        const { texts, documents } = rendering.read(sent(reply));
        const found = reply.kind === 'comparison' ? quotesOf(reply).length : reply.total;
        const line = messages.summary(shownOf(reply).length, found);
        if (documents.length === 0) expect(texts.join('\n')).toContain(line);
      }
    });
  });
}

function idOf(cited: string, { quotations, documents }: Reading, { passages }: Corpus): string {
  if (documents.some(({ ref }) => ref === cited)) return cited;
  const quotation = quotations.find(({ label }) => label === cited);
  return quotation === undefined ? `nothing is called ${cited}` : quotedId(quotation, passages);
}

function lastWord(sentence: string): string {
  return (sentence.match(/\p{L}{3,}/gu) ?? []).at(-1) ?? sentence;
}
