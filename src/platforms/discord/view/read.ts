import { ComponentType } from 'discord.js';
import { readAlt, together, withPicture } from '../../../debate/drawn.ts';
import type { Reading, ShownQuotation, ShownSentence, ShownWork } from '../../../debate/reading.ts';
import { commonLabels } from '../../../messages/conversation.ts';
import { messages } from '../../../messages/messages.ts';
import { UNQUOTED } from '../../../debate/quote.ts';
import { RunReader } from '../../../conversation/runs.ts';
import { CAPTION, StatementReader, WORK } from '../../../conversation/sentences.ts';
import {
  allIn,
  HEADING,
  ITEM,
  QUOTATION,
  SEPARATED,
  SMALL,
  withoutNumber,
  unescaped,
} from './components.ts';
import type { DiscordMessage } from './components.ts';

/** An address as `addressOf` writes it. */
const LINKED = /^\[([^\]\\]*)\]\(<([^<>\s]+)>\)$/u;
const BARE = /^<(https?:[^<>\s]+)>$/u;
const PLAIN = /^https?\\:/u;
/** What a button, a menu or a picture shows of itself. */
const SHOWN_OF_COMPONENTS = ['label', 'url', 'placeholder', 'description'];
/** Members of forms and menus that are shown. */
const SHOWN_MEMBERS = new Set(['content', 'label', 'title', 'description', 'placeholder', 'name']);

/** Finds in a message all that a person sees of it: its paragraphs and what stands on its buttons. */
export function readMessage({
  components,
  picture,
  unpictured,
}: Omit<DiscordMessage, 'notes'>): Reading {
  const reader = new LineReader();
  for (const each of components.flatMap(allIn)) {
    if (each['type'] === ComponentType.TextDisplay) reader.read(String(each['content']));
    else if (each['type'] === ComponentType.MediaGallery) reader.readGallery(each['items']);
    else reader.texts.push(...labelsOf(each));
  }
  reader.end();
  const { quotations, works, sentences, statements, texts } = reader;
  const { nodes, arrows } = statements;
  const shown = { quotations, works, documents: [], sentences, nodes, arrows, texts };
  const whole = withPicture(shown, picture);
  return unpictured === undefined ? whole : together(whole, readMessage(unpictured));
}

/** All the words of a form, a menu or anything else that quotes nothing. */
export function readOwnWords(shown: unknown): Reading {
  return { quotations: [], works: [], documents: [], texts: textsWithin(shown) };
}

/** Reads one paragraph after another. */
class LineReader {
  readonly quotations: ShownQuotation[] = [];
  readonly works: ShownWork[] = [];
  readonly texts: string[] = [];
  readonly statements = new StatementReader(unescaped);

  readonly #runs = new RunReader();

  get sentences(): readonly ShownSentence[] {
    return [...this.statements.sentences, ...this.#runs.faults];
  }

  /** What stands for pictures where they are not seen. */
  readGallery(items: unknown): void {
    for (const alt of textsWithin(items)) {
      const { quotations, texts } = readAlt(alt);
      this.quotations.push(...quotations);
      this.texts.push(...texts);
    }
  }

  /** Nothing comes after. */
  end(): void {
    this.#runs.end();
  }

  read(paragraph: string): void {
    const lines = paragraph.split('\n');
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index] ?? '';
      const isQuoted = line.startsWith(QUOTATION);
      if (isQuoted || isUnquoted(line)) {
        const quoted = quotedIn(isQuoted ? line.slice(QUOTATION.length) : line);
        const over = this.statements.over();
        const { source, lines: read } = this.#sourceOf(lines[index + 1] ?? '');
        const page = pageOn(lines[index + 1 + read] ?? '');
        this.quotations.push({ ...quoted, ...source, ...over, page });
        index += read + (page === null ? 0 : 1);
      } else if (!this.statements.reads(line) && !this.#readsRun(line)) {
        this.#readOther(withoutPrefix(line));
      }
    }
    this.statements.end();
  }

  /** What stands over quotations of one source, with their address where all have the same. */
  #readsRun(line: string): boolean {
    if (!line.startsWith(SMALL)) return false;
    const { text, url, isAddressed } = this.#split(line.slice(SMALL.length));
    return this.#runs.reads(text, isAddressed ? url : undefined);
  }

  /** The source of a quotation, and how many lines after it say some of that. */
  #sourceOf(next: string): { source: Pick<ShownQuotation, 'caption' | 'url'>; lines: number } {
    const isCaptioned = withoutPrefix(next).startsWith(CAPTION);
    // A source of its own in a run is one too many.
    if (isCaptioned) this.#runs.end();
    const over = this.#runs.next();
    if (over === null) return { source: this.#captionIn(next), lines: 1 };
    const address = next.startsWith(SMALL) ? next.slice(SMALL.length) : '';
    const own = over.url === undefined ? this.#addressIn(address) : null;
    const isUnknown = over.url === undefined && address === messages.unknownAddress();
    const source = { caption: over.caption, url: over.url ?? own };
    return { source, lines: own !== null || isUnknown ? 1 : 0 };
  }

  /** The line after a quotation; what is there in its place makes a false caption. */
  #captionIn(line: string): Pick<ShownQuotation, 'caption' | 'url'> {
    const { text, url } = this.#split(withoutPrefix(line));
    const isCaption = text.startsWith(CAPTION);
    return { caption: isCaption ? text.slice(CAPTION.length) : text, url };
  }

  #readOther(line: string): void {
    const { text, url } = this.#split(line);
    if (text.includes(WORK)) this.works.push({ line: text, url });
    // An address that belongs to nothing is told with the texts, where the gate finds it a stray.
    else this.texts.push(url === null ? unescaped(line) : `${text} ${url}`);
  }

  /** A line and the address it ends with. */
  #split(line: string): {
    readonly text: string;
    readonly url: string | null;
    readonly isAddressed: boolean;
  } {
    const place = line.lastIndexOf(SEPARATED);
    const address = place < 0 ? '' : line.slice(place + SEPARATED.length);
    const url = this.#addressIn(address);
    const isAddress = url !== null || address === messages.unknownAddress();
    const text = unescaped(isAddress ? line.slice(0, place) : line);
    return { text, url, isAddressed: isAddress };
  }

  #addressIn(address: string): string | null {
    const [, label, linked] = LINKED.exec(address) ?? [];
    if (label !== undefined) this.texts.push(label);
    if (linked !== undefined) return linked;
    const [, bare] = BARE.exec(address) ?? [];
    return bare ?? (PLAIN.test(address) ? unescaped(address) : null);
  }
}

/** The address of a quotation's own page; null for a line that tells none. */
function pageOn(line: string): string | null {
  const [, label, address = null] = LINKED.exec(withoutPrefix(line)) ?? [];
  return label === commonLabels.page ? address : null;
}

function quotedIn(line: string): Pick<ShownQuotation, 'words' | 'label'> {
  const { label, words } = withoutNumber(line);
  return { words: unescaped(words), ...(label === null ? {} : { label }) };
}

/** A passage told by its thesis, with its number where it has one. */
function isUnquoted(line: string): boolean {
  return unescaped(withoutNumber(line).words).startsWith(UNQUOTED);
}

function withoutPrefix(line: string): string {
  const prefix = [HEADING, SMALL, ITEM].find((each) => line.startsWith(each));
  return prefix === undefined ? line : line.slice(prefix.length);
}

/** What is shown of one component that is no paragraph. */
function labelsOf(component: Readonly<Record<string, unknown>>): string[] {
  return SHOWN_OF_COMPONENTS.map((name) => component[name]).filter((each) => {
    return typeof each === 'string';
  });
}

function textsWithin(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) => {
    if (typeof member === 'string') return SHOWN_MEMBERS.has(key) ? [member] : [];
    return textsWithin(member);
  });
}
