import type { NamedDebate } from '../debate/choice.ts';
import { NO_DEBATE, type OpenDebate } from '../debate/debates.ts';
import type { Notice } from '../debate/notice.ts';
import { BotError, type ReportFault } from '../errors.ts';
import { foldText } from '../french/words.ts';
import { askedOfEach, debateMeant, debatesMeant, readChoosing, takeNames } from './choosing.ts';
import type { Choosing, Named } from './choosing.ts';
import { chooserAt, noteGone, type Choices, type Chosen, type Gone } from './chosen.ts';
import { notice } from './command.ts';
import {
  answerOnFault,
  askedOf,
  completedAlike,
  type Address,
  type Answer,
  type Asked,
  type Debates,
  type Dispatch,
  type Request,
} from './request.ts';
import { debatesAsked } from './spoken.ts';
import { readGesture, type Gesture } from './schedule-words.ts';

/** The debates, and how one of them, or none, is asked. */
export interface House extends Debates {
  /** Brings up to date which there are, where what keeps them may have changed. Rejects with a BotError where that cannot be asked. */
  readonly catchUp: () => Promise<void>;
  readonly ask: (debate: OpenDebate, request: Request) => Promise<Answer>;
  /** Which is answered from there, which is not opened; rejects as `at` otherwise. */
  readonly chosenAt: (address: Address) => Promise<Chosen>;
  readonly choices: Choices;
}

/** Makes the one function through which every platform asks, whichever debate is meant. */
export function createHouseDispatch(house: House, reportFault: ReportFault): Dispatch {
  return async (request) => {
    try {
      return await answered(request, house);
    } catch (fault) {
      const code = fault instanceof BotError ? fault.code : null;
      if (code === 'store') return told({ code: 'choices down' });
      if (code !== 'corpus') return answerOnFault(fault, reportFault);
      return told({ code: 'debate unavailable', reference: reportFault(fault) });
    }
  };
}

async function answered(request: Request, house: House): Promise<Answer> {
  await house.catchUp();
  const known = house.knownAt(request.address);
  if (house.areSeveral && foldText(request.command.trim()) === 'debats') {
    return answerChoosing(request, known, house);
  }
  if (house.areSeveral && saysWhich(request)) {
    return answerChoosing({ ...request, input: { options: {} } }, known, house);
  }
  const { names, isSaid, request: bare } = takeNames(request, known);
  const { debate, gone = null } = await meant(request, { names, isSaid }, known, house);
  if (!('code' in debate)) {
    if (names.length === 0 || !house.areSeveral) {
      return tellingGone(await house.ask(debate, bare), gone, request.address, house);
    }
    const answer = await askedBeside(debate, bare, house);
    const named = known.find(({ key }) => key === debate.key) ?? NAMELESS;
    return answer ?? told({ code: 'not of the chosen debate', debate: named });
  }
  if (debate.code === 'debate gone' || !house.areSeveral) return told(debate);
  const offered = debate.code === 'several debates named' ? debate.debates : known;
  // What it asks is understood without any debate, so that each can be asked it; what needs none is answered.
  const answer = await askedBeside(NO_DEBATE, bare, house);
  if (answer === null) return told(debate, chooseEach(offered));
  if (debate.code === 'no debate chosen' && needsNone(answer)) return answer;
  return told(debate, askedOfEach(offered, answer.asked));
}

/** Whether it is asked in plain words which debates there are. */
function saysWhich({ command, input, spoken }: Request): boolean {
  const isSpoken = spoken !== undefined && command === 'debat' && 'text' in input;
  return isSpoken && debatesAsked(input.text) !== null;
}

/** Says once, to all who read the answer, that the debate which was chosen there is not the one that answers. */
async function tellingGone(
  answer: Answer,
  gone: Gone | null,
  address: Address,
  { choices }: House,
): Promise<Answer> {
  const { from } = answer;
  if (gone === null || gone.choice.isToldGone === true || from === undefined) return answer;
  const { extent } = gone;
  const debate = { ...from.catalogue.debate, key: from.key };
  const aside: Notice = { code: 'chosen debate gone', extent, debate };
  if (answer.audience === 'everyone') await noteGone(address, gone, true, choices);
  return completedAlike(answer, { ...answer, aside }, (completed) => ({ ...completed, aside }));
}

/**
 * Asks a debate that the place may not have chosen. Null for what follows that choice, whatever is named beside it:
 * the quotation of the day, which is then neither begun nor shown.
 */
async function askedBeside(
  debate: OpenDebate,
  request: Request,
  house: House,
): Promise<Answer | null> {
  const { mayManage, ...powerless } = request;
  // In plain words, only the answer tells what is asked: without the right to it, nothing is changed.
  const answer = await house.ask(debate, powerless);
  if (answer.asked?.command !== 'abonnement') return answer;
  const { key } = await house.chosenAt(request.address);
  const isChosen = debate !== NO_DEBATE && key === debate.key;
  if (!isChosen && FOLLOW.has(gestureIn(answer.asked))) return null;
  return mayManage === undefined ? answer : house.ask(debate, request);
}

const FOLLOW: ReadonlySet<Gesture | null> = new Set(['activer', 'essai']);

function gestureIn({ options: { geste = 'etat' } }: Asked): Gesture | null {
  return readGesture(geste)?.gesture ?? null;
}

const NAMELESS: NamedDebate = { key: '', title: null, question: null };

/** The debate that a request is asked of, or why none is, and which choice is passed over. */
interface Meant {
  readonly debate: OpenDebate | Notice;
  readonly gone?: Gone | null;
}

async function meant(
  { address, isPressed = false }: Request,
  { names, isSaid }: Pick<Named, 'names' | 'isSaid'>,
  known: readonly NamedDebate[],
  house: House,
): Promise<Meant> {
  const open = async (key: string) => house.named(key, address);
  if (isPressed) return { debate: (await open(names[0] ?? '')) ?? { code: 'debate gone' } };
  if (names.length > 0) {
    const debate = await namedIn(names, known, open);
    // What is gone on from may be of a debate that is let go of just now: then it is not named anywhere.
    if (isSaid || !('code' in debate)) return { debate };
  }
  const { key, gone } = await house.chosenAt(address);
  const debate = key === null ? null : await open(key);
  const extent = gone?.extent;
  const none = {
    code: 'no debate chosen',
    debates: known,
    ...(extent && { gone: extent }),
  } as const;
  return { debate: debate ?? none, gone };
}

/** The one that is named, or why there is none. */
async function namedIn(
  names: readonly string[],
  known: readonly NamedDebate[],
  open: (key: string) => Promise<OpenDebate | null>,
): Promise<OpenDebate | Notice> {
  const named = debatesMeant(known, names);
  if ('unknown' in named) return { code: 'unknown debate', name: named.unknown, debates: known };
  const [{ key } = NAMELESS, ...others] = named;
  if (others.length > 0) return { code: 'several debates named', debates: named };
  return (await open(key)) ?? { code: 'unknown debate', name: key, debates: known };
}

/** What is asked of no debate: how a subscription stands, to end it, a command that there is not. */
function needsNone({ asked, reply }: Answer): boolean {
  if (asked === null) return true;
  if (reply.kind !== 'notice') return false;
  if (asked.command === 'proposer') return reply.notice.code !== 'no proposals';
  return asked.command === 'abonnement';
}

async function answerChoosing(
  { address, input, mayManage }: Request,
  known: readonly NamedDebate[],
  house: House,
): Promise<Answer> {
  const options = 'options' in input ? input.options : { geste: input.text };
  const choosing = readChoosing(options, (words) => debateMeant(known, words) !== null);
  const command = 'debats';
  if (choosing === null) {
    return told({ code: 'unknown choice', gesture: options.geste ?? '' }, chooseEach(known));
  }
  const { gesture, name } = choosing;
  // A conversation that belongs to no workspace has none to choose for.
  const extent = address.workspace === null ? 'channel' : choosing.extent;
  const asked: Asked = { command, options };
  if (gesture === 'list') {
    const { key: here, gone } = await house.chosenAt(address);
    const list = {
      code: 'debates',
      debates: known,
      here,
      ...(gone && { gone: gone.extent }),
    } as const;
    return { ...told(list, chooseEach(known)), asked };
  }
  const may = (await mayManage?.(extent).catch(() => null)) ?? null;
  if (may !== true) {
    const code = may === null ? 'choosing rights unknown' : 'may not choose';
    return told({ code, platform: address.platform, extent });
  }
  if (gesture === 'forget') return forget(address, extent, known, house);
  const debate = debateMeant(known, name);
  if (debate === null) {
    const code = name === '' ? 'debate missing' : 'unknown debate';
    return told({ code, name, debates: known }, chooseEach(known));
  }
  await house.choices.keep(chooserAt(address, extent), { debate: debate.key });
  return { ...told({ code: 'debate chosen', debate, extent }), asked };
}

async function forget(
  address: Address,
  extent: Choosing['extent'],
  known: readonly NamedDebate[],
  house: House,
): Promise<Answer> {
  await house.choices.keep(chooserAt(address, extent), null);
  const { key: left } = await house.chosenAt(address);
  const debate = known.find(({ key }) => key === left) ?? null;
  return told({ code: 'choice ended', debate, extent });
}

function chooseEach(known: readonly NamedDebate[]): readonly Asked[] {
  return known.map((debate) =>
    askedOf(debate, { command: 'debats', options: { geste: 'choisir' } }),
  );
}

/** As many as a row of buttons holds: the others are typed. */
const MOST_OFFERS = 5;

function told(why: Notice, offers: readonly Asked[] = []): Answer {
  const shown = offers.slice(0, MOST_OFFERS);
  return {
    asked: { command: 'debats', options: {} },
    query: '',
    reply: notice(why),
    offers: shown,
    audience: 'asker',
  };
}
