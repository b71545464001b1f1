import { pageAddressOf, passagePath } from './address.ts';
import { passageFacts, workFacts } from './document.ts';
import { capitalised } from '../french/typography.ts';
import type { Catalogue } from './catalogue.ts';
import { workIn, type Passage, type Source } from './passage.ts';
import { readTogetherIn } from './graph.ts';
import { captionOf, Quote, shownWords, statementOf, workLine, workName } from './quote.ts';
import type { ShownDocument } from './reading.ts';
import { readAround } from './relation.ts';
import type { Speaker } from './speaker.ts';

/**
 * Passages of a debate as what is shown is looked up in them: all of them, or those that a message may
 * show. A message shows passages of a few works: only those are laid out, when one of them is first looked
 * for.
 */
export class Known {
  readonly passages: readonly Passage[];
  readonly sources: readonly Source[];
  readonly titles: ReadonlySet<string>;
  readonly urls: ReadonlySet<string>;
  readonly #catalogue: Catalogue;
  readonly #works: ReadonlyMap<string, KnownWork>;
  #byLine: ReadonlyMap<string, readonly Source[]> | null = null;
  #byStatement: ReadonlyMap<string | null, readonly Passage[]> | null = null;

  constructor(catalogue: Catalogue, passages: readonly Passage[]) {
    this.passages = passages;
    this.sources = catalogue.sources;
    this.titles = new Set(this.sources.map(({ title }) => title));
    this.urls = new Set(this.sources.flatMap(({ url, site }) => [url ?? [], site ?? []].flat()));
    this.#catalogue = catalogue;
    const works = Map.groupBy(passages, ({ source }) => source.id);
    this.#works = new Map([...works].map(([id, those]) => [id, new KnownWork(those)]));
  }

  /** Names of works and voices that hold quotation marks or links of their own, the longest first. */
  get marked(): readonly string[] {
    return this.#catalogue.marked;
  }

  /** A message that is refused may name anything. */
  passageOf(named: unknown): Passage | undefined {
    const id = String(named);
    return this.#works.get(workIn(id))?.passageOf(id);
  }

  /** Cut, it is looked for among the passages of one voice in one work. */
  quotedAs(words: string, caption: string): readonly Passage[] {
    const captioned = [...this.#works.values()].flatMap((work) => work.captioned(caption));
    return captioned.filter(isQuotedBy(words));
  }

  /** Whether each of these fields of a passage, by its `ref`, of a work, by its `id`, or of the debate, by its `question`, is told as it is. */
  tells(facts: ShownDocument): boolean {
    if ('question' in facts) return isPartOf(facts, this.#catalogue.debate);
    if ('ref' in facts) {
      const passage = this.passageOf(facts['ref']);
      return passage !== undefined && isPartOf(facts, passageFacts(passage));
    }
    const source = this.sources.find(({ id }) => id === facts['id']);
    if (source === undefined) return false;
    const { source: _, ...counted } = this.#catalogue.entryOf(source) ?? { source };
    return isPartOf(facts, { ...workFacts(source), ...counted });
  }

  worksOn(line: string): readonly Source[] {
    this.#byLine ??= Map.groupBy(this.sources, workLine);
    return this.#byLine.get(line) ?? [];
  }

  /** Those that are read with others, and so may stand in a map. */
  statedAs(statement: string): readonly Passage[] {
    this.#byStatement ??= Map.groupBy(readTogetherIn(this).keys(), statementOf);
    return this.#byStatement.get(statement) ?? [];
  }

  speakerNamed(label: string): Speaker | undefined {
    return this.#catalogue.speakers.find((each) => each.label === label);
  }

  /** Whether a voice of this label, with a capital or without, says a passage. */
  isSaidBy(label: string, passage: Passage): boolean {
    return this.#catalogue.speakers.some(
      (each) => [each.label, capitalised(each.label)].includes(label) && each.speaks(passage),
    );
  }

  /** What its voice is called. */
  labelOf(passage: Passage): string {
    return this.#catalogue.labelOf(passage);
  }

  /** Those that an editor reads with it. */
  readWith(passage: Passage): readonly Passage[] {
    const around = readAround(passage, this, (ref) => this.passageOf(ref));
    return around.map((each) => each.passage);
  }
}

/** The passages of one work. */
class KnownWork {
  readonly #passages: readonly Passage[];
  readonly #names: readonly string[];
  #byId: ReadonlyMap<string, Passage> | null = null;
  #byCaption: ReadonlyMap<string, readonly Passage[]> | null = null;

  constructor(passages: readonly Passage[]) {
    this.#passages = passages;
    this.#names = [...new Set(passages.map(({ source }) => source))].map(workName);
  }

  passageOf(id: string): Passage | undefined {
    this.#byId ??= new Map(this.#passages.map((passage) => [passage.id, passage]));
    return this.#byId.get(id);
  }

  captioned(caption: string): readonly Passage[] {
    if (!this.#names.some((name) => caption.includes(name))) return [];
    this.#byCaption ??= Map.groupBy(this.#passages, captionOf);
    return this.#byCaption.get(caption) ?? [];
  }
}

/** Tells of which passages these words, guillemets and cuts included, are a quotation. */
export function isQuotedBy(shown: string): (passage: Passage) => boolean {
  const unclosed = shown.replace(/\u00A0»$/u, '');
  const bare = unclosed.replace(/^«\u00A0/u, '');
  // A text that opens with a guillemet of its own is given none, or the closing one only.
  const whole = [bare, unclosed, shown];
  const words = bare.replace(/^\[…\] /u, '').replace(/ \[…\]$/u, '');
  const isCut = words !== '' && words !== bare;
  return (passage) => {
    const { text } = passage;
    if (text === null || whole.includes(text)) return shownWords(Quote.at(passage)) === shown;
    for (
      let start = text.indexOf(words);
      isCut && start >= 0;
      start = text.indexOf(words, start + 1)
    ) {
      if (shownWords(Quote.at(passage, start, start + words.length)) === shown) return true;
    }
    return false;
  };
}

/** Whether all that is shown is known: of a record each field, of a list each entry. */
function isPartOf(shown: unknown, known: unknown): boolean {
  if (Array.isArray(shown)) {
    return Array.isArray(known) && shown.every((each) => known.some((one) => isPartOf(each, one)));
  }
  if (!isRecord(shown)) return shown === known;
  return (
    isRecord(known) && Object.entries(shown).every(([key, each]) => isPartOf(each, known[key]))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the words are the statement of one of each of these passages, with a space between them. */
export function tells(words: string, [first, ...others]: readonly (readonly Passage[])[]): boolean {
  return (first ?? []).some((passage) => {
    const statement = statementOf(passage);
    if (statement === null || !words.startsWith(statement)) return false;
    const rest = words.slice(statement.length);
    return others.length === 0 ? rest === '' : rest.startsWith(' ') && tells(rest.slice(1), others);
  });
}

/** Whether a page, as an address or from the root of the pages, is that of a passage; no page is any's. */
export function isPageOf(page: string | null | undefined, passage: Passage): boolean {
  return page == null || [pageAddressOf(passage), passagePath(passage)].includes(page);
}
