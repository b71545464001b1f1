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
import {
  ANSWER_MS,
  CONSENT,
  standingOf,
  type Consent,
  type Consents,
  type Standing,
  type ConsentAnswer,
  type Wrote,
} from '../proposing/thread.ts';
import { COUNT, kind, type Key, type Kind, type Store } from './store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Half a year, and a quarter once it is decided: the proposer may ask that long. */
const [WAITING_MS, DECIDED_MS] = [180 * DAY_MS, 90 * DAY_MS];
const DRAFT_MS = 30 * 60_000;

const KEPT = kind('proposal', PROPOSAL);
/** What the people of threads wrote, one by one. */
const KEPT_CONSENT = kind('consent', CONSENT);
/** Who refused: what is agreed to in the same moment is not kept. */
const REFUSED = kind('refusal', COUNT);
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

/** What people of threads wrote and answered, beside the proposals of these threads. */
export class StoreConsents implements Consents {
  readonly #store: Store;
  readonly #proposals: StoreProposals;
  readonly #now: () => number;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#proposals = new StoreProposals(store);
    this.#now = now;
  }

  async begin(
    from: From,
    { place, link, day, debate }: Parameters<Consents['begin']>[1],
    people: readonly Wrote[],
  ): Promise<Proposal | null> {
    const untilMs = this.#now() + ANSWER_MS;
    const nothing = { words: null, voice: null, title: null, date: null };
    const proposed = { ...nothing, url: link, permalink: link };
    const asked = { ...proposed, thread: { asked: people.length, untilMs } };
    const proposal = await this.#proposals.numbered(from, asked, { day, debate });
    const { number, platform, workspace } = proposal;
    // A thread is proposed once, to whatever debate: its people are not asked again by whoever takes it back and
    // proposes it anew. That is noted after what may fail on the way, and nobody is asked before the proposal is there.
    const thread = JSON.stringify(['thread', platform, workspace, place]);
    let isNew: boolean;
    try {
      for (const { person, name, said } of people) {
        const by = proposerOf({ platform, workspace, person });
        const open = { number, platform, workspace, by, person, name, untilMs, said, answer: null };
        await this.#keep(open, ANSWER_MS);
      }
      isNew = await this.#store.claim(thread, WAITING_MS);
      if (isNew) await this.#proposals.put(proposal);
    } catch (fault) {
      await forget(this.#store, proposal).catch(() => undefined);
      throw fault;
    }
    if (!isNew) await forget(this.#store, proposal);
    return isNew ? proposal : null;
  }

  async unasked(platform: string): ReturnType<Consents['unasked']> {
    const kept = await Array.fromAsync(this.#store.entries(KEPT_CONSENT, platform));
    return kept.flatMap(({ value }) => {
      const { person, answer } = value;
      return person === null || answer !== null ? [] : [{ ...value, person }];
    });
  }

  async take(consent: Consent): Promise<boolean> {
    const { number, by, untilMs } = consent;
    const leftMs = untilMs - this.#now();
    if (leftMs <= 0 || !(await this.#isOpen(consent))) return false;
    if (!(await this.#store.claim(`ask ${number} ${by}`, ANSWER_MS))) return false;
    await this.#keep({ ...consent, person: null }, leftMs);
    return this.#unlessOver(consent);
  }

  of({ number, platform, workspace }: Proposal, person: string): Promise<Consent | null> {
    const by = proposerOf({ platform, workspace, person });
    return this.#store.get(consentKeyOf({ number, platform, workspace, by }, KEPT_CONSENT));
  }

  async answer(consent: Consent, answer: ConsentAnswer): Promise<void> {
    const isKept = answer === 'named' || answer === 'unnamed';
    const name = answer === 'named' ? consent.name : null;
    const answered = { ...consent, person: null, name, answer };
    // It ends with its proposal: nobody could take back what outlives that.
    const leftMs = consent.untilMs - ANSWER_MS + WAITING_MS - this.#now();
    const refused = { ...answered, name: null, said: [] };
    const refusal = consentKeyOf(consent, REFUSED);
    if (answer === 'refused') await this.#store.set(refusal, 1, leftMs);
    await this.#keep(isKept ? answered : refused, leftMs);
    // Two buttons may be pressed at once, in two processes: a refusal stands, whichever is written last.
    const isRefused = isKept && (await this.#store.get(refusal)) !== null;
    if (isRefused) await this.#keep({ ...refused, answer: 'refused' }, leftMs);
    await this.#unlessOver(consent);
  }

  async standing(proposal: Proposal): Promise<Standing> {
    const { number, platform, workspace } = proposal;
    const within = [platform, workspace ?? '', String(number)];
    const all = this.#store.entries(KEPT_CONSENT, ...within);
    const kept = await Array.fromAsync(all, ({ value }) => value);
    return standingOf(proposal, kept, this.#now());
  }

  /** False where it was taken back, erased or decided in this very moment: nothing of it stays then. */
  async #unlessOver(consent: Consent): Promise<boolean> {
    const isOpen = await this.#isOpen(consent);
    if (!isOpen) await forget(this.#store, consent);
    return isOpen;
  }

  async #isOpen(consent: Consent): Promise<boolean> {
    const proposal = await this.#store.get(keyOf(consent));
    return proposal !== null && isWaiting(proposal);
  }

  #keep(consent: Consent, ttlMs: number): Promise<void> {
    return this.#store.set(consentKeyOf(consent, KEPT_CONSENT), consent, ttlMs);
  }
}

/** Nothing stays of what the people of a thread wrote. */
async function forget(store: Store, { number, platform, workspace }: Numbered): Promise<void> {
  const all = store.entries(KEPT_CONSENT, platform, workspace ?? '', String(number));
  for (const { key } of await Array.fromAsync(all)) await store.delete(key);
}

type Numbered = Pick<Proposal, 'platform' | 'workspace' | 'number'>;

function consentKeyOf<Value = Consent>(
  { platform, workspace, number, by }: Numbered & Pick<Consent, 'by'>,
  kept: Kind<Value>,
): Key<Value> {
  return kept.at(platform, workspace ?? '', String(number), by);
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

function keyOf({ platform, workspace, number }: Numbered): Key<Proposal> {
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
function proposerOf({ platform, workspace, person }: Omit<From, 'channel'>): string {
  const named = JSON.stringify(['proposer', platform, workspace, person]);
  return createHash('sha256').update(named).digest('base64url');
}
