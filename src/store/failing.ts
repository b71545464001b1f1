import { BotError } from '../errors.ts';

/** What the store says, or `otherwise` when it is down or slow: the guard has told the log. */
export async function unlessStoreFails<Result>(
  asked: Promise<Result>,
  otherwise: Result,
): Promise<Result> {
  try {
    return await asked;
  } catch (fault) {
    if (fault instanceof BotError && fault.code === 'store') return otherwise;
    throw fault;
  }
}
