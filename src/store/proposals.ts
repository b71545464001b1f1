import { createHash } from 'node:crypto';
import {
  DRAFT,
  isWaiting,
  PROPOSAL,
  type Draft,
  type Drafts,
  type Proposal,
  type Proposals,
} from '../proposing/proposal.ts';
import { CONSENT } from '../proposing/thread.ts';
import { COUNT, kind, type Key, type Store } from './store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Half a year, and a quarter once it is decided: the proposer may ask that long. */
export const WAITING_MS = 180 * DAY_MS;
const DECIDED_MS = 90 * DAY_MS;
const DRAFT_MS = 30 * 60_000;

const KEPT = kind('proposal', PROPOSAL);
/** What the people of threads wrote, one by one. */
export const KEPT_CONSENT = kind('consent', CONSENT);
const KEPT_DRAFT = kind('proposal-draft', DRAFT);
/** How many were ever made. */
const NUMBERS = kind('proposals', COUNT).at('', '');

/** Where something was proposed, and by whom; ids are the platform's own. */
export interface From {
  readonly platform: string;
  readonly workspace: string | null;
  readonly channel: string | null;
  readonly person: string | null;
}

/** Proposals in the store, under their workspace: what erases that erases them. */
export class StoreProposals implements Proposals {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async add(
    from: From,
    proposed: Proposal['proposed'],
    made: Pick<Proposal, 'day' | 'debate'>,
  ): Promise<Proposal> {
    const proposal = await this.numbered(from, proposed, made);
    await this.put(proposal);
    return proposal;
  }

  /** One with a number of its own, which is kept nowhere yet. */
  async numbered(
    from: From,
    proposed: Proposal['proposed'],
    { day, debate }: Pick<Proposal, 'day' | 'debate'>,
  ): Promise<Proposal> {
    const { platform } = from;
    const number = await this.#store.add(NUMBERS, 1);
    return {
      ...{ number, debate, platform, workspace: workspaceOf(from), by: proposerOf(from) },
      ...{ day, proposed, decision: null },
    };
  }

  async by(from: From): Promise<readonly Proposal[]> {
    const proposer = proposerOf(from);
    return (await this.all(from)).filter(({ by }) => by === proposer);
  }

  async all(within?: From): Promise<readonly Proposal[]> {
    const place = within === undefined ? [] : [within.platform, workspaceOf(within)];
    const kept = await Array.fromAsync(this.#store.entries(KEPT, ...place), ({ value }) => value);
    return kept.toSorted((a, b) => a.number - b.number);
  }

  async put(proposal: Proposal): Promise<void> {
    const isOpen = isWaiting(proposal);
    await this.#store.set(keyOf(proposal), proposal, isOpen ? WAITING_MS : DECIDED_MS);
    if (!isOpen) await forget(this.#store, proposal);
  }

  async remove(proposal: Proposal): Promise<void> {
    await this.#store.delete(keyOf(proposal));
    await forget(this.#store, proposal);
  }
}

/** Nothing stays of what the people of a thread wrote. */
export async function forget(
  store: Store,
  { number, platform, workspace }: Numbered,
): Promise<void> {
  const all = store.entries(KEPT_CONSENT, platform, workspace ?? '', String(number));
  for (const { key } of await Array.fromAsync(all)) await store.delete(key);
}

export type Numbered = Pick<Proposal, 'platform' | 'workspace' | 'number'>;

export class StoreDrafts implements Drafts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  of(from: From): Promise<Draft | null> {
    return this.#store.get(draftKeyOf(from));
  }

  async keep(from: From, draft: Draft | null): Promise<void> {
    const key = draftKeyOf(from);
    if (draft === null) await this.#store.delete(key);
    else await this.#store.set(key, draft, DRAFT_MS);
  }
}

export function keyOf({ platform, workspace, number }: Numbered): Key<Proposal> {
  return KEPT.at(platform, workspace ?? '', String(number));
}

function draftKeyOf(from: From): Key<Draft> {
  return KEPT_DRAFT.at(from.platform, workspaceOf(from), proposerOf(from));
}

/** A conversation that belongs to no workspace is one of its own, as for subscriptions. */
function workspaceOf({ workspace, channel }: From): string {
  return workspace ?? `channel ${channel}`;
}

/** Tells a person again who asks what became of a proposal, and names nobody. */
export function proposerOf({ platform, workspace, person }: Omit<From, 'channel'>): string {
  const named = JSON.stringify(['proposer', platform, workspace, person]);
  return createHash('sha256').update(named).digest('base64url');
}
