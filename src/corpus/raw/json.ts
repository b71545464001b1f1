import { htmlText, withoutEntities } from './markup.ts';
import { RawFault } from './raw-fault.ts';

/** Text of a page, and not text in which somebody wrote a sign: a block, or an inline element that is closed. */
const PAGE =
  /<(?:p|div|br|li|ul|ol|blockquote|h[1-6]|table|tr|td|section|article)(?:\s[^<>]*)?\/?>|<\/(?:a|b|em|i|span|strong)>/iu;
/** « <@U1> », « <#C1|salon> », « <!here> », « <https://exemple.invalid|label> », as Slack and Discord write them. */
const REFERENCE = /<(?:([@#!])|(?=[a-z][a-z\d+.-]*:))([^<>|\n]+)(?:\|([^<>\n]*))?>/giu;

/** Every value of a JSON file that is a text, in the order of the file, a line each. */
export function jsonText(file: string): string {
  try {
    JSON.parse(file);
  } catch {
    throw new RawFault([
      'le fichier brut n’est pas du JSON, ou il est incomplet',
      'exportez-le de nouveau',
    ]);
  }
  return [...valuesIn(file)].map(shownText).join('\n');
}

/** The texts of JSON known to be sound, without its keys: the parser puts keys that are numbers first. */
function* valuesIn(json: string): Iterable<string> {
  for (let start = json.indexOf('"'); start >= 0;) {
    const end = endOf(json, start);
    const isKey = /^\s*:/u.test(json.slice(end, end + NEAR));
    if (!isKey) yield JSON.parse(json.slice(start, end)) as string;
    start = json.indexOf('"', end);
  }
}

/** No program writes more white space between a key and its colon. */
const NEAR = 100;

/** The place after the quotation mark that closes the text which begins here. */
function endOf(json: string, start: number): number {
  let at = start + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** « [words](https://…) », as Reddit and Discourse write a link. */
const LINK = /\[([^[\]\n]*)\]\((?:https?:\/\/|\/)[^()\s]*\)/giu;

function shownText(value: string): string {
  const text = value
    .replace(LINK, '$1')
    .replace(REFERENCE, (_, sign: string | undefined, id: string, label = '') =>
      label === '' ? referenceText(sign, id) : referenceText(sign, String(label)),
    );
  if (PAGE.test(text)) return htmlText(text);
  const once = withoutEntities(text);
  const twice = withoutEntities(once);
  // Reddit escapes what may hold entities already; nothing in a text tells how often it was done.
  return once === twice ? once : `${once}\n${twice}`;
}

/** A person and a channel have their sign, once; « <!here> » is shown as « @here ». */
function referenceText(sign: string | undefined, name: string): string {
  const shown = sign === '!' ? '@' : (sign ?? '');
  return name.startsWith(shown) ? name : `${shown}${name}`;
}
