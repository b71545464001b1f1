import { describe, expect, test } from 'vitest';
import { createRetriever } from '../../src/search/retriever.ts';
import type { Answer } from '../../src/ask/request.ts';
import { render } from '../../src/platforms/terminal/render.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { askerOf } from '../fixtures/dispatch.ts';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import { isMessage, questionsIn } from '../../src/ask/telling.ts';
import { COURTEOUS } from '../fixtures/messages.ts';

const { ask, choose } = askerOf(realCorpus, createRetriever(realCorpus));

const PARAGRAPH = `La ville a inauguré samedi sa nouvelle médiathèque, un bâtiment de verre et de bois qui
aura coûté douze millions. Le maire, entouré des élus, a coupé le ruban devant trois cents habitants.
« C’est un lieu pour tous », a-t-il déclaré. À l’étage, un espace accueillera des ateliers de poterie. `;
const BEFORE = COURTEOUS.replace('Que penser du ROI ?', '');
const AFTER = `Merci infiniment par avance, et n’hésitez pas à passer me voir à mon bureau si vous préférez
en parler de vive voix ! Très bonne journée à vous, bien cordialement, Sophie`;

/** What a person reads first, with plain spaces. */
const firstLine = (answer: Answer) =>
  render(answer, { columns: Infinity, coloured: false })
    .split('\n')[0]
    ?.replace(/[\u00A0\u202F]/gu, ' ');

describe('H8: of a message that is too long to be a subject', () => {
  test.each([
    ['at its end', COURTEOUS, 'Que penser du ROI ?'],
    ['at its beginning', `Que penser du ROI ? ${AFTER} ${BEFORE}`, 'Que penser du ROI ?'],
    [
      'in its middle',
      `${BEFORE} Les budgets vont-ils souffrir ? ${AFTER}`,
      'Les budgets vont-ils souffrir ?',
    ],
    [
      'without a question mark',
      `${BEFORE} Je cherche ce qui se dit de la publicité. ${AFTER}`,
      'publicité.',
    ],
    [
      'on a line of its own',
      `Salut\n${BEFORE}\nsaturation des internautes\n${AFTER}`,
      'saturation des internautes',
    ],
    [
      'in an article of 4,000 characters',
      `${PARAGRAPH.repeat(6)}Le retour sur investissement des médias sociaux se mesure mal. ${PARAGRAPH.repeat(6)}`.slice(
        0,
        4000,
      ),
      'Le retour sur investissement des médias sociaux se mesure mal.',
    ],
    [
      'beside an address',
      `${BEFORE} Voir https://exemple.invalid/${'a'.repeat(300)} Que penser du ROI ?`,
      'ROI ?',
    ],
    [
      'among words with colons',
      `${'Lieu:salle 3. Heure:14h. '.repeat(15)} Que penser du ROI ?`,
      'Que penser du ROI ?',
    ],
  ])('what is most telling is looked for %s', async (_, message, excerpt) => {
    for (const answer of [
      await ask(`/debat ${message}`),
      await choose('debat', { sujet: message, brut: 'oui' }),
    ]) {
      expect(answer.reply.kind).toBe('quotes');
      expect(answer.excerpt).toContain(excerpt);
      expect(firstLine(answer)).toMatch(
        /^(?:Les 50 premiers de )?\d+ passages?(?:, au sens large)? ; recherché dans ce message : /u,
      );
      expect(firstLine(answer)).toContain(excerpt);
    }
  });

  test('a voice is heard in what is looked for', async () => {
    const asked = 'Est-ce que quelqu’un sait ce que Gourvennec pense des budgets ?';
    const answer = await ask(`/debat ${BEFORE} ${asked} ${AFTER}`);
    expect(answer.reply).toMatchObject({ filters: { speakers: [{ label: 'Yann Gourvennec' }] } });
    expect(firstLine(answer)).toMatch(
      /^6 passages de Yann Gourvennec ; recherché dans ce message : ce que/u,
    );
  });

  test('options after it are read, and colons within it are not', async () => {
    const { asked } = await ask(`/debat Objet:réunion. ${COURTEOUS} auteur:kabla page:2 privé`);
    expect(asked?.options).toMatchObject({ auteur: 'kabla', page: '2', prive: 'oui' });
  });

  test('the same is said over every page, and beside a voice that is asked for', async () => {
    const { asked, excerpt } = await choose('debat', { sujet: COURTEOUS, brut: 'oui' });
    const next = await choose('debat', { ...asked?.options, page: '2' });
    expect(next.excerpt).toBe(excerpt);
    expect(firstLine(next)).toContain('recherché dans ce message : Que penser du ROI ?');
    const position = await ask(`/position kabla ; ${BEFORE} Que dit-il de la publicité ?`);
    expect(firstLine(position)).toMatch(
      /^Ce que dit Hervé Kabla.* ; recherché dans ce message : Que/u,
    );
  });

  test('where nothing answers, what was looked for is said as well', async () => {
    const answer = await ask(`/debat ${'Recette du gigot d’agneau aux flageolets. '.repeat(10)}`);
    expect(answer.reply).toMatchObject({ notice: { code: 'no passage' } });
    expect(firstLine(answer)).toMatch(/^Recherché dans ce message : Recette du gigot/u);
  });

  test('more than a pasted article is refused with a clear sentence', async () => {
    const answer = await choose('debat', { sujet: 'roi '.repeat(5_001), brut: 'oui' });
    expect(firstLine(answer)).toMatch(
      /^Ce sujet est trop long : 20 004 caractères, pour 20 000 au plus/u,
    );
  });

  test('a shorter one is looked for as it is', async () => {
    expect(await ask('/debat Que penser du ROI ?')).not.toHaveProperty('excerpt');
  });
});

const texts = v.array(v.string());
const shape = v.strictObject({
  foreign: texts,
  'asking elsewhere': texts,
  'on the subject': texts,
  courteous: v.array(v.strictObject({ asked: v.string(), message: v.string() })),
});
const MESSAGES = v.parse(
  shape,
  parse(readFileSync(new URL('messages.yaml', import.meta.url), 'utf8')),
);

/** As it is typed, and as a message on which « Passages liés » is clicked. */
const bothWays = async (sujet: string) => [
  await ask(`/debat ${sujet}`),
  await choose('debat', { sujet, brut: 'oui' }),
];

describe('whatever else a message says', () => {
  const { foreign } = MESSAGES;
  // Some 4,000 characters on five subjects.
  const articles = foreign.map((_, first) =>
    [...foreign, ...foreign].slice(first, first + 5).join('\n\n'),
  );
  test.each([...foreign, ...articles, ...MESSAGES['asking elsewhere']])(
    'one on another subject is not answered: %s',
    async (message) => {
      for (const { reply } of await bothWays(message)) {
        expect(reply).toMatchObject({ notice: { code: 'no passage' } });
      }
    },
  );

  test.each(MESSAGES['on the subject'])('an article on the subject is: %s', async (message) => {
    for (const { reply } of await bothWays(message)) expect(reply.kind).toBe('quotes');
  });

  test('the question in a courteous one is what is looked for, in 19 of 20', async () => {
    const missed: string[] = [];
    for (const { asked, message } of MESSAGES.courteous) {
      for (const { reply, query } of await bothWays(message)) {
        const isFound = reply.kind === 'quotes' && query.includes(asked);
        if (!isFound || query.length > 140) missed.push(asked);
      }
    }
    // « Sert » is said by no passage that speaks of one.
    expect([...new Set(missed)]).toEqual(['modérateur']);
  });

  test('options that ask again for what was found in one are asked as they are', async () => {
    const message = MESSAGES.courteous[0]?.message ?? '';
    const { asked, reply } = await ask(`/debat ${message}`);
    expect(asked?.options).toMatchObject({ extrait: 'oui' });
    expect(await choose('debat', asked?.options ?? {})).toMatchObject({ asked, reply });
  });
});

const subjectsIn = (sentence: string) =>
  questionsIn(sentence)
    .filter(({ isSentence }) => !isSentence)
    .map(({ text }) => text);

test.each([
  [
    'Bonjour à tous, je prépare un exposé et je me demandais ce qui se dit du vieux port ici, merci !',
    ['vieux port'],
  ],
  [
    'Salut, est-ce que par hasard vous auriez quelque chose sur les quais ? Mon patron me presse',
    ['les quais'],
  ],
  ['Coucou, je cherche trois pages à propos du marché et j’avoue que je m’y perds', ['marché']],
  [
    'Bonjour, je fais un mémoire sur le vélo, que pense-t-on au sujet du port de la ville ? merci',
    ['port de la ville'],
  ],
])('what is asked follows what asks: %s', (message, subjects) => {
  expect(subjectsIn(message)).toEqual(subjects);
});

test.each([
  'Bonjour, je vends mon canapé sur le port, une idée du prix que je peux en demander ?',
  'Salut, je ne retrouve plus mon mot de passe et je suis bloqué depuis ce matin',
  'Bonjour, ma fille passe trop de temps sur son téléphone et je ne sais plus quoi faire',
])('nothing is asked within « %s »', (message) => {
  expect(subjectsIn(message)).toEqual([]);
});

test('a clause that may name a voice comes before its subject, the last first', () => {
  const asked = 'Est-ce que tu sais ce que Durand pense des quais, merci par avance';
  expect(questionsIn(asked)).toEqual([
    { text: 'ce que Durand pense des quais', isSentence: true },
    { text: 'que tu sais ce que Durand pense des quais', isSentence: true },
    { text: 'quais', isSentence: false },
  ]);
});

test.each([
  'que dit-on du port de la ville et de ses quais aujourd’hui en France',
  'je cherche des passages sur le port',
])('« %s » is a question and no message', (text) => {
  expect(isMessage(text)).toBe(false);
});
