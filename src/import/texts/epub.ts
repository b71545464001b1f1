import { openArchive, zipNames } from '../archive.ts';
import { decoded } from '../bounds.ts';
import { type Draft, draftOf, named, type Turn } from '../draft.ts';
import { type BroughtFile, type Format, ImportFault } from '../format.ts';
import { blocksUnder } from '../html.ts';
import { turnsOfWriter } from '../html-quotations.ts';
import { attribute, type Element, elementsUnder, treeOfFragment, wordsOf } from '../html-tree.ts';
import { startOf } from '../xml.ts';
import { type Book, bookIn } from './epub-package.ts';

/**
 * A book in EPUB 2 or 3, as one work: its chapters have one author, one title and one date, and a chapter
 * alone says none of them.
 */
export const epub: Format = {
  label: 'livre EPUB',
  ending: '.epub',
  recognises: (file) =>
    /\.epub$/iu.test(file.name) || (zipNames(file, 'mimetype') && zipNames(file, 'META-INF/cont')),
  read: readEpub,
};

/** More than any book of people has in a row. */
const LARGEST_BOOK_CHARACTERS = 32 * 1024 * 1024;

async function* readEpub(file: BroughtFile): AsyncIterable<Draft> {
  const archive = await openArchive(file);
  const book = await bookIn(archive);
  const turns: Turn[] = [];
  let characters = 0;
  for (const name of book.chapters) {
    const chapter = await archive.read(name);
    characters += chapter.bytes.length;
    if (characters > LARGEST_BOOK_CHARACTERS) {
      throw new ImportFault(`${file.name} dépasse 32 Mo de texte : découpez le livre`);
    }
    turns.push(...turnsIn(chapter, book));
  }
  const hasWords = turns.some((turn) => turn.paragraphs.some(({ text }) => /\p{L}/u.test(text)));
  if (!hasWords) {
    throw new ImportFault(`${file.name} ne contient aucun mot à citer : prenez un autre fichier`);
  }
  const { title, publisher, date, url, authors } = book;
  yield draftOf({
    ...{ title, publisher, date, url, author: authors.length === 1 ? (authors[0] ?? null) : null },
    kind: 'livre',
    typedBy: 'livre numérique, ni relu ni retapé',
    turns,
    doubts: doubtsOf(book),
  });
}

function doubtsOf({ authors, date, isDateOfWords }: Book): string[] {
  return [
    ...(authors.length === 0 ? ['le livre ne nomme pas son auteur'] : []),
    ...(authors.length > 1
      ? [`le livre a plusieurs auteurs (${authors.join(', ')}) et ne dit pas qui a écrit quoi`]
      : []),
    ...(date === null ? ['le livre ne dit pas sa date'] : []),
    ...(date !== null && !isDateOfWords
      ? ['la date est celle du livre numérique, et non toujours celle des mots']
      : []),
    'une préface ou une postface peut être d’un autre que l’auteur du livre',
  ];
}

function turnsIn(file: BroughtFile, { authors }: Book): Turn[] {
  const text = decoded(file, /\b(?:charset|encoding)=["']?([\w-]+)/u.exec(startOf(file))?.[1]);
  // What XHTML closes at once is left open by HTML, and would hide the rest.
  const html = text.replace(/<([a-z][\w:-]*)((?:\s[^<>]*)?)\/>/giu, '<$1$2></$1>');
  const ofBody = typeOf(/<body\b[^<>]*>/iu.exec(html)?.[0] ?? '');
  if (FRAME.test(ofBody)) return [];
  let isOfAnother = OF_ANOTHER.test(ofBody);
  const blocks = blocksUnder(treeOfFragment(html, file.name), {
    breaks: 'blank line',
    skips: (element) => {
      const type = typeIn(element);
      isOfAnother ||= OF_ANOTHER.test(type);
      return FRAME.test(type);
    },
    replaces: (element) => (IN_LINE.test(typeIn(element)) || isCall(element) ? '' : null),
  });
  const [author = null, ...others] = authors;
  const isKnown = others.length === 0 && !isOfAnother;
  const speaker = named(isKnown ? author : null, 'auteur');
  return turnsOfWriter(blocks, { speaker, doubt: isOfAnother ? OTHER : null });
}

const OTHER = 'rien ne dit qui a écrit cette partie du livre';

/** The words of EPUB 3 for what frames a book, and for notes. */
const FRAME =
  /(?:^|[\s-])(?:cover|titlepage|halftitlepage|halftitle|toc|landmarks|loi|lot|index|copyright-page|imprint|colophon|imprimatur|bibliography|glossary|footnotes?|endnotes?|rearnotes?|page-list)(?:\s|$)/u;
/** What stands among words, and is none. */
const IN_LINE = /(?:^|[\s-])(?:noteref|pagebreak|backlink)(?:\s|$)/u;
/** These are by somebody else than the author, as a rule or often. */
const OF_ANOTHER = /(?:^|[\s-])(?:foreword|introduction|afterword)(?:\s|$)/u;

function typeOf(tag: string): string {
  return /\bepub:type\s*=\s*["']([^"']*)["']/u.exec(tag)?.[1] ?? '';
}

function typeIn(element: Element): string {
  return `${attribute(element, 'epub:type') ?? ''} ${attribute(element, 'role') ?? ''}`;
}

const LONGEST_CALL = 12;

/** Whether an element calls a note: a raised link, or one between brackets, in which there is no word. */
function isCall(element: Element): boolean {
  if (element.tagName !== 'a' && element.tagName !== 'sup') return false;
  const text = wordsOf(element);
  if (text.length > LONGEST_CALL || /\p{L}/u.test(text)) return false;
  const tags = [element, ...elementsUnder(element)].map(({ tagName }) => tagName);
  return tags.includes('a') && (tags.includes('sup') || /^\s*[[*†‡§]/u.test(text));
}
