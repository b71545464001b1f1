const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // A parser makes spaces of them in an attribute.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** SVG in which all text and every attribute is escaped: `element` alone makes it. */
export class Svg {
  readonly markup: string;

  private constructor(markup: string) {
    this.markup = markup;
  }

  /** An element of these children, of which strings are text. */
  static element(
    name: string,
    attributes: Readonly<Record<string, string | number>>,
    ...children: readonly (Svg | string)[]
  ): Svg {
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
    const inside = children.map((child) =>
      typeof child === 'string' ? escaped(child) : child.markup,
    );
    return new Svg(`<${name}${written.join('')}>${inside.join('')}</${name}>`);
  }
}

/** As text, and in an attribute, of SVG and of HTML. */
export function escaped(value: string | number): string {
  return String(value).replace(/[&<>"'\t\n\r]/gu, (sign) => SIGNS[sign] ?? '');
}
