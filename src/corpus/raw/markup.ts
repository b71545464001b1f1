import { Parser, type Handler } from 'htmlparser2';
import { RawFault } from './bytes.ts';

/** Elements of pages that begin and end a line; all others stand within one. */
const LINES_OF_PAGES: ReadonlySet<string> = new Set(
  [
    'address article aside blockquote body br button caption center dd details dialog div dl dt',
    'fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main',
    'menu nav ol optgroup option p pre section select summary table tbody td textarea tfoot th',
    'thead title tr ul',
  ]
    .join(' ')
    .split(' '),
);
/** Those of feeds and transcripts; what a page calls so is something else. */
const LINES: ReadonlySet<string> = new Set(
  [
    ...LINES_OF_PAGES,
    // TEI, transcripts of speech, plays and verse among it
    'ab byline castItem castList closer dateline desc div1 div2 div3 docAuthor docTitle event front',
    'back incident item kinesic l label lb lg list note opener row cell s salute seg shift signed sp',
    'speaker stage teiHeader text trailer u vocal writing',
    // feeds and records of sittings
    'channel content creator description encoded entry orateur paragraphe pubDate texte titre',
  ]
    .join(' ')
    .split(' '),
);
/** What no reader sees. */
export const UNSEEN: ReadonlySet<string> = new Set([
  'noscript',
  'script',
  'style',
  'svg',
  'template',
]);
const NEVER_SHOWN = /display\s*:\s*none/iu;
/** Where the ends of lines are shown as they are written. */
const AS_WRITTEN: ReadonlySet<string> = new Set(['listing', 'pre', 'textarea']);
/** Browsers stop at 512; the parser takes time for each element that is open. */
const DEEPEST = 2_000;

/** What a page shows, in its order: a line a block, entities undone, white space not folded. */
export function htmlText(html: string, keepsLines = false): string {
  const shown = new ShownText(keepsLines, UNSEEN);
  new Parser(shown).end(html);
  return shown.text;
}

/** The same of any XML; what a feed or an export of WordPress has in CDATA is read as a page. */
export function xmlText(xml: string): string {
  const shown = new XmlText(false, new Set());
  new Parser(shown, { xmlMode: true }).end(xml);
  return shown.text;
}

/** A text that has no tags, with its entities undone. */
export function withoutEntities(text: string): string {
  return text.includes('&') ? htmlText(text.replaceAll('<', '&lt;'), true) : text;
}

/** Who is told of each element and each text, and keeps what is shown. */
export class ShownText implements Partial<Handler> {
  protected readonly parts: string[] = [];
  protected readonly lines: ReadonlySet<string> = LINES_OF_PAGES;
  private depth = 0;
  /** How deep what no reader sees is open. */
  private readonly unseen: number[] = [];
  private asWritten: number;
  private readonly hides: ReadonlySet<string>;

  constructor(keepsLines: boolean, hides: ReadonlySet<string>) {
    this.asWritten = keepsLines ? 1 : 0;
    this.hides = hides;
  }

  get text(): string {
    return this.parts.join('');
  }

  onopentag(name: string, attributes: Readonly<Record<string, string>>): void {
    this.depth += 1;
    if (this.depth > DEEPEST) throw new RawFault(TOO_DEEP);
    // A block that is folded opens at a touch, and parts no line.
    const isHidden = NEVER_SHOWN.test(attributes['style'] ?? '') && !this.isLine(name);
    if (this.hides.has(name) || isHidden) this.unseen.push(this.depth);
    if (AS_WRITTEN.has(name)) this.asWritten += 1;
    // TEI says so of the end of a line within a word.
    if (attributes['break'] !== 'no') this.endLine(name);
  }

  onclosetag(name: string): void {
    if (this.unseen.at(-1) === this.depth) this.unseen.pop();
    this.depth -= 1;
    if (AS_WRITTEN.has(name)) this.asWritten -= 1;
    if (name !== 'lb') this.endLine(name);
  }

  ontext(data: string): void {
    if (this.unseen.length > 0) return;
    this.parts.push(this.asWritten > 0 ? data : data.replace(/[\r\n]/gu, ' '));
  }

  private endLine(name: string): void {
    if (this.isLine(name)) this.parts.push('\n');
  }

  private isLine(name: string): boolean {
    return this.lines.has(name.slice(name.indexOf(':') + 1));
  }
}

class XmlText extends ShownText {
  protected override readonly lines = LINES;
  private isFeed = false;
  private isInside = false;
  /** Neighbouring sections of CDATA are one: that is how a text has « ]]> » in it. */
  private page = '';

  override get text(): string {
    this.endPage();
    return super.text;
  }

  override onopentag(name: string, attributes: Readonly<Record<string, string>>): void {
    this.endPage();
    if (name === 'rss' || name === 'feed') this.isFeed = true;
    super.onopentag(name, attributes);
  }

  override onclosetag(name: string): void {
    this.endPage();
    super.onclosetag(name);
  }

  oncdatastart(): void {
    this.isInside = true;
  }

  oncdataend(): void {
    this.isInside = false;
  }

  override ontext(data: string): void {
    if (this.isInside && this.isFeed) this.page += data;
    else {
      this.endPage();
      super.ontext(data);
    }
  }

  private endPage(): void {
    if (this.page === '') return;
    // WordPress makes paragraphs of the ends of lines.
    this.parts.push('\n', htmlText(this.page, true), '\n');
    this.page = '';
  }
}

const TOO_DEEP = [
  `le fichier brut a plus de ${DEEPEST} éléments l’un dans l’autre`,
  'enregistrez la page de nouveau, ou son texte seul',
] as const;
