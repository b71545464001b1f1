import type { types } from '@slack/bolt';
import { withPicture } from '../../../debate/drawn.ts';
import { distinct } from '../../../debate/reading.ts';
import type { Reading, ShownQuotation, ShownSentence, ShownWork } from '../../../debate/reading.ts';
import { UNQUOTED } from '../../../debate/quote.ts';
import { commonLabels } from '../../../messages/conversation.ts';
import { messages } from '../../../messages/messages.ts';
import { shownIn, unescaped } from './blocks.ts';
import type { Block, SlackMessage } from './blocks.ts';
import { RunReader } from '../../../conversation/runs.ts';
import {
  readSentence,
  StatementReader,
  unsupported,
  WORK,
} from '../../../conversation/sentences.ts';
import { isSame, readFallback, sameAs } from './fallback.ts';
import { readTable } from './table.ts';

/** The same number over a quotation in the blocks. */
const LABEL = /^\[(?<number>\d+)\]$/u;
const LINK = /^<(?<url>[^|<>]+)\|(?<label>[^|<>]*)>$/u;
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

/** Finds in a message all that a person sees or hears of it: its blocks, those in their place, its plain text. */
export function readMessage(message: SlackMessage): Reading {
  const { text, blocks, withoutTable = [], picture, unpictured = [] } = message;
  const shown = readBlocks(blocks);
  const instead = readBlocks([...withoutTable, ...unpictured]);
  const { quotations, works, sentences, texts } = shown;
  const spoken = readFallback(text, quotations, works);
  const isNew = (said: ShownSentence) => sentences.every((each) => !isSame(each, said));
  const told = [...instead.sentences, ...spoken.sentences, ...renumbered(instead, shown)];
  const reading = {
    quotations: [...quotations, ...instead.quotations, ...spoken.quotations],
    works: [...works, ...instead.works, ...spoken.works],
    documents: [],
    sentences: [...sentences, ...told.filter(isNew)],
    nodes: distinct([...shown.statements.nodes, ...spoken.nodes]),
    arrows: [...shown.statements.arrows, ...spoken.arrows],
    // The same labels stand under every quotation.
    texts: [...new Set([...texts, ...instead.texts, ...spoken.texts])],
  };
  return withPicture(reading, picture);
}

function readBlocks(blocks: readonly Block[]): BlockReader {
  const reader = new BlockReader();
  for (const block of blocks) reader.read(block);
  reader.end();
  return reader;
}

/** A quotation under a number under which another one stands in the table: a claim that nothing supports. */
function renumbered(instead: BlockReader, shown: BlockReader): readonly ShownSentence[] {
  const numbered = instead.quotations.filter(({ label }) => label !== undefined);
  return numbered
    .filter((each) => sameAs(each, each.label, shown.quotations) === undefined)
    .map(({ words }) => unsupported(words));
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
  readonly statements = new StatementReader();
  #awaitsCaption: Opened<ShownQuotation> | null = null;
  #awaitsAddress: Opened<ShownQuotation> | Opened<ShownWork> | null = null;
  readonly #runs = new RunReader();
  /** Whether the last quotation has its source over it. */
  #isInRun = false;

  get sentences(): ShownSentence[] {
    return [...this.statements.sentences, ...this.#runs.faults];
  }

  /** Nothing comes after. */
  end(): void {
    this.#runs.end();
  }

  read(block: { readonly type: string }): void {
    if (block.type === 'rich_text') this.#readRichText(block as types.RichTextBlock);
    else if (block.type === 'context') this.#readContext(block as types.ContextBlock);
    else if (block.type === 'table') this.#readTable(block as types.TableBlock);
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
      } else if (this.statements.reads(text)) continue;
      else if (text.includes(WORK)) this.#openWork(text);
      else this.texts.push(text);
    }
    this.statements.end();
    if (label !== null) this.texts.push(label);
  }

  /** What stands under a title is ours; any other list is of sentences that must follow from what they cite. */
  #readList({ elements }: types.RichTextList, isOurs: boolean): void {
    for (const { elements: run } of elements) {
      const text = wordsIn(run);
      if (isOurs) this.texts.push(text);
      else this.statements.sentences.push(readSentence(text));
    }
  }

  #readTable(table: types.TableBlock): void {
    this.#awaitsCaption = this.#awaitsAddress = null;
    const { quotations, texts } = readTable(table, this.statements);
    this.quotations.push(...quotations);
    this.texts.push(...texts);
  }

  /** What stands over quotations of one source, with their address where all have the same. */
  #readsRun([first, second, ...others]: types.ContextBlock['elements']): boolean {
    if (first?.type !== 'plain_text' || others.length > 0) return false;
    if (second === undefined) return this.#runs.reads(first.text);
    const isUnknown = second.type === 'plain_text' && second.text === messages.unknownAddress();
    const link = second.type === 'mrkdwn' ? LINK.exec(second.text)?.groups : undefined;
    if (!isUnknown && link === undefined) return false;
    const url = link === undefined ? null : unescaped(link['url'] ?? '');
    if (!this.#runs.reads(first.text, url)) return false;
    this.texts.push(link?.['label'] ?? messages.unknownAddress());
    return true;
  }

  #open(words: string, label: string | null): void {
    const source = this.#runs.next();
    this.#isInRun = source !== null;
    const quotation: Opened<ShownQuotation> = {
      words,
      caption: source?.caption ?? '',
      url: source?.url ?? null,
      ...this.statements.over(),
      ...(label === null ? {} : { label }),
    };
    this.quotations.push(quotation);
    this.#awaitsCaption = source === null ? quotation : null;
    this.#awaitsAddress = source?.url === undefined ? quotation : null;
  }

  #openWork(line: string): void {
    const work = { line, url: null };
    this.works.push(work);
    this.#isInRun = false;
    this.#awaitsCaption = null;
    this.#awaitsAddress = work;
  }

  #readContext({ elements }: types.ContextBlock): void {
    if (this.#awaitsCaption === null && this.#readsRun(elements)) return;
    for (const element of elements) {
      if (element.type === 'mrkdwn') this.#readMarkup(element.text);
      else if (element.type === 'plain_text' && this.#awaitsCaption !== null) {
        this.#awaitsCaption.caption = element.text;
        this.#awaitsCaption = null;
      } else if (this.#isInRun && 'text' in element && element.text.includes(WORK)) {
        // Two sources for one quotation.
        this.statements.sentences.push(unsupported(element.text));
      } else this.texts.push(element.type === 'image' ? element.alt_text : element.text);
    }
  }

  #readMarkup(markup: string): void {
    const { url, label = '' } = LINK.exec(markup)?.groups ?? {};
    const last = this.quotations.at(-1);
    const isPage = label === commonLabels.page && last !== undefined && last.page === undefined;
    if (url !== undefined && isPage) last.page = unescaped(url);
    else if (url !== undefined) this.#setAddress(unescaped(url));
    this.texts.push(url === undefined ? markup : label);
  }

  /** An address that belongs to nothing is told with the texts, where the gate finds it a stray. */
  #setAddress(url: string): void {
    if (this.#awaitsAddress === null) this.texts.push(url);
    else this.#awaitsAddress.url = url;
    this.#awaitsAddress = null;
  }
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
      if (element.type === 'channel') return `<#${element.channel_id}>`;
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
