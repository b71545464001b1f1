import type { NamedDebate } from '../debate/choice.ts';
import { NO_DEBATE, type OpenDebate } from '../debate/debates.ts';
import type { Notice } from '../debate/notice.ts';
import { BotError, type ReportFault } from '../errors.ts';
import { foldText } from '../french/words.ts';
import { askedOfEach, debateMeant, readChoosing, takeName } from './choosing.ts';
import type { Choosing, Named } from './choosing.ts';
import { notice } from './command.ts';
import {
  askedOf,
  faultAnswer,
  type Address,
  type Answer,
  type Asked,
  type Debates,
  type Dispatch,
  type Request,
} from './request.ts';
import { readGesture, type Gesture } from './schedule-words.ts';

/** Where a choice among several debates holds: a channel, or, without one, its whole workspace. */
export type Chooser = Pick<Address, 'platform' | 'workspace' | 'channel'>;

/** Which debates were chosen, by their keys. Every promise may be rejected with a BotError `store`. */
export interface Choices {
  /** Null where none was. */
  readonly of: (where: Chooser) => Promise<string | null>;
  /** Null ends a choice. */
  readonly keep: (where: Chooser, key: string | null) => Promise<void>;
}

/** The debates, and how one of them, or none, is asked. */
export interface House extends Debates {
  readonly ask: (debate: OpenDebate, request: Request) => Promise<Answer>;
  /** The key of the one that is answered from there, which is not opened; as `at` otherwise. */
  readonly keyAt: (address: Address) => Promise<string | null>;
  readonly choices: Choices;
}

/** Makes the one function through which every platform asks, whichever debate is meant. */
export function createHouseDispatch(house: House, reportFault: ReportFault): Dispatch {
  return async (request) => {
    try {
      return await answered(request, house);
    } catch (fault) {
      if (!(fault instanceof BotError)) return faultAnswer(reportFault(fault));
      if (fault.code === 'store') return told({ code: 'choices down' });
      const reference = reportFault(fault);
      return fault.code === 'corpus'
        ? told({ code: 'debate unavailable', reference })
        : faultAnswer(reference);
    }
  };
}

async function answered(request: Request, house: House): Promise<Answer> {
  const known = house.knownAt(request.address);
  if (house.areSeveral && foldText(request.command.trim()) === 'debats') {
    return answerChoosing(request, known, house);
  }
  const { name, isSaid, request: bare } = takeName(request, known);
  const debate = await meant(request, { name, isSaid }, known, house);
  if (!('code' in debate)) {
    if (name === null || !house.areSeveral) return house.ask(debate, bare);
    const answer = await askedBeside(debate, bare, house);
    const named = known.find(({ key }) => key === debate.key) ?? NAMELESS;
    return answer ?? told({ code: 'not of the chosen debate', debate: named });
  }
  if (debate.code === 'debate gone' || !house.areSeveral) return told(debate);
  // What it asks is understood without any debate, so that each can be asked it; what needs none is answered.
  const answer = await askedBeside(NO_DEBATE, bare, house);
  if (answer === null) return told(debate, chooseEach(known));
  if (debate.code === 'no debate chosen' && needsNone(answer)) return answer;
  return told(debate, askedOfEach(known, answer.asked));
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
  const chosen = await house.keyAt(request.address);
  const isChosen = debate !== NO_DEBATE && chosen === debate.key;
  if (!isChosen && FOLLOW.has(gestureIn(answer.asked))) return null;
  return mayManage === undefined ? answer : house.ask(debate, request);
}

const FOLLOW: ReadonlySet<Gesture | null> = new Set(['activer', 'essai']);

function gestureIn({ options: { geste = 'etat' } }: Asked): Gesture | null {
  return readGesture(geste)?.gesture ?? null;
}

const NAMELESS: NamedDebate = { key: '', title: null, question: null };

/** The debate that a request is asked of, or why none is. */
async function meant(
  { address, isPressed = false }: Request,
  { name, isSaid }: Pick<Named, 'name' | 'isSaid'>,
  known: readonly NamedDebate[],
  house: House,
): Promise<OpenDebate | Notice> {
  if (isPressed) {
    return (await house.named(name ?? '', address)) ?? { code: 'debate gone' };
  }
  if (name !== null) {
    const named = debateMeant(known, name);
    const debate = named === null ? null : await house.named(named.key, address);
    if (debate !== null) return debate;
    // What is gone on from may be of a debate that is let go of just now: then it is not named anywhere.
    if (isSaid) return { code: 'unknown debate', name, debates: known };
  }
  return (await house.at(address)) ?? { code: 'no debate chosen', debates: known };
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
    const here = await house.keyAt(address);
    return { ...told({ code: 'debates', debates: known, here }, chooseEach(known)), asked };
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
  await house.choices.keep(chooserAt(address, extent), debate.key);
  return { ...told({ code: 'debate chosen', debate, extent }), asked };
}

async function forget(
  address: Address,
  extent: Choosing['extent'],
  known: readonly NamedDebate[],
  house: House,
): Promise<Answer> {
  await house.choices.keep(chooserAt(address, extent), null);
  const left = await house.keyAt(address);
  const debate = known.find(({ key }) => key === left) ?? null;
  return told({ code: 'choice ended', debate, extent });
}

export function chooserAt(
  { platform, workspace, channel }: Address,
  extent: Choosing['extent'],
): Chooser {
  return { platform, workspace, channel: extent === 'workspace' ? null : channel };
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
