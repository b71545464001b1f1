import { isWaiting, type Proposal } from '../proposing/proposal.ts';
import {
  ANSWER_MS,
  standingOf,
  type Consent,
  type ConsentAnswer,
  type Consents,
  type Standing,
  type Wrote,
} from '../proposing/thread.ts';
import {
  forget,
  KEPT_CONSENT,
  keyOf,
  proposerOf,
  StoreProposals,
  WAITING_MS,
  type From,
  type Numbered,
} from './proposals.ts';
import { COUNT, kind, type Key, type Kind, type Store } from './store.ts';

/** Who refused: what is agreed to in the same moment is not kept. */
const REFUSED = kind('refusal', COUNT);

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

function consentKeyOf<Value = Consent>(
  { platform, workspace, number, by }: Numbered & Pick<Consent, 'by'>,
  kept: Kind<Value>,
): Key<Value> {
  return kept.at(platform, workspace ?? '', String(number), by);
}
