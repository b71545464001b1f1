import type { types } from '@slack/bolt';
import type { Reading, ShownQuotation, ShownSentence, ShownWork } from '../../../debate/reading.ts';
import { UNQUOTED } from '../../../debate/quote.ts';
import { shownIn, unescaped } from './blocks.ts';
import type { Block, SlackMessage } from './blocks.ts';
import { readSentence, StatementReader, unsupported } from '../../../conversation/sentences.ts';
import { CAPTION, SENTENCE, THESIS } from './fitting.ts';

/** What makes a line a work's: its author, a dash and its title. */
const WORK = ' — «';
/** Opens a quotation in the plain text, with its number where sentences may refer to it. */
const QUOTED = new RegExp(`^(?:(?<number>\\d+)\\. )?(?<words>(?:«|${UNQUOTED}).*)$`, 'u');
/** The same number over a quotation in the blocks. */
const LABEL = /^\[(?<number>\d+)\]$/u;
const LINK = /^<(?<url>[^|<>]+)\|(?<label>[^|<>]*)>$/u;
/** Two quotations of one caption are told apart by so many characters; a cut leaves more than that. */
const RECOGNISED_BY = 24;
/** Members that are shown or read aloud, of whatever they are a part. */
const SHOWN_MEMBERS = new Set([
  'text',
  'accessibility_label',
  'alt_text',
  'url',
  'initial_value',
  'title',
  'message',
]);

/** Finds in a message all that a person sees or hears of it: its blocks and its plain text. */
export function readMessage({ text, blocks }: SlackMessage): Reading {
  const reader = new BlockReader();
  for (const block of blocks) reader.read(block);
  const { quotations, works, sentences, texts } = reader;
  const spoken = readFallback(text, quotations, works);
  const isNew = (said: ShownSentence) => sentences.every((shown) => !isSame(shown, said));
  return {
    quotations: [...quotations, ...spoken.quotations],
    works: [...works, ...spoken.works],
    documents: [],
    sentences: [...sentences, ...spoken.sentences.filter(isNew)],
    // The same labels stand under every quotation.
    texts: [...new Set([...texts, ...spoken.texts])],
  };
}

/** All the words of a view, a menu or anything else that quotes nothing. */
export function readOwnWords(shown: object): Reading {
  return { quotations: [], works: [], documents: [], texts: textsIn(shown) };
}

type Opened<Item> = { -readonly [Key in keyof Item]: Item[Key] };

/** Reads one block after another; a quotation or a work stays open for the caption and address that follow. */
class BlockReader {
  readonly quotations: Opened<ShownQuotation>[] = [];
  readonly works: Opened<ShownWork>[] = [];
  readonly texts: string[] = [];
  readonly #statements = new StatementReader({ thesis: THESIS });
  #awaitsCaption: Opened<ShownQuotation> | null = null;
  #awaitsAddress: Opened<ShownQuotation> | Opened<ShownWork> | null = null;

  get sentences(): ShownSentence[] {
    return this.#statements.sentences;
  }

  read(block: { readonly type: string }): void {
    if (block.type === 'rich_text') this.#readRichText(block as types.RichTextBlock);
    else if (block.type === 'context') this.#readContext(block as types.ContextBlock);
    else {
      this.#awaitsCaption = this.#awaitsAddress = null;
      const isOurs = block.type === 'header' || block.type === 'actions';
      this.texts.push(...(isOurs ? shownIn(block as Block) : textsIn(block)));
    }
  }

  #readRichText({ elements }: types.RichTextBlock): void {
    const [only] = elements;
    const [address] = only?.type === 'rich_text_section' ? only.elements : [];
    if (address?.type === 'link') this.#setAddress(address.url);
    else this.#awaitsCaption = this.#awaitsAddress = null;
    let label: string | null = null;
    for (const part of elements) {
      if (part.type === 'rich_text_quote') {
        this.#open(wordsIn(part.elements), label);
        label = null;
        continue;
      }
      if (part.type === 'rich_text_list') {
        this.#readList(part, elements.length === 2 && isTitle(only));
        continue;
      }
      const text = wordsIn(part.elements);
      const number = LABEL.exec(text)?.groups?.['number'];
      if (number !== undefined) label = number;
      else if (text.startsWith(UNQUOTED)) {
        this.#open(text, label);
        label = null;
      } else if (this.#statements.reads(text)) continue;
      else if (text.includes(WORK)) this.#openWork(text);
      else this.texts.push(text);
    }
    this.#statements.end();
    if (label !== null) this.texts.push(label);
  }

  /** What stands under a title is ours; any other list is of sentences that must follow from what they cite. */
  #readList({ elements }: types.RichTextList, isOurs: boolean): void {
    for (const { elements: run } of elements) {
      const text = wordsIn(run);
      if (isOurs) this.texts.push(text);
      else this.sentences.push(readSentence(text));
    }
  }

  #open(words: string, label: string | null): void {
    const quotation: Opened<ShownQuotation> = {
      words,
      caption: '',
      url: null,
      ...this.#statements.over(),
      ...(label === null ? {} : { label }),
    };
    this.quotations.push(quotation);
    this.#awaitsCaption = this.#awaitsAddress = quotation;
  }

  #openWork(line: string): void {
    const work = { line, url: null };
    this.works.push(work);
    this.#awaitsCaption = null;
    this.#awaitsAddress = work;
  }

  #readContext({ elements }: types.ContextBlock): void {
    for (const element of elements) {
      if (element.type === 'mrkdwn') this.#readMarkup(element.text);
      else if (element.type === 'plain_text' && this.#awaitsCaption !== null) {
        this.#awaitsCaption.caption = element.text;
        this.#awaitsCaption = null;
      } else this.texts.push(element.type === 'image' ? element.alt_text : element.text);
    }
  }

  #readMarkup(markup: string): void {
    const { url, label = '' } = LINK.exec(markup)?.groups ?? {};
    if (url !== undefined) this.#setAddress(unescaped(url));
    this.texts.push(url === undefined ? markup : label);
  }

  /** An address that belongs to nothing is told with the texts, where the gate finds it a stray. */
  #setAddress(url: string): void {
    if (this.#awaitsAddress === null) this.texts.push(url);
    else this.#awaitsAddress.url = url;
    this.#awaitsAddress = null;
  }
}

/** The plain text says no address: a quotation in it has that of the same quotation in the blocks. */
function readFallback(
  text: string,
  shown: readonly ShownQuotation[],
  listed: readonly ShownWork[],
): Reading & Required<Pick<Reading, 'sentences'>> {
  const quotations: ShownQuotation[] = [];
  const works: ShownWork[] = [];
  const texts: string[] = [];
  const statements = new StatementReader({ thesis: THESIS, sentence: SENTENCE });
  const lines = unescaped(text).split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const next = lines[index + 1] ?? '';
    const { number, words } = QUOTED.exec(line)?.groups ?? {};
    if (statements.reads(line)) continue;
    if (words !== undefined && next.startsWith(CAPTION)) {
      const caption = next.slice(CAPTION.length);
      const over = statements.over();
      const same = sameAs({ words, caption }, number, shown);
      // Another quotation under a number that sentences refer to is a claim that nothing supports.
      if (number !== undefined && same === undefined) statements.sentences.push(unsupported(line));
      else quotations.push({ words, caption, url: same?.url ?? null, ...over });
      index += 1;
    } else if (!line.includes(WORK)) texts.push(line);
    // A work that the blocks list is the same work; any other has no address.
    else if (listed.every((work) => work.line !== line)) works.push({ line, url: null });
  }
  statements.end();
  return { quotations, works, documents: [], sentences: statements.sentences, texts };
}

/** The quotation in the blocks that one in the plain text is, under the same number where it bears one. */
function sameAs(
  { words, caption }: Pick<ShownQuotation, 'words' | 'caption'>,
  number: string | undefined,
  shown: readonly ShownQuotation[],
): ShownQuotation | undefined {
  const opening = words.slice(0, RECOGNISED_BY);
  const alike = shown.filter(
    (each) =>
      each.caption === caption &&
      each.words.startsWith(opening) &&
      (number === undefined || each.label === number),
  );
  return alike.find((each) => each.words === words) ?? alike[0];
}

function isSame(one: ShownSentence, other: ShownSentence): boolean {
  return one.sentence === other.sentence && one.cites.join() === other.cites.join();
}

function isTitle(part: RichPart | undefined): boolean {
  const [first] = part?.type === 'rich_text_section' ? part.elements : [];
  return first?.type === 'text' && first.style?.bold === true;
}

type RichPart = types.RichTextBlock['elements'][number];

/** The words of a run as a person reads them; a mention stands as Slack writes one. */
function wordsIn(elements: readonly types.RichTextElement[]): string {
  return elements
    .map((element) => {
      if (element.type === 'text') return element.text;
      if (element.type === 'link') return element.text ?? element.url;
      return element.type === 'user' ? `<@${element.user_id}>` : JSON.stringify(element);
    })
    .join('');
}

function textsIn(value: object, found: string[] = []): string[] {
  for (const key in value) {
    const member: unknown = value[key as never];
    if (key === 'errors') found.push(...Object.values(member as Readonly<Record<string, string>>));
    if (typeof member === 'object' && member !== null) textsIn(member, found);
    else if (typeof member === 'string' && SHOWN_MEMBERS.has(key)) found.push(member);
  }
  return found;
}
