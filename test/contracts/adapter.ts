import { beforeAll, describe, expect, test } from 'vitest';
import type { Rendering } from '../../src/conversation/composer.ts';
import { pageAddressOf, passagePath } from '../../src/debate/address.ts';
import type { Corpus, Passage } from '../../src/debate/passage.ts';
import { Cleared, MisquotationError, type Gate } from '../../src/debate/gate.ts';
import type { Reading, ShownQuotation } from '../../src/debate/reading.ts';
import type { Reply } from '../../src/debate/reply.ts';
import { showing } from '../fixtures/bots.ts';
import { hostileCorpus, realCorpus, shownAt, townCorpus } from '../fixtures/corpora.ts';
import {
  HOSTILE_TEXTS,
  answerOf,
  everyPassageOn,
  repliesOn,
  shownOn,
} from '../fixtures/replies.ts';
import {
  captionOf,
  dateOf,
  linkOf,
  shownWords,
  statementOf,
  workLine,
  Quote,
} from '../../src/debate/quote.ts';

/** A rendering, and a way to spoil what it wrote. */
export interface RenderingUnderTest<Payload> extends Rendering<Payload> {
  /** Every string of a payload, seen or not. */
  readonly strings: (payload: NoInfer<Payload>) => readonly string[];
  /** The payload with every string of it changed. */
  readonly mapStrings: (
    payload: NoInfer<Payload>,
    change: (text: string) => string,
  ) => NoInfer<Payload>;
  /** The quotations of a reply that the payload shows: those of its page, unless told otherwise. */
  readonly shows?: (reply: Reply) => readonly Quote[];
}

/** `strings` and `mapStrings` for a payload of objects, lists and texts. */
export const jsonStrings = {
  strings: (payload: unknown): string[] => {
    const found: string[] = [];
    mapped(payload, (text) => {
      found.push(text);
      return text;
    });
    return found;
  },
  // The same shape comes out as went in: only texts are changed, into texts.
  mapStrings: <Payload>(payload: Payload, change: (text: string) => string): Payload =>
    mapped(payload, change) as Payload,
};

function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mapped(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, mapped(of, change)]));
}

const KINDS: Readonly<Record<Reply['kind'], true>> = {
  quotes: true,
  position: true,
  comparison: true,
  citation: true,
  context: true,
  map: true,
  exchange: true,
  sources: true,
  help: true,
  notice: true,
};

/** Replies that lead to the pages of what they quote; a table and a map have no room for that. */
const QUOTING = new Set<Reply['kind']>(['quotes', 'position', 'citation', 'context']);

/** What every platform's rendering must do, on the true corpus, on another one and on one full of traps. */
export function renderingContract<Payload>(
  name: string,
  renderingOf: (corpus: Corpus) => RenderingUnderTest<Payload>,
): void {
  const corpora = {
    'the true corpus': realCorpus,
    'a hostile corpus': hostileCorpus,
    'a town’s debate': townCorpus,
    'a debate whose pages are shown': shownAt(townCorpus, 'https://debat.example/ville/'),
  };
  describe.each(Object.entries(corpora))(`${name}, of %s`, (_, corpus) => {
    const rendering = renderingOf(corpus);
    let gate: Gate;
    beforeAll(async () => {
      ({ gate } = await showing(corpus));
    });
    const replies = repliesOn(corpus);
    const send = (payload: Payload) => Cleared.by(gate, payload, rendering.read).payload;
    const sent = (reply: Reply, typed?: string) => send(rendering.render(answerOf(reply, typed)));
    const readOf = (reply: Reply) => rendering.read(rendering.render(answerOf(reply)));
    /** Of a map, the most connected, as many as there is room for. */
    const shown = (reply: Reply) => {
      const all = (rendering.shows ?? shownOn)(reply);
      return reply.kind === 'map' ? all.slice(0, quotedIn(readOf(reply), corpus).length) : all;
    };

    test('this contract knows every kind of reply', () => {
      expect(new Set(replies.map(([, { kind }]) => kind))).toEqual(new Set(Object.keys(KINDS)));
    });

    /** Sends a reply and requires of what a person reads there the quotations of the reply, and no other. */
    const expectWhole = (reply: Reply, typed?: string) => {
      const found = quotedIn(rendering.read(sent(reply, typed)), corpus);
      const wanted = [...new Set(shown(reply).map(({ passage }) => passage.id))];
      // Two voices may be shown one below the other, or turn by turn, and what has no thesis after what has one.
      if (reply.kind === 'comparison' || reply.kind === 'map')
        expect(found.toSorted()).toEqual(wanted.toSorted());
      else expect(found).toEqual(wanted);
    };

    test.each(replies)('lets an honest reply leave, and shows what it holds: %s', (__, reply) => {
      expectWhole(reply);
    });

    test('shows every passage, the longest too', () => {
      for (const [, reply] of everyPassageOn(corpus)) expectWhole(reply);
    });

    test.each(HOSTILE_TEXTS)('shows nothing more to whoever types %s', (__, typed) => {
      for (const [, reply] of repliesOn(corpus, typed)) expectWhole(reply, typed);
    });

    test('quotes nothing in help and notices', () => {
      for (const [, reply] of replies) {
        if (reply.kind !== 'help' && reply.kind !== 'notice') continue;
        const { quotations, works, documents } = rendering.read(sent(reply));
        expect([...quotations, ...works, ...documents]).toEqual([]);
      }
    });

    test('lists every work with its link', () => {
      for (const [, reply] of replies) {
        if (reply.kind !== 'sources') continue;
        const { works, documents } = rendering.read(sent(reply));
        const listed = [
          ...works.map(({ line, url }) => [line, url]),
          ...documents.map(({ id, url }) => [id, url]),
        ];
        const asText = corpus.sources.map((source) => [workLine(source), source.url]);
        const asDocument = corpus.sources.map(({ id, url }) => [id, url]);
        expect([asText, asDocument]).toContainEqual(listed);
      }
    });

    test('leads from each quotation to its own page, where pages are shown', () => {
      for (const [what, reply] of replies.filter(([, { kind }]) => QUOTING.has(kind))) {
        const { quotations, documents } = readOf(reply);
        const pages = [...quotations.map(({ page }) => page), ...documents.map(({ page }) => page)];
        const own = shown(reply).map(({ passage }) => pageAddressOf(passage));
        // What is read aloud has no addresses.
        const [told, meant] = [pages, own].map(
          (all) => new Set(all.filter((each) => each != null)),
        );
        expect([...(told ?? [])], what).toEqual([...(meant ?? [])]);
      }
    });

    describe('is refused whole', () => {
      const some = corpus === realCorpus ? [] : everyPassageOn(corpus);
      const quoting = [...replies, ...some].filter(([, reply]) => shown(reply).length > 0);
      /** Makes the same change in all texts of every payload, once for each quotation it shows. */
      const refuses = (
        change: (quote: Quote, text: string, reply: Reply) => string,
        concerns: (quote: Quote, reply: Reply) => boolean = () => true,
      ) => {
        for (const [what, reply] of quoting) {
          const payload = rendering.render(answerOf(reply, ''));
          for (const quote of shown(reply).filter((each) => concerns(each, reply))) {
            const spoiled = rendering.mapStrings(payload, (text) => change(quote, text, reply));
            const place = `${what}: ${quote.passage.id}`;
            expect(rendering.strings(spoiled), place).not.toEqual(rendering.strings(payload));
            expect(() => send(spoiled), place).toThrow(MisquotationError);
          }
        }
      };

      test.each<[string, (of: Passage, reply: Reply) => string, (word: string) => string]>([
        ['a letter of a quotation changed', toldWord, respelt],
        ['a word of a quotation lost', toldWord, () => ''],
        ['a word said twice', toldWord, (word) => `${word} ${word}`],
        ['another voice', ({ voice }) => longestWord(voice.name), () => 'Quelquun'],
      ])('with %s', (__, wordOf, into) => {
        refuses(({ passage }, text, reply) => text.replaceAll(wordOf(passage, reply), into));
      });

      test('with another year', () => {
        refuses(
          ({ passage }, text) => {
            const { year } = dateOf(passage);
            return text.replaceAll(`${year}`, `${Number(year) + 1}`);
          },
          (_quote, { kind }) => kind !== 'map',
        );
      });

      test('with another link', () => {
        refuses(
          ({ passage }, text) =>
            text.replaceAll(new URL(linkOf(passage) ?? '').host, 'piege.invalid'),
          ({ passage }, { kind }) => linkOf(passage) !== null && kind !== 'map',
        );
      });

      test('with another page', () => {
        refuses(
          ({ passage }, text) => text.replaceAll(passagePath(passage), 'p/autre/passage/'),
          ({ passage }, { kind }) => pageAddressOf(passage) !== null && QUOTING.has(kind),
        );
      });

      test('with another relation between two passages, or the same turned round', () => {
        let spoilt = 0;
        for (const [what, reply] of quoting.filter(([, { kind }]) => kind === 'context')) {
          const payload = rendering.render(answerOf(reply, ''));
          for (const [told, other] of OTHER_RELATIONS) {
            for (const spoiled of changedOneByOne(rendering, payload, told, other)) {
              expect(() => send(spoiled), `${what}: ${told}`).toThrow(MisquotationError);
              spoilt += 1;
            }
          }
        }
        expect(spoilt).toBeGreaterThan(0);
      });

      test.each(['map', 'exchange'])(
        'with another reading between two passages of a %s',
        (kind) => {
          let spoilt = 0;
          for (const [what, reply] of quoting.filter(([, each]) => each.kind === kind)) {
            const payload = rendering.render(answerOf(reply, ''));
            for (const [told, other] of OTHER_ARROWS) {
              for (const spoiled of changedOneByOne(rendering, payload, told, other)) {
                expect(() => send(spoiled), `${what}: ${told}`).toThrow(MisquotationError);
                spoilt += 1;
              }
            }
          }
          expect(spoilt).toBeGreaterThan(0);
        },
      );

      test.each([
        ['more quotations than follow it', '99'],
        ['fewer', '1'],
        ['none', '0'],
      ])('with a source said over %s', (__, count) => {
        for (const [what, reply] of quoting) {
          const payload = rendering.render(answerOf(reply, ''));
          for (const spoiled of changedOneByOne(rendering, payload, COUNT_OF_RUN, count)) {
            expect(() => send(spoiled), what).toThrow(MisquotationError);
          }
        }
      });

      test('with another thesis', () => {
        refuses(
          ({ passage }, text) => text.replaceAll(longestWordOfThesis(passage), respelt),
          ({ passage }, { kind }) =>
            kind === 'map' ||
            (kind === 'position' && passage.text?.includes(longestWordOfThesis(passage)) === false),
        );
      });
    });
  });
}

/** What a message shows of a passage: its words, or in a map its thesis. */
function toldWord({ text, thesis }: Passage, { kind }: Reply): string {
  const told = kind === 'map' ? [thesis?.text, text] : [text, thesis?.text];
  return openingWord(told.find((each) => each != null) ?? '');
}

/** The ids of the passages a reading quotes, or tells by their theses, in its order. */
function quotedIn({ quotations, documents, nodes = [] }: Reading, corpus: Corpus): string[] {
  const { passages } = corpus;
  const stated = nodes.flatMap(({ statement }) =>
    passages.filter((each) => statementOf(each) === statement).map(({ id }) => id),
  );
  const ids = documents.flatMap(({ ref }) => (typeof ref === 'string' ? [ref] : []));
  const shown = quotations.map((quotation) => quotedId(quotation, passages));
  return [...new Set([...ids, ...stated, ...shown])];
}

/** The id of the passage that a shown quotation is of. */
export function quotedId(
  { words, caption }: Pick<ShownQuotation, 'words' | 'caption'>,
  passages: readonly Passage[],
): string {
  const said = passages.find((each) => captionOf(each) === caption && isShownAs(each, words));
  return said?.id ?? `no passage: ${words}`;
}

/** Whether these are the words of a passage: whole, or with cuts that are shown. */
function isShownAs(passage: Passage, words: string): boolean {
  if (words === shownWords(Quote.at(passage))) return true;
  const pieces = words.replace(/^«\u00A0|\u00A0»$/gu, '').split(/ ?\[…\] ?/u);
  return pieces.length > 1 && pieces.every((piece) => passage.text?.includes(piece) === true);
}

/** The longest of the words that are shown however much of a quotation is cut. */
function openingWord(text: string): string {
  return longestWord(text.slice(0, 60));
}

export function longestWord(text: string): string {
  const words = text.match(/\p{L}+/gu) ?? [];
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

export function respelt(word: string): string {
  return `${word.slice(0, -1)}${word.endsWith('x') ? 'y' : 'x'}`;
}

function longestWordOfThesis({ thesis }: Passage): string {
  return longestWord(thesis?.text ?? '');
}

/** How many quotations have the source that stands over them. */
const COUNT_OF_RUN = /(?<=Les )\d+(?=\s+passages\s+qui\s+suivent)/u;

/** What is read between two passages, in words and in a document, and what is not. */
const OTHER_RELATIONS = [
  [/ce passage (?:répond à|rejoint|rejette)(?=\u00A0:)/u, 'ce passage nuance'],
  [/ce passage répond à(?=\u00A0:)/u, 'un autre passage répond à celui-ci'],
  [/un autre passage répond à celui-ci(?=\u00A0:)/u, 'ce passage répond à'],
  [/ce passage rejoint(?=\u00A0:)/u, 'ce passage est rejoint par'],
  [/ce passage est rejoint par(?=\u00A0:)/u, 'ce passage rejoint'],
  [/ce passage rejette(?=\u00A0:)/u, 'ce passage est rejeté par'],
  [/ce passage est rejeté par(?=\u00A0:)/u, 'ce passage rejette'],
  [/^(?:answers|joins|rejects)$/u, 'qualifies'],
] as const;

/** A verb between two voices, however the line is broken. */
function verbBetween(verb: string): RegExp {
  return new RegExp(`(?<=À notre lecture,\\s[^]{1,120}?\\s)(?:${verb})(?=\\s)`, 'u');
}

/** What is read between passages of a map, and between those that follow each other, and what is not. */
const OTHER_ARROWS = [
  [/(\d+ )(?:répond à|rejoint|rejette)(?= \d+)/u, '$1nuance'],
  [/(\d+ )nuance(?= \d+)/u, '$1rejette'],
  [/(\d+) (répond à|rejoint|nuance|rejette) (\d+)/u, '$3 $2 $1'],
  [/(\d+ (?:répond à|rejoint|nuance|rejette) )\d+/u, '$199'],
  [verbBetween('répond\\s+à|rejoint|rejette\\s+ce\\s+que\\s+dit'), 'nuance ce que dit'],
  [verbBetween('nuance\\s+ce\\s+que\\s+dit'), 'rejoint'],
  [/(?<=À notre lecture, )(.+?) (répond à|rejoint|nuance ce que dit) ([\p{L} ’-]+)/u, '$3 $2 $1'],
  [/^(?:answers|joins|rejects)$/u, 'qualifies'],
] as const;

/** The payload with what is found replaced in one of its strings, once for each string that holds it. */
function changedOneByOne<Payload>(
  { strings, mapStrings }: RenderingUnderTest<Payload>,
  payload: Payload,
  found: RegExp,
  into: string,
): readonly Payload[] {
  const spoilt = strings(payload).filter((text) => text.replace(found, into) !== text);
  return spoilt.map((_, nth) => {
    let met = 0;
    return mapStrings(payload, (text) => {
      const changed = text.replace(found, into);
      if (changed === text) return text;
      met += 1;
      return met === nth + 1 ? changed : text;
    });
  });
}
