import type { Answer } from '../../ask/request.ts';
import type { Letter, Recipients } from './composer.ts';
import type { Desk } from './desk.ts';
import { isTooLate, readFault, toBotError, unlessRefused, persist } from './transport/faults.ts';
import type { Turn } from './turns.ts';

/** An answer as it is shown at first. */
export interface Incomplete {
  readonly answer: Answer;
  readonly recipients: Recipients;
  readonly turn: Turn;
  /** Puts another letter in its place. */
  readonly amend: (letter: Letter) => Promise<unknown>;
}

/** Puts what completes an answer in its place, unless it is the same; what stands stays if that fails. Never rejects. */
export async function complete(
  { composer, time, counters, reportFault }: Desk,
  { answer, recipients, turn, amend }: Incomplete,
): Promise<void> {
  if (answer.complete === undefined) return;
  try {
    const whole = await answer.complete();
    if (whole === answer || !turn.isLast()) return;
    const letter = composer.answer(whole, recipients);
    if (letter.isRefused === true) return;
    await persist(() => amend(letter), time, { mayRepeat: unlessRefused });
  } catch (error) {
    const fault = readFault(error);
    if (fault !== null && isTooLate(fault)) counters.count(`too late: ${fault.code}`);
    else reportFault(toBotError(error, 'an answer to complete'));
  } finally {
    turn.end();
  }
}
