import { catalogueOf } from '../src/debate/catalogue.ts';
import { answerFrom, oneDebate, openOn } from './fixtures/open.ts';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../src/ask/request.ts';
import type { Circumstances, Rendering } from '../src/conversation/composer.ts';
import { Cleared, Gate } from '../src/debate/gate.ts';
import { Proposals } from '../src/platforms/discord/proposals.ts';
import { promptsFrom } from '../src/platforms/slack/home.ts';
import { commandNames } from '../src/platforms/slack/view/blocks.ts';
import { readMessage } from '../src/platforms/slack/view/read.ts';
import { Renderer } from '../src/platforms/slack/view/render.ts';
import { createRetriever } from '../src/search/retriever.ts';
import { dispatchOn } from './fixtures/bots.ts';
import { textRendering } from './fixtures/consoles.ts';
import { veloCorpus } from './fixtures/corpora.ts';
import { withoutThemes } from './fixtures/passages.ts';
import { renderingOn } from './platforms/discord/harness.ts';

// A debate to whose passages nobody has given themes is talked of in its own key terms, everywhere.

const corpus = withoutThemes(veloCorpus);
const terms = catalogueOf(corpus).topics.all;
const gate = Gate.of(corpus);
const dispatch = dispatchOn(corpus);
const ADDRESS = { platform: 'test', workspace: null, channel: null, person: null };
const PUBLIC: Circumstances = { shownTo: 'everyone', isOwned: true, sharedBy: null };

function ask(line: string): Promise<Answer> {
  const [, command = '', text = ''] = /^\/(\S+)\s*(.*)$/u.exec(line) ?? [];
  return dispatch({ address: ADDRESS, command, input: { text } });
}

/** All the words of an answer that the gate lets leave. */
function wordsBy<Payload>({ render, read }: Rendering<Payload>): (answer: Answer) => string {
  return (answer) => JSON.stringify(Cleared.by(gate, render(answer), read).payload);
}

const slack = new Renderer(commandNames(''));
const PLATFORMS: Readonly<Record<string, (answer: Answer) => string>> = {
  slack: wordsBy({
    render: (answer) => slack.render(answerFrom(corpus, answer), PUBLIC),
    read: readMessage,
  }),
  discord: wordsBy(renderingOn(corpus, PUBLIC)),
  terminal: wordsBy(textRendering(Infinity, false, corpus)),
};

describe.each(Object.entries(PLATFORMS))('on %s', (_, wordsOf) => {
  test('a position has its passages under key terms', async () => {
    const answer = await ask('/position vasseur');
    const { reply } = answer;
    if (reply.kind !== 'position') return expect.fail(reply.kind);
    const [first] = reply.groups;
    expect(reply.groups.length).toBeGreaterThan(1);
    expect(terms).toContain(first?.topic);
    expect(wordsOf(answer)).toContain(first?.topic);
  });

  test('two voices are compared on key terms of both', async () => {
    const answer = await ask('/comparer vasseur ; kermadec');
    const { reply } = answer;
    if (reply.kind !== 'comparison') return expect.fail(reply.kind);
    expect(reply.points.length).toBeGreaterThan(0);
    for (const [place, { topics }] of reply.points.entries()) {
      expect(topics.length).toBeGreaterThan(0);
      for (const topic of topics) expect(wordsOf(answer)).toContain(topic);
      for (const { quotes } of reply.sides) {
        const { passage } = quotes[place] ?? expect.fail();
        expect(catalogueOf(corpus).topics.in(passage)).toEqual(expect.arrayContaining([...topics]));
      }
    }
  });

  test('who finds nothing is told of key terms that give results', async () => {
    for (const line of ['/debat hirondelles', '/position vasseur ; hirondelles']) {
      const answer = await ask(line);
      const { reply } = answer;
      if (reply.kind !== 'notice') return expect.fail(reply.kind);
      const { notice } = reply;
      const told =
        'suggestions' in notice ? notice.suggestions : 'topics' in notice ? notice.topics : [];
      expect(told.length).toBeGreaterThan(0);
      for (const term of told) {
        expect(terms).toContain(term);
        expect(wordsOf(answer)).toContain(term);
        expect((await ask(line.replace('hirondelles', term))).reply.kind).not.toBe('notice');
      }
    }
  });
});

test('a mistyped key term is suggested first', async () => {
  const [first] = await createRetriever(corpus).suggest('voitturres', 3);
  expect(first).toBe('voitures');
});

test('Discord completes what is typed by key terms', async () => {
  const { choices } = await new Proposals({
    debates: oneDebate(openOn(corpus)),
    dispatch,
  }).offer({ option: 'sujet', typed: 'rond', debat: '' }, ADDRESS);
  expect(choices.map(({ value }) => value)).toEqual([
    terms.find((term) => term.startsWith('rond-point')),
  ]);
});

test('Slack proposes the key terms of most passages', () => {
  const messages = promptsFrom(catalogueOf(corpus)).prompts.map(({ message }) => message);
  expect(messages).toEqual(expect.arrayContaining(terms.slice(0, 2)));
});

test('the examples of the help are key terms', () => {
  const { subject, otherSubject } = catalogueOf(corpus).examples;
  expect(terms).toEqual(expect.arrayContaining([subject, otherSubject]));
});

test('every key term that is asked is answered', async () => {
  for (const term of terms) expect((await ask(`/debat ${term}`)).reply.kind).toBe('quotes');
});
