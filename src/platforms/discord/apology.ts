import { sentences } from '../../messages/discord.ts';
import type { Letter } from './composer.ts';
import type { Asked, Desk } from './desk.ts';
import {
  CODES,
  isTokenFault,
  isTooLate,
  readFault,
  toBotError,
  unlessRefused,
  AnsweredElsewhere,
  persist,
  respondOnce,
} from './transport/faults.ts';
import type { Spoken } from './speaking.ts';

/** Tells the operator of a fault in an interaction, and the person by the road that is open. Never rejects. */
export async function apologise(
  desk: Desk,
  doing: string,
  { ticket, receivedAt }: Asked,
  error: unknown,
): Promise<void> {
  const letter = apologyFor(desk, doing, error);
  if (letter === null) return;
  const { courier, time } = desk;
  try {
    await respondOnce(() => courier.respond(ticket, letter), receivedAt, time);
  } catch {
    // Something was answered already: what comes now follows it.
    const follow = () => courier.followUp(ticket, letter);
    await attempt(desk, () => persist(follow, time, { mayRepeat: unlessRefused }));
  }
}

/** The same for a message: where the bot may not write, the person is told in the conversation with it. */
export async function apologiseForSpoken(
  desk: Desk,
  { id, channel, person, guild }: Spoken,
  error: unknown,
): Promise<void> {
  const letter = apologyFor(desk, 'a message', error);
  if (letter === null) return;
  const refused = readFault(error)?.outcome === 'refused';
  await attempt(desk, async () => {
    const place = refused && guild !== null ? await desk.courier.conversationWith(person) : channel;
    // A nonce of its own: under that of the answer, Discord would give the answer back.
    const post = () => desk.courier.post(place, letter, { nonce: `!${id}` });
    await persist(post, desk.time, { mayRepeat: unlessRefused });
  });
}

/** Null where nobody is to be told: the person has an answer, or waits no longer. */
function apologyFor(desk: Desk, doing: string, error: unknown): Letter | null {
  const { counters, reportFault, composer } = desk;
  if (error instanceof AnsweredElsewhere) {
    counters.count('answered elsewhere');
    return null;
  }
  const fault = readFault(error);
  if (fault !== null && isTooLate(fault)) {
    const times = counters.count(`too late: ${fault.code}`);
    desk.log.warn({ doing, code: fault.code, times }, 'Discord no longer takes an answer');
    return null;
  }
  const reference = reportFault(toBotError(error, doing));
  if (fault === null) return composer.fault(reference);
  if (isTokenFault(fault)) return null;
  const { code, outcome } = fault;
  if (outcome !== 'refused') return composer.sentence(sentences.unconfirmed(reference));
  return composer.sentence(sentences.notPosted(Number(code), reference));
}

async function attempt({ counters, log }: Desk, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const code = readFault(error)?.code ?? 'unknown';
    const isClosed = code === CODES.closedToMessages;
    counters.count(isClosed ? 'closed to messages' : 'not told');
    log.warn({ code }, 'a person could not be told of a fault');
  }
}
