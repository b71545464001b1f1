import { catalogueOf } from '../../../src/debate/catalogue.ts';
import { answerFrom } from '../../fixtures/open.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SlackMessage } from '../../../src/platforms/slack/view/blocks.ts';
import { commandNames, MESSAGE } from '../../../src/platforms/slack/view/blocks.ts';
import { weightOf } from '../../../src/platforms/slack/view/fitting.ts';
import { readMessage } from '../../../src/platforms/slack/view/read.ts';
import { Renderer } from '../../../src/platforms/slack/view/render.ts';
import type { Circumstances } from '../../../src/conversation/composer.ts';
import type { Answer } from '../../../src/ask/request.ts';
import { NO_FILTERS } from '../../../src/debate/filters.ts';
import { Cleared, Gate } from '../../../src/debate/gate.ts';
import type { Corpus, Passage } from '../../../src/debate/passage.ts';
import { ROLE_FORMS } from '../../../src/debate/passage.ts';
import type { Role } from '../../../src/debate/passage.ts';
import { captionOf, Quote, linkOf } from '../../../src/debate/quote.ts';
import { type Speaker } from '../../../src/debate/speaker.ts';
import type { ComparisonReply, Reply } from '../../../src/debate/reply.ts';
import { jsonStrings, renderingContract } from '../../contracts/adapter.ts';
import { summaryContract } from '../../contracts/summary.ts';
import { hostileCorpus, realCorpus, veloCorpus } from '../../fixtures/corpora.ts';
import { corpusOf, isQuoted, passage, source } from '../../fixtures/passages.ts';
import { everyThesisTold, summarised } from '../../fixtures/summaries.ts';
import {
  answerOf,
  HOSTILE_TEXTS,
  positionReply,
  quotesReply,
  repliesOn,
} from '../../fixtures/replies.ts';
import { isTooLong, objectionsTo } from '../../standins/slack/limits.ts';
import { linksIn, mentionsIn, wordsOf } from '../../standins/slack/reading.ts';

const PUBLIC: Circumstances = { shownTo: 'everyone', isOwned: true, sharedBy: null };
const SHARED: Circumstances = { shownTo: 'everyone', isOwned: true, sharedBy: 'U0BRUNO01' };
const PRIVATE: Circumstances = { shownTo: 'asker', isOwned: true, sharedBy: null };

const renderingOf = (circumstances: Circumstances) => (corpus: Corpus) => {
  const renderer = new Renderer(commandNames(''));
  const render = (answer: Answer) => renderer.render(answerFrom(corpus, answer), circumstances);
  return { render, read: readMessage, ...jsonStrings };
};

renderingContract<SlackMessage>('a message to everyone', renderingOf(PUBLIC));
renderingContract<SlackMessage>('a private message', renderingOf(PRIVATE));
summaryContract<SlackMessage>('a message to everyone', renderingOf(PUBLIC));

/** The message of a reply, as the gate lets it leave. */
function sent(reply: Reply, corpus: Corpus, circumstances = PUBLIC, typed = 'roi'): SlackMessage {
  const { render, read } = renderingOf(circumstances)(corpus);
  return Cleared.by(Gate.of(corpus), render(answerOf(reply, typed)), read).payload;
}

/** As the stand-in, and Slack, will take it. */
function standing({ text, blocks }: SlackMessage) {
  return { text, blocks: [...blocks] };
}

/** It mentions those it names and nobody else, and links to nothing but its sources. */
function expectNoStrays(
  message: ReturnType<typeof standing>,
  { sources, passages }: Corpus,
  mentioned = 0,
): void {
  const urls = new Set([...sources.map(({ url }) => url), ...passages.map(linkOf)]);
  expect(mentionsIn(message)).toHaveLength(mentioned);
  const links = linksIn(message).map((link) => link.replaceAll('&amp;', '&'));
  expect(links.filter((link) => !urls.has(link))).toEqual([]);
}

/** Words of any kind a corpus may hold, on one line, as long as asked. */
function written(unit: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> {
  return fc
    .string({ unit, minLength: 1, maxLength, size: 'max' })
    .map((text) => text.replace(/\s+/gu, ' ').trim().slice(0, maxLength).toWellFormed())
    .filter((text) => text !== '' && !text.includes('\uFFFD'));
}

const anyUnit = fc.constantFrom(
  ...Array.from('aé &<>*_|@:💸‑ﷺ"’'),
  ...['. ', '«\u00A0', '\u00A0»', 'https://piege.invalid/a '],
);
const plainUnit = fc.constantFrom(...Array.from('aÉç -’.&<💸œ'));

const longSource = fc.record({
  id: fc.constantFrom('un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept'),
  title: written(anyUnit, 300),
  publisher: written(plainUnit, 120),
  url: fc.option(
    fc
      .string({ unit: fc.constantFrom(...Array.from('a/|<> &"é')), maxLength: 400 })
      .map((path) => `https://exemple.invalid/${path}`.trim().replace(/\s+/gu, ' ')),
  ),
});

const longPassage = fc.record({
  voice: written(plainUnit, 80),
  role: fc.constantFrom(...(Object.keys(ROLE_FORMS) as Role[])),
  reportedBy: written(plainUnit, 80),
  text: fc.option(written(anyUnit, 5_000), { freq: 4 }),
  thesis: fc.record({ text: written(plainUnit, 300), isRead: fc.boolean() }),
  topics: fc.array(written(plainUnit, 60), { minLength: 1, maxLength: 3 }),
  deduction: fc.option(fc.constant('le ton')),
  stance: fc.constantFrom('assumed' as const, 'reported' as const, 'rejected' as const),
});

const longCorpus: fc.Arbitrary<Corpus> = fc
  .tuple(
    fc.uniqueArray(longSource, { minLength: 1, maxLength: 7, selector: ({ id }) => id }),
    fc.array(fc.tuple(longPassage, fc.nat()), { minLength: 6, maxLength: 8 }),
  )
  .map(([works, said]) => {
    const sources = works.map((work) => source(work));
    const passages = said.map(([given, work], order): Passage => {
      const { role, reportedBy } = given;
      const where = sources[work % sources.length];
      return passage({
        ...given,
        anchor: `p${order}`,
        ...(where === undefined ? {} : { source: where }),
        reportedBy: role === 'cité' ? reportedBy : null,
        order,
      });
    });
    return corpusOf(passages);
  });

/** The fullest pages there are of a corpus. */
function fullPages(corpus: Corpus): Reply[] {
  const quotes = corpus.passages.map((each) => Quote.at(each));
  const speaker = { kind: 'person', label: 'x'.repeat(80), names: [], speaks: () => true } as const;
  const [one = speaker, other = speaker] = catalogueOf(corpus).speakers;
  const sideOf = (side: Speaker) => {
    const said = quotes.filter(({ passage: each }) => side.speaks(each));
    return { speaker: side, quotes: said.slice(0, 3) };
  };
  const sides = [sideOf(one), sideOf(other)] as const;
  const points = ['t'.repeat(60), 'u'.repeat(60), 'v'.repeat(60)].map((topic) => {
    return { relation: null, topics: [topic] };
  });
  const voices = Array.from({ length: 50 }, () => ({ name: 'n'.repeat(80), passages: 1000 }));
  const entries = corpus.sources.map((each) => ({ source: each, passages: 1000, voices }));
  const known = voices.map(({ name }) => name);
  const comparison: ComparisonReply = {
    kind: 'comparison',
    subject: null,
    filters: NO_FILTERS,
    points,
    sides,
    summary: null,
  };
  return [
    quotesReply(quotes),
    positionReply(quotes, 's'.repeat(300)),
    comparison,
    summarised(quotesReply(quotes)),
    summarised(positionReply(quotes, 's'.repeat(300))),
    summarised(comparison),
    { kind: 'context', quotes: quotes.slice(0, 5), focus: 2, gaps: [], related: [] },
    { kind: 'sources', words: null, filters: { ...NO_FILTERS, speakers: [speaker] }, entries },
    { kind: 'help' },
    { kind: 'notice', notice: { code: 'author missing', known } },
  ];
}

/** A corpus in which everything is as long as a corpus file may make it. */
function longestCorpus(letter: string): Corpus {
  const filled = (length: number) => letter.repeat(length).slice(0, length).toWellFormed();
  const passages = Array.from({ length: 8 }, (_, order) => {
    const where = source({
      id: `source-${order}`.padEnd(40, 'x'),
      title: filled(300),
      publisher: filled(120),
      url: `https://exemple.invalid/${'a'.repeat(476)}`,
    });
    return passage({
      anchor: `p${order}`.padEnd(40, 'x'),
      source: where,
      voice: filled(order % 2 === 0 ? 80 : 40),
      role: 'cité',
      reportedBy: filled(80),
      deduction: 'le ton',
      stance: 'rejected',
      flags: ['transcription automatique'],
      text: filled(5_000),
      thesis: { text: filled(300), isRead: false },
      topics: [filled(60)],
      order,
    });
  });
  return corpusOf(passages);
}

describe('any page of any corpus', () => {
  test('keeps its summary where theses and attributions leave quotations some room', () => {
    const [first, ...others] = longestCorpus('mot ').passages.map((each) => {
      return { ...each, thesis: { text: `${'mot '.repeat(37)}.`, isRead: false } };
    });
    const corpus = corpusOf([first ?? passage(), ...others]);
    const five = corpus.passages.slice(0, 5).map((each) => Quote.at(each));
    const { sentences = [] } = readMessage(sent(summarised(quotesReply(five)), corpus));
    expect(sentences.flatMap(({ cites }) => cites)).toEqual(['1', '2', '3', '4', '5']);
  });

  /** As the stand-in takes it, with nothing in it that Slack would make a mention or a link. */
  const expectSound = (corpus: Corpus, circumstances: Circumstances) => {
    for (const reply of fullPages(corpus)) {
      const message = standing(sent(reply, corpus, circumstances));
      expect(objectionsTo(message.blocks, 'message')).toEqual([]);
      expect(isTooLong(message.blocks)).toBe(false);
      expect(weightOf(message.blocks)).toBeLessThanOrEqual(MESSAGE.weight);
      expect(Buffer.byteLength(message.text)).toBeLessThanOrEqual(MESSAGE.fallbackBytes);
      expect(message.text).not.toBe('');
      expectNoStrays(message, corpus, circumstances.sharedBy === null ? 0 : 1);
    }
  };

  test.each(['a', 'é', 'ﷺ', 'mot ', '&', '💸'])(
    'fits with the longest of everything, in %j',
    (letter) => {
      expectSound(longestCorpus(letter), SHARED);
    },
  );

  test('fits in a message with its notification text, mentions nobody and links to its sources', () => {
    fc.assert(fc.property(longCorpus, fc.constantFrom(PUBLIC, SHARED, PRIVATE), expectSound), {
      numRuns: 60,
    });
  });
});

describe('a hostile text', () => {
  const corpora = { 'the true corpus': realCorpus, 'a hostile corpus': hostileCorpus };
  const cases = Object.entries(corpora).flatMap(([name, corpus]) =>
    HOSTILE_TEXTS.map(([what, typed]) => [what, name, typed, corpus] as const),
  );

  test.each(cases)('with %s, asked of %s, notifies and links nothing', (_, __, typed, corpus) => {
    for (const [, reply] of repliesOn(corpus, typed)) {
      const message = standing(sent(reply, corpus, PUBLIC, typed));
      expectNoStrays(message, corpus);
      expect(objectionsTo(message.blocks, 'message')).toEqual([]);
      // Unseen characters that turn a text round, or end it. A list of debates has lines.
      const isSentence = reply.kind === 'notice' && reply.notice.code !== 'debates';
      if (isSentence) expect(wordsOf(message)).not.toMatch(/[\p{Cc}\u202E\u2066]/u);
    }
  });
});

describe('the notification text', () => {
  test('says the heading, each quotation and its caption, and the page', () => {
    const quotes = realCorpus.passages
      .filter(isQuoted)
      .slice(0, 4)
      .map((each) => Quote.at(each));
    const { text } = sent(quotesReply(quotes), realCorpus);
    const lines = text.split('\n');
    expect(lines[0]).toBe('4\u00A0passages\u00A0: roi');
    expect(lines.filter((line) => line.startsWith('«'))).toHaveLength(3);
    const [caption = ''] = quotes.map((each) => captionOf(each.passage));
    expect(lines[1]).toBe(`Les 3\u00A0passages qui suivent\u00A0: ${caption}`);
    expect(lines.filter((line) => line.includes(caption))).toHaveLength(1);
    expect(lines.at(-1)).toBe('Page 1 sur 2');
    expect(text).not.toContain('http');
  });

  test('says what goes with a passage over the first quotation that it can hold', () => {
    const related = ['Je réponds.', 'Je rejoins www.exemple.invalid.', 'Je rejoins aussi.'].map(
      (text, index) => passage({ anchor: `autre-${index}`, text }),
    );
    const kinds = ['answers', 'joins', 'joins'] as const;
    const relations = related.map(({ id }, index) => ({ kind: kinds[index] ?? 'joins', ref: id }));
    const focus = passage({ relations });
    const told = related.map((each, index) => {
      return { kind: kinds[index] ?? 'joins', isOfOther: false, quote: Quote.at(each) };
    });
    const { text } = sent(
      { kind: 'context', quotes: [Quote.at(focus)], focus: 0, gaps: [false], related: told },
      corpusOf([focus, ...related]),
    );
    const lines = text.split('\n');
    const above = lines[lines.indexOf('«\u00A0Je rejoins aussi.\u00A0»') - 1];
    expect(above).toBe('À notre lecture, ce passage rejoint\u00A0:');
  });

  test('says the thesis before its quotation', () => {
    const quotes = realCorpus.passages
      .filter(isQuoted)
      .slice(0, 3)
      .map((each) => Quote.at(each));
    const { text } = sent(positionReply(quotes), realCorpus);
    expect(text.split('\n').filter((line) => line.startsWith('→ '))).toHaveLength(3);
  });

  test('says every thesis of a summary before the quotations, in every corpus', () => {
    for (const corpus of [realCorpus, hostileCorpus, veloCorpus]) {
      for (const reply of everyThesisTold(corpus)) {
        const lines = sent(reply, corpus).text.split('\n');
        const told = lines.filter((line) => line.startsWith('• '));
        expect(told).toHaveLength(reply.summary?.points.length ?? 0);
        expect(lines.indexOf(told[0] ?? '')).toBe(2);
      }
    }
  });

  test('leaves a thesis that holds an address to the message, and says so', () => {
    const said = passage({ thesis: 'Tout est dit sur www.exemple.invalid, en somme.' });
    const corpus = corpusOf([said]);
    const message = sent(summarised(quotesReply([Quote.at(said)])), corpus);
    expect(message.text).not.toContain('www.');
    expect(message.text).toContain('La suite se lit dans le message.');
    expect(wordsOf(standing(message))).toContain('Tout est dit sur www.exemple.invalid');
    expect(linksIn(standing(message)).filter((link) => link.includes('www'))).toEqual([]);
  });

  test('leaves a quotation that holds an address to the message, and says so', () => {
    const text = 'Voir https://exemple.invalid/ailleurs, dit-on.';
    const corpus = corpusOf([passage({ text })]);
    const message = sent(quotesReply([Quote.at(corpus.passages[0] ?? passage())]), corpus);
    expect(message.text).toContain('… et 1\u00A0autre citation, à lire dans le message.');
    expect(wordsOf(standing(message))).toContain(text);
  });

  test('cuts long quotations at a sentence or a word, and shows the cut', () => {
    const long = passage({ text: 'Une phrase entière de plus. '.repeat(170).trim() });
    const corpus = corpusOf([long]);
    const quotes = Array.from({ length: 3 }, () => Quote.at(long));
    const { text } = sent(quotesReply(quotes), corpus);
    const words = text.split('\n').filter((line) => line.startsWith('«'));
    expect(words).toHaveLength(3);
    for (const line of words) expect(line).toMatch(/ de plus\. \[…\]\u00A0»$/u);
  });

  test('has its markup signs written out, and reads back as it was', () => {
    const { text } = sent(repliesOn(hostileCorpus)[0]?.[1] ?? quotesReply([]), hostileCorpus);
    expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/u);
  });
});

describe('a message read back', () => {
  const six = realCorpus.passages.slice(0, 6).map((each) => Quote.at(each));
  const message = sent(summarised(quotesReply(six)), realCorpus);
  /** As the gate takes it with these changes, which the bot would never make. */
  const clear = (changed: Partial<Readonly<Record<keyof SlackMessage, unknown>>>) =>
    Cleared.by(Gate.of(realCorpus), { ...message, ...changed } as SlackMessage, readMessage);
  const FALSE = '«\u00A0Jamais dit.\u00A0»';
  const STRAY = 'https://piege.invalid';
  const rich = (...elements: readonly object[]) => ({ type: 'rich_text', elements });
  const section = (element: object) => ({ type: 'rich_text_section', elements: [element] });
  const said = (text: string) => section({ type: 'text', text });
  const list = { type: 'rich_text_list', elements: [said('Tout va bien. [1]')] };

  test('holds every text of the payload', () => {
    const { blocks, text } = sent(quotesReply(six.slice(0, 1)), realCorpus);
    const read = JSON.stringify(readMessage({ blocks, text }));
    JSON.stringify(blocks, (key, value: unknown) => {
      if (typeof value !== 'string' || !['text', 'accessibility_label'].includes(key)) return value;
      const label = /^<.*\|(.*)>$/u.exec(value)?.[1] ?? value;
      expect(read).toContain(JSON.stringify(label).slice(1, -1));
      return value;
    });
  });

  test('holds the sentences once, and each quotation under its number', () => {
    const { sentences = [], quotations } = readMessage(message);
    expect(sentences.map(({ cites }) => cites)).toEqual([['1', '2'], ['3'], ['4'], ['5']]);
    const numbers = quotations.map(({ label }) => label).filter((label) => label !== undefined);
    expect(numbers).toEqual(['1', '2', '3', '4', '5']);
  });

  test.each([
    ['a section', { type: 'section', text: { type: 'mrkdwn', text: FALSE } }],
    ['an image', { type: 'image', image_url: 'x', alt_text: FALSE }],
    ['a button', { type: 'actions', elements: [{ type: 'button', text: { text: '« Non »' } }] }],
    ['markdown', { type: 'markdown', text: '“Jamais dit”' }],
    ['a link of another place', rich(section({ type: 'link', url: STRAY }))],
    [
      'a caption alone',
      { type: 'context', elements: [{ type: 'mrkdwn', text: `<${STRAY}|ici>` }] },
    ],
    ['sentences: a list under no title', rich(list)],
    ['sentences: a list under a line that is no title', rich(said('Résumé'), list)],
  ])('with %s slipped into it is refused by the gate', (_, block) => {
    expect(() => clear({ blocks: [...message.blocks, block] })).toThrow('refused');
  });

  test('with the numbers of two quotations exchanged is refused by the gate', () => {
    const exchanged: Record<string, string> = { '[1]': '[2]', '[2]': '[1]' };
    const blocks: unknown = JSON.parse(JSON.stringify(message.blocks), (_, value: unknown) =>
      typeof value === 'string' ? (exchanged[value] ?? value) : value,
    );
    expect(blocks).not.toEqual(message.blocks);
    expect(() => clear({ blocks })).toThrow('refused');
  });

  test.each([
    ['another quotation', (text: string) => text.replace(/«[^»]*»/u, FALSE)],
    ['another number', (text: string) => text.replace(/^2\. /mu, '3. ')],
    ['another sentence', (text: string) => text.replace(/^• .*(?= \[)/mu, '• Tout va bien.')],
    ['a reference to nothing', (text: string) => text.replace(/^(• .*) \[\d\]$/mu, '$1 [9]')],
  ])('with %s in the notification text is refused by the gate', (_, change) => {
    const text = change(message.text);
    expect(text).not.toBe(message.text);
    expect(() => clear({ text })).toThrow('refused');
  });

  test('with nothing changed is cleared', () => {
    expect(() => clear({})).not.toThrow();
  });
});
