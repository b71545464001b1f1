import { catalogueOf } from '../../src/debate/catalogue.ts';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Rendering } from '../../src/conversation/composer.ts';
import { voiceNamed, type Corpus, type Passage } from '../../src/debate/passage.ts';
import { Cleared, Gate } from '../../src/debate/gate.ts';
import type { Misquotation } from '../../src/debate/reading.ts';
import type { Reading } from '../../src/debate/reading.ts';
import { relationLine, relationOn, type ToldRelation } from '../../src/debate/relation.ts';
import { Summary } from '../../src/debate/summary.ts';
import { formatDate } from '../../src/french/typography.ts';
import { realDispatch } from '../fixtures/bots.ts';
import { jsonRendering, textRendering, textRenderings } from '../fixtures/consoles.ts';
import { hostileCorpus, realCorpus } from '../fixtures/corpora.ts';
import { answerOf, comparisonReply, positionReply, quotesReply } from '../fixtures/replies.ts';
import { corpusOf, isQuoted, passage, source } from '../fixtures/passages.ts';
import {
  Quote,
  shownWords,
  captionOf,
  speakerText,
  workLine,
  linkOf,
} from '../../src/debate/quote.ts';
import { type Speaker } from '../../src/debate/speaker.ts';

const CORPORA: readonly (readonly [string, Corpus])[] = [
  ['the true corpus', realCorpus],
  ['a hostile corpus', hostileCorpus],
];
const unbroken = textRendering(Infinity);

const NOTHING: Reading = { quotations: [], works: [], documents: [], texts: [] };

function codesOf(corpus: Corpus, reading: Partial<Reading>): Misquotation['code'][] {
  return Gate.of(corpus)
    .misquotationsIn({ ...NOTHING, ...reading })
    .map(({ code }) => code);
}

/** A quotation as a message shows it, with its attribution and its link. */
function asShown(quote: Quote) {
  const { passage: said } = quote;
  return { words: shownWords(quote), caption: captionOf(said), url: linkOf(said), thesis: null };
}

/** What is wrong with words under a passage's own attribution and link. */
function codesWith(passage: Passage, words: string): Misquotation['code'][] {
  const corpus = realCorpus.passages.includes(passage) ? realCorpus : hostileCorpus;
  return codesOf(corpus, { quotations: [{ ...asShown(Quote.at(passage)), words }] });
}

function messageOf(...passages: readonly Passage[]): string {
  return unbroken.render(answerOf(quotesReply(passages.map((each) => Quote.at(each)))));
}

describe.each(CORPORA)('of %s', (_, corpus) => {
  const gate = Gate.of(corpus);
  const isRefused = (payload: string, { read }: Rendering<string> = unbroken) =>
    gate.misquotationsIn(read(payload)).length > 0;
  /** Makes the same change, which must change something, in the message of each of these passages. */
  const refuses = (
    change: (message: string, of: Passage) => string,
    concerns: (passage: Passage) => boolean = () => true,
  ) => {
    const letThrough = corpus.passages.filter(concerns).filter((passage) => {
      const message = messageOf(passage);
      const altered = change(message, passage);
      if (altered === message) throw new Error(`nothing was changed in ${passage.id}`);
      return !isRefused(altered);
    });
    expect(letThrough.map(({ id }) => id)).toEqual([]);
  };

  describe.each([...textRenderings(corpus), ['document', jsonRendering(corpus)] as const])(
    'a message as %s',
    (__, rendering) => {
      test('passes with any passage and any thesis', () => {
        for (const passage of corpus.passages) {
          const quote = Quote.at(passage);
          for (const reply of [quotesReply([quote]), positionReply([quote])]) {
            const reading = rendering.read(rendering.render(answerOf(reply)));
            expect(gate.misquotationsIn(reading)).toEqual([]);
          }
        }
      });

      test('is refused with any one character of a quotation changed, lost or added', () => {
        for (const passage of corpus.passages.filter(isQuoted)) {
          const message = rendering.render(answerOf(quotesReply([Quote.at(passage)])));
          const places = placesOfWords(message, passage);
          const step = Math.ceil(places.length / 12);
          for (const at of places.filter((place) => place % step === 0)) {
            const [before, after] = [message.slice(0, at), message.slice(at + 1)];
            const other = message[at] === 'x' ? 'y' : 'x';
            expect(isRefused(`${before}${other}${after}`, rendering)).toBe(true);
            expect(isRefused(`${before}${after}`, rendering)).toBe(true);
            expect(isRefused(`${before}${other}${message.slice(at)}`, rendering)).toBe(true);
          }
        }
      });
    },
  );

  test('no message passes in which two quotations are joined', () => {
    const quoted = corpus.passages.filter(isQuoted);
    for (const [index, passage] of quoted.entries()) {
      const next = quoted[index + 1];
      if (next === undefined) continue;
      const message = messageOf(passage, next);
      const end = message.indexOf(passage.text) + passage.text.length;
      const joined = `${message.slice(0, end)} ${message.slice(message.indexOf(next.text, end))}`;
      expect(isRefused(joined)).toBe(true);
    }
  });

  test('no message passes in which two voices are swapped', () => {
    for (const [index, passage] of corpus.passages.entries()) {
      const one = captionOf(passage);
      const other = corpus.passages.slice(index).find((each) => captionOf(each) !== one);
      if (other === undefined || passage.text === other.text) continue;
      const two = captionOf(other);
      const swapped = replaced(messageOf(passage, other).replace(one, two), two, one);
      expect(isRefused(swapped)).toBe(true);
    }
  });

  test('no message passes in which the date is another, less sure or more precise', () => {
    for (const written of [
      (date: string) => date.replace(/\d{4}/u, (year) => String(Number(year) + 1)),
      (date: string) => `vers ${date}`,
      (date: string) => `1er ${date}`,
      (date: string) => `${date} (date incertaine)`,
      () => '',
    ]) {
      refuses((message, { source }) => {
        const date = formatDate(source.date);
        return replaced(message, date, written(date));
      });
    }
  });

  test('no message passes in which the title or the publisher is another', () => {
    refuses((message, { source }) => replaced(message, source.title, 'Autre'));
    refuses((message, { source }) => replaced(message, `, ${source.publisher}`, ', Autre'));
  });

  test('no message passes in which the link is another, or lost', () => {
    const isLinked = ({ source }: Passage) => source.url !== null;
    for (const to of ['https://piege.invalid/', 'adresse inconnue', '']) {
      refuses((message, { source }) => replaced(message, source.url ?? '', to), isLinked);
    }
    refuses((message) => message.slice(0, message.lastIndexOf('\n')), isLinked);
    refuses((message) => `${message}#x`, isLinked);
    const invented = (message: string) =>
      replaced(message, 'adresse inconnue', 'https://piege.invalid/');
    refuses(invented, (passage) => !isLinked(passage));
  });

  test.each([
    ...[', cité par ', ', citée par ', 'déduit', 'propos rapporté', 'propos rejeté'],
    ...['transcription automatique', ', interviewé', ', en commentaire'],
  ])('no message passes in which « %s » is dropped from the attribution', (mark) => {
    refuses(
      (message, said) =>
        replaced(message, speakerText(said), replaced(speakerText(said), mark, ' ')),
      (passage) => speakerText(passage).includes(mark),
    );
  });

  test.each([' (déduit)', ', cité par Jo', ', en commentaire'])(
    'no message passes in which « %s » is added to the attribution',
    (mark) => {
      const voiceOf = (passage: Passage) => `— ${speakerText(passage)}`;
      refuses((message, said) => replaced(message, voiceOf(said), `${voiceOf(said)}${mark}`));
    },
  );

  test('no message passes without its attribution', () => {
    refuses((message, passage) => replaced(message, `   — ${captionOf(passage)}\n`, ''));
  });

  test('no message passes in which the thesis is another passage’s', () => {
    for (const [index, passage] of corpus.passages.entries()) {
      const other = corpus.passages.at(index - 1);
      const message = unbroken.render(answerOf(positionReply([Quote.at(passage)])));
      const [own, others] = [passage, other].map((each) => each?.thesis?.text ?? '');
      // Of a passage that is not quoted the thesis is all that is shown: another is another passage.
      const exchanged = replaced(message, own ?? '', others ?? '');
      if (isQuoted(passage)) expect(isRefused(exchanged)).toBe(true);
      expect(isRefused(replaced(message, own ?? '', `${own ?? ''} Non.`))).toBe(true);
    }
  });
});

describe('a reading', () => {
  const [passage] = realCorpus.passages;
  const text = passage?.text ?? '';

  test.each([
    ['guillemets round what the corpus does not say', '« la fin est proche »'],
    ['curly quotation marks round it', '“la fin est proche”'],
    ['straight quotation marks round it', '"la fin est proche"'],
    ['a part of a passage between guillemets', `« ${text.slice(0, 20)} »`],
    ['an opening guillemet that nothing closes', '« la fin est proche'],
    ['single guillemets', '‹ la fin est proche ›'],
    ['a whole passage between guillemets, without its voice', `« ${text} »`],
    ['nested guillemets', '« la “fin” est proche »'],
  ])('is refused with %s', (_, shown) => {
    expect(codesOf(realCorpus, { texts: [`Il dit : ${shown}.`] })).toContain('stray quotation');
  });

  test.each([
    ['to another place', 'https://piege.invalid/a.'],
    ['in capitals', 'HTTPS://piege.invalid/a.'],
    ['like a work’s', `${realCorpus.sources[0]?.url ?? ''}x`],
  ])('is refused with a link %s', (_, shown) => {
    expect(codesOf(realCorpus, { texts: [`Lisez ${shown}`] })).toContain('stray link');
  });

  test('passes with a title of the corpus, or its link', () => {
    const { title, url } = realCorpus.sources[0] ?? { title: '', url: '' };
    const texts = [`Dans « ${title} », lisez ${url ?? ''} aussi.`];
    expect(codesOf(realCorpus, { texts })).toEqual([]);
  });

  test('is searched in time proportional to its length', { timeout: 10_000 }, () => {
    const texts = [`«${' '.repeat(100_000)}`, '« '.repeat(50_000), `"${'\u00A0'.repeat(100_000)}`];
    expect(codesOf(realCorpus, { texts: ['', ...texts] })).toEqual(expect.any(Array));
  });

  test('is refused when its quotation has not the guillemets it takes, once', () => {
    const quoted = [...realCorpus.passages, ...hostileCorpus.passages].filter(isQuoted);
    for (const said of quoted) {
      const whole = shownWords(Quote.at(said));
      const alterations = [
        whole.replace(/^«\u00A0?/u, ''),
        whole.replace(/\u00A0?»$/u, ''),
        `«\u00A0${whole}\u00A0»`,
        whole.replace(/^«/u, '“'),
        `${whole} `,
      ];
      for (const words of alterations) expect(codesWith(said, words)).toEqual(['words']);
    }
  });

  test('is refused when a cut is shown on a side where there is none', () => {
    for (const said of realCorpus.passages.filter(isQuoted)) {
      const middle = said.text.indexOf(' ', said.text.length / 3);
      for (const words of [said.text, said.text.slice(0, middle)]) {
        expect(codesWith(said, `«\u00A0[…] ${words}\u00A0»`)).toEqual(['words']);
      }
      for (const words of [said.text, said.text.slice(middle + 1)]) {
        expect(codesWith(said, `«\u00A0${words} […]\u00A0»`)).toEqual(['words']);
      }
    }
  });

  test('passes with a cut that is shown, and is refused with one that is not', () => {
    for (const corpus of [realCorpus, hostileCorpus]) {
      for (const said of corpus.passages.filter(isQuoted)) {
        const [start, end] = [said.text.indexOf(' ') + 1, said.text.lastIndexOf(' ')];
        if (start === 0 || end <= start) continue;
        for (const [from, to] of [[start], [0, end], [start, end]]) {
          const shown = asShown(Quote.at(said, from, to));
          expect(codesOf(corpus, { quotations: [shown] })).toEqual([]);
          const words = shown.words.replaceAll(/\[…\] | \[…\]/gu, '');
          if (words === shown.words || said.text.includes('[…]')) continue;
          expect(codesOf(corpus, { quotations: [{ ...shown, words }] })).toEqual(['words']);
        }
      }
    }
  });

  test('is refused with a work that is not one, or not with that link', () => {
    const [source = expect.fail()] = realCorpus.sources;
    const lines = ['Jo — «\u00A0Titre\u00A0», Éditeur, 2012', workLine(source)];
    const works = lines.map((line) => ({ line, url: null }));
    expect(codesOf(realCorpus, { works })).toEqual(['work', 'link']);
  });
});

describe('a document', () => {
  const { read, render } = jsonRendering(realCorpus);
  const gate = Gate.of(realCorpus);
  const quotes = realCorpus.passages.slice(0, 3).map((each) => Quote.at(each));
  const ref = 'cavazza-2011#bulle-des-attentes';

  const FIELDS: readonly (readonly [string, unknown])[] = [
    ['ref', ref],
    ['text', 'Autre chose.'],
    ['voice', 'Jo'],
    ['role', 'cité'],
    ['deduced', true],
    ['reportedBy', 'Jo'],
    ['stance', 'rejected'],
    ['flags', ['transcription automatique']],
    ['thesis', 'Autre chose.'],
    ['topics', ['autre']],
    ['source', null],
    ['source.id', 'autre'],
    ['source.title', 'Autre'],
    ['source.author', 'Jo'],
    ['source.publisher', 'Autre'],
    ['source.date', '2010'],
    ['source.dateText', '2010'],
    ['source.url', 'https://piege.invalid/'],
  ];

  /** Whether a document is refused once the value at a path of it is another; undefined removes it. */
  function isRefusedWith(document: string, path: string, value: unknown): boolean {
    const changed: unknown = JSON.parse(document);
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    const place = steps.reduce<unknown>(
      (at, step) => (at as Record<string, unknown>)[step],
      changed,
    ) as Record<string, unknown>;
    if (value === undefined) Reflect.deleteProperty(place, last);
    else place[last] = value;
    return gate.misquotationsIn(read(JSON.stringify(changed))).length > 0;
  }

  const documents = {
    'quotes.0': render(answerOf(quotesReply(quotes))),
    'sides.0.quotes.0': render(answerOf(comparisonReply(realCorpus, 'roi'))),
  };

  describe.each(Object.entries(documents))('at %s', (place, document) => {
    test.each(FIELDS)('is refused with another %s, and without it', (field, value) => {
      expect(isRefusedWith(document, `${place}.${field}`, value)).toBe(true);
      expect(isRefusedWith(document, `${place}.${field}`, undefined)).toBe(true);
    });

    test('is refused with a field of its own', () => {
      expect(isRefusedWith(document, `${place}.note`, 'Il a dit le contraire.')).toBe(true);
    });
  });

  test('is the same in whatever order its fields come', () => {
    const { quotes: told } = JSON.parse(documents['quotes.0']) as { quotes: object[] };
    const reversed = Object.fromEntries(Object.entries(told[0] ?? {}).toReversed());
    expect(isRefusedWith(documents['quotes.0'], 'quotes.0', reversed)).toBe(false);
  });

  test.each([
    ['another thesis for a sentence', 'sentence', 'Autre chose.'],
    ['another passage’s thesis', 'sentence', quotes[1]?.passage.thesis?.text],
    ['a reference to another passage', 'refs.0', quotes[1]?.passage.id],
    ['a reference to no passage', 'refs.0', 'cavazza-2011#rien'],
  ])('is refused with %s in its summary', (_, path, value) => {
    const groups = quotes.map(({ passage: said }) => [said]);
    const summary = Summary.of(groups, 'corpus');
    const document = render(answerOf({ ...positionReply(quotes), summary }));
    expect(isRefusedWith(document, 'version', 1)).toBe(false);
    expect(isRefusedWith(document, `summary.points.0.${path}`, value)).toBe(true);
  });

  test.each<[string, unknown]>([
    ['title', 'Autre'],
    ['url', 'https://piege.invalid/'],
    ['dateText', '2010'],
    ['author', 'Jo'],
    ['id', 'autre'],
    ['passages', 1000],
    ['voices.0.name', 'Jo'],
    ['voices.0.passages', 1000],
  ])('is refused with another %s of a work', async (field, value) => {
    const address = { platform: 'test', workspace: null, channel: null, person: null };
    const asked = { address, command: 'sources', input: { text: '' } };
    const document = render(await realDispatch(asked));
    expect(isRefusedWith(document, `works.0.${field}`, value)).toBe(true);
    expect(isRefusedWith(document, 'version', 1)).toBe(false);
  });

  test('is refused with guillemets or a link in its message', () => {
    const document = documents['quotes.0'];
    expect(isRefusedWith(document, 'message', '« la fin est proche »')).toBe(true);
    expect(isRefusedWith(document, 'message', 'https://piege.invalid/')).toBe(true);
  });
});

describe('what may leave', () => {
  const gate = Gate.of(realCorpus);
  const texts = ['« la fin est proche »', 'https://piege.invalid'];

  test('is the payload itself, once cleared', () => {
    const payload = { blocks: ['bonjour'] };
    expect(Cleared.by(gate, payload, () => NOTHING).payload).toBe(payload);
  });

  test('is nothing when the gate finds anything wrong, and all of it is told', () => {
    const misquotations = [
      { code: 'stray quotation', shown: texts[0] },
      { code: 'stray link', shown: texts[1] },
    ];
    const clear = () => Cleared.by(gate, '', () => ({ ...NOTHING, texts }));
    expect(clear).toThrow(expect.objectContaining({ name: 'MisquotationError', misquotations }));
    expect(clear).toThrow(/^(?!.*la fin)/u);
  });

  test('cannot be made in any other way (refused by tsc)', () => {
    expectTypeOf<{ readonly payload: string }>().not.toExtend<Cleared<string>>();
    expectTypeOf<Pick<Cleared<string>, keyof Cleared<string>>>().not.toExtend<Cleared<string>>();
    // @ts-expect-error the constructor is private: only `by` reads the payload back
    expect(new Cleared('« la fin est proche »')).toBeInstanceOf(Cleared);
  });
});

function replaced(message: string, from: string, to: string): string {
  const at = message.lastIndexOf(from);
  if (at < 0) throw new Error(`the message holds no ${from}`);
  return `${message.slice(0, at)}${to}${message.slice(at + from.length)}`;
}

/** Where in a message the letters and figures of a passage stand, whatever breaks its lines. */
function placesOfWords(message: string, { text }: Passage): number[] {
  const isDocument = message.startsWith('{');
  const words = isDocument ? JSON.stringify(text).slice(1, -1) : (text ?? '');
  const places: number[] = [];
  let at = isDocument ? message.indexOf('"text":"') + '"text":"'.length : message.indexOf('«');
  for (const character of words.replaceAll(' ', '')) {
    at = message.indexOf(character, at);
    if (at < 0) throw new Error(`the message does not hold ${words}`);
    if (/[\p{L}\p{N}]/u.test(character)) places.push(at);
    at += character.length;
  }
  return places;
}

describe('a sentence of a summary', () => {
  const held = passage({ anchor: 'dit', text: 'Notre page ne rapporte rien.', thesis: 'Rien.' });
  const deduced = passage({
    anchor: 'autre',
    voice: 'Jo',
    role: 'commentateur',
    deduction: 'le ton',
    text: 'La page rapporte tout.',
    thesis: 'Tout.',
  });
  const rejected = passage({
    anchor: 'refus',
    stance: 'rejected',
    text: 'On dit que tout se vend.',
    thesis: 'Facebook vend tout.',
  });
  const proposed = passage({
    anchor: 'neuf',
    text: 'Des mots que personne n’a relus.',
    thesis: { text: 'Neuf.', isRead: false },
  });
  const without = passage({ anchor: 'sans', text: 'Des mots sans thèse.', thesis: null });
  const corpus = corpusOf([held, deduced, rejected, proposed, without]);
  const quotations = corpus.passages.map((each, index) => ({
    ...asShown(Quote.at(each)),
    label: String(index + 1),
  }));
  const codesFor = (sentence: string, cites: readonly string[]) =>
    codesOf(corpus, { quotations, sentences: [{ sentence, cites }] });
  const [ONE, TWO] = ['Rien (Camille Exemple).', 'Tout (Jo, en commentaire, déduit).'];

  test.each([
    [ONE, ['1']],
    [TWO, ['2']],
    ['Facebook vend tout (propos rejeté par Camille Exemple).', ['3']],
    ['Neuf (Camille Exemple\u202F; résumé automatique, non relu).', ['4']],
    [`${TWO} ${ONE}`, ['2', '1']],
  ])('passes as the theses of its quotations under their voices: %j %j', (sentence, cites) => {
    expect(codesFor(sentence, cites)).toEqual([]);
  });

  test.each([
    ['a thesis under another voice', 'Rien (Jo, en commentaire, déduit).', ['1']],
    ['a thesis that another passage has', 'Tout (Camille Exemple).', ['1']],
    ['one letter changed', 'Bien (Camille Exemple).', ['1']],
    ['a voice left out', 'Rien.', ['1']],
    ['« déduit » dropped', 'Tout (Jo, en commentaire).', ['2']],
    ['« en commentaire » dropped', 'Tout (Jo, déduit).', ['2']],
    ['a rejected view told as held', 'Facebook vend tout (Camille Exemple).', ['3']],
    ['it told as reported', 'Facebook vend tout (propos rapporté par Camille Exemple).', ['3']],
    ['a proposal told as read', 'Neuf (Camille Exemple).', ['4']],
    ['a passage without a thesis', 'Des mots sans thèse (Camille Exemple).', ['5']],
    ['a word more', `${ONE} Hélas.`, ['1']],
    ['the references exchanged', `${TWO} ${ONE}`, ['1', '2']],
    ['one reference for two theses', `${TWO} ${ONE}`, ['2']],
    ['two references for one thesis', ONE, ['1', '2']],
    ['two theses run together', `${TWO}${ONE}`, ['2', '1']],
  ])('is faulted with %s: %j %j', (_, sentence, cites) => {
    expect(codesFor(sentence, cites)).toEqual(['sentence']);
  });

  test.each([
    ['no reference', []],
    ['a reference to nothing', ['1', '9']],
    ['a reference to a passage that is not shown', [held.id]],
  ])('is faulted with %s', (_, cites) => {
    expect(codesFor(ONE, cites)).toEqual(['reference']);
  });

  test('is faulted when a thesis is told twice, in one point or in two', () => {
    const twice = { sentence: `${ONE} ${ONE}`, cites: ['1', '1'] };
    const once = { sentence: ONE, cites: ['1'] };
    for (const sentences of [[twice], [once, once]]) {
      expect(codesOf(corpus, { quotations, sentences })).toEqual(['reference']);
    }
  });

  test('is faulted when six theses are told', () => {
    const told = [...Array(6).keys()].map((at) =>
      passage({ anchor: `p${at}`, text: `Texte numéro ${at}.`, thesis: `Thèse ${at}.` }),
    );
    const many = corpusOf(told);
    const shown = told.map((each, at) => ({ ...asShown(Quote.at(each)), label: String(at + 1) }));
    const sentences = told.map((_, at) => {
      return { sentence: `Thèse ${at} (Camille Exemple).`, cites: [String(at + 1)] };
    });
    expect(codesOf(many, { quotations: shown, sentences })).toEqual(['reference']);
    const five = { quotations: shown, sentences: sentences.slice(1) };
    expect(codesOf(many, five)).toEqual([]);
  });

  test('cannot refer to a quotation that is itself false', () => {
    const [first = expect.fail()] = quotations;
    const forged = { ...first, words: '«\u00A0Inventé.\u00A0»', caption: '', url: null };
    const sentences = [{ sentence: ONE, cites: ['1'] }];
    const codes = codesOf(corpus, { quotations: [forged], sentences });
    expect(codes).toEqual(['words', 'reference']);
  });
});

describe('a relation between two passages', () => {
  const asked = passage({
    anchor: 'demande',
    text: 'Les forums se vident.',
    relations: [{ kind: 'rejects', ref: 'exemple-2013#rejete' }],
  });
  const rejected = passage({ anchor: 'rejete', text: 'Les forums se remplissent.' });
  const answering = passage({
    anchor: 'repond',
    text: 'Les forums se vidaient déjà.',
    relations: [{ kind: 'answers', ref: asked.id }],
  });
  const corpus = corpusOf([asked, rejected, answering]);
  const codesFor = (relation: ToldRelation, other: Passage, first: Passage = asked) =>
    codesOf(corpus, {
      quotations: [asShown(Quote.at(first)), { ...asShown(Quote.at(other)), relation }],
    });

  test.each([
    [{ kind: 'rejects', isOfOther: false }, rejected],
    [{ kind: 'answers', isOfOther: true }, answering],
  ] as const)('passes as an editor reads it: %j', (relation, other) => {
    expect(codesFor(relation, other)).toEqual([]);
  });

  test.each([
    ['another kind', { kind: 'joins', isOfOther: false }, rejected],
    ['the two turned round', { kind: 'rejects', isOfOther: true }, rejected],
    ['the other two turned round', { kind: 'answers', isOfOther: false }, answering],
    ['another passage', { kind: 'rejects', isOfOther: false }, answering],
  ] as const)('is faulted with %s', (_, relation, other) => {
    expect(codesFor(relation, other)).toEqual(['relation']);
  });

  test('is faulted where the passage that was asked for is not shown', () => {
    expect(codesFor({ kind: 'rejects', isOfOther: false }, rejected, answering)).toEqual([
      'relation',
    ]);
  });

  describe('of two that face each other', () => {
    const jo = {
      ...rejected,
      id: 'autre#rejete',
      source: source({ id: 'autre' }),
      voice: voiceNamed('Jo Autre'),
    };
    const one = { ...asked, relations: [{ kind: 'rejects' as const, ref: jo.id }] };
    const two = corpusOf([one, jo, rejected, answering]);
    const facing = (line: string, ...shown: readonly Passage[]) => {
      const [first, ...others] = shown.map((each) => asShown(Quote.at(each)));
      return codesOf(two, {
        quotations: [{ ...(first ?? expect.fail()), facing: line }, ...others],
      });
    };
    const REJECTS = 'À notre lecture, Camille Exemple rejette ce que dit Jo Autre';

    test.each<[string, readonly Passage[]]>([
      ['first the one that rejects', [one, jo]],
      ['first the one that is rejected', [jo, one]],
      ['the other left out, for want of room', [one]],
    ])('passes with %s', (_, shown) => {
      expect(facing(REJECTS, ...shown)).toEqual([]);
    });

    test.each<[string, string, readonly Passage[]]>([
      ['another kind', 'À notre lecture, Camille Exemple rejoint Jo Autre', [one, jo]],
      [
        'the voices turned round',
        'À notre lecture, Jo Autre rejette ce que dit Camille Exemple',
        [one, jo],
      ],
      ['another passage', REJECTS, [answering, jo]],
      ['no passage that is read so', REJECTS, [rejected]],
    ])('is faulted with %s', (_, line, shown) => {
      expect(facing(line, ...shown)).toEqual(['relation']);
    });

    test('passes with what both speak of, where nobody reads them together', () => {
      expect(facing('Sur le même point\u00A0: forums', rejected, answering)).toEqual([]);
    });
  });

  test('is a line of its own: what stands beside it is checked as any other words', () => {
    const line = relationLine({ kind: 'rejects', isOfOther: false });
    expect(relationOn(line)).toEqual({ kind: 'rejects', isOfOther: false });
    expect(relationOn(`« Faux » ${line}`)).toBeNull();
  });
});

test.each(['«', '«\u00A0»', '« Oui', 'Oui »', '» «', '«\u00A0Oui', '[…]', '[…] oui […]'])(
  'the gate knows %j again, however it looks between guillemets',
  (text) => {
    const said = passage({ text });
    expect(codesOf(corpusOf([said]), { quotations: [asShown(Quote.at(said))] })).toEqual([]);
  },
);

describe('a side of a comparison for programs', () => {
  const [one, other] = catalogueOf(realCorpus).speakers;
  const refsOf = (speaker: Speaker | undefined) =>
    realCorpus.passages.flatMap((each) => (speaker?.speaks(each) === true ? [each.id] : []));
  const codesFor = (author: string, refs: readonly string[]) =>
    codesOf(realCorpus, { sides: [{ author, refs }] });

  test('holds what its author says', () => {
    expect(codesFor(one?.label ?? '', refsOf(one))).toEqual([]);
  });

  test.each([
    ['what another says', one?.label ?? '', refsOf(other)],
    ['one passage of another', one?.label ?? '', [...refsOf(one), ...refsOf(other).slice(0, 1)]],
    ['the words of somebody nobody knows', 'Quelquun', refsOf(one)],
    ['a passage that is not there', one?.label ?? '', ['nulle-part#rien']],
  ])('is faulted with %s', (_, author, refs) => {
    expect(codesFor(author, refs)).toEqual(['attribution']);
  });
});
