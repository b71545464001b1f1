import { catalogueOf } from '../../../src/debate/catalogue.ts';
import { MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import {
  isWithinLimits,
  type DiscordMessage,
} from '../../../src/platforms/discord/view/components.ts';
import type { Answer } from '../../../src/ask/request.ts';
import type { Circumstances } from '../../../src/conversation/composer.ts';
import { readPressed } from '../../../src/platforms/discord/view/buttons.ts';
import { readMessage } from '../../../src/platforms/discord/view/read.ts';
import { NO_FILTERS } from '../../../src/debate/filters.ts';
import type { Corpus, Passage } from '../../../src/debate/passage.ts';
import { Cleared, Gate, MisquotationError } from '../../../src/debate/gate.ts';
import {
  PAGE_SIZE,
  type ComparisonReply,
  type SummarisedReply,
} from '../../../src/debate/reply.ts';
import { shownOf } from '../../../src/debate/paging.ts';
import { MOST_THESES, Summary } from '../../../src/debate/summary.ts';
import { jsonStrings, renderingContract } from '../../contracts/adapter.ts';
import { summaryContract } from '../../contracts/summary.ts';
import { hostileCorpus, realCorpus, veloCorpus } from '../../fixtures/corpora.ts';
import { corpusOf, passage, source } from '../../fixtures/passages.ts';
import { answerOf, everyPassageOn, quotesReply, repliesOn } from '../../fixtures/replies.ts';
import { summarised, summarisedRepliesOn } from '../../fixtures/summaries.ts';
import { renderingOn } from './harness.ts';
import { inspectedMessage } from '../../standins/discord/limits.ts';
import { Quote } from '../../../src/debate/quote.ts';

const TO_EVERYONE: Circumstances = {
  shownTo: 'everyone',
  isOwned: true,
  sharedBy: '200000000000000002',
};
const TO_THE_ASKER: Circumstances = { shownTo: 'asker', isOwned: false, sharedBy: null };

describe('a message', () => {
  describe.each([
    ['to everyone', TO_EVERYONE],
    ['to the one who asked', TO_THE_ASKER],
  ])('%s', (name, circumstances) => {
    const renderingOf = (corpus: Corpus) => {
      const { render, read } = renderingOn(corpus, circumstances);
      return { render: (answer: Answer) => accepted(render(answer)), read, ...jsonStrings };
    };
    summaryContract<DiscordMessage>(name, renderingOf);
    renderingContract<DiscordMessage>(name, renderingOf);
  });

  test.each<[string, (corpus: Corpus) => Iterable<SummarisedReply>]>([
    ['five theses and their quotations, the longest together too', fiveByLength],
    ['any two voices face to face, three quotations each, and five theses', everyComparison],
  ])('has room in every corpus for %s', (_, repliesOf) => {
    for (const corpus of [realCorpus, hostileCorpus, veloCorpus]) {
      const { render } = renderingOn(corpus, TO_EVERYONE);
      const gate = Gate.of(corpus);
      for (const reply of repliesOf(corpus)) {
        const { payload } = Cleared.by(gate, accepted(render(answerOf(reply))), readMessage);
        const { sentences = [], quotations } = readMessage(payload);
        expect(quotations).toHaveLength(shownOf(reply).length);
        const cited = sentences.flatMap(({ cites }) => cites);
        expect(cited).toHaveLength(reply.summary?.evidence.length ?? 0);
      }
    }
  });

  test('is refused whole where a quotation has lost its number', () => {
    const { render } = renderingOn(realCorpus, TO_EVERYONE);
    const gate = Gate.of(realCorpus);
    for (const [, reply] of summarisedRepliesOn(realCorpus)) {
      const unnumbered = jsonStrings.mapStrings(render(answerOf(reply)), (each) =>
        each.replaceAll(/^(> )?\*\*\\\[\d+\\\]\*\* /gmu, '$1'),
      );
      expect(() => Cleared.by(gate, unnumbered, readMessage)).toThrow(MisquotationError);
    }
  });

  test('makes no line of its own of what a thesis has after a break', () => {
    const [first, second] = [1, 2].map((number) =>
      passage({
        anchor: `p${number}`,
        thesis: `Une phrase.\n### Une autre\r\n> « La ${number} »`,
      }),
    );
    const shown = [first ?? expect.fail(), second ?? expect.fail()];
    const corpus = corpusOf(shown);
    const { render } = renderingOn(corpus, TO_EVERYONE);
    const summary = Summary.of([shown], 'corpus');
    const quotes = shown.map((each) => Quote.at(each));
    const reading = readMessage(render(answerOf({ ...quotesReply(quotes), summary })));
    expect(reading.sentences?.map(({ cites }) => cites)).toEqual([['1', '2']]);
    expect(reading.quotations).toHaveLength(2);
  });

  test.each([
    ['signs of Markdown', '# *Tout* _va_ ~~mal~~ ||bien|| `là` [ici](https://piege.invalid)'],
    ['a list', '- Un point.'],
    ['mentions', '<@U123> @everyone <#1> </debat:1> <t:0>'],
    ['what looks like small print', '-# Petit texte'],
  ])('shows a thesis with %s as it is written, and is let out', (_, thesis) => {
    // The parser refuses brackets, which only references may have.
    const said = passage({ thesis: thesis.replace(/[[\]]/gu, '') });
    const corpus = corpusOf([said]);
    const { render } = renderingOn(corpus, TO_EVERYONE);
    const reply = summarised(quotesReply([Quote.at(said)]));
    const { payload } = Cleared.by(Gate.of(corpus), render(answerOf(reply)), readMessage);
    expect(readMessage(payload).sentences).toEqual([
      { sentence: reply.summary?.points[0]?.sentence, cites: ['1'] },
    ]);
    accepted(payload);
  });

  test('fits with the longest words, names, titles and addresses that a corpus may have', () => {
    const work = source({
      title: '漢'.repeat(300),
      publisher: '*'.repeat(120),
      url: `https://exemple.invalid/${'a'.repeat(476)}`,
    });
    const all = Array.from({ length: 6 }, (_, index) =>
      passage({
        anchor: `p${index}`,
        source: work,
        voice: '_'.repeat(80),
        text: '漢 '.repeat(2_499),
      }),
    );
    const corpus = corpusOf(all);
    const { render } = renderingOn(corpus, TO_EVERYONE);
    for (const [, reply] of [
      ...repliesOn(corpusOf([...all, passage()])),
      ...everyPassageOn(corpus),
    ]) {
      accepted(render(answerOf(reply)));
    }
    const gate = Gate.of(corpus);
    const told = summarised(quotesReply(all.map((each) => Quote.at(each))));
    accepted(Cleared.by(gate, render(answerOf(told)), readMessage).payload);
  });

  test('holds nothing it can hold in its own buttons, and gives the rest away to be remembered', () => {
    const { render } = renderingOn(realCorpus, TO_THE_ASKER);
    const quotes = realCorpus.passages.slice(0, 10).map((each) => Quote.at(each));
    const short = render(answerOf(quotesReply(quotes), 'roi'));
    expect(short.notes).toEqual({});
    const long = render(answerOf(quotesReply(quotes), 'é'.repeat(300)));
    expect(Object.keys(long.notes)).toHaveLength(3);
    for (const customId of customIdsIn(long)) expect(readPressed(customId)).not.toBeNull();
  });
});

function longestFirst(one: Passage, other: Passage): number {
  return (other.text?.length ?? 0) - (one.text?.length ?? 0);
}

/** The passages of a corpus by length, five at a time, with the summary that their theses make. */
function* fiveByLength({ passages }: Corpus): Generator<SummarisedReply> {
  const all = passages.toSorted(longestFirst).map((each) => Quote.at(each));
  for (let start = 0; start + MOST_THESES <= all.length; start += MOST_THESES) {
    yield summarised(quotesReply(all.slice(start, start + MOST_THESES)));
  }
}

/** Any two voices of a corpus, with the longest passages of each. */
function* everyComparison({ passages, ...others }: Corpus): Generator<ComparisonReply> {
  const ordered = passages.toSorted(longestFirst);
  const sides = catalogueOf({ passages, ...others }).speakers.map((speaker) => {
    const said = ordered.filter(speaker.speaks).slice(0, PAGE_SIZE);
    return { speaker, quotes: said.map((each) => Quote.at(each)) };
  });
  for (const [index, one] of sides.entries()) {
    for (const other of sides.slice(index + 1)) {
      const told = { subject: null, filters: NO_FILTERS, points: [], summary: null };
      yield summarised({ kind: 'comparison', ...told, sides: [one, other] });
    }
  }
}

function customIdsIn(message: DiscordMessage): string[] {
  return jsonStrings.strings(message.components).filter((each) => each.startsWith('d1/'));
}

/** A message that Discord takes. */
function accepted(message: DiscordMessage): DiscordMessage {
  const { components } = message;
  expect(isWithinLimits(components[0].components)).toBe(true);
  inspectedMessage({ components, flags: MessageFlags.IsComponentsV2 });
  return message;
}
