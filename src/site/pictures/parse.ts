import { SaxesParser } from 'saxes';

/** An element of a picture with what stands in it, in its order. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

/** What a picture is made of: nothing that runs, shows another file or says by itself what is shown. */
const ELEMENTS = new Set('svg title rect path g a text tspan'.split(' '));
/** None of them shows, says or hides words; `href` is read. */
const ATTRIBUTES = new Set([
  ...'xmlns width height viewBox role font-family font-size font-weight class fill href'.split(' '),
  ...'x y rx d stroke stroke-width stroke-dasharray kerning xml:space'.split(' '),
]);

/** Throws where no picture of ours has such an element; one alone leads anywhere. */
export function assertKnown(name: string, attributes: readonly string[]): void {
  const unknown = attributes.filter((each) => !ATTRIBUTES.has(each));
  if (!ELEMENTS.has(name)) refuse(name);
  if (unknown.length > 0) refuse(unknown.join());
  if (name !== 'a' && attributes.includes('href')) refuse(`${name} href`);
}

export function refuse(what: string): never {
  throw new Error(`no picture of ours: ${what}`);
}

/** The root of a picture of ours; throws where it holds what no picture has. */
export function parsed(svg: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', ({ message }) => refuse(message));
  for (const event of ['doctype', 'cdata', 'comment', 'processinginstruction'] as const) {
    parser.on(event, () => refuse(event));
  }
  parser.on('opentag', ({ name, attributes }) => {
    assertKnown(name, Object.keys(attributes));
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
