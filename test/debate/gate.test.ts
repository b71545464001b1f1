import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Rendering } from '../../src/conversation/composer.ts';
import { captionOf, speakerText } from '../../src/debate/attribution.ts';
import type { Corpus, Passage } from '../../src/debate/passage.ts';
import { Cleared, Gate, MisquotationError, type Misquotation } from '../../src/debate/gate.ts';
import type { Reading } from '../../src/debate/reading.ts';
import { Quote, shownWords } from '../../src/debate/quote.ts';
import { speakersOf, type Speaker } from '../../src/debate/speaker.ts';
import { Summary } from '../../src/debate/summary.ts';
import { formatDate } from '../../src/french/typography.ts';
import { TEXT_RENDERINGS, jsonRendering, textRendering } from '../fixtures/consoles.ts';
import { hostileCorpus, realCorpus } from '../fixtures/corpora.ts';
import { answerOf, positionReply, quotesReply } from '../fixtures/replies.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';

const CORPORA: readonly (readonly [string, Corpus])[] = [
  ['the true corpus', realCorpus],
  ['a hostile corpus', hostileCorpus],
];
const unbroken = textRendering(Infinity);

const NOTHING: Reading = { quotations: [], works: [], documents: [], texts: [] };

function codesOf(corpus: Corpus, reading: Reading): Misquotation['code'][] {
  return new Gate(corpus).misquotationsIn(reading).map(({ code }) => code);
}

/** What is wrong with words under a passage's own attribution and link. */
function codesWith(passage: Passage, words: string): Misquotation['code'][] {
  const { url } = passage.source;
  const corpus = realCorpus.passages.includes(passage) ? realCorpus : hostileCorpus;
  const quotations = [{ words, caption: captionOf(passage), url, thesis: null }];
  return codesOf(corpus, { ...NOTHING, quotations });
}

function oneOf(passage: Passage): string {
  return unbroken.render(answerOf(quotesReply([Quote.at(passage)])));
}

describe.each(CORPORA)('of %s', (_, corpus) => {
  const gate = new Gate(corpus);
  const isRefused = (payload: string, { read }: Rendering<string> = unbroken) =>
    gate.misquotationsIn(read(payload)).length > 0;
  /** Changes one passage's message; tells the passages of which the change was let through. */
  const letThrough = (
    passages: readonly Passage[],
    change: (message: string, of: Passage) => string,
  ) =>
    passages
      .filter((passage) => {
        const message = oneOf(passage);
        const altered = change(message, passage);
        if (altered === message) throw new Error(`nothing was changed in ${passage.id}`);
        return !isRefused(altered);
      })
      .map(({ id }) => id);

  describe.each([...TEXT_RENDERINGS, ['document', jsonRendering(corpus)] as const])(
    'a message as %s',
    (__, rendering) => {
      test('passes with any passage and any thesis', () => {
        for (const passage of corpus.passages) {
          const quote = Quote.at(passage);
          for (const reply of [quotesReply([quote]), positionReply([quote])]) {
            expect(gate.misquotationsIn(rendering.read(rendering.render(answerOf(reply))))).toEqual(
              [],
            );
          }
        }
      });

      test('is refused with any one character of a quotation changed, lost or added', () => {
        for (const passage of corpus.passages) {
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
    for (const [index, passage] of corpus.passages.entries()) {
      const next = corpus.passages[index + 1];
      if (next === undefined) continue;
      const message = unbroken.render(
        answerOf(quotesReply([passage, next].map((each) => Quote.at(each)))),
      );
      const end = message.indexOf(passage.text) + passage.text.length;
      const joined = `${message.slice(0, end)} ${message.slice(message.indexOf(next.text, end))}`;
      expect(isRefused(joined)).toBe(true);
    }
  });

  test('no message passes in which two voices are swapped', () => {
    for (const [index, passage] of corpus.passages.entries()) {
      const other = corpus.passages
        .slice(index)
        .find((each) => captionOf(each) !== captionOf(passage));
      if (other === undefined || isSaidByBoth(passage, other)) continue;
      const message = unbroken.render(
        answerOf(quotesReply([passage, other].map((each) => Quote.at(each)))),
      );
      const [one, two] = [captionOf(passage), captionOf(other)];
      const swapped = message
        .replace(one, '\u0000')
        .replace(two, () => one)
        .replace('\u0000', () => two);
      expect(isRefused(swapped)).toBe(true);
    }
  });

  test('no message passes in which the date is another, less sure or more precise', () => {
    const dated = (written: (date: string) => string) =>
      letThrough(corpus.passages, (message, { source }) => {
        const date = formatDate(source.date);
        const at = message.lastIndexOf(date);
        return `${message.slice(0, at)}${written(date)}${message.slice(at + date.length)}`;
      });
    expect(dated((date) => date.replace(/\d{4}/u, (year) => String(Number(year) + 1)))).toEqual([]);
    expect(dated((date) => `vers ${date}`)).toEqual([]);
    expect(dated((date) => `1er ${date}`)).toEqual([]);
    expect(dated((date) => `${date} (date incertaine)`)).toEqual([]);
    expect(dated(() => '')).toEqual([]);
  });

  test('no message passes in which the title or the publisher is another', () => {
    const { passages } = corpus;
    expect(
      letThrough(passages, (message, { source }) => replaced(message, source.title, 'Autre')),
    ).toEqual([]);
    expect(
      letThrough(passages, (message, { source }) =>
        replaced(message, `, ${source.publisher}`, ', Autre'),
      ),
    ).toEqual([]);
  });

  test('no message passes in which the link is another, or lost', () => {
    const linked = corpus.passages.filter(({ source }) => source.url !== null);
    const unlinked = corpus.passages.filter(({ source }) => source.url === null);
    const address =
      (to: string) =>
      (message: string, { source }: Passage) =>
        replaced(message, source.url ?? 'adresse inconnue', to);
    expect(letThrough(linked, address('https://piege.invalid/'))).toEqual([]);
    expect(letThrough(linked, address('adresse inconnue'))).toEqual([]);
    expect(letThrough(linked, address(''))).toEqual([]);
    expect(letThrough(linked, (message) => message.slice(0, message.lastIndexOf('\n')))).toEqual(
      [],
    );
    expect(
      letThrough(linked, (message, { source }) =>
        replaced(message, source.url ?? '', `${source.url}#x`),
      ),
    ).toEqual([]);
    expect(letThrough(unlinked, address('https://piege.invalid/'))).toEqual([]);
  });

  test('no message passes in which a mark of the attribution is dropped', () => {
    const marks = [
      ', cité par ',
      ', citée par ',
      'déduit',
      'propos rapporté',
      'propos rejeté',
      'transcription automatique',
      ', interviewé',
      ', en commentaire',
    ];
    for (const mark of marks) {
      const marked = corpus.passages.filter((passage) => speakerText(passage).includes(mark));
      const dropped = letThrough(marked, (message, passage) =>
        replaced(message, speakerText(passage), replaced(speakerText(passage), mark, ' ')),
      );
      expect(dropped).toEqual([]);
    }
  });

  test('no message passes in which a mark of the attribution is added', () => {
    for (const mark of [' (déduit)', ', cité par Jo', ', en commentaire']) {
      expect(
        letThrough(corpus.passages, (message, passage) =>
          replaced(message, `— ${speakerText(passage)}`, `— ${speakerText(passage)}${mark}`),
        ),
      ).toEqual([]);
    }
  });

  test('no message passes without its attribution', () => {
    expect(
      letThrough(corpus.passages, (message, passage) =>
        replaced(message, `   — ${captionOf(passage)}\n`, ''),
      ),
    ).toEqual([]);
  });

  test('no message passes in which the thesis is another passage’s', () => {
    for (const [index, passage] of corpus.passages.entries()) {
      const other = corpus.passages.at(index - 1);
      const message = unbroken.render(answerOf(positionReply([Quote.at(passage)])));
      const [own, others] = [passage, other].map((each) => each?.thesis?.text ?? '');
      expect(isRefused(replaced(message, own ?? '', others ?? ''))).toBe(true);
      expect(isRefused(replaced(message, own ?? '', `${own ?? ''} Non.`))).toBe(true);
    }
  });
});

describe('a reading', () => {
  const [passage] = realCorpus.passages;
  const text = passage?.text ?? '';

  test.each([
    [
      'guillemets round what the corpus does not say',
      'Il dit : « la fin est proche ».',
      'stray quotation',
    ],
    ['curly quotation marks round it', 'Il dit : “la fin est proche”.', 'stray quotation'],
    ['straight quotation marks round it', 'Il dit : "la fin est proche".', 'stray quotation'],
    [
      'a part of a passage between guillemets',
      `Il dit : « ${text.slice(0, 20)} ».`,
      'stray quotation',
    ],
    [
      'an opening guillemet that nothing closes',
      'Il dit : « la fin est proche.',
      'stray quotation',
    ],
    ['single guillemets', 'Il dit : ‹ la fin est proche ›.', 'stray quotation'],
    [
      'a whole passage between guillemets, without its voice',
      `Il dit : « ${text} ».`,
      'stray quotation',
    ],
    ['nested guillemets', 'Il dit : « la “fin” est proche ».', 'stray quotation'],
    ['a link to another place', 'Lisez https://piege.invalid/a.', 'stray link'],
    ['a link in capitals', 'Lisez HTTPS://piege.invalid/a.', 'stray link'],
    ['a link like a work’s', `Lisez ${realCorpus.sources[0]?.url ?? ''}x`, 'stray link'],
  ] as const)('is refused with %s', (_, shown, code) => {
    expect(codesOf(realCorpus, { ...NOTHING, texts: [shown] })).toContain(code);
  });

  test('passes with a title of the corpus, or its link', () => {
    const { title, url } = realCorpus.sources[0] ?? { title: '', url: '' };
    const texts = [`Dans « ${title} », lisez ${url ?? ''} aussi.`];
    expect(codesOf(realCorpus, { ...NOTHING, texts })).toEqual([]);
  });

  test('is searched in time proportional to its length', { timeout: 10_000 }, () => {
    const texts = [`«${' '.repeat(100_000)}`, '« '.repeat(50_000), `"${'\u00A0'.repeat(100_000)}`];
    expect(codesOf(realCorpus, { ...NOTHING, texts: ['', ...texts] })).toEqual(expect.any(Array));
  });

  test('is refused when its quotation has not the guillemets it takes, once', () => {
    for (const said of [...realCorpus.passages, ...hostileCorpus.passages]) {
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
    for (const said of realCorpus.passages) {
      const middle = said.text.indexOf(' ', said.text.length / 3);
      const [before, after] = [said.text.slice(0, middle), said.text.slice(middle + 1)];
      for (const words of [
        `[…] ${before}`,
        `${after} […]`,
        `[…] ${said.text}`,
        `${said.text} […]`,
      ]) {
        expect(codesWith(said, `«\u00A0${words}\u00A0»`)).toEqual(['words']);
      }
    }
  });

  test('passes with a cut that is shown, and is refused with one that is not', () => {
    for (const corpus of [realCorpus, hostileCorpus]) {
      for (const said of corpus.passages) {
        const [start, end] = [said.text.indexOf(' ') + 1, said.text.lastIndexOf(' ')];
        if (start === 0 || end <= start) continue;
        for (const quote of [
          Quote.at(said, start),
          Quote.at(said, 0, end),
          Quote.at(said, start, end),
        ]) {
          const shown = {
            words: shownWords(quote),
            caption: captionOf(said),
            url: said.source.url,
            thesis: null,
          };
          expect(codesOf(corpus, { ...NOTHING, quotations: [shown] })).toEqual([]);
          const bare = shown.words.replaceAll(/\[…\] | \[…\]/gu, '');
          const isHidden = bare !== shown.words && !said.text.includes('[…]');
          expect(codesOf(corpus, { ...NOTHING, quotations: [{ ...shown, words: bare }] })).toEqual(
            isHidden ? ['words'] : expect.any(Array),
          );
        }
      }
    }
  });

  test('is refused with a work that is not one, or not with that link', () => {
    const works = [
      { line: 'Jo — «\u00A0Titre\u00A0», Éditeur, 2012', url: null },
      {
        line: `Fred Cavazza — «\u00A0${realCorpus.sources[0]?.title ?? ''}\u00A0», fredcavazza.net, 1er avril 2011`,
        url: null,
      },
    ];
    expect(codesOf(realCorpus, { ...NOTHING, works })).toEqual(['work', 'link']);
  });
});

describe('a document', () => {
  const { read, render } = jsonRendering(realCorpus);
  const gate = new Gate(realCorpus);
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
    'sides.0.quotes.0': render(
      answerOf({
        kind: 'comparison',
        subject: null,
        topics: [],
        summary: null,
        sides: [
          {
            speaker: { kind: 'person', label: 'Jo', speaks: () => true },
            quotes: quotes.slice(0, 1),
          },
          {
            speaker: { kind: 'person', label: 'Zo', speaks: () => true },
            quotes: quotes.slice(1, 2),
          },
        ],
      }),
    ),
  };

  describe.each(Object.entries(documents))('at %s', (place, document) => {
    test.each(FIELDS)('is refused with another %s', (field, value) => {
      expect(isRefusedWith(document, `${place}.${field}`, value)).toBe(true);
    });

    test.each(FIELDS)('is refused without %s', (field) => {
      expect(isRefusedWith(document, `${place}.${field}`, undefined)).toBe(true);
    });

    test('is refused with a field of its own', () => {
      expect(isRefusedWith(document, `${place}.note`, 'Il a dit le contraire.')).toBe(true);
    });
  });

  test('is the same in whatever order its fields come', () => {
    const {
      quotes: [first = {}],
    } = JSON.parse(documents['quotes.0']) as { quotes: object[] };
    const reversed = Object.fromEntries(Object.entries(first).toReversed());
    expect(isRefusedWith(documents['quotes.0'], 'quotes.0', reversed)).toBe(false);
  });

  test.each([
    ['another thesis for a sentence', 'summary.points.0.sentence', 'Autre chose.'],
    [
      'another passage’s thesis for a sentence',
      'summary.points.0.sentence',
      quotes[1]?.passage.thesis?.text,
    ],
    ['a reference to another passage', 'summary.points.0.refs.0', quotes[1]?.passage.id],
    ['a reference to no passage', 'summary.points.0.refs.0', 'cavazza-2011#rien'],
  ])('is refused with %s', (_, path, value) => {
    const groups = quotes.map(({ passage: said }) => [said]);
    const summary = Summary.of(groups, 'corpus');
    const document = render(answerOf({ ...positionReply(quotes), summary }));
    expect(isRefusedWith(document, 'version', 1)).toBe(false);
    expect(isRefusedWith(document, path, value)).toBe(true);
  });

  test.each([
    ['title', 'Autre'],
    ['url', 'https://piege.invalid/'],
    ['dateText', '2010'],
    ['author', 'Jo'],
    ['id', 'autre'],
  ])('is refused with another %s of a work', (field, value) => {
    const [source] = realCorpus.sources;
    if (source === undefined) throw new Error('the corpus has no work');
    const entries = [{ source, passages: 1, voices: [{ name: 'Jo', passages: 1 }] }];
    const document = render(answerOf({ kind: 'sources', speaker: null, entries }));
    expect(isRefusedWith(document, `works.0.${field}`, value)).toBe(true);
    expect(isRefusedWith(document, 'works.0.passages', 1)).toBe(false);
  });

  test('is refused with guillemets or a link in its message', () => {
    const document = documents['quotes.0'];
    expect(isRefusedWith(document, 'message', '« la fin est proche »')).toBe(true);
    expect(isRefusedWith(document, 'message', 'https://piege.invalid/')).toBe(true);
  });
});

describe('what may leave', () => {
  const gate = new Gate(realCorpus);
  const refused: Reading = {
    ...NOTHING,
    texts: ['« la fin est proche »', 'https://piege.invalid'],
  };

  test('is the payload itself, once cleared', () => {
    const payload = { blocks: ['bonjour'] };
    expect(Cleared.by(gate, payload, () => NOTHING).payload).toBe(payload);
  });

  test('is nothing when the gate finds anything wrong, and all of it is told', () => {
    expect(() => Cleared.by(gate, '', () => refused)).toThrow(MisquotationError);
    try {
      Cleared.by(gate, '', () => refused);
    } catch (fault) {
      expect(fault).toMatchObject({
        misquotations: [
          { code: 'stray quotation', shown: '« la fin est proche »' },
          { code: 'stray link', shown: 'https://piege.invalid' },
        ],
      });
      expect(String(fault)).not.toContain('la fin');
    }
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

function isSaidByBoth(one: Passage, other: Passage): boolean {
  return one.text === other.text;
}

/** Where in a message the letters and figures of a passage stand, whatever breaks its lines. */
function placesOfWords(message: string, { text }: Passage): number[] {
  const isDocument = message.startsWith('{');
  const words = isDocument ? JSON.stringify(text).slice(1, -1) : text;
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
  const passages = [held, deduced, rejected, proposed, without];
  const gate = new Gate(corpusOf(passages));
  const quotations = passages.map((each, index) => ({
    words: shownWords(Quote.at(each)),
    caption: captionOf(each),
    url: each.source.url,
    thesis: null,
    label: String(index + 1),
  }));
  const codesFor = (sentence: string, cites: readonly string[]) =>
    gate
      .misquotationsIn({
        quotations,
        works: [],
        documents: [],
        texts: [],
        sentences: [{ sentence, cites }],
      })
      .map(({ code }) => code);

  test.each([
    ['Rien (Camille Exemple).', ['1']],
    ['Tout (Jo, en commentaire, déduit).', ['2']],
    ['Facebook vend tout (propos rejeté par Camille Exemple).', ['3']],
    ['Neuf (Camille Exemple\u202F; résumé automatique, non relu).', ['4']],
    ['Tout (Jo, en commentaire, déduit). Rien (Camille Exemple).', ['2', '1']],
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
    [
      'a rejected view told as reported',
      'Facebook vend tout (propos rapporté par Camille Exemple).',
      ['3'],
    ],
    ['a proposal told as read', 'Neuf (Camille Exemple).', ['4']],
    ['a passage without a thesis', 'Des mots sans thèse (Camille Exemple).', ['5']],
    ['a word more', 'Rien (Camille Exemple). Hélas.', ['1']],
    [
      'the references exchanged',
      'Tout (Jo, en commentaire, déduit). Rien (Camille Exemple).',
      ['1', '2'],
    ],
    [
      'one reference for two theses',
      'Tout (Jo, en commentaire, déduit). Rien (Camille Exemple).',
      ['2'],
    ],
    ['two references for one thesis', 'Rien (Camille Exemple).', ['1', '2']],
    [
      'two theses run together',
      'Tout (Jo, en commentaire, déduit).Rien (Camille Exemple).',
      ['2', '1'],
    ],
  ])('is faulted with %s: %j %j', (_, sentence, cites) => {
    expect(codesFor(sentence, cites)).toEqual(['sentence']);
  });

  test.each([
    ['no reference', []],
    ['a reference to nothing', ['1', '9']],
    ['a reference to a passage that is not shown', [held.id]],
  ])('is faulted with %s', (_, cites) => {
    expect(codesFor('Rien (Camille Exemple).', cites)).toEqual(['reference']);
  });

  test('cannot refer to a quotation that is itself false', () => {
    const [first] = quotations;
    const forged = {
      ...first,
      words: '«\u00A0Inventé.\u00A0»',
      caption: '',
      url: null,
      thesis: null,
    };
    const codes = gate
      .misquotationsIn({
        quotations: [forged],
        works: [],
        documents: [],
        texts: [],
        sentences: [{ sentence: 'Rien (Camille Exemple).', cites: ['1'] }],
      })
      .map(({ code }) => code);
    expect(codes).toEqual(['words', 'reference']);
  });
});

test.each(['«', '«\u00A0»', '« Oui', 'Oui »', '» «', '«\u00A0Oui', '[…]', '[…] oui […]'])(
  'the gate knows %j again, however it looks between guillemets',
  (text) => {
    const said = passage({ text });
    const reading = {
      ...NOTHING,
      quotations: [
        {
          words: shownWords(Quote.at(said)),
          caption: captionOf(said),
          url: said.source.url,
          thesis: null,
        },
      ],
    };
    expect(new Gate(corpusOf([said])).misquotationsIn(reading)).toEqual([]);
  },
);

describe('a side of a comparison for programs', () => {
  const [one, other] = speakersOf(realCorpus);
  const refsOf = (speaker: Speaker | undefined) =>
    realCorpus.passages.flatMap((each) => (speaker?.speaks(each) === true ? [each.id] : []));
  const codesFor = (author: string, refs: readonly string[]) =>
    new Gate(realCorpus)
      .misquotationsIn({ ...NOTHING, sides: [{ author, refs }] })
      .map(({ code }) => code);

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
