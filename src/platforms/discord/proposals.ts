import type { Corpus } from '../../debate/passage.ts';
import { topicsOf } from '../../debate/topics.ts';
import type { Dispatch } from '../../ask/request.ts';
import type { Offer } from './transport/deliver.ts';
import { PLATFORM } from './transport/rest.ts';
import { foldText, tailsOf } from '../../french/words.ts';
import { CHOICES } from './limits.ts';
import { zoneNames } from '../../messages/discord.ts';
import { speakersOf } from '../../debate/speaker.ts';

/** What the menus of one corpus hold. */
interface Menus {
  readonly subjects: readonly Entry[];
  readonly authors: readonly Entry[];
}

/** What a menu proposes: from memory, because a person waits at every key. */
export class Proposals {
  readonly #corpus: Corpus;
  readonly #dispatch: Dispatch;
  /** The corpus may be read again: its menus are made anew whenever it has another hash. */
  #made: { readonly hash: string; readonly menus: Promise<Menus> } | null = null;

  constructor(corpus: Corpus, dispatch: Dispatch) {
    this.#corpus = corpus;
    this.#dispatch = dispatch;
  }

  /** Resolves when the menus of the corpus are made. */
  async prepare(): Promise<void> {
    await this.#menus();
  }

  /** For one option of a command. */
  async offer(option: string, typed: string): Promise<Offer> {
    const found = matching(await this.#entriesOf(option), typed);
    return { choices: found.map(({ name, value }) => ({ name, value })) };
  }

  async #entriesOf(option: string): Promise<readonly Entry[]> {
    if (option === 'fuseau') return zoneEntries();
    const { subjects, authors } = await this.#menus();
    return option === 'sujet' ? subjects : authors;
  }

  async #menus(): Promise<Menus> {
    for (;;) {
      const { hash } = this.#corpus;
      if (this.#made?.hash !== hash) {
        this.#made = { hash, menus: menusOf(this.#corpus, this.#dispatch) };
      }
      const menus = await this.#made.menus;
      // Made while the corpus was read again, they would be a mixture of both.
      if (this.#corpus.hash === hash) return menus;
    }
  }
}

/** Every topic of the corpus and every expression of its lexicon that gives results; every voice. */
async function menusOf(corpus: Corpus, dispatch: Dispatch): Promise<Menus> {
  const authors = speakersOf(corpus).map(({ label }) => entry(label));
  const terms = new Set([...topicsOf(corpus.passages, corpus), ...corpus.lexicon.flat()]);
  const subjects: Entry[] = [];
  for (const each of [...terms].map((term) => entry(term)).filter(fitsMenu)) {
    if (await isAnswered(each.value, dispatch)) subjects.push(each);
    // What people ask meanwhile comes first.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { subjects, authors: authors.filter(fitsMenu) };
}

async function isAnswered(sujet: string, dispatch: Dispatch): Promise<boolean> {
  const address = { platform: PLATFORM, workspace: null, channel: null, person: null };
  const { reply } = await dispatch({ address, command: 'debat', input: { options: { sujet } } });
  return reply.kind === 'quotes';
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
