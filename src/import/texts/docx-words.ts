import { readerText } from '../bounds.ts';
import type { XmlListener, XmlTag } from '../xml.ts';
import { isOn, isOutlined, type Style } from './docx-package.ts';

/** A line of a document that stands alone: a paragraph, or what a break parts in it. */
export interface WordLine {
  readonly text: string;
  /** What it begins with in bold. */
  readonly lead: string;
  readonly isHeading: boolean;
  readonly isQuoted: boolean;
  readonly isInTable: boolean;
  /** Whether something was left out between it and the line before. */
  readonly isAfterGap: boolean;
}

/** What a document has beside its words, and people should know of. */
export interface Findings {
  hasChanges: boolean;
  hasTextBoxes: boolean;
}

/** What was deleted, moved away or changed, drawings with their text boxes, and the first form of a sign. */
const UNSEEN: ReadonlySet<string> = new Set([
  ...['w:del', 'w:moveFrom', 'w:drawing', 'w:pict', 'w:object', 'mc:Choice'],
  ...['w:pPrChange', 'w:rPrChange'],
]);
const SPACES: ReadonlySet<string> = new Set(['w:tab', 'w:ptab', 'w:sym']);
const CHANGES: ReadonlySet<string> = new Set(['w:ins', 'w:del', 'w:moveFrom', 'w:moveTo']);

/**
 * Gives the lines of a document in order. Notes and comments are other parts of the file, and their calls
 * have no text here.
 */
export class WordLines implements XmlListener<WordLine> {
  readonly #styles: ReadonlyMap<string, Style>;
  readonly #findings: Findings;
  readonly #names: string[] = [];
  readonly made: WordLine[] = [];
  #unseen = 0;
  #tables = 0;
  #isAfterGap = false;
  /** How deep a box to tick stands: its sign is no word. */
  #box: number | null = null;
  #paragraph = newParagraph();
  #run = { isBold: false, isHidden: false };

  constructor(styles: ReadonlyMap<string, Style>, findings: Findings) {
    this.#styles = styles;
    this.#findings = findings;
  }

  readonly open = ({ name, attributes }: XmlTag): void => {
    this.#names.push(name);
    if (name === 'w:txbxContent') {
      this.#findings.hasTextBoxes = true;
      this.#paragraph.hasBox = true;
    }
    if (CHANGES.has(name)) this.#findings.hasChanges = true;
    if (this.#hides(name)) this.#unseen += 1;
    if (this.#unseen > 0) return;
    if (name === 'w14:checkbox') this.#box ??= this.#names.lastIndexOf('w:sdt');
    if (name === 'w:tbl') this.#tables += 1;
    if (name === 'w:r') this.#run = { isBold: false, isHidden: false };
    if (this.#isIn('w:pPr')) this.#ofParagraph(name, attributes);
    else if (this.#isIn('w:rPr')) this.#ofRun(name, attributes);
    else if (SPACES.has(name)) this.#add(' ');
    else if (name === 'w:br' || name === 'w:cr') this.#paragraph.breaks += 1;
    else if (name === 'w:noBreakHyphen') this.#add('\u2011');
  };

  readonly text = (text: string): void => {
    if (this.#unseen === 0 && this.#box === null && this.#names.at(-1) === 'w:t') this.#add(text);
  };

  readonly close = (name: string): void => {
    if (this.#hides(name)) this.#unseen -= 1;
    this.#names.pop();
    if (this.#box === this.#names.length) this.#box = null;
    if (this.#unseen > 0) return;
    if (name === 'w:tbl') this.#tables -= 1;
    if (name !== 'w:p') return;
    // A paragraph whose end was deleted is one with the next.
    if (this.#paragraph.isJoined) this.#paragraph.isJoined = false;
    else this.#endLine(newParagraph());
  };

  /** Among the properties of a run, it says that the end of the paragraph was deleted. */
  #hides(name: string): boolean {
    return UNSEEN.has(name) && !(name === 'w:del' && this.#isIn('w:rPr'));
  }

  /** Whether what is open now, itself aside, is in the properties of a paragraph or a run. */
  #isIn(properties: string): boolean {
    return this.#names.at(-2) === properties || this.#names.at(-3) === properties;
  }

  #ofParagraph(name: string, attributes: XmlTag['attributes']): void {
    const paragraph = this.#paragraph;
    if (name === 'w:outlineLvl') paragraph.isHeading = isOutlined(attributes);
    if (name === 'w:del') paragraph.isJoined = true;
    if (name !== 'w:pStyle') return;
    const style = this.#styles.get(attributes['w:val'] ?? '');
    paragraph.style = style ?? null;
    paragraph.isHeading = style?.isHeading ?? false;
  }

  #ofRun(name: string, attributes: XmlTag['attributes']): void {
    const style = name === 'w:rStyle' ? this.#styles.get(attributes['w:val'] ?? '') : undefined;
    if (name === 'w:b') this.#run.isBold = isOn(attributes);
    if (name === 'w:vanish') this.#run.isHidden = isOn(attributes);
    if (style !== undefined) this.#run = { isBold: style.isBold, isHidden: style.isHidden };
  }

  #add(text: string): void {
    if (this.#run.isHidden || this.#paragraph.style?.isHidden === true) return;
    const isBold = this.#run.isBold || this.#paragraph.style?.isBold === true;
    if (!/\S/u.test(text)) {
      this.#paragraph.words.push(text);
      return;
    }
    const { breaks, style, isHeading, hasBox } = this.#paragraph;
    // An empty line parts what stands in one paragraph, and so does one that opens as labels do.
    if (breaks > 1 || (breaks === 1 && isBold))
      this.#endLine({ ...newParagraph(), style, isHeading, hasBox });
    const paragraph = this.#paragraph;
    paragraph.words.push(breaks > 0 ? ` ${text}` : text);
    if (isBold && paragraph.isLed) paragraph.lead = paragraph.words.length;
    else paragraph.isLed = false;
    paragraph.breaks = 0;
  }

  #endLine(next: OpenParagraph): void {
    const { words, lead, style, isHeading, hasBox } = this.#paragraph;
    this.#paragraph = next;
    const text = readerText(words.join(''));
    if (style?.isLeftOut === true || !/[\p{L}\p{N}]/u.test(text)) {
      this.#isAfterGap ||= text !== '' || hasBox;
      return;
    }
    const [isQuoted, isInTable] = [style?.isQuoted ?? false, this.#tables > 0];
    this.made.push({
      ...{ text, lead: readerText(words.slice(0, lead).join('')) },
      ...{ isHeading, isQuoted, isInTable, isAfterGap: this.#isAfterGap },
    });
    this.#isAfterGap = hasBox;
  }
}

interface OpenParagraph {
  readonly words: string[];
  /** How many of them are in bold, before any that is not. */
  lead: number;
  isLed: boolean;
  style: Style | null;
  isHeading: boolean;
  isJoined: boolean;
  hasBox: boolean;
  /** The ends of lines since its last words. */
  breaks: number;
}

function newParagraph(): OpenParagraph {
  return {
    ...{ words: [], lead: 0, isLed: true, style: null, isHeading: false },
    ...{ isJoined: false, hasBox: false, breaks: 0 },
  };
}
