import { describe, expect, test } from 'vitest';
import { pagesOf } from '../../../src/corpus/raw/pdf-strips.ts';
import { pdf } from '../../../src/import/pdf/pdf.ts';
import { pdfPages } from '../../../src/import/pdf/pdf-pages.ts';
import { brought, draftsOf, keepsFormat, refusalOf } from '../../contracts/format.ts';
import { fileOf, lines, lockedPdf, pdfOf, type Words } from './pdf-builder.ts';

/** A page of minutes, with its head and its foot. */
function page(number: number, words: readonly Words[]): Words[] {
  return [
    { x: 60, y: 800, text: 'Conseil municipal d’Ormelande', size: 9 },
    ...words,
    { x: 280, y: 40, text: `Page ${number} sur 3`, size: 9 },
  ];
}

const MINUTES = pdfOf([
  page(1, [
    { x: 60, y: 770, text: 'Procès-verbal de la séance du 12 mars 2024', size: 16 },
    ...lines(60, 730, [
      'M. le président : La séance est ouverte.',
      'Mme Morin : Beaucoup de familles travaillent en semaine, et la piscine est munici-',
      'pale. Peut-être ouvrira-t-elle le soir. La piscine municipale ferme, et cela peut-',
      'être pour longtemps, si personne ici ne se décide à voter la dépense que je pro-',
    ]),
  ]),
  page(2, [
    ...lines(60, 770, [
      'pose depuis un an.',
      'M. le président : Nous le pro-posons aussi. Je mets aux voix la proposition de Mme Morin,',
      'que chacun a lue',
    ]),
    { x: 143, y: 746, text: '1', size: 6 },
    { x: 147, y: 742, text: ', je le suppose.' },
    { x: 60, y: 80, text: '1', size: 5 },
    { x: 64, y: 76, text: 'Voir le dossier distribué.', size: 8 },
  ]),
  page(3, lines(60, 770, ['Mme Morin : Merci.', 'M. le président : De rien.'])),
]);

const COLUMNS = pdfOf([
  [
    {
      x: 60,
      y: 790,
      text: 'Un titre qui court sur toute la largeur de la page, par-dessus ses colonnes',
    },
    ...[0, 1, 2, 3, 4, 5].flatMap((at) => [
      { x: 60, y: 760 - 14 * at, text: `La colonne de gauche dit ceci, ligne ${at + 1},` },
      { x: 310, y: 760 - 14 * at, text: `La colonne de droite dit cela, ligne ${at + 1},` },
    ]),
  ],
]);

const BOLD = pdfOf([
  [
    { x: 60, y: 770, text: 'M. le président.', isBold: true },
    { x: 150, y: 770, text: 'La parole est à M. Arnoux.' },
    { x: 60, y: 750, text: 'M. Arnoux, rapporteur.', isBold: true },
    { x: 190, y: 750, text: 'Mes chers collègues, j’y renonce. (Sourires.)' },
    { x: 60, y: 730, text: 'M. le président.', isBold: true },
    { x: 150, y: 730, text: 'Merci.' },
  ],
]);

/** Each form shows the next one twice: a thousand million times the last. */
function hall(): Uint8Array {
  const forms = Array.from({ length: 30 }, (_, at) => {
    const content = `/X Do /X Do`;
    return (
      `<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length ${content.length} ` +
      `/Resources << /XObject << /X ${at + 7} 0 R >> >> >>\nstream\n${content}\nendstream`
    );
  });
  return fileOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 6 0 R >> >> >>',
    '<< /Length 5 >>\nstream\n/X Do\nendstream',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...forms,
    '<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 22 /Resources << /Font << /F1 5 0 R >> >> >>\n' +
      'stream\nBT /F1 1 Tf (x) Tj ET \nendstream',
  ]);
}

async function saidIn(bytes: Uint8Array) {
  const [draft] = await draftsOf(pdf, brought('séance.pdf', bytes));
  return draft?.turns.map(({ speaker, paragraphs }) => [
    speaker.name,
    ...paragraphs.map(({ text }) => text),
  ]);
}

keepsFormat(pdf, {
  sound: [
    brought('séance.pdf', MINUTES),
    brought('colonnes.pdf', COLUMNS),
    brought('gras.pdf', BOLD),
  ],
  broken: [
    brought('vide.pdf', ''),
    brought('coupé.pdf', MINUTES.subarray(0, 300)),
    brought('bruit.pdf', `%PDF-1.7\n${'1 0 obj [ '.repeat(20_000)}`),
    brought('images.pdf', pdfOf([[]])),
    brought('cercle.pdf', fileOf(['<< /Pages 2 0 R >>', '<< /Kids [2 0 R] /Count 1 >>'], '')),
  ],
});

describe('minutes as PDF', () => {
  test('are read by voices, without heads, feet and notes, over the ends of lines and pages', async () => {
    expect(await saidIn(MINUTES)).toEqual([
      ['M. le président', 'La séance est ouverte.'],
      [
        'Mme Morin',
        'Beaucoup de familles travaillent en semaine, et la piscine est municipale. Peut-être ' +
          'ouvrira-t-elle le soir. La piscine municipale ferme, et cela peut-être pour longtemps, si ' +
          'personne ici ne se décide à voter la dépense que je propose depuis un an.',
      ],
      [
        'M. le président',
        'Nous le pro-posons aussi. Je mets aux voix la proposition de Mme Morin, que chacun a lue, ' +
          'je le suppose.',
      ],
      ['Mme Morin', 'Merci.'],
      ['M. le président', 'De rien.'],
    ]);
  });

  test('have the title and the date that they write, not those of their metadata', async () => {
    const [draft] = await draftsOf(pdf, brought('séance.pdf', MINUTES));
    expect(draft).toMatchObject({
      title: 'Procès-verbal de la séance du 12 mars 2024',
      date: '2024-03-12',
      kind: 'compte rendu',
    });
  });

  test('say what was left out, and which words they may have cut wrongly', async () => {
    const [draft] = await draftsOf(pdf, brought('séance.pdf', MINUTES));
    expect(draft?.doubts).toContain('les notes de bas de page ne sont pas reprises');
    expect(draft?.doubts.join()).toContain(
      'dont rien ne dit s’ils ont un trait d’union (1) : « propose »',
    );
  });

  test('name who speaks by what they set in another font', async () => {
    const [draft] = await draftsOf(pdf, brought('gras.pdf', BOLD));
    expect(
      draft?.turns.map(({ speaker }) => [speaker.name, speaker.role, speaker.quality]),
    ).toEqual([
      ['M. le président', 'président de séance', null],
      ['M. Arnoux', 'orateur', 'rapporteur'],
      ['M. le président', 'président de séance', null],
    ]);
    expect(draft?.turns[1]?.paragraphs.map(({ text }) => text)).toEqual([
      'Mes chers collègues, j’y renonce.',
    ]);
  });
});

describe('a PDF in columns', () => {
  test('is read column by column, and says that places told it', async () => {
    const [said] = (await saidIn(COLUMNS)) ?? [];
    expect(said?.at(-1)).toMatch(
      /gauche dit ceci, ligne 6, La colonne de droite dit cela, ligne 1,/u,
    );
    const [draft] = await draftsOf(pdf, brought('colonnes.pdf', COLUMNS));
    expect(draft?.doubts.join()).toContain('déduit de leur place');
  });
});

describe('a PDF that is no text', () => {
  test('is sent to a recognition of characters where it has pictures alone', async () => {
    const refusal = await refusalOf(pdf, brought('images.pdf', pdfOf([[], []])));
    expect(refusal).toContain('est fait d’images');
  });

  test('is refused where a password opens it, and read where one only restricts it', async () => {
    const words = lines(60, 770, ['Un texte que chacun peut lire.']);
    const locked = brought('secret.pdf', lockedPdf(words, 'sésame'));
    expect(await refusalOf(pdf, locked)).toContain('est protégé par un mot de passe');
    expect(await saidIn(lockedPdf(words, ''))).toEqual([[null, 'Un texte que chacun peut lire.']]);
  });

  test.each([
    ['time', { silenceMs: 300, memoryBytes: Infinity }],
    // The memory of a process that runs other tests may shrink meanwhile: whatever it takes is too much.
    ['memory', { silenceMs: Infinity, memoryBytes: -Infinity }],
  ])('is refused past a bound of %s, by both readers', async (_, bounds) => {
    const file = brought('miroirs.pdf', hall());
    const told = 'demande trop de temps ou de mémoire';
    await expect(pdfPages(file, bounds)).rejects.toThrow(told);
    await expect(pagesOf(file.bytes, bounds)).rejects.toThrow(told);
  });
});
