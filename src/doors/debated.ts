import type { NamedDebate } from '../debate/choice.ts';
import { NO_DEBATE, type OpenDebate } from '../debate/debates.ts';
import { Cleared } from '../debate/gate.ts';
import { debateLine } from '../messages/choice.ts';
import { refusals } from '../messages/doors.ts';
import type { ReportFault } from '../errors.ts';
import { nobodyOn, type Address, type Debates, type Dispatch } from '../ask/request.ts';
import type { Problem } from './commands.ts';

/** What every door needs of the rest of the program. */
export interface Debated {
  readonly dispatch: Dispatch;
  readonly debates: Debates;
  /** Who asks by this door, and so which debates may be known there. */
  readonly asker: Address;
  readonly reportFault: ReportFault;
}

/** Whoever asks over HTTP. */
export const ANYBODY = nobodyOn('door');

/** What programs call the debates that they may ask; null where there is one alone, which has no name. */
export function keysFor({ debates, asker }: Debated): readonly string[] | null {
  const keys = debates.knownAt(asker).map(({ key }) => key);
  return keys.length === 1 && keys[0] === '' ? null : keys;
}

/** The debate of a name, or the only one where none is named, or what is wrong with that. Rejects with a BotError where it cannot be opened. */
export async function debateFor(
  name: string | undefined,
  { debates, asker }: Debated,
): Promise<OpenDebate | Problem> {
  const keys = debates.knownAt(asker).map(({ key }) => key);
  const key = name ?? (keys.length === 1 ? keys[0] : undefined);
  if (key === undefined) return { problem: refusals.noDebate(keys) };
  // What may not be known is looked for no longer than what is not there.
  const debate = keys.includes(key) ? await upToDate(key, { debates, asker }) : null;
  return debate ?? { problem: refusals.unknownDebate(key, keys) };
}

/** As it is now; null where it is gone, or may not be known any more. Rejects as `debateFor` does. */
async function upToDate(key: string, { debates, asker }: Pick<Debated, 'debates' | 'asker'>) {
  await (await debates.named(key, asker))?.catchUp();
  return debates.named(key, asker);
}

/** Gives debates one after the other, each opened when it is its turn. Rejects with a BotError where one cannot be. */
export type Opening = () => AsyncIterable<OpenDebate> | Iterable<OpenDebate>;

/** The debate of a name, or all that may be known where none is named, or what is wrong with that. */
export async function debatesFor(
  name: string | undefined,
  debated: Debated,
): Promise<Opening | Problem> {
  if (name === undefined) return () => allDebates(debated);
  const debate = await debateFor(name, debated);
  return 'problem' in debate ? debate : () => [debate];
}

async function* allDebates({ debates, asker }: Debated): AsyncGenerator<OpenDebate> {
  for (const { key } of debates.knownAt(asker)) {
    const debate = await upToDate(key, { debates, asker });
    if (debate !== null) yield debate;
  }
}

/** The debates that may be asked, as a document and as text. */
export function debatesTold({ debates, asker }: Debated) {
  const known = debates.knownAt(asker);
  const document = { version: 1 as const, kind: 'debates' as const, debates: known.map(toldAs) };
  return {
    document: ownWords(
      document,
      known.flatMap(({ title, question }) => [title ?? '', question ?? '']),
    ),
    text: () => {
      const text = known.length === 0 ? refusals.noDebate([]) : known.map(debateLine).join('\n');
      return ownWords(text, [text]);
    },
  };
}

/** These fields alone: what else is known of a debate is not for whoever asks. */
function toldAs({ key, title, question }: NamedDebate) {
  return { debat: key, title, question };
}

/** Names what quotes nothing: our own words, which are looked through for quotations. */
export function ownWords<Payload>(payload: Payload, texts: readonly string[]): Cleared<Payload> {
  const read = () => ({ quotations: [], works: [], documents: [], texts });
  return Cleared.by(NO_DEBATE.gate, payload, read);
}
