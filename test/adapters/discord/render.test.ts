import { describe, expect, test } from 'vitest';
import { isWithinLimits } from '../../../src/adapters/discord/components.ts';
import type { DiscordMessage } from '../../../src/adapters/discord/components.ts';
import { Renderer } from '../../../src/adapters/discord/render.ts';
import type { Circumstances } from '../../../src/adapters/discord/render.ts';
import { readPressed } from '../../../src/adapters/discord/state.ts';
import { Quote } from '../../../src/debate/quote.ts';
import { jsonStrings, renderingContract } from '../../contracts/adapter.ts';
import { hostileCorpus, realCorpus } from '../../fixtures/corpora.ts';
import { corpusOf, passage, source } from '../../fixtures/passages.ts';
import {
  answerOf,
  everyPassageOn,
  HOSTILE_TEXTS,
  quotesReply,
  repliesOn,
} from '../../fixtures/replies.ts';
import { checkMessage } from '../../standins/discord/limits.ts';

const TO_EVERYONE: Circumstances = {
  shownTo: 'everyone',
  isOwned: true,
  sharedBy: '200000000000000002',
};
const TO_THE_ASKER: Circumstances = { shownTo: 'asker', isOwned: false, sharedBy: null };
const ALL = [TO_EVERYONE, TO_THE_ASKER];

describe('a message', () => {
  renderingContract<DiscordMessage>('to everyone', (corpus) => {
    return { ...new Renderer(corpus).renderingFor(TO_EVERYONE), ...jsonStrings };
  });
  renderingContract<DiscordMessage>('to the one who asked', (corpus) => {
    return { ...new Renderer(corpus).renderingFor(TO_THE_ASKER), ...jsonStrings };
  });

  test.each(HOSTILE_TEXTS)('is one that Discord takes, whoever typed %s', (_, typed) => {
    for (const corpus of [realCorpus, hostileCorpus]) {
      for (const circumstances of ALL) {
        const { render } = new Renderer(corpus).renderingFor(circumstances);
        for (const [, reply] of repliesOn(corpus, typed)) accepted(render(answerOf(reply, typed)));
      }
    }
  });

  test('is one that Discord takes, whatever page of a corpus it shows', () => {
    for (const corpus of [realCorpus, hostileCorpus]) {
      const { render } = new Renderer(corpus).renderingFor(TO_EVERYONE);
      for (const [, reply] of everyPassageOn(corpus)) accepted(render(answerOf(reply)));
    }
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
    const { render } = new Renderer(corpus).renderingFor(TO_EVERYONE);
    for (const [, reply] of [
      ...repliesOn(corpusOf([...all, passage()])),
      ...everyPassageOn(corpus),
    ]) {
      accepted(render(answerOf(reply)));
    }
  });

  test('holds nothing it can hold in its own buttons, and gives the rest away to be remembered', () => {
    const { render } = new Renderer(realCorpus).renderingFor(TO_THE_ASKER);
    const quotes = realCorpus.passages.slice(0, 10).map((each) => Quote.at(each));
    const short = render(answerOf(quotesReply(quotes), 'roi'));
    expect(short.notes).toEqual({});
    const long = render(answerOf(quotesReply(quotes), 'é'.repeat(300)));
    expect(Object.keys(long.notes)).toHaveLength(2);
    for (const customId of customIdsIn(long)) expect(readPressed(customId)).not.toBeNull();
  });
});

function customIdsIn(message: DiscordMessage): string[] {
  return jsonStrings.strings(message.components).filter((each) => each.startsWith('d1/'));
}

function accepted({ components }: DiscordMessage): void {
  expect(isWithinLimits(components[0].components)).toBe(true);
  checkMessage({ components }, true);
}
