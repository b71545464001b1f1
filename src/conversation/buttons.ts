import type { Passage } from '../debate/passage.ts';
import {
  askedOf,
  COMMAND_NAMES,
  OPTION_NAMES,
  type Address,
  type Answer,
  type Asked,
  type Asking,
  type Debates,
  type Options,
} from '../ask/request.ts';
import { debateName } from '../debate/choice.ts';
import { NO_DEBATE, qualifiedRef, type OpenDebate } from '../debate/debates.ts';
import { isPictured } from '../debate/drawn.ts';
import { canBeSummarised, isWorthSharing, type Reply } from '../debate/reply.ts';
import type { Layout } from './layout.ts';
import { offerLabel } from '../messages/spoken.ts';
import { isOwnPosition, type Quote } from '../debate/quote.ts';
import type { Speaker } from '../debate/speaker.ts';

/** What the buttons under answers do. */
export const ACTIONS = [
  'previous',
  'next',
  'another',
  'summarise',
  'theme',
  'context',
  'position',
  'ask',
  'share',
  'picture',
  'remove',
  'useful',
  'wrong',
] as const;
export type Action = (typeof ACTIONS)[number];

/** A button, and the question that it asks; null where it asks none. */
export interface Button {
  readonly action: Action;
  readonly asked: Asked | null;
  /** What stands on it, where its action does not say that. */
  readonly label?: string;
}

/** Who sees a message. */
export type ShownTo = 'everyone' | 'asker';

/** Who sees it, and whether somebody asked for it, who may withdraw it. */
export interface Ownership {
  readonly shownTo: ShownTo;
  readonly isOwned: boolean;
}

/** What else can be asked about one quotation; `author` is whose position it is a part of. */
export function quoteButtons(
  { passage }: Quote,
  { reply, from = NO_DEBATE }: Pick<Answer, 'reply' | 'from'>,
  author: string | null,
): readonly Button[] {
  const { kind } = reply;
  if (kind === 'context') return [];
  const isOfTheDay = kind === 'citation' && reply.day !== null;
  const hasPosition = author !== null && kind !== 'position' && kind !== 'comparison';
  const context = askedOf(from, { command: 'contexte', options: { ref: passage.id } });
  const position = askedOf(from, { command: 'position', options: { auteur: author ?? '' } });
  return [
    ...(isOfTheDay ? [{ action: 'theme', asked: context } as const] : []),
    { action: 'context', asked: context },
    ...(hasPosition ? [{ action: 'position', asked: position } as const] : []),
  ];
}

/** What can be done with the whole answer. */
export function answerButtons(
  { asked, reply, offers = [], from = NO_DEBATE }: Answer,
  { page, pages, quotes, nodes }: Pick<Layout, 'page' | 'pages' | 'quotes' | 'nodes'>,
  { shownTo, isOwned }: Ownership,
): readonly Button[] {
  if (!isWorthSharing(reply)) return offerButtons({ offers, reply });
  const buttons: Button[] = [];
  const add = (action: Action, question: Asked | null = null) => {
    buttons.push({ action, asked: question === null ? null : askedOf(from, question) });
  };
  if (asked !== null) {
    const { page: shown, ...others }: Options = asked.options;
    const { prive, ...open } = asked.options;
    const turned = (to: number): Asked => ({ ...asked, options: { ...others, page: String(to) } });
    if (page > 1) add('previous', turned(page - 1));
    if (page < pages) add('next', turned(page + 1));
    if (reply.kind === 'citation' && reply.next != null) {
      add('another', { ...asked, options: { ...others, autre: String(reply.next) } });
    }
    if (canBeSummarised(reply)) {
      add('summarise', { ...asked, options: { ...others, resume: 'oui' } });
    }
    if (shownTo === 'asker') add('share', { ...asked, options: open });
  }
  const pictured = pictureOf(reply);
  if (pictured !== null) add('picture', pictured);
  if (shownTo === 'everyone' && isOwned) add('remove');
  add('useful');
  add('wrong', contesting([...nodes, ...quotes].map(({ quote }) => quote.passage.id)));
  return buttons;
}

/** Of the one quotation that an answer is about, where it is not one already. */
function pictureOf(reply: Reply): Asked | null {
  if (isPictured(reply)) return null;
  const quote = reply.kind === 'citation' ? reply.quote : null;
  const about = reply.kind === 'context' ? reply.quotes[reply.focus] : quote;
  if (about == null) return null;
  return { command: 'citation', options: { ref: about.passage.id, image: 'oui' } };
}

/** Questions to ask instead, or to begin with. */
export function offerButtons({ offers = [], reply }: Pick<Answer, 'offers' | 'reply'>) {
  // Of several debates, each is offered by its name, whatever is asked of it.
  const debates = reply.kind === 'notice' && 'debates' in reply.notice ? reply.notice.debates : [];
  const nameOf = ({ options: { debat } }: Asked) => {
    const named = debates.find(({ key }) => key === debat);
    return named === undefined ? null : debateName(named);
  };
  return offers.flatMap((asked) => {
    const label = nameOf(asked) ?? offerLabel(asked.command, asked.options);
    return label === '' ? [] : [{ action: 'ask', asked, label } as const];
  });
}

/** Characters of the references of one answer: what a button has room for, which no usual page reaches. */
const LONGEST_REFS = 1_000;

/** What can be contested stands in the button, as far as it has room, for what comes without its message. */
function contesting(refs: readonly string[]): Asked | null {
  // None is cut: what is left of it could be that of another passage.
  const upTo = (index: number) => refs.slice(0, index + 1).join(' ');
  const ref = upTo(refs.findLastIndex((_, index) => upTo(index).length <= LONGEST_REFS));
  return ref === '' ? null : { command: 'contexte', options: { ref } };
}

/** The passages that are quoted where a button asks this, each by its debate as well. */
export function refsIn(asked: Asked | null): readonly string[] {
  const { ref: refs = '', debat = '' } = asked?.options ?? {};
  return refs
    .split(' ')
    .filter((ref) => ref !== '')
    .map((ref) => qualifiedRef(debat, ref));
}

/** Reads a question back that a button holds; null for one that this version does not know how to ask. */
export function readAsked(command: unknown, options: unknown): Asked | null {
  return isAsking(command) && areOptions(options) ? { command, options } : null;
}

/** What is asked on each theme of a passage that a question names, of the same debate; nothing where it is gone. */
export async function themesOf(
  { options: { ref, debat = '' } }: Asked,
  address: Address,
  debates: Debates,
): Promise<readonly Asked[]> {
  const { catalogue, holdings } = (await debates.named(debat, address)) ?? NO_DEBATE;
  const [passage] = ref === undefined ? [] : await holdings.passages([ref]);
  const themes = passage === undefined ? [] : catalogue.topics.in(passage);
  return themes.map((sujet) => askedOf({ key: debat }, { command: 'debat', options: { sujet } }));
}

/** Whether it is the name of something that can be asked. */
export function isAsking(value: unknown): value is Asking {
  return value === 'contexte' || (COMMAND_NAMES as readonly unknown[]).includes(value);
}

function areOptions(value: unknown): value is Options {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, option]) =>
      (OPTION_NAMES as readonly string[]).includes(name) && typeof option === 'string',
  );
}

/** The members of a JSON object; null for any other text. */
export function parsedObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const json: unknown = JSON.parse(text);
    // What JSON.parse makes has string keys only.
    return typeof json === 'object' ? (json as Readonly<Record<string, unknown>> | null) : null;
  } catch {
    return null;
  }
}

/** Whom to ask for the position that a passage is a part of; null for a voice that holds none of its own. */
export function authorOf(
  passage: Passage,
  { catalogue }: Pick<OpenDebate, 'catalogue'> = NO_DEBATE,
): string | null {
  if (!isOwnPosition(passage)) return null;
  if (passage.voice.named) return passage.voice.name;
  const isAuthor = ({ kind, speaks }: Speaker) => kind === 'unnamed author' && speaks(passage);
  return catalogue.speakers.find(isAuthor)?.label ?? null;
}
