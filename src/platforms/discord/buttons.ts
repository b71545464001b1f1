import type { Quote } from '../../debate/quote.ts';
import { labels } from '../../messages/discord.ts';
import type { Answer, Asked, Options } from '../../ask/request.ts';
import { button } from './components.ts';
import type { Button } from './components.ts';
import { canBeSummarised, isWorthSharing } from '../../conversation/layout.ts';
import type { Layout } from '../../conversation/layout.ts';
import { BUTTON } from './limits.ts';
import { encodeAsked, identify } from './state.ts';
import type { Action } from './state.ts';

/** Who sees the message and whose it is. */
export interface Ownership {
  readonly shownTo: 'everyone' | 'asker';
  /** Whether somebody asked, who may withdraw it. */
  readonly isOwned: boolean;
}

/** Makes the buttons of one message, and gathers what must be remembered for them. */
export class Buttons {
  readonly notes: Record<string, string> = {};

  /** Beside a quotation. */
  context({ passage }: Quote): Button {
    const asked: Asked = { command: 'contexte', options: { ref: passage.id } };
    return this.#made('context', encodeAsked(asked), labels.context);
  }

  /** One for each voice of the page. */
  positions(authors: readonly string[]): readonly Button[] {
    return [...new Set(authors)].slice(0, BUTTON.inARow).map((auteur) => {
      const asked: Asked = { command: 'position', options: { auteur } };
      return this.#made('position', encodeAsked(asked), labels.position(auteur));
    });
  }

  /** Asks for the theses that sum up what was found. */
  summarise({ asked, reply }: Answer): readonly Button[] {
    if (!canBeSummarised(reply) || asked === null) return [];
    const { command, options } = withoutPage(asked);
    const state = encodeAsked({ command, options: { ...options, resume: 'oui' } });
    return [this.#made('summarise', state, labels.summarise)];
  }

  /** Asks what the debate says on the subject of the quotation of the day. */
  theme(sujet: string | undefined): readonly Button[] {
    if (sujet === undefined) return [];
    const state = encodeAsked({ command: 'debat', options: { sujet } });
    return [this.#made('theme', state, labels.theme)];
  }

  /** Under the whole answer: five at most. */
  ofAnswer(
    { asked, reply }: Answer,
    { page, pages }: Layout,
    { shownTo, isOwned }: Ownership,
  ): readonly Button[] {
    if (!isWorthSharing(reply)) return [];
    const turned = (to: number) => (asked === null ? '' : encodeAsked(withPage(asked, to)));
    return [
      ...(page > 1 ? [this.#made('previous', turned(page - 1), labels.previous)] : []),
      ...(page < pages ? [this.#made('next', turned(page + 1), labels.next)] : []),
      ...(shownTo === 'asker' && asked !== null
        ? [this.#made('share', encodeAsked(withoutPrivacy(asked)), labels.share)]
        : []),
      ...(shownTo === 'everyone' && isOwned ? [this.#made('remove', '', labels.remove)] : []),
      this.#made('useful', '', labels.useful),
      this.#made('wrong', '', labels.wrong),
    ];
  }

  #made(action: Action, state: string, label: string): Button {
    const { customId, note } = identify(action, state);
    if (note !== null) this.notes[note.key] = note.text;
    return button(customId, label);
  }
}

function withPage({ command, options }: Asked, page: number): Asked {
  return { command, options: { ...options, page: String(page) } };
}

function withoutPage({ command, options }: Asked): Asked {
  const { page, ...others }: Options = options;
  return { command, options: others };
}

function withoutPrivacy({ command, options }: Asked): Asked {
  const { prive, ...others }: Options = options;
  return { command, options: others };
}
