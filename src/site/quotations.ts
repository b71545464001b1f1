import { passagePath } from '../debate/address.ts';
import {
  captionOf,
  dateOf,
  linkOf,
  shownWords,
  speakerText,
  thesisText,
  workText,
  type Quote,
} from '../debate/quote.ts';
import type { Passage, Source } from '../debate/passage.ts';
import { pointLine, relationBetween } from '../debate/relation.ts';
import { messages } from '../messages/messages.ts';
import { pageWords } from '../messages/site.ts';
import { html, type Markup } from './markup.ts';
import type { Href } from './page.ts';
import type { Shelves } from './shelves.ts';

/** What stands with a quotation on a page. */
interface Setting {
  readonly href: Href;
  /** Who speaks is said over several at once. */
  readonly isInTurn?: boolean;
  /** The page is of this work, and says so at its head. */
  readonly work?: Source;
  /** The one that the page is about. */
  readonly isFocus?: boolean;
  /** Lines over it, and between it and others. */
  readonly above?: Markup | null;
  readonly below?: Markup | null;
}

/** One quotation with its thesis, voice, work, date and links. Read back by `read.ts`. */
export function quotationFigure(quote: Quote, setting: Setting): Markup {
  const { passage } = quote;
  const { thesis, text } = passage;
  const { work, isFocus = false, above = null, below = null } = setting;
  const isTold = text !== null && thesis !== null;
  const isPlaced = work !== undefined;
  return html`<figure
    class="quotation${isFocus ? ' lit' : ''}"
    ${isPlaced ? html`id="${anchorOf(passage)}"` : null}
  >
    ${above} ${isTold ? html`<p class="thesis">${thesisText(thesis)}</p>` : null}
    ${
      text === null
        ? html`<p class="words">${shownWords(quote)}</p>`
        : html`<blockquote class="words">${shownWords(quote)}</blockquote>`
    }
    <figcaption>${captionParts(passage, setting)} ${linksOf(passage, setting)}</figcaption>
    ${below}
  </figure>`;
}

/** What a passage is called in its work. */
export function anchorOf({ id }: Passage): string {
  return id.slice(id.indexOf('#') + 1);
}

/** Of the caption, what does not stand at the head of the page, or of the turn. */
function captionParts(passage: Passage, { isInTurn = false, work }: Setting): Markup {
  const isOfPage = work !== undefined && captionOf(passage).endsWith(workText(work));
  const said = workText(passage.source, dateOf(passage));
  return html`${isInTurn ? null : html`<span class="speaker">${speakerText(passage)}</span>`}
  ${isOfPage ? null : html`<span class="work">${said}</span>`}`;
}

function linksOf(passage: Passage, { href }: Setting): Markup {
  const original = linkOf(passage);
  return html`<span class="links">
    ${
      original === null
        ? html`<span>${messages.unknownAddress()}</span>`
        : html`<a class="original" href="${original}" rel="noopener">${pageWords.original}</a>`
    }
    <a class="page" href="${href(passagePath(passage))}">${pageWords.permanent}</a>
  </span>`;
}

/** What an editor reads between a passage and others, each line a link to the other; null where nothing is. */
export function relationLinks(passage: Passage, shelves: Shelves, href: Href): Markup | null {
  const others = [...new Set(shelves.readAround(passage).map((each) => each.passage))];
  if (others.length === 0) return null;
  const lines = others.map((other) => {
    const relation = relationBetween(passage, other);
    const line = pointLine({ relation, topics: [] }, [
      shelves.labelOf(passage),
      shelves.labelOf(other),
    ]);
    return html`<li><a class="pair" href="${href(passagePath(other))}">${line}</a></li>`;
  });
  return html`<ul class="relations">
    ${lines}
  </ul>`;
}
