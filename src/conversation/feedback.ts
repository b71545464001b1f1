import type { Address, Debates } from '../ask/request.ts';
import { readQualifiedRef } from '../debate/debates.ts';
import { holderText } from '../debate/quote.ts';
import { wrongForm } from '../messages/conversation.ts';
import { VERDICTS, type Feedback, type Log, type Verdict } from '../ports.ts';

/** One quotation of an answer. */
export interface Contestable {
  /** Its reference, by its debate as well where there are several. */
  readonly ref: string;
  /** Whose it is: what a form calls it by; null where it has left the corpus, and cannot be contested. */
  readonly holder: string | null;
}

/** What may be wrong with an answer, in the order of the form. */
export const REASONS = VERDICTS.flatMap((value) =>
  value === 'utile' ? [] : [{ value, label: wrongForm.reasons[value] }],
);

/** The quotations of an answer, in its order. */
export async function contestableIn(
  refs: readonly string[],
  address: Address,
  debates: Debates,
): Promise<readonly Contestable[]> {
  const found = refs.map(async (name): Promise<Contestable> => {
    const { key, ref } = readQualifiedRef(name);
    const debate = await debates.named(key, address);
    const [passage] = (await debate?.holdings.passages([ref])) ?? [];
    return { ref: name, holder: passage === undefined ? null : holderText(passage) };
  });
  return Promise.all(found);
}

/** What a form lets people choose from: the whole answer, then each quotation by its number in it; nothing where there is no choice. */
export function choicesAmong(quotations: readonly Contestable[]) {
  const choices = quotations.flatMap(({ holder }, index) => {
    const number = index + 1;
    return holder === null
      ? []
      : [{ value: String(number), label: wrongForm.quotation(number, holder) }];
  });
  return choices.length < 2 ? [] : [{ value: 'tout', label: wrongForm.wholeAnswer }, ...choices];
}

/** The passages that a choice in the form stands for. */
export function chosenFrom(refs: readonly string[], choice: unknown): readonly string[] {
  const chosen = typeof choice === 'string' ? refs[Number(choice) - 1] : undefined;
  return chosen === undefined ? refs : [chosen];
}

interface JudgingParts {
  readonly platform: string;
  readonly feedback: Feedback;
  readonly debates: Debates;
  readonly log: Log;
}

/** Counts a verdict; of a contested quotation the operator is told, and it is kept why. Nothing of the person is. */
export async function judge(
  { platform, feedback, debates, log }: JudgingParts,
  verdict: Verdict,
  refs: readonly string[],
  address: Address,
): Promise<void> {
  // Before it is counted: where a server is away, the person presses again.
  const quoted = verdict === 'utile' ? [] : await contestableIn(refs, address, debates);
  await feedback.count(verdict, platform);
  const contested = quoted.filter(({ holder }) => holder !== null).map(({ ref }) => ref);
  if (contested.length === 0) return;
  log.info({ platform, reason: verdict, passages: contested }, 'a quotation was contested');
  await feedback.contest(verdict, contested);
}
