import { decodeMarked, RawFault, unzipped } from './bytes.ts';
import { htmlText, withoutEntities } from './markup.ts';

/** Text of a page, and not text in which somebody wrote a sign: a block, or an inline element that is closed. */
const PAGE =
  /<(?:p|div|br|li|ul|ol|blockquote|h[1-6]|table|tr|td|section|article)(?:\s[^<>]*)?\/?>|<\/(?:a|b|em|i|span|strong)>/iu;
/** « <@U1> », « <#C1|salon> », « <!here> », « <https://exemple.invalid|label> », as Slack and Discord write them. */
const REFERENCE = /<(?:([@#!])|(?=[a-z][a-z\d+.-]*:))([^<>|\n]+)(?:\|([^<>\n]*))?>/giu;

/** How people and channels are called whom a text gives by what tells them apart. */
type Names = ReadonlyMap<string, string>;

/** Every value of a JSON file that is a text, in the order of the file, a line each. */
export function jsonText(file: string, names: Names = new Map()): string {
  try {
    JSON.parse(file);
  } catch {
    throw new RawFault([
      'le fichier brut n’est pas du JSON, ou il est incomplet',
      'exportez-le de nouveau',
    ]);
  }
  return [...valuesIn(file)].map((value) => shownText(value, names)).join('\n');
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

function shownText(value: string, names: Names): string {
  const text = value
    .replace(LINK, '$1')
    .replace(REFERENCE, (_, sign: string | undefined, id: string, label = '') =>
      referenceText(sign, label === '' ? (names.get(id) ?? id) : String(label)),
    );
  if (PAGE.test(text)) return htmlText(text);
  const once = withoutEntities(text);
  const twice = withoutEntities(once);
  // Reddit escapes what may hold entities already; nothing in a text tells how often it was done.
  return once === twice ? once : `${once}\n${twice}`;
}

/** What people wrote in a workspace: the days of its channels, where the lists beside them name everybody. */
export function workspaceText(zip: Uint8Array): string {
  const files = [...unzipped(zip, (name) => name.endsWith('.json'))].map(
    ([name, bytes]) => [name, decodeMarked(bytes)] as const,
  );
  const names = new Map(files.flatMap(([name, text]) => (LISTS.test(name) ? namesIn(text) : [])));
  const days = files.filter(([name]) => DAY.test(name)).map(([, text]) => jsonText(text, names));
  if (days.length > 0) return days.join('\n');
  throw new RawFault([
    'l’archive brute n’est pas un export de Slack',
    'décompressez-la, et nommez dans la clé raw le fichier dont vient l’œuvre',
  ]);
}

const LISTS = /(?:^|\/)(?:users|channels)\.json$/u;
const DAY = /\/\d{4}-\d{2}-\d{2}\.json$/u;

/** Where a list calls somebody in several ways, the first that says something is shown. */
function namesIn(list: string): (readonly [string, string])[] {
  jsonText(list);
  const all: unknown = JSON.parse(list);
  return (Array.isArray(all) ? all : []).flatMap((each: unknown) => {
    const { id, profile, ...own } = fieldsOf(each);
    const called = [fieldsOf(profile)['real_name'], own['real_name'], own['name']];
    const name = called.find((one) => typeof one === 'string' && /\S/u.test(one));
    return typeof id === 'string' && typeof name === 'string' ? [[id, name.trim()] as const] : [];
  });
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A person and a channel have their sign, once; « <!here> » is shown as « @here ». */
function referenceText(sign: string | undefined, name: string): string {
  const shown = sign === '!' ? '@' : (sign ?? '');
  return name.startsWith(shown) ? name : `${shown}${name}`;
}
