import { readerText } from '../bounds.ts';
import { type Paragraph, type Turn, turnOf } from '../draft.ts';
import type { ListedPerson } from '../format.ts';
import { doubtOf, speakerOf, type TeiVoice } from './tei-people.ts';
import type { XmlTag } from '../xml.ts';

/** What stands in a speech and is nobody's words. */
const STAGE: ReadonlySet<string> = new Set([
  ...['note', 'kinesic', 'vocal', 'incident', 'gap', 'desc', 'stage', 'head', 'fw', 'speaker'],
  ...['figure', 'label', 'trailer', 'opener', 'closer', 'byline', 'dateline'],
]);
/** What an editor made of the words beside them: the words themselves are kept. */
const EDITED: ReadonlySet<string> = new Set(['reg', 'corr', 'expan']);
const PARAGRAPHS: ReadonlySet<string> = new Set(['seg', 'p', 'ab', 'l', 'lg', 'item', 'list']);
const BREAKS: ReadonlySet<string> = new Set(['lb', 'pb', 'cb']);

/** A longer one is no label: something else stands in its place. */
const LONGEST_LABEL = 150;

interface Speech {
  readonly key: string | null;
  readonly who: readonly string[];
  readonly isChair: boolean;
  /** Whether its text counts outside any paragraph: in `<u>`, not in `<sp>`. */
  readonly isUtterance: boolean;
  label: string | null;
  readonly paragraphs: Paragraph[];
}

interface Open {
  readonly name: string;
  readonly isLabel: boolean;
  readonly joinsNext: boolean;
}

/** The speeches of the text of a TEI file. */
export class TeiSpeeches {
  readonly #speeches: Speech[] = [];
  readonly #current: Speech[] = [];
  readonly #path: Open[] = [];
  #words: string[] = [];
  #label: string[] = [];
  #printed: string | null = null;
  #silent = 0;
  #paragraphs = 0;
  #isJoined = false;

  open({ name, attributes }: XmlTag): void {
    const isSpeaker = name === 'note' && attributes['type'] === 'speaker';
    const isLabel = name === 'speaker' || isSpeaker;
    this.#path.push({ name, isLabel, joinsNext: attributes['join'] === 'right' });
    if (isLabel) this.#label = [];
    if (isSilent(name)) this.#silence(name);
    else if (name === 'u' || name === 'sp') this.#begin(name, attributes);
    else if (this.#current.length === 0) this.#printed = null;
    if (BREAKS.has(name) && attributes['break'] !== 'no') this.text(' ');
    if (!PARAGRAPHS.has(name)) return;
    this.#paragraphs += 1;
    this.#cut();
  }

  text(text: string): void {
    if (this.#path.at(-1)?.isLabel === true) this.#label.push(text);
    const speech = this.#current.at(-1);
    if (this.#silent > 0 || speech === undefined) return;
    // What indents the words of an annotated file, where two of them touch, is no space.
    if (this.#isJoined && !/\S/u.test(text)) return;
    this.#isJoined = false;
    if (speech.isUtterance || this.#paragraphs > 0) this.#words.push(text);
  }

  close(): void {
    const element = this.#path.pop();
    if (element === undefined) return;
    const { name } = element;
    this.#isJoined = element.joinsNext;
    if (element.isLabel) this.#print(readerText(this.#label.join('')));
    if (isSilent(name)) this.#silent -= 1;
    if (PARAGRAPHS.has(name)) {
      this.#paragraphs -= 1;
      this.#cut();
    }
    if (name !== 'u' && name !== 'sp') return;
    this.#cut();
    this.#current.pop();
  }

  /** Every speech in which something is said, once all persons are known. */
  turns(people: ReadonlyMap<string, ListedPerson>): Turn[] {
    const keys = new Set<string>();
    return this.#speeches
      .filter(({ paragraphs }) => paragraphs.length > 0)
      .map((speech) => turnOfSpeech(speech, people, keys));
  }

  #silence(name: string): void {
    this.#silent += 1;
    if (!EDITED.has(name)) this.#cut();
  }

  #begin(name: string, attributes: XmlTag['attributes']): void {
    this.#cut();
    const speech: Speech = {
      key: attributes['xml:id'] ?? null,
      who: pointers(attributes['who']),
      isChair: pointers(attributes['ana']).includes('chair'),
      isUtterance: name === 'u',
      label: this.#printed,
      paragraphs: [],
    };
    this.#printed = null;
    this.#speeches.push(speech);
    this.#current.push(speech);
  }

  /** A label in a speech that has begun is its own where nothing has been said yet. */
  #print(label: string): void {
    const speech = this.#current.at(-1);
    if (label === '' || label.length > LONGEST_LABEL) return;
    if (speech === undefined) this.#printed = label;
    else if (speech.paragraphs.length === 0) speech.label ??= label;
  }

  #cut(): void {
    if (this.#words.length === 0) return;
    const text = readerText(this.#words.join(''));
    this.#words = [];
    // What is left beside a stage direction may be its full stop alone.
    if (/[\p{L}\p{N}]/u.test(text)) this.#current.at(-1)?.paragraphs.push({ text, seconds: null });
  }
}

function isSilent(name: string): boolean {
  return STAGE.has(name) || EDITED.has(name);
}

function pointers(written = ''): string[] {
  return written
    .split(/\s+/u)
    .map((pointer) => pointer.replace(/^[^#]*#/u, ''))
    .filter((pointer) => pointer !== '');
}

function turnOfSpeech(
  { key, paragraphs, ...said }: Speech,
  people: ReadonlyMap<string, ListedPerson>,
  keys: Set<string>,
): Turn {
  const voice: TeiVoice = said;
  const speaker = speakerOf(voice, people);
  const own = key === null || keys.has(key) ? null : key;
  if (own !== null) keys.add(own);
  return turnOf({ speaker, paragraphs, key: own, doubt: doubtOf(voice, speaker) });
}
