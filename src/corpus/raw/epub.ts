import { Parser } from 'htmlparser2';
import { decodeMarked, RawFault, unzipped } from './bytes.ts';
import { ShownText, UNSEEN } from './markup.ts';

const CONTAINER = 'META-INF/container.xml';
/** What a link to a note says: a number or a sign, raised or between brackets. */
const [LONGEST_CALL, SIGN] = [12, /^\s*[[*†‡§]/u];
const NOTE_OR_PAGE = /(?:^|[\s-])(?:noteref|pagebreak|backlink)(?:\s|$)/u;

/** What a book shows, chapter after chapter, without the calls of its notes and the numbers of its pages. */
export function epubText(bytes: Uint8Array): string {
  const files = unzipped(bytes, (name) => /\.(?:x?html?|xml|opf|ncx)$/iu.test(name));
  const read = (name: string) => {
    const file = files.get(name);
    return file === undefined ? '' : decodeMarked(file);
  };
  const [, path] =
    /<(?:\w+:)?rootfile\b[^<>]*\bfull-path\s*=\s*["']([^"']*)/u.exec(read(CONTAINER)) ?? [];
  if (path === undefined) throw new RawFault(NO_BOOK);
  const chapters = chaptersOf(read(path), path.replace(/[^/]*$/u, ''));
  return chapters.map((name) => chapterText(read(name))).join('\n');
}

/** The names of the chapters, in the order they are read. */
function chaptersOf(opf: string, folder: string): string[] {
  const hrefs = new Map<string, string>();
  const order: string[] = [];
  const onopentag = (name: string, { id = '', href = '', idref = '' }: Record<string, string>) => {
    const local = name.slice(name.indexOf(':') + 1);
    if (local === 'item') hrefs.set(id, href);
    if (local === 'itemref') order.push(idref);
  };
  new Parser({ onopentag }, { xmlMode: true }).end(opf);
  return [...new Set(order)].flatMap((id) => {
    const href = hrefs.get(id)?.replace(/#.*$/u, '');
    return href === undefined ? [] : [joined(folder, unescaped(href))];
  });
}

function joined(folder: string, href: string): string {
  const steps: string[] = [];
  for (const step of (href.startsWith('/') ? href : `${folder}${href}`).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

function unescaped(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

function chapterText(xhtml: string): string {
  const shown = new Chapter(false, UNSEEN);
  new Parser(shown, { recognizeSelfClosing: true }).end(xhtml);
  return shown.text;
}

/** An element that may call a note, and what is shown before it. */
interface MayCall {
  readonly depth: number;
  readonly start: number;
  readonly isMarked: boolean;
  isLink: boolean;
  isRaised: boolean;
}

class Chapter extends ShownText {
  private readonly open: MayCall[] = [];
  private nesting = 0;

  override onopentag(name: string, attributes: Readonly<Record<string, string>>): void {
    this.nesting += 1;
    const isMarked = NOTE_OR_PAGE.test(
      `${attributes['epub:type'] ?? ''} ${attributes['role'] ?? ''}`,
    );
    for (const each of this.open) {
      if (name === 'a') each.isLink = true;
      if (name === 'sup') each.isRaised = true;
    }
    if (isMarked || name === 'a' || name === 'sup') {
      const [isLink, isRaised] = [name === 'a', name === 'sup'];
      const start = this.parts.length;
      this.open.push({ depth: this.nesting, start, isMarked, isLink, isRaised });
    }
    super.onopentag(name, attributes);
  }

  override onclosetag(name: string): void {
    super.onclosetag(name);
    const last = this.open.at(-1);
    if (last?.depth === this.nesting) {
      this.open.pop();
      const text = this.parts.slice(last.start).join('');
      const isShort = last.isLink && text.length <= LONGEST_CALL && !/\p{L}/u.test(text);
      const isCall = isShort && (last.isRaised || SIGN.test(text));
      if (last.isMarked || isCall) this.parts.length = last.start;
    }
    this.nesting -= 1;
  }
}

const NO_BOOK = [
  'le fichier brut n’est pas un livre EPUB entier',
  'enregistrez le livre de nouveau',
] as const;
