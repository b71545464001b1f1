import { FULL_NAME } from '../quoting/names.ts';
import type { TextParagraph } from './openings.ts';

/** Where a text says who wrote it: in a line of its own under its title, or in its last. */
export interface Signature {
  readonly name: string;
  readonly line: TextParagraph;
}

const [FIRST_LINES, LAST_LINES] = [6, 2];
const LONGEST_LINE = 120;
/** « Par Anne Roux », « par Anne Roux, sociologue », « Par Anne Roux | 3 mai 2012 ». */
const ABOVE = new RegExp(
  String.raw`^(?:[Tt]exte |[Tt]ribune )?[Pp]ar (?<name>${FULL_NAME})(?=$|,? (?:le )?\d|, \p{Ll}| ?[|·•(–—-])`,
  'u',
);
/** « Anne Roux, sociologue », « — Anne Roux », « Signé : Anne Roux »: a name alone may be that of a place. */
const BELOW = new RegExp(
  String.raw`^(?:[–—-] ?(?<dashed>${FULL_NAME})(?:, .*)?|[Ss]igné ?:? (?<signed>${FULL_NAME})(?:, .*)?|(?<name>${FULL_NAME}), \p{Ll}[^.?!:;]*)$`,
  'u',
);

/** The one signature of a text; null where there is none, or two name different people. */
export function signatureOf(paragraphs: readonly TextParagraph[]): Signature | null {
  const said = paragraphs.filter(({ text }) => text !== '');
  const found = (lines: readonly TextParagraph[], is: RegExp): Signature[] =>
    lines.flatMap((line) => {
      const { name, dashed, signed } =
        (line.text.length > LONGEST_LINE ? null : is.exec(line.text))?.groups ?? {};
      const written = name ?? dashed ?? signed;
      return written === undefined ? [] : [{ name: written, line }];
    });
  const above = found(said.slice(0, FIRST_LINES), ABOVE);
  const below = found(said.slice(Math.max(1, said.length - LAST_LINES)), BELOW);
  const [only] = above.length > 0 ? above : below;
  // What others sign further up is not of whoever signs last.
  const between = said.slice(0, -LAST_LINES).filter((each) => above[0]?.line !== each);
  const others = found(between, BELOW);
  const names = new Set([...above, ...below, ...others].map(({ name }) => name));
  return only === undefined || names.size > 1 ? null : only;
}
