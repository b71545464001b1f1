import { shortened } from '../../conversation/sentences.ts';
import { debateName, type NamedDebate } from '../../debate/choice.ts';
import { NO_DEBATE, type OpenDebate } from '../../debate/debates.ts';
import { debateMeant } from '../../ask/choosing.ts';
import { askedOf, debateShownAt, nobodyOn } from '../../ask/request.ts';
import type { Address, Debates, Dispatch } from '../../ask/request.ts';
import type { Offer } from './transport/deliver.ts';
import { PLATFORM } from './transport/rest.ts';
import { foldText, tailsOf } from '../../french/words.ts';
import { CHOICES } from './limits.ts';
import { zoneNames } from '../../messages/zones.ts';

/** What the menus of one corpus hold. */
interface Menus {
  readonly subjects: readonly Entry[];
  readonly authors: readonly Entry[];
  /** Whether every subject could be asked for: a server that is away says nothing of one. */
  readonly isWhole: boolean;
}

/** What a menu proposes: from memory, because a person waits at every key. */
export class Proposals {
  readonly #parts: ProposalsParts;
  /** A corpus may be read again: its menus are made anew whenever it has another hash. */
  readonly #made = new WeakMap<OpenDebate, { hash: string; menus: Promise<Menus> }>();

  constructor(parts: ProposalsParts) {
    this.#parts = parts;
  }

  /** Resolves when the menus of the only debate are made; of several, each are made when they are first opened. */
  async prepare(): Promise<void> {
    const debate = await debateShownAt(this.#parts.debates, NOWHERE);
    if (debate !== NO_DEBATE) await this.#menus(debate, NOWHERE);
  }

  /** For the option of a command that is being filled in, beside those that are. */
  async offer({ option, typed, debat }: Filling, address: Address): Promise<Offer> {
    const found = matching(await this.#entriesOf(option, debat, address), typed);
    return { choices: found.map(({ name, value }) => ({ name, value })) };
  }

  async #entriesOf(option: string, debat: string, address: Address): Promise<readonly Entry[]> {
    const { debates } = this.#parts;
    if (option === 'fuseau') return zoneEntries();
    if (option === 'debat') return debates.knownAt(address).map(debateEntry);
    // What is typed beside it may be a name as well.
    const key = debateMeant(debates.knownAt(address), debat)?.key ?? null;
    const named = key === null ? null : await debates.named(key, address).catch(() => null);
    const debate = named ?? (await debateShownAt(debates, address));
    const { subjects, authors } = await this.#menus(debate, address);
    return option === 'sujet' ? subjects : authors;
  }

  async #menus(debate: OpenDebate, address: Address): Promise<Menus> {
    for (;;) {
      const { hash } = debate.catalogue;
      const known = this.#made.get(debate);
      const made =
        known?.hash === hash
          ? known
          : { hash, menus: menusOf(debate, this.#parts.dispatch, address) };
      this.#made.set(debate, made);
      const menus = await made.menus;
      if (!menus.isWhole && this.#made.get(debate) === made) this.#made.delete(debate);
      // Made while the corpus was read again, they would be a mixture of both.
      if (debate.catalogue.hash === hash) return menus;
    }
  }
}

interface ProposalsParts {
  readonly debates: Debates;
  readonly dispatch: Dispatch;
}

/** What is being filled in: the option, what is typed of it, and the debate that is chosen beside it, if any. */
interface Filling {
  readonly option: string;
  readonly typed: string;
  readonly debat: string;
}

const NOWHERE = nobodyOn(PLATFORM);

function debateEntry(debate: NamedDebate): Entry {
  const { key, title } = debate;
  const name = shortened(debateName(debate), CHOICES.name);
  return { ...entry(key, ...(title === null ? [] : [title])), name };
}

/** Every topic of the corpus and every expression of its lexicon that gives results; every voice. */
async function menusOf(
  { key, catalogue }: OpenDebate,
  dispatch: Dispatch,
  address: Address,
): Promise<Menus> {
  const authors = catalogue.speakers.map(({ label }) => entry(label));
  const terms = new Set([...catalogue.topics.all, ...catalogue.about.lexicon.flat()]);
  const subjects: Entry[] = [];
  let isWhole = true;
  for (const each of [...terms].map((term) => entry(term)).filter(fitsMenu)) {
    const question = { command: 'debat', options: { sujet: each.value } } as const;
    const { command, options } = askedOf({ key }, question);
    const { reply } = await dispatch({ address, command, input: { options } });
    isWhole = reply.kind !== 'notice' || reply.notice.code !== 'search down';
    if (!isWhole) break;
    if (reply.kind === 'quotes') subjects.push(each);
    // What people ask meanwhile comes first.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { subjects, authors: authors.filter(fitsMenu), isWhole };
}

/** One entry of a menu: what is read, what is chosen, and how it may be typed. */
interface Entry {
  readonly name: string;
  readonly value: string;
  /** Its names folded, and from each of their words on; whole names come first. */
  readonly wholes: readonly string[];
  readonly tails: readonly string[];
}

/** An entry that is found by its value or by any other name. */
function entry(value: string, ...otherNames: readonly string[]): Entry {
  const wholes = [value, ...otherNames].map(typeable);
  const tails = wholes.flatMap(tailsOf);
  const name = otherNames.length === 0 ? value : `${value} (${otherNames.join(', ')})`;
  return { name, value, wholes, tails };
}

/** Those that begin as what was typed, then those with such a word in them; as many as Discord takes. */
function matching(entries: readonly Entry[], typed: string): readonly Entry[] {
  const beginning = typeable(typed.trim());
  const first: Entry[] = [];
  const others: Entry[] = [];
  for (const each of entries) {
    if (first.length === CHOICES.most) break;
    if (each.wholes.some((whole) => whole.startsWith(beginning))) first.push(each);
    else if (each.tails.some((tail) => tail.startsWith(beginning))) others.push(each);
  }
  return [...first, ...others].slice(0, CHOICES.most);
}

function fitsMenu({ name, value }: Entry): boolean {
  return name.length <= CHOICES.name && value.length <= CHOICES.value;
}

/** « new york » is how `America/New_York` is typed. */
function typeable(name: string): string {
  return foldText(name).replace(/[_/]/gu, ' ');
}

let known: readonly Entry[] | null = null;

/** Every time zone, those where French is spoken first; worked out when somebody first asks. */
function zoneEntries(): readonly Entry[] {
  known ??= [...new Set([...zoneNames.keys(), ...Intl.supportedValuesOf('timeZone'), 'UTC'])].map(
    (zone) => entry(zone, ...(zoneNames.get(zone) ?? [])),
  );
  return known;
}
