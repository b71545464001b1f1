import type { types } from '@slack/bolt';
import type { Quote } from '../../debate/quote.ts';
import type { Reply } from '../../debate/reply.ts';
import { home, labels } from '../../messages/slack.ts';
import type { Answer, Asked, Options } from '../../ask/request.ts';
import { button, label } from './blocks.ts';
import type { ButtonLook } from './blocks.ts';
import { canBeSummarised, isWorthSharing } from '../../conversation/layout.ts';
import type { Layout } from '../../conversation/layout.ts';
import { ACTIONS, encodeState } from './state.ts';
import type { Action } from './state.ts';

/** Who sees the message, and whether it is somebody's to withdraw: `deliver.ts` writes down whose. */
export interface Ownership {
  readonly shownTo: 'everyone' | 'asker';
  readonly isOwned: boolean;
}

/** Under one quotation: what else can be asked about it. */
export function quoteButtons(
  { passage }: Quote,
  reply: Reply,
  author: string | null,
): readonly types.Button[] {
  const { kind } = reply;
  if (kind === 'context') return [];
  const isOfTheDay = kind === 'citation' && reply.day !== null;
  const hasPosition = author !== null && kind !== 'position' && kind !== 'comparison';
  const context: Asked = { command: 'contexte', options: { ref: passage.id } };
  const position: Asked = { command: 'position', options: { auteur: author ?? '' } };
  return [
    ...(isOfTheDay ? made('theme', context, { label: labels.theme }) : []),
    ...made('context', context, { label: labels.context }),
    ...(hasPosition ? made('position', position, { label: labels.position }) : []),
  ];
}

/** Under the whole answer. */
export function answerButtons(
  { asked, reply }: Answer,
  { page, pages }: Layout,
  { shownTo, isOwned }: Ownership,
): readonly types.Button[] {
  if (!isWorthSharing(reply)) return [];
  const turned = (to: number) => (asked === null ? null : withPage(asked, to));
  return [
    ...(page > 1 ? made('previous', turned(page - 1), PREVIOUS) : []),
    ...(page < pages ? made('next', turned(page + 1), NEXT) : []),
    ...(asked !== null && canBeSummarised(reply)
      ? made('summarise', summarised(asked), SUMMARISE)
      : []),
    ...(shownTo === 'asker' && asked !== null ? made('share', withoutPrivacy(asked), SHARE) : []),
    ...(shownTo === 'everyone' && isOwned ? made('remove', null, REMOVE) : []),
    ...made('useful', null, { label: labels.useful, spoken: labels.usefulSpoken }),
    ...made('wrong', null, { label: labels.wrong, spoken: labels.wrongSpoken }),
  ];
}

/** On the Home tab. */
export function searchButton(): readonly types.Button[] {
  return made('search', null, { label: labels.search });
}

export function eraseButton(): readonly types.Button[] {
  return made('erase', null, ERASE);
}

const ERASE: ButtonLook = {
  label: home.eraseButton,
  confirm: {
    title: label(home.eraseTitle),
    text: label(home.eraseAsked),
    confirm: label(home.eraseConfirm),
    deny: label(home.eraseDeny),
    style: 'danger',
  },
};
const PREVIOUS: ButtonLook = { label: labels.previous, spoken: labels.previousSpoken };
const NEXT: ButtonLook = { label: labels.next, spoken: labels.nextSpoken };
const SUMMARISE: ButtonLook = { label: labels.summarise, spoken: labels.summariseSpoken };
const SHARE: ButtonLook = { label: labels.share, spoken: labels.shareSpoken };
const REMOVE: ButtonLook = {
  label: labels.remove,
  confirm: {
    title: label(labels.removeTitle),
    text: label(labels.removeText),
    confirm: label(labels.removeConfirm),
    deny: label(labels.removeDeny),
  },
};

/** No button at all when its state is more than Slack lets one hold: a person would only be misled. */
function made(action: Action, asked: Asked | null, look: ButtonLook): types.Button[] {
  const value = encodeState(asked);
  return value === null ? [] : [button(ACTIONS[action], value, look)];
}

function withPage({ command, options }: Asked, page: number): Asked {
  return { command, options: { ...options, page: String(page) } };
}

/** The same question with a summary, which its first page shows. */
function summarised({ command, options }: Asked): Asked {
  const { page, ...others }: Options = options;
  return { command, options: { ...others, resume: 'oui' } };
}

function withoutPrivacy({ command, options }: Asked): Asked {
  const { prive, ...others }: Options = options;
  return { command, options: others };
}
