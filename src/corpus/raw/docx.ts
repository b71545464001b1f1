import { Parser, type Handler } from 'htmlparser2';
import { decodeMarked, RawFault, unzipped } from './bytes.ts';

const PACKAGE = '_rels/.rels';
const MAIN = /<Relationship\b(?=[^<>]*\bType="[^"]*\/officeDocument")[^<>]*\bTarget="([^"]*)"/u;
/** Formatting, what was deleted or moved away, and the second copy of a drawing. */
const UNSEEN: ReadonlySet<string> = new Set([
  ...['w:pPr', 'w:rPr', 'w:sdtPr', 'w:tblPr', 'w:trPr', 'w:tcPr', 'w:sectPr'],
  ...['w:del', 'w:moveFrom', 'mc:Choice'],
]);
const SPACES: ReadonlySet<string> = new Set(['w:tab', 'w:ptab', 'w:sym']);
/** No document nests so far. */
const DEEPEST = 2_000;

/** What a document of Word shows, a line a paragraph, without notes, comments, heads and feet of pages. */
export function docxText(bytes: Uint8Array): string {
  const [, target = 'word/document.xml'] = MAIN.exec(partIn(bytes, PACKAGE) ?? '') ?? [];
  const part = partIn(bytes, target.replace(/^\//u, ''));
  if (part === null) {
    throw new RawFault(['le fichier brut n’est pas un document Word', 'enregistrez-le en .docx']);
  }
  const words = new Words();
  new Parser(words, { xmlMode: true }).end(part);
  return words.lines.join('\n');
}

function partIn(bytes: Uint8Array, part: string): string | null {
  const found = unzipped(bytes, (name) => name === part).get(part);
  return found === undefined ? null : decodeMarked(found);
}

/** A paragraph that is open, and those of the text boxes in it: they are read after it. */
interface Open {
  text: string;
  readonly boxes: string[];
  /** Whether its end was deleted: it is one with the next. */
  isJoined: boolean;
}

class Words implements Partial<Handler> {
  readonly lines: string[] = [];
  private readonly open: Open[] = [];
  private readonly names: string[] = [];
  private unseen = 0;
  private carried = '';
  private isBoxToTick = false;

  onopentag(name: string): void {
    this.names.push(name);
    if (this.names.length > DEEPEST) throw new RawFault(TOO_DEEP);
    const paragraph = this.open.at(-1);
    if (name === 'w:del' && this.names.at(-2) === 'w:rPr' && this.names.at(-3) === 'w:pPr') {
      if (paragraph !== undefined) paragraph.isJoined = true;
    }
    if (name === 'w14:checkbox') this.isBoxToTick = true;
    if (UNSEEN.has(name)) this.unseen += 1;
    if (this.unseen > 0) return;
    if (name === 'w:p') this.begin();
    else if (paragraph === undefined) return;
    else if (SPACES.has(name)) paragraph.text += ' ';
    else if (name === 'w:br' || name === 'w:cr') paragraph.text += '\n';
    else if (name === 'w:noBreakHyphen') paragraph.text += '\u2011';
  }

  onclosetag(name: string): void {
    this.names.pop();
    if (name === 'w:sdt') this.isBoxToTick = false;
    if (UNSEEN.has(name)) this.unseen -= 1;
    else if (name === 'w:p' && this.unseen === 0) this.end();
  }

  ontext(data: string): void {
    const paragraph = this.open.at(-1);
    if (this.unseen > 0 || this.isBoxToTick || this.names.at(-1) !== 'w:t') return;
    if (paragraph !== undefined) paragraph.text += data;
  }

  private begin(): void {
    this.open.push({ text: this.carried, boxes: [], isJoined: false });
    this.carried = '';
  }

  private end(): void {
    const ended = this.open.pop();
    if (ended === undefined) return;
    const lines = this.open.at(-1)?.boxes ?? this.lines;
    if (ended.isJoined) this.carried = ended.text;
    else lines.push(ended.text);
    lines.push(...ended.boxes);
  }
}

const TOO_DEEP = [
  `le fichier brut a plus de ${DEEPEST} éléments l’un dans l’autre`,
  'enregistrez le document de nouveau, ou son texte seul',
] as const;
