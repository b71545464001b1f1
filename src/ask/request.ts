import type { NamedDebate } from '../debate/choice.ts';
import { NO_DEBATE, type OpenDebate } from '../debate/debates.ts';
import type { Drawn } from '../debate/drawn.ts';
import type { Notice } from '../debate/notice.ts';
import type { Reply } from '../debate/reply.ts';
import { BotError, type ReportFault } from '../errors.ts';

/** The commands people can type, as every platform registers them. */
export const COMMAND_NAMES = [
  'debat',
  'position',
  'comparer',
  'carte',
  'qui-repond',
  'citation',
  'sources',
  'abonnement',
  'proposer',
  'debats',
  'aide-debat',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/** What can follow a command, by name. */
export const OPTION_NAMES = [
  // Which of several debates is asked, by its key.
  'debat',
  'ref',
  'sujet',
  // A subject that is nobody's question: every word of it is looked for.
  'brut',
  // The subject is what is most telling in a longer message.
  'extrait',
  'auteur',
  'auteur2',
  'depuis',
  'jusqua',
  'page',
  'autre',
  'prive',
  'resume',
  'image',
  'geste',
  // A choice is made for the whole workspace.
  'partout',
  'heure',
  'fuseau',
  'jours',
  // What is proposed, where it stands, when it was said, and the message that it was proposed from.
  'mots',
  'source',
  'date',
  'lien',
] as const;
export type OptionName = (typeof OPTION_NAMES)[number];
export type Options = Partial<Readonly<Record<OptionName, string>>>;

/** What buttons ask as well; people need not type it. */
export type Asking = CommandName | 'contexte';

/** A question as it was understood: enough to ask it again. */
export interface Asked {
  readonly command: Asking;
  readonly options: Options;
}

/** Where a question comes from and where its answer goes; ids are the platform's own. */
export interface Address {
  readonly platform: string;
  readonly workspace: string | null;
  readonly channel: string | null;
  readonly person: string | null;
}

/** How far a right reaches. */
export type Extent = 'channel' | 'workspace';

/** Someone asks something: what was typed after the command, or options the platform already told apart. */
export interface Request {
  readonly address: Address;
  /** Without its slash. */
  readonly command: string;
  readonly input: { readonly text: string } | { readonly options: Options };
  /** Absent where it was typed after a command, or chosen: then it is asked as it stands. */
  readonly spoken?: Spoken;
  /** Whether a button asks it, which holds the debate that it was made from. */
  readonly isPressed?: boolean;
  /** Whether the person may manage so much; null where the platform cannot tell. Absent means the same. */
  readonly mayManage?: (extent: Extent) => Promise<boolean | null>;
}

/** Said in plain words, which may be a courtesy, or change what was asked before in the same thread. */
export interface Spoken {
  /** Null where nothing was, or it is forgotten. */
  readonly after: Asked | null;
}

/** What the bot has to say to a request, and to whom. */
export interface Answer {
  /** What was understood; null for an unknown command. */
  readonly asked: Asked | null;
  /** The subject or name asked for, as typed. */
  readonly query: string;
  readonly reply: Reply;
  /** What was looked for of a message that is too long to be a subject. */
  readonly excerpt?: string;
  /** What is to be known beside it. */
  readonly aside?: Notice;
  /** Questions that it proposes, the best first. */
  readonly offers?: readonly Asked[];
  /** Help, notices and answers asked for in private are for the asker alone. */
  readonly audience: 'everyone' | 'asker';
  /** The debate that it is of; absent where it is of none. */
  readonly from?: OpenDebate;
  /** Makes the answer that takes this one's place, or this one, where a model may choose. Never rejects. */
  readonly complete?: () => Promise<Answer>;
  /** Absent where none belongs to it or none can be shown, null where it could not be drawn. */
  readonly picture?: Drawn | null;
}

/** The debates that can be asked: each is known only where it may be. */
export interface Debates {
  /** Whether they are told apart by their names. */
  readonly areSeveral: boolean;
  /** In the order of their names. */
  readonly knownAt: (address: Address) => readonly NamedDebate[];
  /** The one that is answered from there; null where none is chosen. Rejects with a BotError where that cannot be known, or it cannot be opened. */
  readonly at: (address: Address) => Promise<OpenDebate | null>;
  /** By its key, which is empty where there is only one; null where it is gone, or may not be known there. Rejects as `at` does. */
  readonly named: (key: string, address: Address) => Promise<OpenDebate | null>;
}

/** Draws the picture that belongs to an answer. Never rejects: null where it cannot be drawn. */
export type Illustrate = (
  answer: Pick<Answer, 'asked' | 'reply' | 'from'>,
) => Promise<Drawn | null>;

/** Answers a request. Never rejects: a fault is a notice with a reference. */
export type Dispatch = (request: Request) => Promise<Answer>;

/** What is said when an answer could not be prepared, or was refused by the outgoing gate. */
export function faultAnswer(reference: string): Answer {
  return told({ code: 'fault', reference });
}

/** A notice, over questions that it proposes, in answer to what was not asked as a question. */
export function told(notice: Notice, offers: readonly Asked[] = []): Answer {
  const reply: Reply = { kind: 'notice', notice };
  return { asked: null, query: '', reply, audience: 'asker', ...(offers.length > 0 && { offers }) };
}

/** What is shown in the place of an answer, where what completes that is changed alike: it stays itself where nothing does. */
export function completedAlike(
  answer: Answer,
  shown: Answer,
  change: (completed: Answer, whole: Answer) => Answer | Promise<Answer>,
): Answer {
  const { complete } = answer;
  if (complete === undefined) return shown;
  const whole: Answer = {
    ...shown,
    complete: async () => {
      const completed = await complete();
      return completed === answer ? whole : change(completed, whole);
    },
  };
  return whole;
}

/**
 * What is said where a question could not be answered: of a server that is away, and of what it does not keep any
 * more, that it is so, of anything else its reference.
 */
export function answerOnFault(fault: unknown, reportFault: ReportFault): Answer {
  const reference = reportFault(fault);
  if (!(fault instanceof BotError && fault.code === 'search')) return faultAnswer(reference);
  return told({ code: fault.outcome === 'gone' ? 'debate gone' : 'search down' });
}

/** A question that says which of several debates it is asked of; of the only one, none does. */
export function askedOf({ key }: Pick<OpenDebate, 'key'>, { command, options }: Asked): Asked {
  const { debat, ...others } = options;
  return { command, options: key === '' ? others : { ...others, debat: key } };
}

/** Where nobody in particular asks, and nothing is kept of it. */
export function nobodyOn(platform: string): Address {
  return { platform, workspace: null, channel: null, person: null };
}

/** What is shown somewhere that asks nothing: of no debate where none is chosen, or nobody can know just now. */
export async function debateShownAt(
  debates: Pick<Debates, 'at'>,
  address: Partial<Address> & Pick<Address, 'platform'>,
): Promise<OpenDebate> {
  const place = { ...nobodyOn(address.platform), ...address };
  return (await debates.at(place).catch(() => null)) ?? NO_DEBATE;
}
