import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkWork } from '../../src/corpus/check.ts';
import { parseWork } from '../../src/corpus/parse.ts';
import type { RawText } from '../../src/corpus/raw/raw-text.ts';
import { RAW_FOLDER, realWorks } from '../fixtures/corpora.ts';
import { isQuoted } from '../fixtures/passages.ts';
import { SOUND_RAW, SOUND_WORK, changed, fileOf, placeIn } from '../fixtures/works.ts';

function check(work: string, raw = SOUND_RAW) {
  const { value } = parseWork(fileOf(work));
  if (value === null) throw new Error('the fixture is not sound');
  return checkWork(value, { text: raw, isPlain: true, isOrdered: true });
}

function faultsOf(work: string, raw?: string): string[] {
  return check(work, raw).faults.map(({ line, column, what }) => `${line}:${column} ${what}`);
}

const FIRST_PLACE = placeIn(SOUND_WORK, '## page-sans-effet');
const SECOND_PLACE = placeIn(SOUND_WORK, '## temps-perdu');
const [HEAD = '', FIRST = '', SECOND = ''] = SOUND_WORK.split(/^(?=## )/mu);

describe('a work compared with its raw text', () => {
  test('is faultless when it is a stretch of it, cuts out and spaces folded', () => {
    const { faults, quotations, share } = check(SOUND_WORK);
    expect(faults).toEqual([]);
    expect(quotations).toBe(2);
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.5);
  });

  test.each([
    ['a letter is changed', 'trois mille', 'trois milles'],
    ['a tag is lost', String.raw`\<bisounours>`, 'bisounours'],
    ['an accent is mended', 'passé à la', 'passé a la'],
    ['an apostrophe is made typographic', "n'amenait", 'n’amenait'],
    ['a capital is put', 'Et vous', 'ET vous'],
    ['a word is left out', 'ne regrettez pas', 'ne regrettez'],
    ['two words are swapped', 'temps passé', 'passé temps'],
  ])('is refuted when %s, at the quotation in question', (_, from, to) => {
    const place = FIRST.includes(from) ? FIRST_PLACE : SECOND_PLACE;
    expect(faultsOf(changed(SOUND_WORK, from, to))).toEqual([
      expect.stringContaining(`${place} mots absents du texte brut : il porte « `),
    ]);
  });

  test('is refuted when its quotations are not in the order of the work', () => {
    expect(faultsOf(`${HEAD}${SECOND}\n${FIRST}`)).toEqual([
      expect.stringContaining('citation hors de l’ordre de l’œuvre'),
    ]);
  });

  test('is refuted when two quotations overlap', () => {
    const overlapping = SECOND.replace(/^> .*$/mu, "> compris, et n'amenait personne.");
    expect(faultsOf(`${HEAD}${FIRST}${overlapping}`)).toEqual([
      `${SECOND_PLACE} citation hors de l’ordre de l’œuvre, ou qui en recouvre une autre`,
    ]);
  });

  test('accepts words that the work says twice, quoted twice', () => {
    const again = changed(SECOND, '## temps-perdu', '## temps-perdu-encore');
    const work = `${SOUND_WORK}\n${again}`;
    const once = `${SOUND_RAW}${'Autre chose. '.repeat(20)}`;
    const twice = `${once}Et vous ne regrettez pas le temps passé à la remplir ?`;
    expect(faultsOf(work, twice)).toEqual([]);
    expect(faultsOf(work, once)).toEqual([expect.stringContaining('citation hors de l’ordre')]);
  });

  test('is refuted when a cut is not in the raw text', () => {
    const wrong = changed(SOUND_WORK, 'une personne qui suit', 'quelqu’un qui suit');
    expect(faultsOf(wrong)).toEqual([
      expect.stringContaining('coupe introuvable dans le texte brut : « Un abonné est quelqu’un'),
      expect.stringContaining(`${FIRST_PLACE} mots absents du texte brut`),
    ]);
  });

  test('is refuted when noise is cut without saying so', () => {
    const silent = SOUND_WORK.replace(/^cuts:\n.*\n.*\n/mu, '');
    expect(faultsOf(silent)).toEqual([expect.stringContaining('mots absents du texte brut')]);
  });

  test('is refuted when more than half of it is quoted', () => {
    const raw = SOUND_RAW.replace(/Nous l'avons[^]*?répondent\.\n/u, '');
    expect(check(SOUND_WORK, raw).share).toBeGreaterThan(0.5);
    expect(faultsOf(SOUND_WORK, raw)).toEqual([expect.stringContaining('% de l’œuvre est cité')]);
  });

  test('is refuted by a raw text that is empty', () => {
    expect(faultsOf(SOUND_WORK, '')).toContain(`${FIRST_PLACE} mots absents du texte brut`);
  });
});

describe('words that are nearly in the raw text', () => {
  test.each([
    ['a letter', 'trois mille', 'trois milles', 'trois mille* abonnés, <bisounours> » et non « '],
    [
      'a word',
      'ne regrettez pas',
      'ne regrettez',
      'vous ne regrettez pas le temps passé à la » et non',
    ],
    ['the first letter', 'Et vous', 'et vous', '« Et vous ne regrettez » et non « et vous ne'],
    ['an apostrophe', "n'amenait", 'n’amenait', ' » (U+0027, et non U+2019)'],
    ['a hidden hyphen', 'regrettez', 'regret\u00ADtez', ' » (U+0074, et non U+00AD)'],
    ['an accent apart', 'passé', 'passe\u0301', ' » (U+00E9, et non U+0065 U+0301)'],
  ])('are shown beside them from %s on', (_, from, to, told) => {
    expect(faultsOf(changed(SOUND_WORK, from, to))).toEqual([expect.stringContaining(told)]);
  });

  test('are not guessed where nothing is like them', () => {
    const other = SECOND.replace(/^> .*$/mu, '> Tout autre propos, qui vient d’ailleurs.');
    expect(faultsOf(`${HEAD}${FIRST}${other}`)).toEqual([
      `${SECOND_PLACE} mots absents du texte brut`,
    ]);
  });
});

describe('a raw text that looks as it should and is not', () => {
  const accents = 'le texte brut écrit ses accents en deux caractères (NFD)';

  test.each([
    ['in NFD', SOUND_RAW.normalize('NFD'), [accents]],
    [
      'with soft hyphens',
      SOUND_RAW.replaceAll('tt', 't\u00ADt'),
      ['a des caractères invisibles dans ses mots (U+00AD, trait d’union conditionnel)'],
    ],
    [
      'with zero widths and marks of order',
      SOUND_RAW.replace('passé', 'pas\u200Bsé').replace('mille', 'mi\uFEFFlle'),
      ['(U+FEFF, marque d’ordre des octets ; U+200B, espace sans chasse)'],
    ],
    [
      'with both',
      SOUND_RAW.normalize('NFD').replaceAll('tt', 't\u00ADt'),
      [accents, 'caractères invisibles'],
    ],
  ])('is told once, by its cause, when it is %s', (_, raw, causes) => {
    const told = faultsOf(SOUND_WORK, raw);
    expect(told).toHaveLength(causes.length);
    for (const [at, cause] of causes.entries()) expect(told[at]).toContain(cause);
  });

  test('is compared as it reads: a word that differs is told beside the cause', () => {
    const work = changed(SOUND_WORK, 'temps passé', 'jour passé');
    expect(faultsOf(work, SOUND_RAW.normalize('NFD'))).toEqual([
      `1:1 ${accents}`,
      expect.stringContaining('ne regrettez pas le temps passé à la remplir » et non « '),
    ]);
  });

  test('is nobody’s concern where no quotation is', () => {
    expect(faultsOf(SOUND_WORK, `${SOUND_RAW}La fin du texte e\u0301tait co\u00ADupée.`)).toEqual(
      [],
    );
  });
});

/** The sound work with a passage between its two that is told by its first and last words. */
function withPlace(place: string, ...items: string[]): string {
  const list = [
    `- Endroit : ${place}`,
    ...items,
    '- Thèmes : blogs',
    '- Thèse : On écrit un blog.',
  ];
  return `${HEAD}${FIRST}## blog\n\n— Camille Exemple, auteur\n\n${list.join('\n')}\n\n${SECOND}`;
}

describe('a passage without words', () => {
  test('is found by the first and the last words of its place', () => {
    const place = 'Depuis, nous écrivons sur notre blog, […] les clients nous y répondent.';
    expect(faultsOf(withPlace(place))).toEqual([]);
    expect(check(withPlace(place)).share).toBe(check(SOUND_WORK).share);
  });

  test.each([
    [
      'first',
      'Depuis, nous écrivions […] nous y répondent.',
      '« Depuis, nous écrivons sur notre blog, une » et non « Depuis, nous écrivions »',
    ],
    [
      'last',
      'Depuis, nous écrivons […] les clients nous répondent.',
      'clients nous y répondent. Comm',
    ],
  ])('is refuted when its %s words are not in the raw text', (_, place, told) => {
    expect(faultsOf(withPlace(place))).toEqual([expect.stringContaining(told)]);
  });

  test.each([
    ['when its last words come before the first', 'nous y répondent. […] Depuis, nous écrivons'],
    ['when it stands before the passage it follows', 'Accueil […] Contact'],
  ])('is refuted %s', (_, place) => {
    expect(faultsOf(withPlace(place))).toEqual([
      expect.stringContaining('citation hors de l’ordre de l’œuvre'),
    ]);
  });
});

describe('« Suite : immédiate »', () => {
  const next = "Nous l'avons fermée en mars, […] une seule réclamation.";
  const SUITE = '- Suite : immédiate';

  test('is asked for where nothing stands between two passages, cuts and white space aside', () => {
    expect(faultsOf(withPlace(next))).toEqual([
      expect.stringContaining('rien ne sépare ce passage du précédent'),
    ]);
    expect(faultsOf(withPlace(next, SUITE))).toEqual([]);
  });

  test('is refuted where something does, and before the first passage', () => {
    const later = 'sans une seule réclamation.';
    expect(faultsOf(withPlace(later, SUITE))).toEqual([
      expect.stringContaining(
        "le texte brut porte « Nous l'avons fermée en mars, » entre les deux",
      ),
    ]);
    const first = changed(SOUND_WORK, '- Thèmes : fans', `${SUITE}\n- Thèmes : fans`);
    expect(faultsOf(first)).toEqual([expect.stringContaining('ce passage est le premier')]);
  });
});

describe('sentences beside the raw text', () => {
  test.each([
    ['begins', 'avons fermée en mars, sans une seule réclamation.', 'commence au milieu'],
    ['ends', "Nous l'avons fermée en mars, sans une", 's’arrête au milieu d’une phrase'],
  ])('are refuted where one %s inside', (_, words, told) => {
    const work = SECOND.replace(/^> .*$/mu, `> ${words}`).replace(
      'un commentateur, comm',
      'Camille Exemple, comm',
    );
    expect(faultsOf(`${HEAD}${work}`)).toEqual([expect.stringContaining(told)]);
  });

  test('are whole where a line begins small and ends bare', () => {
    const raw = `${SOUND_RAW}bien vu mais ce n'est pas mon avis du tout\n`;
    const work = SECOND.replace(/^> .*$/mu, "> bien vu mais ce n'est pas mon avis du tout");
    expect(faultsOf(`${HEAD}${work}`, raw)).toEqual([]);
  });
});

const SITTING_RAW = `Mme Mara Vasseur, maire : La séance est ouverte. Nous parlons du pont.
M. Roux : Le pont coûte trop cher, et
personne ne le demande.
12:34
LA MAIRE. Vous avez la parole.
`;
const SITTING = `${HEAD.replace(
  'raw: exemple.txt',
  'raw: exemple.txt\ncontent: whole\nlicence: public',
).replace(/^cuts:\n.*\n.*\n/mu, '')}
## ouverture

> La séance est ouverte. Nous parlons du pont.

— Mara Vasseur, présidente de séance

## pont

> Le pont coûte trop cher, et personne ne le demande.

— Ivo Roux, orateur

## parole

> Vous avez la parole.

— Mara Vasseur, présidente de séance
`;
const VOICES = [{ name: 'Mara Vasseur', quality: 'maire', aliases: ['La maire'] }];

describe('a whole work', () => {
  const halves = SITTING.replace(
    'trop cher, et personne',
    'trop cher, et\n\n— Ivo Roux, orateur\n\n## personne\n\n> personne',
  );

  test('has no passage that ends within a sentence, but where its own line ends', () => {
    const oneLine = SITTING_RAW.replace('et\npersonne', 'et personne');
    const isCut = (raw: string) =>
      faultsOf(halves, raw).some((fault) => fault.includes('s’arrête'));
    expect([oneLine, SITTING_RAW].map(isCut)).toEqual([true, false]);
  });

  const told = (raw: string, work = SITTING, isPlain = true) => {
    const { value } = parseWork(fileOf(work), VOICES);
    if (value === null) throw new Error('the fixture is not sound');
    return checkWork(value, { text: raw, isPlain, isOrdered: true }, VOICES).faults.map(
      ({ line, what }) => `${line} ${what}`,
    );
  };

  test('has all the words of its raw text, but who speaks before each turn', () => {
    expect(told(SITTING_RAW)).toEqual([]);
  });

  test.each([
    ['before', 'Mme Mara', 'Présents : tous. Mme Mara', 'ouverture', 'avant'],
    ['between', '12:34', 'Rires dans la salle.', 'parole', 'avant'],
    ['after', 'parole.\n', 'parole.\nLa séance est levée.\n', 'parole', 'après'],
  ])('is refuted when words are left out %s its passages', (_, from, to, anchor, side) => {
    const line = placeIn(SITTING, `## ${anchor}`).split(':')[0];
    expect(told(changed(SITTING_RAW, from, to))).toEqual([
      expect.stringMatching(
        new RegExp(`^${line} mots .* laissés de côté ${side} ce passage : « `, 'u'),
      ),
    ]);
  });

  test('has its words alone of a page that has menus and dates beside them', () => {
    const page = changed(SITTING_RAW, '12:34', 'Rires dans la salle.');
    expect(told(page, SITTING, false)).toEqual([]);
    expect(told(changed(page, 'trop cher', 'bien cher'), SITTING, false)).toEqual([
      expect.stringContaining('mots absents du texte brut'),
    ]);
  });

  test('may leave out what is declared under cuts', () => {
    const cuts = 'cuts:\n  - words: Rires dans la salle.\n    reason: note du greffe';
    const raw = changed(SITTING_RAW, '12:34', 'Rires dans la salle.');
    expect(told(raw, changed(SITTING, 'licence: public', `licence: public\n${cuts}`))).toEqual([]);
  });
});

const missing = existsSync(RAW_FOLDER) ? '' : ` (skipped: ${RAW_FOLDER} is not on this machine)`;

describe.skipIf(missing !== '')(`the true corpus compared with the raw texts${missing}`, () => {
  test.each(realWorks)('$source.id is faultless, and at most half of it is quoted', (work) => {
    const { faults, quotations, places, share } = checkWork(work, rawOf(work.raw));
    expect(faults).toEqual([]);
    expect(quotations + places).toBe(work.passages.length);
    expect(share).toBeLessThanOrEqual(0.5);
  });

  test.each(realWorks)('$source.id is refuted once any one quotation is changed', (work) => {
    for (const [index, passage] of work.passages.entries()) {
      if (!isQuoted(passage)) continue;
      const middle = Math.floor(passage.text.length / 2);
      const text = `${passage.text.slice(0, middle)}¤${passage.text.slice(middle + 1)}`;
      const passages = work.passages.with(index, { ...passage, text });
      expect(checkWork({ ...work, passages }, rawOf(work.raw)).faults).toHaveLength(1);
    }
  });
});

function rawOf(name: string | null): RawText {
  return {
    text: readFileSync(join(RAW_FOLDER, name ?? ''), 'utf8'),
    isPlain: true,
    isOrdered: true,
  };
}
