import type { NamedDebate } from '../debate/choice.ts';
import type { Address, Extent } from './request.ts';

/** Where a choice among several debates holds: a channel, or, without one, its whole workspace. */
export type Chooser = Pick<Address, 'platform' | 'workspace' | 'channel'>;

export interface Choice {
  /** By its key. */
  readonly debate: string;
  /** Whether it was told there that the debate can be asked no longer. */
  readonly isToldGone?: boolean;
}

/** Which debates were chosen. Every promise may be rejected with a BotError `store`. */
export interface Choices {
  /** Null where none was. */
  readonly of: (where: Chooser) => Promise<Choice | null>;
  /** Null ends a choice. */
  readonly keep: (where: Chooser, choice: Choice | null) => Promise<void>;
}

/** A choice whose debate is gone, or no longer of those that may be known there. */
export interface Gone {
  readonly extent: Extent;
  readonly choice: Choice;
}

/** Which debate is answered from somewhere. */
export interface Chosen {
  readonly key: string | null;
  /** The nearest choice that is passed over; null where none is. */
  readonly gone: Gone | null;
}

export function chooserAt({ platform, workspace, channel }: Address, extent: Extent): Chooser {
  return { platform, workspace, channel: extent === 'workspace' ? null : channel };
}

/** The channel's choice, else the workspace's, else the only debate that may be known there. Rejects as `Choices` do. */
export async function chosenAt(
  address: Address,
  known: readonly NamedDebate[],
  choices: Choices,
): Promise<Chosen> {
  const [only, ...others] = known;
  const alone = others.length === 0 ? (only?.key ?? null) : null;
  // There is nothing to choose.
  if (only === undefined || alone === '') return { key: alone, gone: null };
  let gone: Gone | null = null;
  for (const extent of extentsAt(address)) {
    const choice = await choices.of(chooserAt(address, extent)).catch((fault: unknown) => {
      if (alone === null) throw fault;
      return null;
    });
    if (choice === null) continue;
    if (known.some(({ key }) => key === choice.debate)) {
      if (choice.isToldGone === true) await noteGone(address, { extent, choice }, false, choices);
      return { key: choice.debate, gone };
    }
    gone ??= { extent, choice };
  }
  return { key: alone, gone };
}

/** Keeps whether it was told that a choice is gone; what cannot be kept is told again. */
export async function noteGone(
  address: Address,
  { extent, choice: { debate } }: Gone,
  isToldGone: boolean,
  choices: Choices,
): Promise<void> {
  await choices.keep(chooserAt(address, extent), { debate, isToldGone }).catch(() => undefined);
}

function extentsAt({ channel, workspace }: Address): readonly Extent[] {
  return [
    ...(channel === null ? [] : (['channel'] as const)),
    ...(workspace === null ? [] : (['workspace'] as const)),
  ];
}
