import type { BlockContent, DefinitionContent, PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { parse } from 'yaml';
import { addressIn, decoded, readerText, requireLines } from '../bounds.ts';
import { dateIn } from '../dates.ts';
import type { Draft } from '../draft.ts';
import { ImportFault, type BroughtFile, type Format } from '../format.ts';
import { draftOfText } from './record.ts';
import { type TextParagraph, TIMED_LINES } from './openings.ts';

/** A text in Markdown, with or without a YAML front matter as sites and notebooks have it. */
export const markdown: Format = {
  label: 'texte en Markdown',
  recognises: ({ name }) => /\.(?:md|markdown)$/iu.test(name),
  read: readMarkdown,
};

/** Three hundred pages: the parser takes time that grows with the square of a list. */
const LONGEST = 600_000;
/** The parser takes time that grows with the square of each of these. */
const DEEPEST_NESTING = /^[ \t]*(?:(?:[>*+-]|\d{1,9}[.)])[ \t]*){100}/mu;
const MOST_MARKS = 3_000;

function* readMarkdown(file: BroughtFile): Iterable<Draft> {
  const whole = decoded(file).replace(/\r\n?/gu, '\n');
  requireLines(file.name, whole);
  if (whole.length > LONGEST || DEEPEST_NESTING.test(whole) || hasTooManyMarks(whole)) {
    throw new ImportFault(
      `${file.name} est trop long (600 000 caractères au plus), ou ses marques sont trop imbriquées : découpez-le`,
    );
  }
  const { front, body } = partsOf(whole);
  const words: Words = { title: null, paragraphs: [], isAfterGap: false };
  addBlocks(fromMarkdown(body).children, words, false);
  const { title, paragraphs } = words;
  if (paragraphs.every(({ text, isHeading }) => isHeading === true || !/\p{L}/u.test(text))) {
    throw new ImportFault(`${file.name} ne contient les mots de personne : ajoutez-y son texte`);
  }
  const { speaker, ...facts } = factsIn(front, file.name);
  const own = { ...facts, title: facts.title ?? title };
  const known = {
    ...own,
    date: own.date ?? (own.title === null ? null : dateIn(own.title)),
    url: own.url ?? file.address,
    typedBy: 'texte en Markdown, ni relu ni retapé',
    isUnbroken: true,
  };
  yield draftOfText(paragraphs, known, speaker);
}

function hasTooManyMarks(whole: string): boolean {
  return whole
    .split(/\n[ \t]*\n/u)
    .some(
      (block) => block.length > MOST_MARKS && block.replace(/[^*_[`<&]/gu, '').length > MOST_MARKS,
    );
}

function partsOf(whole: string): { front: string | null; body: string } {
  const [block, front = null] = /^\uFEFF?---[ \t]*\n([^]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/u.exec(
    whole,
  ) ?? [''];
  const body = withoutNotes(whole.slice(block.length));
  return { front, body: body.replace(TIMED_LINES, (line) => `${line.trimEnd()}  \n`) };
}

/** Calls of notes and the notes themselves, which this Markdown has no syntax for. */
function withoutNotes(body: string): string {
  return body
    .replace(/^ {0,3}\[\^[^\]\n]+\]:.*(?:\n(?: {4}|\t).*)*/gmu, '')
    .replace(/\[\^[^\]\s]+\]/gu, '');
}

type Facts = Pick<Draft, 'title' | 'author' | 'date' | 'url'> & { readonly speaker: string | null };

function factsIn(front: string | null, name: string): Facts {
  const read = front === null ? null : parsed(front, name);
  const known = typeof read === 'object' && read !== null ? read : {};
  const fields = new Map<string, unknown>(Object.entries(known));
  const first = (...keys: readonly string[]) =>
    keys.map((key) => wordsIn(fields.get(key))).find((value) => value !== null) ?? null;
  const date = first('date', 'publish_date', 'published', 'pubdate');
  const addresses = ['url', 'source', 'link', 'canonical', 'canonical_url', 'media', 'youtube_url'];
  return {
    title: first('title', 'titre'),
    author: first('author', 'auteur', 'autrice', 'authors', 'auteurs'),
    speaker: first('speaker', 'speakers', 'intervenant', 'intervenante', 'intervenants'),
    date: date === null ? null : dateIn(date),
    url: addressIn(first(...addresses) ?? ''),
  };
}

function parsed(front: string, name: string): unknown {
  try {
    return parse(front, { logLevel: 'error' });
  } catch {
    throw new ImportFault(
      `${name} a un en-tête YAML mal formé : corrigez ce qui est entre les ---`,
    );
  }
}

/** One text, or a list of one: the words of several authors are of nobody known, and « none » names nobody. */
function wordsIn(value: unknown): string | null {
  if (Array.isArray(value)) return value.length === 1 ? wordsIn(value[0]) : null;
  if (typeof value === 'object' && value !== null && 'name' in value) return wordsIn(value.name);
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const words = readerText(String(value));
  return words === '' || /^(?:none|null|n\/a)$/iu.test(words) ? null : words;
}

interface Words {
  title: string | null;
  readonly paragraphs: TextParagraph[];
  isAfterGap: boolean;
}

/** What stands in a box of HTML is, as a rule, of whoever made the page. */
const BOX = /<(?:aside|details|div|h[1-6]|section)\b/iu;

/** Code, HTML and rules are nobody's words; this Markdown has no syntax for GitHub's tables. */
function addBlocks(
  blocks: readonly (RootContent | BlockContent | DefinitionContent)[],
  words: Words,
  isQuoted: boolean,
): void {
  for (const block of blocks) {
    if (block.type === 'heading') {
      if (words.paragraphs.length === 0) words.title ??= readerText(shown(block.children)) || null;
      addParagraph(block.children, words, { isHeading: true });
    } else if (block.type === 'paragraph') addParagraph(block.children, words, { isQuoted });
    else if (block.type === 'blockquote') addBlocks(block.children, words, true);
    else if (block.type === 'list') {
      for (const item of block.children) addBlocks(item.children, words, isQuoted);
    } else {
      words.isAfterGap = true;
      if (block.type === 'html' && BOX.test(block.value)) {
        words.paragraphs.push({ text: '', seconds: null, isHeading: true });
      }
    }
  }
}

function addParagraph(
  content: readonly PhrasingContent[],
  words: Words,
  kind: Pick<TextParagraph, 'isHeading' | 'isQuoted'>,
): void {
  for (const line of linesOf(content)) {
    const text = readerText(shown(line));
    if (!/[\p{L}\p{N}]/u.test(text) || isTable(text)) {
      words.isAfterGap = true;
      continue;
    }
    const { isAfterGap } = words;
    words.paragraphs.push({ text, seconds: null, ...kind, ...apartIn(line, text), isAfterGap });
    words.isAfterGap = false;
  }
}

/** What begins a line in bold or italics, and whether the whole line is so. */
function apartIn(
  line: readonly PhrasingContent[],
  text: string,
): Pick<TextParagraph, 'leads' | 'isApart'> {
  const end = line.findIndex(({ type }) => type !== 'strong' && type !== 'emphasis');
  const lead = readerText(shown(line.slice(0, end < 0 ? line.length : end)));
  return lead === text ? { isApart: true } : { leads: lead === '' ? [] : [lead] };
}

/** A table as GitHub writes it: a row of dashes under the first. */
function isTable(text: string): boolean {
  return /^\|.*\|$|(?:^| )\|?[ :]*-{2,}[ :]*\|[ :|-]*-{2,}/u.test(text);
}

/** What a line break parts, and what begins a line in bold, as labels do. */
function linesOf(content: readonly PhrasingContent[]): PhrasingContent[][] {
  const lines: PhrasingContent[][] = [[]];
  for (const node of content) {
    const line = lines.at(-1) ?? [];
    const before = line.at(-1);
    const isNewLine = before?.type === 'text' && before.value.endsWith('\n');
    if (node.type === 'break' || (node.type === 'strong' && isNewLine)) lines.push([]);
    const under = isLed(line) && node.type === 'text' ? UNDER.exec(node.value)?.groups : undefined;
    if (under !== undefined && node.type === 'text') {
      lines.at(-1)?.push({ ...node, value: under['end'] ?? '' });
      lines.push([{ ...node, value: under['rest'] ?? '' }]);
    } else if (node.type !== 'break') lines.at(-1)?.push(node);
  }
  return lines;
}

/** What begins a line under a name in bold, after a time perhaps. */
const UNDER = /^(?<end>[^\p{L}\n]{0,20})\n(?<rest>[\p{Lu}\d«“"¿¡[(…][^]*)$/u;

function isLed(line: readonly PhrasingContent[]): boolean {
  const [first] = line;
  return (
    first?.type === 'strong' &&
    line.every(({ type }) => type === 'strong' || type === 'emphasis' || type === 'text')
  );
}

/** The characters that a reader sees of a line: marks undone, pictures and tags left out. */
function shown(content: readonly PhrasingContent[]): string {
  return content
    .map((node) => {
      if (node.type === 'text' || node.type === 'inlineCode') return node.value;
      if (node.type === 'break' || (node.type === 'html' && /^<br\b/iu.test(node.value)))
        return ' ';
      return 'children' in node ? shown(node.children) : '';
    })
    .join('');
}
