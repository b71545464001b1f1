import { SaxesParser } from 'saxes';
import type { Reading, ShownQuotation } from '../../debate/reading.ts';
import type { Picture } from './setting.ts';

/** An element of a picture with what stands in it, in its order. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

/** What a picture is made of: nothing that runs, shows another file or says by itself what is shown. */
const ELEMENTS = new Set('svg title rect g text tspan'.split(' '));
/** None of them shows, says or hides words. */
const ATTRIBUTES = new Set([
  ...'xmlns width height viewBox role font-family font-size font-weight class fill'.split(' '),
  ...'x y xml:space'.split(' '),
]);

/** Everything that is written in a picture, seen or only spoken; throws where it holds what no picture has. */
export function readPicture({ svg, alt }: Picture): Reading {
  const root = parsed(svg);
  const reading = new PictureReading();
  reading.alt(alt);
  for (const each of root.children) reading.read(each);
  return reading.found;
}

class PictureReading {
  readonly #quotations: ShownQuotation[] = [];
  readonly #texts: string[] = [];

  get found(): Reading {
    return { quotations: this.#quotations, works: [], documents: [], texts: this.#texts };
  }

  /** A quotation over its caption, or a label. */
  alt(text: string): void {
    const [words = '', caption, ...others] = text.split('\n');
    if (caption === undefined || others.length > 0) this.#texts.push(text);
    else this.#quotations.push({ words, caption, url: undefined, thesis: null });
  }

  read(child: Element | string): void {
    if (typeof child === 'string') {
      this.#texts.push(child);
      return;
    }
    const part = child.attributes['class'];
    if (child.name === 'title') this.alt(wordsOf(child));
    else if (part === 'quotation') this.#quotations.push(quotationIn(child));
    else if (part === 'label') this.#texts.push(wordsOf(child));
    else if (child.name !== 'rect' || child.children.length > 0) {
      throw new Error(`a picture has no ${child.name} of class ${part}`);
    }
  }
}

function quotationIn({ children }: Element): ShownQuotation {
  const [words, voice, work, ...others] = children;
  if (others.length > 0) throw new Error('a quotation is words, a voice and a work');
  const caption = `${partIn('voice', voice)} — ${partIn('work', work)}`;
  return { words: partIn('words', words), caption, url: undefined, thesis: null };
}

/** The words of a child that must be this part. */
function partIn(part: string, child: Element | string | undefined): string {
  if (typeof child !== 'object' || child.name !== 'text' || child.attributes['class'] !== part) {
    throw new Error(`a quotation has a ${part}`);
  }
  return wordsOf(child);
}

/** Lines keep the space that they were broken at. */
function wordsOf({ children }: Element): string {
  return children.map((child) => (typeof child === 'string' ? child : wordsOf(child))).join('');
}

function parsed(svg: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  const parser = new SaxesParser({ xmlns: false });
  const refuse = (what: string) => {
    throw new Error(`no picture of ours: ${what}`);
  };
  parser.on('error', ({ message }) => refuse(message));
  for (const event of ['doctype', 'cdata', 'comment', 'processinginstruction'] as const) {
    parser.on(event, () => refuse(event));
  }
  parser.on('opentag', ({ name, attributes }) => {
    const unknown = Object.keys(attributes).filter((each) => !ATTRIBUTES.has(each));
    if (!ELEMENTS.has(name)) refuse(name);
    if (unknown.length > 0) refuse(unknown.join());
    const element = { name, attributes, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => open.at(-1)?.children.push(text));
  parser.on('closetag', () => open.pop());
  parser.write(svg).close();
  const [svgElement] = root.children;
  if (typeof svgElement !== 'object' || svgElement.name !== 'svg') return refuse('no svg');
  return svgElement;
}
