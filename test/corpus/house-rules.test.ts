import { describe, expect, test } from 'vitest';
import { checkAlone } from '../../src/corpus/check.ts';
import { houseFaults } from '../../src/corpus/house-rules.ts';
import { parseCorpus } from '../../src/corpus/parse.ts';
import { SOUND_WORK, changed, fileOf, placeIn } from '../fixtures/works.ts';

const FIRST_PLACE = placeIn(SOUND_WORK, '## page-sans-effet');
const SECOND_PLACE = placeIn(SOUND_WORK, '## temps-perdu');
const QUOTED = 'Et vous ne regrettez pas le temps passé à la remplir ?';
const TOPICS = '- Thèmes : retour sur investissement';
const WHOLE = changed(SOUND_WORK, 'raw:', 'content: whole\nlicence: own\nraw:');
/** As a list of `debate.yaml`. */
const THEMES = `themes:
  retour sur investissement: ce que cela rapporte
  fans et abonnés: les compter
`;

function told(files: Readonly<Record<string, string>>): string[] {
  const { 'debate.yaml': debate, 'voices.yaml': voices, ...works } = files;
  const optional = (text: string | undefined, name: string) =>
    text === undefined ? null : fileOf(text, name);
  const { value, faults } = parseCorpus({
    works: Object.entries(works).map(([name, text]) => fileOf(text, `some/folder/${name}`)),
    debate: optional(debate, 'debate.yaml'),
    voices: optional(voices, 'voices.yaml'),
    lexicon: null,
    hash: '',
  });
  if (value === null) throw new Error(faults.map(({ what }) => what).join('\n'));
  return [...houseFaults(value.corpus, value.works), ...value.works.flatMap(checkAlone)].map(
    ({ line, column, what, remedy }) => `${line}:${column} ${what} — ${remedy}`,
  );
}

const toldOf = (text: string, others: Readonly<Record<string, string>> = {}) =>
  told({ 'exemple-2013.md': text, ...others });

test('a sound work breaks no rule of the house', () => {
  expect(toldOf(SOUND_WORK)).toEqual([]);
});

test('a file has the name of its work', () => {
  expect(told({ 'autre.md': SOUND_WORK })).toEqual([
    '1:1 id « exemple-2013 » n’est pas le nom du fichier — nommez le fichier exemple-2013.md',
  ]);
});

describe('a quotation is told', () => {
  test.each([
    ['of 11 characters', 'Onze mots ?', 'citation de 11 caractères — ajoutez-y la phrase voisine'],
    [
      'of 3,240',
      `${'A'.repeat(3_239)}.`,
      'citation de 3\u202F240 caractères — coupez à une fin de',
    ],
  ])('%s', (_, words, fault) => {
    expect(toldOf(changed(SOUND_WORK, QUOTED, words))).toEqual([
      expect.stringContaining(`${SECOND_PLACE} ${fault}`),
    ]);
  });

  test('of 40 characters and of 600: never', () => {
    for (const length of [40, 600]) {
      expect(toldOf(changed(SOUND_WORK, QUOTED, `${'A'.repeat(length - 1)}.`))).toEqual([]);
    }
  });

  test('in a whole work when it is too long and can be cut, and not when it is short', () => {
    const quoted = (words: string) => toldOf(changed(WHOLE, QUOTED, words));
    expect(quoted('Oui.')).toEqual([]);
    expect(quoted(`Oui. ${'A'.repeat(600)}.`)).toEqual([expect.stringContaining('coupez à une')]);
    expect(quoted(`${'A'.repeat(600)}.`)).toEqual([]);
  });

  test.each([
    ['begins with a small letter', 'et puis vous avez passé du temps à la remplir.', 'commence au'],
    ['begins with a comma', ', dit-on, vous avez passé du temps à la remplir.', 'commence au'],
    ['ends with a comma', 'Vous avez passé du temps à la remplir, ce temps,', 's’arrête au'],
    ['ends with a letter', 'Vous avez passé beaucoup de temps à la remplir', 's’arrête au'],
  ])('that %s, where a machine or a reader did not write it', (_, words, fault) => {
    const own = changed(
      changed(SOUND_WORK, QUOTED, words),
      'un commentateur, c',
      'Jo Roux, cité par Camille Exemple, c',
    ).replace(/, commentateur \(.*\)/u, '');
    expect(toldOf(own)).toEqual([expect.stringContaining(`la citation ${fault} milieu`)]);
    const heard = own.replace('par Camille Exemple', '$&, transcription automatique');
    expect(toldOf(heard)).toEqual([]);
  });

  test.each([
    '« Et vous ne regrettez pas le temps passé ? »',
    'Et vous ne regrettez pas le temps passé ici…',
    'iPhone ou pas, vous avez passé du temps ici !',
    'Vous avez passé du temps (beaucoup de temps)',
    'Vous avez passé du temps sur http\\://x.invalid/page',
    'et vous ne regrettez pas le temps passé ici',
  ])('in no way as a comment that says %s', (words) => {
    expect(toldOf(changed(SOUND_WORK, QUOTED, words))).toEqual([]);
  });
});

test('a passage of a whole work has words', () => {
  const place = '- Endroit : Et vous […] à la remplir ?';
  const work = changed(changed(SOUND_WORK, `> ${QUOTED}\n\n`, ''), TOPICS, `${place}\n${TOPICS}`);
  expect(toldOf(work)).toEqual([]);
  expect(toldOf(changed(work, 'raw:', 'content: whole\nlicence: own\nraw:'))).toEqual([
    expect.stringContaining('33:1 passage sans mots dans une œuvre entière'),
  ]);
});

describe('themes', () => {
  const listed = (list: string) => toldOf(SOUND_WORK, { 'debate.yaml': list });
  const twice = changed(SOUND_WORK, TOPICS, `${TOPICS}, fans et abonnés`);

  test('are four at most', () => {
    const six = changed(SOUND_WORK, TOPICS, `${TOPICS}, a, b, c, d, e`);
    expect(toldOf(six)).toEqual([`${SECOND_PLACE} 6 thèmes — gardez-en 4 au plus`]);
  });

  test('are asked of a thesis where others have some', () => {
    const fault = 'thèse sans thème — ajoutez « - Thèmes : … » à la liste';
    const none = changed(SOUND_WORK, `${TOPICS}\n`, '');
    expect(toldOf(none)).toEqual([`${SECOND_PLACE} ${fault}`]);
    expect(toldOf(none.replace(/- Thèmes : .*\n/u, ''))).toEqual([]);
  });

  test('are those of debate.yaml where it lists them, each for two passages', () => {
    expect(toldOf(twice, { 'debate.yaml': THEMES })).toEqual([]);
    expect(listed(THEMES)).toEqual([
      `${FIRST_PLACE} thème « fans et abonnés » pour un seul passage — donnez-le aussi à un autre passage, ou prenez un thème plus large`,
    ]);
    expect(listed(`${THEMES}  blogs: les écrire\n`).at(-1)).toMatch(
      /^1:1 thème « blogs » sans passage — /u,
    );
  });

  test('that are not in the list are told with the one that is meant', () => {
    const work = changed(twice, 'Thèmes : fans et abonnés', 'Thèmes : Fans et abonné');
    expect(toldOf(work, { 'debate.yaml': THEMES })).toEqual([
      `${FIRST_PLACE} thème « Fans et abonné » absent de debate.yaml — vouliez-vous dire « fans et abonnés » ? Sinon, ajoutez-le sous themes`,
      expect.stringContaining(`${SECOND_PLACE} thème « fans et abonnés » pour un seul passage`),
    ]);
  });

  test('are written in one way where there is no list', () => {
    const work = changed(twice, 'Thèmes : fans et abonnés', 'Thèmes : Fans et Abonnes');
    expect(toldOf(work)).toEqual([expect.stringContaining('écrivez partout « ')]);
  });
});

describe('a voice has one spelling', () => {
  const others = (name: string) =>
    changed(
      changed(SOUND_WORK, 'id: exemple-2013', 'id: autre-2014'),
      'un commentateur, commentateur (déduit : la page ne nomme personne)',
      `${name}, commentateur`,
    );
  const with2 = (name: string, more = {}) =>
    told({ 'exemple-2013.md': SOUND_WORK, 'autre-2014.md': others(name), ...more });

  test.each(['Camille exemple', 'Camillé Exemple', 'Exemple', 'Camille', 'Camile Exemple'])(
    'so « %s » is told beside Camille Exemple, who is named more often',
    (name) => {
      const remedy = 'si c’est une seule personne, écrivez partout « Camille Exemple »';
      expect(with2(name)).toEqual([
        expect.stringContaining(
          `${placeIn(SOUND_WORK, '## temps')} « ${name} », et ailleurs « Camille Exemple » — ${remedy}`,
        ),
      ]);
    },
  );

  test.each(['Camille Modèle', 'un commentateur', 'Dominique'])('and « %s » is another', (name) => {
    expect(with2(name)).toEqual([]);
  });

  test('unless voices.yaml declares both', () => {
    const declared = '- name: Camille Exemple\n- name: Camille\n';
    expect(with2('Camille', { 'voices.yaml': declared })).toEqual([]);
    expect(with2('Camille', { 'voices.yaml': '- name: Camille\n' })).toHaveLength(1);
  });

  test('and speaks where voices.yaml declares it', () => {
    expect(toldOf(SOUND_WORK, { 'voices.yaml': '- name: Camile Exemple\n' })).toEqual([
      '1:1 voix « Camile Exemple » sans passage — corrigez son nom, ou supprimez-la',
    ]);
  });

  test('and may be called by the aliases of voices.yaml', () => {
    const declared = '- name: Camille Exemple\n  aliases: [Camille]\n';
    expect(with2('Camille', { 'voices.yaml': declared })).toEqual([]);
  });
});

test.each([
  ['no work of the corpus', 'nulle-part#fin', 'nulle-part#fin'],
  ['no passage of a work', 'fin', 'exemple-2013#fin'],
])('a passage does not answer one of %s', (_, ref, unknown) => {
  const text = changed(
    SOUND_WORK,
    `${TOPICS}\n- Thèse : On`,
    `- Nuance : ${ref}\n${TOPICS}\n- Thèse : On`,
  );
  expect(toldOf(text)).toEqual([
    `${SECOND_PLACE} « Nuance » renvoie à « ${unknown} », que le corpus n’a pas — écrivez « id-de-l-œuvre#ancre » d’une autre citation, ou supprimez ce renvoi`,
  ]);
});

test('a passage does not answer itself', () => {
  const text = changed(
    SOUND_WORK,
    `${TOPICS}\n- Thèse : On`,
    `- Nuance : temps-perdu\n${TOPICS}\n- Thèse : On`,
  );
  expect(toldOf(text)).toEqual([
    `${SECOND_PLACE} « Nuance » renvoie au passage lui-même — écrivez l’ancre d’un autre passage, ou supprimez ce renvoi`,
  ]);
});

describe('a voice without a name', () => {
  const saidBy = (name: string) => changed(SOUND_WORK, '— un commentateur,', `— ${name},`);

  test.each(['anonyme', 'Anonyme', 'un anonyme', 'Un commentateur'])(
    'is not called %s, as a person would be',
    (name) => {
      expect(toldOf(saidBy(name))).toEqual([
        expect.stringContaining(`${SECOND_PLACE} « ${name} » serait le nom d’une personne`),
      ]);
    },
  );

  test('is called so where it is declared, or as the format says', () => {
    expect(toldOf(saidBy('un commentateur'))).toEqual([]);
    const declared = { 'voices.yaml': '- name: danah boyd\n  quality: chercheuse\n' };
    expect(toldOf(saidBy('danah boyd'), declared)).toEqual([]);
  });
});
