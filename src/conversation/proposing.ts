import type { Answer, Debates, Options, Request } from '../ask/request.ts';
import { NO_DEBATE } from '../debate/debates.ts';
import type { ProposalField } from '../debate/proposal.ts';
import { BotError } from '../errors.ts';
import { noticeText } from '../messages/messages.ts';
import { proposalForm as words } from '../messages/proposals.ts';
import { isToComplete, LONGEST, ofDebate, type Draft, type Drafts } from '../proposing/proposal.ts';
import type { ShownTo } from './buttons.ts';
import type { Consenting } from './consenting.ts';
import type { Conversation } from './conversation.ts';
import type { Click, ClickedExchange, Exchange, FaultReader } from './exchange.ts';

/** The fields of a form, by the names of the options that they fill in. */
export const PROPOSAL_FIELDS = ['mots', 'auteur', 'source', 'date'] as const;
export type ProposalFieldName = (typeof PROPOSAL_FIELDS)[number];

/** How each is called, what is said of it, and the UTF-16 units that it takes. */
export const PROPOSAL_LOOKS: Readonly<
  Record<ProposalFieldName, { label: string; hint: string; longest: number }>
> = {
  mots: { label: words.words, hint: words.wordsHint, longest: LONGEST.words },
  auteur: { label: words.voice, hint: words.voiceHint, longest: LONGEST.voice },
  source: { label: words.source, hint: words.sourceHint, longest: LONGEST.address },
  date: { label: words.date, hint: words.dateHint, longest: 40 },
};

/** What was filled in, as options of `/proposer`, given what stands in each field. */
export function filledIn(valueOf: (name: ProposalFieldName) => unknown): Options {
  const filled = PROPOSAL_FIELDS.flatMap((name) => {
    const value = valueOf(name);
    return typeof value === 'string' && value.trim() !== '' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(filled);
}

/** What a form of a proposal opens with. */
export interface ProposalForm {
  readonly draft: Draft;
  /** The debate it is for, by its key. */
  readonly debate: string;
  /** One sentence over its fields; null where there is nothing to say. */
  readonly told: string | null;
}

/** Opens a form before whoever did something; rejects where the platform opens none any more. */
export type OpenProposal = (form: ProposalForm) => Promise<void>;

/** What a form that was sent is answered with: it is taken, or one of its fields is to be mended. */
export interface Taken {
  readonly sentence: string;
  /** Null where it was taken. */
  readonly wrong: ProposalField | null;
}

interface ProposingParts<Payload extends object> {
  readonly consenting: Consenting<Payload>;
  readonly conversation: Conversation<Payload>;
  readonly debates: Debates;
  readonly faults: Pick<FaultReader, 'read'>;
  /** Absent where nothing lasts. */
  readonly drafts?: Drafts;
}

type Question = Pick<Request, 'command' | 'input' | 'spoken'>;

/** What happens when somebody proposes: the same on every platform that has forms. */
export class Proposing<Payload extends object> {
  readonly #parts: ProposingParts<Payload>;

  constructor(parts: ProposingParts<Payload>) {
    this.#parts = parts;
  }

  /** Answers a command; what a proposal still needs is asked for in a form that has what was typed. */
  async ask(
    exchange: Exchange<Payload>,
    question: Question,
    open: OpenProposal,
    to: ShownTo | null = null,
  ): Promise<void> {
    const { conversation } = this.#parts;
    if (question.command !== 'proposer') return conversation.ask(exchange, question, to);
    const answer = await conversation.answerTo(exchange, question);
    const { reply, from = NO_DEBATE } = answer;
    const isOfBefore = reply.kind === 'notice' && reply.notice.code === 'proposals';
    // Whoever types nothing wants to propose, and reads beside the form what became of what they proposed before.
    if (!isToComplete(reply) && !(isOfBefore && isBare(question.input)))
      return conversation.show(exchange, answer, 'asker');
    const told = sentenceOf(answer);
    const draft = await this.#draftOf(exchange, from.key);
    await this.#unlessRefused(
      () => open({ draft, debate: from.key, told }),
      () => conversation.show(exchange, answer, 'asker'),
    );
  }

  /** Opens the form on a message of somebody: its words, whose they are, when and where. */
  async openOn(exchange: Exchange<Payload>, message: Draft, open: OpenProposal): Promise<void> {
    const { debates, conversation } = this.#parts;
    const debate = await debates.at(exchange.address);
    // There are several, and none is chosen: that is what this says.
    if (debate === null)
      return conversation.ask(
        exchange,
        { command: 'proposer', input: { options: message } },
        'asker',
      );
    const { mots = '' } = message;
    const notice = { code: 'proposal too long', field: 'words' } as const;
    const told = { ...notice, length: mots.length, longest: LONGEST.words };
    const isLong = mots.length > LONGEST.words;
    const draft = { ...message, mots: mots.slice(0, LONGEST.words).toWellFormed() };
    const sentence = isLong ? noticeText(told, debate.catalogue.examples) : null;
    await open({ draft, debate: debate.key, told: sentence });
  }

  /** Does what a button says; that which completes a proposal opens its form, if it is of no thread. */
  async click(exchange: ClickedExchange<Payload>, click: Click, open: OpenProposal): Promise<void> {
    const asked = click.action === 'ask' ? await click.question() : null;
    const isProposal = typeof asked === 'object' && asked?.command === 'proposer';
    if (isProposal) {
      if (await this.#parts.consenting.click(exchange, click, asked)) return;
      const { debat: debate = '', ...options } = asked.options;
      // What was asked where no debate is chosen stands in the button, and nowhere else.
      const draft =
        options.mots === undefined ? await this.#draftOf(exchange, debate) : draftIn(options);
      await open({ draft, debate, told: null });
    } else await this.#parts.conversation.click(exchange, click);
  }

  /** Takes a form that was sent. What cannot be taken is kept, so that nothing has to be written twice. */
  async take(exchange: Exchange<Payload>, options: Options): Promise<Answer> {
    const question = { command: 'proposer', input: { options } };
    return this.#parts.conversation.answerTo(exchange, question);
  }

  /** What the one who sent the form reads. */
  taken(answer: Answer): Taken {
    const { reply } = answer;
    const isTaken = reply.kind !== 'notice' || reply.notice.code === 'proposed';
    return { sentence: sentenceOf(answer), wrong: isTaken ? null : fieldOf(answer) };
  }

  async #draftOf({ address }: Exchange<Payload>, debate: string): Promise<Draft> {
    const kept = this.#parts.drafts?.of(address).catch((fault: unknown) => {
      if (fault instanceof BotError && fault.code === 'store') return null;
      throw fault;
    });
    return ofDebate((await kept) ?? null, debate) ?? {};
  }

  /** A platform opens a form for some seconds only. */
  async #unlessRefused(open: () => Promise<void>, otherwise: () => Promise<void>): Promise<void> {
    try {
      await open();
    } catch (error) {
      if (this.#parts.faults.read(error)?.outcome !== 'refused') throw error;
      await otherwise();
    }
  }
}

function sentenceOf({ reply, from = NO_DEBATE }: Answer): string {
  return reply.kind === 'notice' ? noticeText(reply.notice, from.catalogue.examples) : '';
}

function draftIn({ mots, auteur, source, date, lien }: Options): Draft {
  const said = Object.entries({ mots, auteur, source, date, lien });
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}

function isBare(input: Request['input']): boolean {
  return 'text' in input ? input.text.trim() === '' : Object.keys(input.options).length === 0;
}

function fieldOf({ reply }: Answer): ProposalField {
  const notice = reply.kind === 'notice' ? reply.notice : null;
  switch (notice?.code) {
    case 'proposal incomplete':
      return notice.missing[0] ?? 'words';
    case 'proposal too long':
      return notice.field;
    case 'not an address':
      return 'source';
    case 'not a day':
      return 'date';
    default:
      return 'words';
  }
}
