import type { Cleared } from '../debate/gate.ts';
import type { Picture } from './pictures/setting.ts';
import { escaped } from './pictures/svg.ts';

/** HTML that this program wrote. Everything else is text, and is escaped where it is put in. */
export class Markup {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  static readonly of = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup =>
    new Markup(String.raw({ raw: strings.raw }, ...pieces.map(written)));

  /** For data, whose own signs `<` must be written otherwise before. */
  static data(type: string, text: string): Markup {
    return new Markup(`<script type="${type}">${text.replaceAll('<', '\\u003c')}</script>`);
  }

  /** A picture is written by `svg.ts`, whose escaping is that of all that is written here. */
  static picture({ payload }: Cleared<Picture>): Markup {
    return new Markup(payload.svg);
  }
}

type Piece = Markup | string | number | null | readonly Piece[];

/** A template of HTML: `html`<p title="${title}">${text}</p>``; null is nothing. */
export const html = Markup.of;

function written(piece: Piece): string {
  if (piece === null) return '';
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(written).join('');
  return escaped(piece);
}
