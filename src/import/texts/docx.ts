import { isZip, openArchive, zipNames } from '../archive.ts';
import { dateIn } from '../dates.ts';
import { type Draft, lengthOf } from '../draft.ts';
import { type BroughtFile, type Format, ImportFault } from '../format.ts';
import { readXml } from '../xml.ts';
import { documentIn } from './docx-package.ts';
import { type Findings, type WordLine, WordLines } from './docx-words.ts';
import { draftOfText } from './record.ts';
import type { TextParagraph } from './openings.ts';

/** A document of Word, as Word, LibreOffice and Google Docs write them. */
export const docx: Format = {
  label: 'document Word',
  ending: '.docx',
  recognises: (file) => /\.do[ct][xm]?$/iu.test(file.name) || zipNames(file, 'word/document.xml'),
  read: readDocx,
};

/** So many lines may stand before the title. */
const LETTERHEAD = 10;

/**
 * The names in a document's properties are not read: they are those of whoever typed it, as a rule a
 * secretary, and of whoever made the model it was typed in.
 */
async function* readDocx(file: BroughtFile): AsyncIterable<Draft> {
  if (file.bytes.length > 0 && !isZip(file)) {
    throw new ImportFault(
      `${file.name} n’est pas un .docx ouvert à tous (document ancien, protégé ou d’un autre genre) : enregistrez-le en .docx, sans mot de passe, avec Word ou LibreOffice`,
    );
  }
  const { body, styles } = await documentIn(await openArchive(file));
  const findings: Findings = { hasChanges: false, hasTextBoxes: false };
  const lines = withoutTables([...readXml(body, new WordLines(styles, findings))]);
  const paragraphs = paragraphsOf(lines);
  if (paragraphs.every(({ text, isHeading }) => isHeading === true || !/\p{L}/u.test(text))) {
    throw new ImportFault(`${file.name} ne contient aucun mot : enregistrez-le de nouveau`);
  }
  const title = lines.slice(0, LETTERHEAD).find(({ isHeading }) => isHeading)?.text ?? null;
  yield draftOfText(paragraphs, {
    title,
    date: title === null ? null : dateIn(title),
    typedBy: 'document Word, ni relu ni retapé',
    isUnbroken: true,
    doubts: doubtsOf(findings),
  });
}

function doubtsOf({ hasChanges, hasTextBoxes }: Findings): string[] {
  return [
    ...(hasChanges
      ? ['le document a des modifications suivies : il est lu comme si elles étaient acceptées']
      : []),
    ...(hasTextBoxes ? ['le document a des zones de texte, qui ne sont pas reprises'] : []),
  ];
}

/** Tables beside the text are nobody's words; one that holds most of the words is how the page is laid out. */
function withoutTables(lines: readonly WordLine[]): readonly WordLine[] {
  const outside = lines.filter(({ isInTable }) => !isInTable);
  if (lengthOf(outside) * 2 <= lengthOf(lines)) return lines;
  return lines.flatMap((line, at) =>
    line.isInTable
      ? []
      : [lines[at - 1]?.isInTable === true ? { ...line, isAfterGap: true } : line],
  );
}

function paragraphsOf(lines: readonly WordLine[]): TextParagraph[] {
  return lines.map(({ text, lead, isHeading, isQuoted, isAfterGap }) => ({
    ...{ text, seconds: null, isHeading, isQuoted, isAfterGap },
    ...(lead === text ? { isApart: true } : { leads: lead === '' ? [] : [lead] }),
  }));
}
