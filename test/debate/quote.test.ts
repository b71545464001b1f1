import { catalogueOf } from '../../src/debate/catalogue.ts';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  Quote,
  shownWords,
  textOf,
  captionOf,
  dateOf,
  linkOf,
  placeOf,
  speakerText,
  statementOf,
  thesisText,
  workLine,
  workText,
  isOwnPosition,
} from '../../src/debate/quote.ts';
import { voiceKey } from '../../src/debate/speaker.ts';
import { passage, source, corpusOf } from '../fixtures/passages.ts';
import { realCorpus } from '../fixtures/corpora.ts';

const RUNS = { seed: 1, numRuns: 300 };
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
const none = fc.constantFrom(0.5, NaN, Infinity, -Infinity, -0);
const offset = fc.oneof(fc.integer({ min: -3, max: 50 }), none);

describe('a quotation is a place in a passage', () => {
  test('whose words are those of the passage there, and the whole of it by default', () => {
    const said = passage({ text: 'La fin des médias' });
    const quote = Quote.at(said, 3, 6);
    expect(quote).toMatchObject({ start: 3, end: 6, passage: said });
    expect([textOf(quote), textOf(Quote.at(said))]).toEqual(['fin', said.text]);
  });

  test('that exists and halves no character, else there is none', () => {
    fc.assert(
      fc.property(text, offset, offset, (words, start, end) => {
        const quoted = passage({ text: words });
        if (isPlace(words, start, end)) {
          expect(textOf(Quote.at(quoted, start, end))).toBe(words.slice(start, end));
        } else expect(() => Quote.at(quoted, start, end)).toThrow(RangeError);
      }),
      RUNS,
    );
  });

  test('and cannot be written down any other way (refused by tsc)', () => {
    const quoted = passage();
    // @ts-expect-error the constructor is private: only `at` checks a place
    expect(new Quote(quoted, 0, 1)).not.toEqual({ passage: quoted, start: 0, end: 1 });
    expectTypeOf<Pick<Quote, keyof Quote>>().not.toExtend<Quote>();
  });

  test('and cannot be moved', () => {
    const quote: { start: number } = Quote.at(passage());
    expect(() => {
      quote.start = 4;
    }).toThrow(TypeError);
  });
});

describe('a quotation is shown', () => {
  const fin = passage({ text: 'La fin des médias' });

  test.each([
    ['whole', Quote.at(fin), '«\u00A0La fin des médias\u00A0»'],
    ['cut before', Quote.at(fin, 3), '«\u00A0[…] fin des médias\u00A0»'],
    ['cut after', Quote.at(fin, 0, 6), '«\u00A0La fin […]\u00A0»'],
    ['cut on both sides', Quote.at(fin, 3, 6), '«\u00A0[…] fin […]\u00A0»'],
  ])('%s', (_, quote, shown) => {
    expect(shownWords(quote)).toBe(shown);
  });

  test.each([
    ['« Fin. »', '« Fin. »'],
    ['« Fin », dit-il', '« Fin », dit-il\u00A0»'],
    ['Il dit « fin »', '«\u00A0Il dit « fin »\u00A0»'],
  ])('once between guillemets when it brings its own: %s', (words, shown) => {
    expect(shownWords(Quote.at(passage({ text: words })))).toBe(shown);
  });
});

function isPlace(words: string, start: number, end: number): boolean {
  if (!Number.isInteger(start) || !Number.isInteger(end)) return false;
  if (start < 0 || start >= end || end > words.length) return false;
  // Cutting at whole characters leaves no lone surrogate that was not there.
  const pieces = [words.slice(0, start), words.slice(start, end), words.slice(end)];
  return pieces.every((piece) => piece.isWellFormed()) || !words.isWellFormed();
}

describe('who speaks', () => {
  test.each([
    [{}, 'Camille Exemple'],
    [{ role: 'interviewé' }, 'Camille Exemple, interviewé'],
    [{ role: 'intervieweur' }, 'Camille Exemple, intervieweur'],
    [{ role: 'orateur', writtenRole: 'oratrice' }, 'Camille Exemple, oratrice'],
    [{ role: 'commentateur' }, 'Camille Exemple, en commentaire'],
    [{ role: 'cité', reportedBy: 'Jo' }, 'Camille Exemple, cité par Jo'],
    [{ deduction: 'le ton' }, 'Camille Exemple (déduit)'],
    [{ stance: 'reported' }, 'Camille Exemple (propos rapporté)'],
    [{ stance: 'rejected' }, 'Camille Exemple (propos rejeté)'],
    [{ flags: ['transcription automatique'] }, 'Camille Exemple (transcription automatique)'],
    [
      {
        role: 'cité',
        reportedBy: 'l’auteur non identifié de X',
        deduction: 'le ton',
        stance: 'reported',
        flags: ['transcription automatique'],
      },
      'Camille Exemple, cité par l’auteur non identifié de X (déduit, propos rapporté, transcription automatique)',
    ],
    [{ voice: 'un commentateur', role: 'commentateur' }, 'un commentateur'],
    [{ voice: 'auteur non identifié' }, 'auteur non identifié'],
    [{ voice: 'intervieweur non identifié', role: 'intervieweur' }, 'intervieweur non identifié'],
    [
      { voice: 'voix non identifiée', role: 'cité', reportedBy: 'Jo' },
      'voix non identifiée, citée par Jo',
    ],
    [
      { voice: 'un commentateur', role: 'commentateur', deduction: 'x' },
      'un commentateur (déduit)',
    ],
  ] as const)('%o is told as « %s »', (given, told) => {
    expect(speakerText(passage(given))).toBe(told);
  });
});

describe('a thesis, and who holds it', () => {
  test.each([
    [{}, 'Facebook lasse (Camille Exemple).'],
    [{ role: 'interviewé' }, 'Facebook lasse (Camille Exemple, interviewé).'],
    [{ role: 'cité', reportedBy: 'Jo' }, 'Facebook lasse (Camille Exemple, cité par Jo).'],
    [{ deduction: 'le ton' }, 'Facebook lasse (Camille Exemple, déduit).'],
    [{ stance: 'reported' }, 'Facebook lasse (propos rapporté par Camille Exemple).'],
    [{ stance: 'rejected' }, 'Facebook lasse (propos rejeté par Camille Exemple).'],
    [
      { stance: 'rejected', role: 'commentateur', deduction: 'le ton' },
      'Facebook lasse (propos rejeté par Camille Exemple, en commentaire, déduit).',
    ],
    [{ flags: ['transcription automatique'] }, 'Facebook lasse (Camille Exemple).'],
    [
      { voice: 'un commentateur', role: 'commentateur', stance: 'reported' },
      'Facebook lasse (propos rapporté par un commentateur).',
    ],
    [
      { voice: 'auteur non identifié', stance: 'rejected' },
      'Facebook lasse (propos rejeté par un auteur non identifié).',
    ],
    [
      { voice: 'voix non identifiée', role: 'cité', reportedBy: 'Jo', stance: 'reported' },
      'Facebook lasse (propos rapporté par une voix non identifiée, citée par Jo).',
    ],
  ] as const)('%o is told as « %s »', (given, told) => {
    expect(statementOf(passage({ ...given, thesis: 'Facebook lasse.' }))).toBe(told);
  });

  test.each([
    'À tort, on compte les fans.',
    '16 000 fans ne font rien.',
    'L’été lasse',
    'iPhone oblige.',
  ])('keeps the thesis as it is written, its full stop aside: %s', (thesis) => {
    const kept = thesis.replace(/\.$/u, '');
    expect(statementOf(passage({ thesis }))).toBe(`${kept} (Camille Exemple).`);
  });

  test('says that nobody has read it, wherever it is shown', () => {
    const thesis = { text: 'Facebook lasse.', isRead: false };
    expect(statementOf(passage({ thesis }))).toBe(
      'Facebook lasse (Camille Exemple\u202F; résumé automatique, non relu).',
    );
    expect(thesisText(thesis)).toBe('Facebook lasse (résumé automatique, non relu).');
    expect(thesisText({ ...thesis, isRead: true })).toBe('Facebook lasse.');
  });

  test('is nothing where a passage has none', () => {
    expect(statementOf(passage({ thesis: null }))).toBeNull();
  });
});

describe('where and when it was said', () => {
  test('is the title, the publisher and the date to its true precision', () => {
    expect(workText(source())).toBe(
      '«\u00A0Pourquoi j’ai fermé notre page\u00A0», Le Carnet, mars 2013',
    );
  });

  test('keeps the guillemets a title brings', () => {
    expect(workText(source({ title: '« Fin »' }))).toBe('« Fin », Le Carnet, mars 2013');
  });

  test('follows who spoke, in a caption', () => {
    expect(captionOf(passage({ deduction: 'le ton' }))).toBe(
      'Camille Exemple (déduit) — «\u00A0Pourquoi j’ai fermé notre page\u00A0», Le Carnet, mars 2013',
    );
  });

  test('follows its author, for a work on its own', () => {
    expect(workLine(source())).toMatch(/^Camille Exemple — «/u);
    expect(workLine(source({ author: null }))).toMatch(/^auteur non identifié — «/u);
  });
});

const PLACE = { from: 'Les livraisons du matin', to: 'de la rue.' };
const unquoted = { text: null, place: PLACE, thesis: 'Rien ne change le matin.' } as const;

describe('a passage without words', () => {
  test('is told by its thesis, without guillemets, and as one that nobody read where nobody did', () => {
    const thesis = { text: 'Rien ne change le matin.', isRead: false };
    expect(shownWords(Quote.at(passage(unquoted)))).toBe(
      'hors citation\u00A0: Rien ne change le matin.',
    );
    expect(shownWords(Quote.at(passage({ ...unquoted, thesis })))).toBe(
      'hors citation\u00A0: Rien ne change le matin (résumé automatique, non relu).',
    );
  });

  test('has no words to quote, nor any part of them', () => {
    expect(textOf(Quote.at(passage(unquoted)))).toBeNull();
    expect(() => Quote.at(passage(unquoted), 0, 4)).toThrow(RangeError);
  });
});

test.each([
  [
    'six words and more',
    'un deux trois quatre cinq six sept',
    'un deux trois quatre cinq six',
    'deux trois quatre cinq six sept',
  ],
  ['a few words', 'un deux', 'un deux', 'un deux'],
])('a place is the first and the last six words of %s', (_, text, from, to) => {
  expect(placeOf(passage({ text }))).toEqual({ from, to });
});

test('a place is what the file says of a passage without words', () => {
  expect(placeOf(passage(unquoted))).toEqual(PLACE);
});

test('a passage has the date of its work, or its own, and is told with it', () => {
  const date = {
    edtf: '2025-01-09',
    year: 2025,
    month: 1,
    day: 9,
    approximate: false,
    uncertain: false,
  };
  expect(dateOf(passage())).toEqual(source().date);
  expect(dateOf(passage({ date }))).toBe(date);
  expect(captionOf(passage({ date }))).toMatch(/, Le Carnet, 9 janvier 2025$/u);
});

describe('a link', () => {
  const PAGE = 'https://exemple.invalid/page';
  const long = (length: number, count = 12) =>
    Array.from({ length: count }, (_, at) => String(at % 10).repeat(length)).join(' ');

  test.each([
    ['a short text', { text: 'La fin' }, `${PAGE}#:~:text=La%20fin`],
    [
      'eight words, none twice',
      { text: 'a b c d e f g h' },
      `${PAGE}#:~:text=a%20b%20c%20d%20e%20f%20g%20h`,
    ],
    [
      'its first and its last four words',
      { text: 'a b c d e f g h i' },
      `${PAGE}#:~:text=a%20b%20c%20d,f%20g%20h%20i`,
    ],
    [
      'dashes, commas, brackets and signs',
      { text: 'grosso-modo, (oui) & *non*_~!' },
      `${PAGE}#:~:text=grosso%2Dmodo%2C%20%28oui%29%20%26%20%2Anon%2A%5F%7E%21`,
    ],
    [
      'fewer words where they are long',
      { text: long(20) },
      `${PAGE}#:~:text=${'0'.repeat(20)}%20${'1'.repeat(20)},${'0'.repeat(20)}%20${'1'.repeat(20)}`,
    ],
    ['none where two are too long', { text: long(60) }, PAGE],
    [
      'the ends of a place',
      unquoted,
      `${PAGE}#:~:text=Les%20livraisons%20du%20matin,de%20la%20rue.`,
    ],
  ])('leads to %s', (_, given, url) => {
    expect(linkOf(passage(given))).toBe(url);
  });

  test.each([
    ['a # of its own', { url: `${PAGE}#haut` }, `${PAGE}#haut:~:text=La%20fin`],
    ['a question', { url: `${PAGE}?a=1` }, `${PAGE}?a=1#:~:text=La%20fin`],
    ['a time', { url: PAGE, seconds: 72 }, `${PAGE}?t=72`],
    ['a time after a question', { url: `${PAGE}?v=x`, seconds: 72 }, `${PAGE}?v=x&t=72`],
    ['a time before a #', { url: `${PAGE}#haut`, seconds: 0 }, `${PAGE}?t=0#haut`],
    ['another time in the place of its own', { url: `${PAGE}?t=5`, seconds: 72 }, `${PAGE}?t=72`],
  ])('of its own keeps %s', (_, given, url) => {
    expect(linkOf(passage({ ...given, source: source({ url: null }), text: 'La fin' }))).toBe(url);
  });

  test('is none where no address is known', () => {
    expect(linkOf(passage({ source: source({ url: null }) }))).toBeNull();
  });
});

const unsigned = source({ id: 'tract', author: null, publisher: 'La Feuille' });
const said = [
  passage({ anchor: 'a' }),
  passage({ anchor: 'b', voice: 'Jo Autre', role: 'cité', reportedBy: 'Camille Exemple' }),
  passage({ anchor: 'c', voice: 'Jo Autre', source: unsigned, role: 'commentateur' }),
  passage({ anchor: 'd', voice: 'auteur non identifié', source: unsigned }),
  passage({ anchor: 'e', voice: 'un commentateur', role: 'commentateur' }),
  passage({ anchor: 'f', voice: 'un commentateur', role: 'commentateur', source: unsigned }),
  passage({ anchor: 'g', voice: 'un commentateur', role: 'commentateur', source: unsigned }),
  passage({ anchor: 'h', voice: 'intervieweur non identifié', role: 'intervieweur' }),
  passage({ anchor: 'i', voice: 'voix non identifiée', role: 'cité', reportedBy: 'Jo' }),
];
const speakers = catalogueOf(corpusOf(said)).speakers;

describe('those who can be asked for', () => {
  test('come first who say most', () => {
    expect(speakers.map(({ label }) => label)).toEqual([
      'les commentateurs non identifiés',
      'Jo Autre',
      'Camille Exemple',
      'l’auteur non identifié de La Feuille',
    ]);
  });

  test.each([
    ['les commentateurs non identifiés', 'efg'],
    ['Jo Autre', 'bc'],
    ['Camille Exemple', 'a'],
    ['l’auteur non identifié de La Feuille', 'd'],
  ])('%s: says %s', (label, anchors) => {
    const speaker = speakers.find((each) => each.label === label);
    const spoken = said.filter((each) => speaker?.speaks(each));
    expect(spoken.map(({ id }) => id.replace(/.*#/u, '')).join('')).toBe(anchors);
  });

  test.each([
    ['Le Carnet', 'du Carnet'],
    ['Les Cahiers', 'des Cahiers'],
    ['Leçons', 'de Leçons'],
    ['Ouest', 'd’Ouest'],
  ])('are called after %s in French: %s', (publisher, of) => {
    const work = source({ author: null, publisher });
    const corpus = corpusOf([passage({ source: work, voice: 'auteur non identifié' })]);
    const [author] = catalogueOf(corpus).speakers;
    expect(author?.label).toBe(`l’auteur non identifié ${of}`);
  });

  test('have all the words of the true corpus but those of no one in particular', () => {
    const all = catalogueOf(realCorpus).speakers;
    const silent = realCorpus.passages.filter((each) => !all.some(({ speaks }) => speaks(each)));
    expect(new Set(silent.map(({ voice }) => voice.name))).toEqual(
      new Set(['intervieweur non identifié']),
    );
  });
});

describe('two passages are one voice’s', () => {
  test.each([
    ['of one person in two works', 1, 2, true],
    ['of two persons', 0, 1, false],
    ['of two unsigned comments', 5, 6, false],
    ['of an unnamed author and an unsigned comment', 3, 5, false],
    ['of the same unnamed author', 3, 3, true],
    ['of two voices quoted without a name', 8, 7, false],
  ])('%s', (_, one, other, same) => {
    const keys = [one, other].map((index) => voiceKey(said[index] ?? passage()));
    expect(keys[0] === keys[1]).toBe(same);
  });
});

test.each([
  ['assumed', true],
  ['reported', false],
  ['rejected', false],
] as const)('words that are %s are the voice’s own position: %s', (stance, own) => {
  expect(isOwnPosition(passage({ stance }))).toBe(own);
});
