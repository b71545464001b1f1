import { expect, test } from 'vitest';
import { answerButtons, refsIn } from '../../src/conversation/buttons.ts';
import { choicesAmong, contestableIn } from '../../src/conversation/feedback.ts';
import { Quote } from '../../src/debate/quote.ts';
import { oneDebate, openOn } from '../fixtures/open.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';
import { answerOf, quotesReply } from '../fixtures/replies.ts';

// Which quotations a person can contest, and how these are known again.

test('O8: a form numbers quotations as the answer does, where one has left the corpus', async () => {
  const passages = ['a', 'b', 'c'].map((anchor) => passage({ anchor }));
  const ids = passages.map(({ id }) => id);
  const corpus = corpusOf(passages.slice(1));
  const address = { platform: 'test', workspace: null, channel: null, person: null };
  const debates = oneDebate(openOn(corpus));
  const choices = choicesAmong(await contestableIn(ids, address, debates));
  expect(choices.map(({ value }) => value)).toEqual(['tout', '2', '3']);
  expect(choicesAmong(await contestableIn(ids.slice(0, 2), address, debates))).toEqual([]);
});

test('O8: a button that has no room for all references holds none in part', () => {
  const passages = Array.from({ length: 5 }, (_, place) =>
    passage({ anchor: `${'x'.repeat(300)}-${place}` }),
  );
  const quotes = passages.map((each) => Quote.at(each));
  const others = { above: null, thesis: null, isFocus: false, number: null };
  const shown = quotes.map((quote) => ({ quote, ...others }));
  const buttons = answerButtons(
    answerOf(quotesReply(quotes)),
    { page: 1, pages: 1, quotes: shown, nodes: [] },
    { shownTo: 'everyone', isOwned: true },
  );
  const wrong = buttons.find(({ action }) => action === 'wrong') ?? expect.fail();
  expect(refsIn(wrong.asked)).toEqual(passages.slice(0, 3).map(({ id }) => id));
});
