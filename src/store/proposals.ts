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
import { COUNT, kind, type Key, type Store } from './store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Half a year, and a quarter once it is decided: the proposer may ask that long. */
const [WAITING_MS, DECIDED_MS] = [180 * DAY_MS, 90 * DAY_MS];
const DRAFT_MS = 30 * 60_000;

const KEPT = kind('proposal', PROPOSAL);
const KEPT_DRAFT = kind('proposal-draft', DRAFT);
/** How many were ever made. */
const NUMBERS = kind('proposals', COUNT).at('', '');

/** Where something was proposed, and by whom; ids are the platform's own. */
interface From {
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
    { day, debate }: Pick<Proposal, 'day' | 'debate'>,
  ): Promise<Proposal> {
    const { platform } = from;
    const number = await this.#store.add(NUMBERS, 1);
    const proposal: Proposal = {
      ...{ number, debate, platform, workspace: workspaceOf(from), by: proposerOf(from) },
      ...{ day, proposed, decision: null },
    };
    await this.put(proposal);
    return proposal;
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

  put(proposal: Proposal): Promise<void> {
    const ttlMs = isWaiting(proposal) ? WAITING_MS : DECIDED_MS;
    return this.#store.set(keyOf(proposal), proposal, ttlMs);
  }

  async remove(proposal: Proposal): Promise<void> {
    await this.#store.delete(keyOf(proposal));
  }
}

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

function keyOf({ platform, workspace, number }: Proposal): Key<Proposal> {
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
function proposerOf({ platform, workspace, person }: From): string {
  const named = JSON.stringify(['proposer', platform, workspace, person]);
  return createHash('sha256').update(named).digest('base64url');
}
