import { NO_FILTERS } from '../debate/filters.ts';
import type { Holdings } from '../debate/holdings.ts';
import type { Notice } from '../debate/notice.ts';
import { BotError } from '../errors.ts';
import { foldWhiteSpace } from '../french/typography.ts';
import {
  fullAt,
  isWaiting,
  ofDebate,
  type Draft,
  type Proposal,
  type Proposed,
} from '../proposing/proposal.ts';
import { readProposal } from '../proposing/reading.ts';
import { typedProposal } from '../proposing/typed.ts';
import { notice, type Command, type Knowledge, type Proposing } from './command.ts';
import type { Address, Options, Request } from './request.ts';

/**
 * `/proposer « mots » auteur:… source:… date:…`, or an address: what whoever keeps the debate is to judge.
 * `/proposer etat` tells what became of it, `/proposer retirer 12` takes it back.
 */
export const proposer: Command = {
  read: ({ options }) => options,
  readExactly: (line) => {
    const typed = typedProposal(line);
    if (typed.kind === 'gesture') return { geste: typed.gesture };
    const { mots, ...others } = typed.draft;
    // They are written again between quotation marks, or are none.
    return typed.isApart ? { ...others, geste: APART } : typed.draft;
  },
  answer: async (options, knowledge, request) => {
    const { proposing = null } = knowledge;
    if (proposing === null) return notice({ code: 'no proposals' });
    try {
      return notice(await answered(options, request, proposing, knowledge));
    } catch (fault) {
      if (fault instanceof BotError && fault.code === 'store')
        return notice({ code: 'proposals down' });
      throw fault;
    }
  },
};

/** Said of words that stand beside an address, and may be a remark. */
const APART = 'a part';

async function answered(
  { geste, ...options }: Options,
  request: Request,
  proposing: Proposing,
  knowledge: Knowledge,
): Promise<Notice> {
  const { address } = request;
  if (geste === 'etat') return stateOf(address, proposing);
  if (geste?.startsWith('retirer') === true) return withdraw(geste, address, proposing);
  if (proposing.debate === null) return { code: 'no proposals' };
  const draft = await wholeDraft(options, request, proposing);
  const read = geste === APART ? ({ code: 'words apart' } as const) : readProposal(draft);
  // Whoever asks nothing may want to know what became of what they proposed before.
  if ('code' in read && read.code === 'nothing to propose')
    return (await knownOf(address, proposing)) ?? read;
  if ('code' in read) {
    await proposing.drafts.keep(address, { ...draft, debat: proposing.debate ?? '' });
    return read;
  }
  const refusal = await refusalOf(read, address, proposing, knowledge.holdings);
  if (refusal !== null) return refusal;
  const { number } = await proposing.proposals.add(address, read, {
    day: knowledge.today(),
    debate: proposing.debate ?? '',
  });
  await proposing.drafts.keep(address, null);
  return { code: 'proposed', number, isAddress: read.words === null };
}

/** What is typed adds to what was typed before; a form has all that there is. */
async function wholeDraft(
  { mots, auteur, source, date, lien }: Options,
  { address, input }: Request,
  { drafts, debate }: Proposing,
): Promise<Draft> {
  const said = Object.entries({ mots, auteur, source, date, lien });
  const given: Draft = Object.fromEntries(said.filter(([, value]) => value !== undefined));
  if ('options' in input) return given;
  const before = ofDebate(await drafts.of(address), debate ?? '');
  const isAnother = given.mots !== undefined && before?.mots !== undefined;
  return isAnother ? given : { ...before, ...given };
}

async function refusalOf(
  { words, url }: Proposed,
  address: Address,
  { proposals, debate }: Proposing,
  holdings: Holdings,
): Promise<Notice | null> {
  const said = words === null ? null : foldWhiteSpace(words);
  const meant = { filters: NO_FILTERS, holding: said ?? '' };
  const [held] = said === null ? [] : await holdings.selected(meant, 1);
  if (held !== undefined) return { code: 'words held', ref: held.id };
  const own = await proposals.by(address);
  const before = own.find(({ proposed, debate: of }) => {
    if (of !== (debate ?? '')) return false;
    const isSame = proposed?.words === words;
    return isSame && (words !== null || proposed.url === url);
  });
  if (before !== undefined) return { code: 'proposed before', number: before.number };
  const full = await fullAt(address, proposals);
  return full === null ? null : { code: 'too many proposals', of: full };
}

async function stateOf(address: Address, proposing: Proposing): Promise<Notice> {
  return (await knownOf(address, proposing)) ?? { code: 'proposals', states: [] };
}

/** What became of what a person proposed; null where nothing was. */
async function knownOf(
  address: Address,
  { proposals, consents }: Proposing,
): Promise<Notice | null> {
  const own = await proposals.by(address);
  const states = await Promise.all(
    own.map(async (each) => {
      const { number, day, decision } = each;
      const { verdict = await waitingState(each, consents), reason = null } = decision ?? {};
      return { number, day, verdict, reason } as const;
    }),
  );
  return states.length === 0 ? null : { code: 'proposals', states };
}

/** What is awaited: a decision, or the people of a thread. */
async function waitingState(proposal: Proposal, consents: Proposing['consents']) {
  if (proposal.proposed?.thread === undefined) return 'waiting';
  const { isOver, agreed } = await consents.standing(proposal);
  if (!isOver) return 'asked';
  return agreed === 0 ? 'unheard' : 'waiting';
}

async function withdraw(
  geste: string,
  address: Address,
  { proposals }: Proposing,
): Promise<Notice> {
  const [value = ''] = /\d+/u.exec(geste) ?? [];
  const own = (await proposals.by(address)).filter(isWaiting);
  const meant =
    value === '' && own.length === 1 ? own[0] : own.find((each) => String(each.number) === value);
  if (meant === undefined) return { code: 'no such proposal', value };
  await proposals.remove(meant);
  return { code: 'proposal withdrawn', number: meant.number };
}
