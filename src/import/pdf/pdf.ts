import { readerText } from '../bounds.ts';
import type { Draft } from '../draft.ts';
import { ImportFault, type BroughtFile, type Format } from '../format.ts';
import { linesOf, ordered, textOf } from './pdf-lines.ts';
import { usualSize, withoutMargins, withoutNotes } from './pdf-margins.ts';
import { pdfPages } from './pdf-pages.ts';
import { Hyphens, paragraphsOf } from './pdf-paragraphs.ts';
import { draftOfText } from '../texts/record.ts';
import { startOf } from '../xml.ts';

/** Minutes, a report, an article, as PDF: characters with places, of which lines and paragraphs are made. */
export const pdf: Format = {
  label: 'PDF',
  ending: '.pdf',
  recognises: (file) => /\.pdf$/iu.test(file.name) || startOf(file, 5) === '%PDF-',
  read: readPdf,
};

async function* readPdf(file: BroughtFile): AsyncIterable<Draft> {
  const written = (await pdfPages(file)).map(linesOf);
  const inside = withoutMargins(written);
  const size = usualSize(inside);
  const orders = inside.map(ordered);
  const pages = orders.map(({ columns }) => withoutNotes(columns, size));
  const hyphens = new Hyphens(written.flat().map(textOf));
  const { paragraphs, doubtful } = paragraphsOf(pages, hyphens);
  if (!paragraphs.some(({ text }) => /\p{L}/u.test(text))) {
    throw new ImportFault(
      `${file.name} est fait d’images : passez-le par une reconnaissance de caractères, ou apportez le texte`,
    );
  }
  const empty = written.filter((lines) => lines.length === 0).length;
  const draft = draftOfText(paragraphs, { typedBy: 'fichier PDF, ni relu ni retapé' });
  yield {
    ...draft,
    doubts: [
      ...draft.doubts,
      ...(orders.some(({ isDeduced }) => isDeduced) ? [PLACED] : []),
      ...(doubtful.length > 0 ? [cutWords(doubtful)] : []),
      ...(pages.some(({ notes }) => notes.size > 0) ? [NOTES] : []),
      ...(empty > 0 ? [`pages sans texte : ${empty} sur ${written.length}`] : []),
    ],
  };
}

const PLACED =
  'l’ordre des lignes de certaines pages est déduit de leur place : relisez ce qui est en colonnes ou en tableaux';
const NOTES = 'les notes de bas de page ne sont pas reprises';

function cutWords(words: readonly string[]): string {
  const some = words.slice(0, 5).map((word) => `« ${readerText(word)} »`);
  return `mots coupés en fin de ligne, dont rien ne dit s’ils ont un trait d’union (${words.length}) : ${some.join(', ')}`;
}
