import { describe, expect, test } from 'vitest';
import { createRetriever } from '../../src/search/retriever.ts';
import type { Answer } from '../../src/ask/request.ts';
import { render } from '../../src/platforms/terminal/render.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { askerOf } from '../fixtures/dispatch.ts';
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
  render(answer, realCorpus, { columns: Infinity, coloured: false })
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
