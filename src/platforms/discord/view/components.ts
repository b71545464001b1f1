import { PICTURE_FILE, type Drawn } from '../../../debate/drawn.ts';
import { shortened } from '../../../conversation/sentences.ts';
import { labels } from '../../../messages/discord.ts';
import { messages } from '../../../messages/messages.ts';
import { ButtonStyle, ComponentType, SeparatorSpacingSize } from 'discord.js';
import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIComponentInContainer,
  APIContainerComponent,
  APIMediaGalleryComponent,
  APISectionComponent,
  APISeparatorComponent,
  APITextDisplayComponent,
} from 'discord.js';
import { BUTTON, MESSAGE } from '../limits.ts';

// Plain JSON, as it travels: discord.js 15 has no builders any more.

export type Text = APITextDisplayComponent;
export type Button = APIButtonComponentWithCustomId;
export type Part = APIComponentInContainer;

/** A message of Components V2, however it is sent. */
export interface DiscordMessage {
  readonly components: readonly [APIContainerComponent];
  /** What its buttons ask where they cannot hold it, by key: remembered, never shown. */
  readonly notes: Readonly<Record<string, string>>;
  /** What the gallery in it shows; absent where there is none. */
  readonly picture?: Drawn;
  /** Says the same where Discord does not let the bot send files; absent where there is no picture. */
  readonly unpictured?: DiscordMessage;
}

export function container(parts: readonly Part[]): APIContainerComponent {
  return { type: ComponentType.Container, components: [...parts] };
}

/** A paragraph of Markdown. */
export function text(...lines: readonly string[]): Text {
  return { type: ComponentType.TextDisplay, content: lines.join('\n') };
}

/** A paragraph with a button beside it. */
export function section(paragraph: Text, accessory: Button): APISectionComponent {
  return { type: ComponentType.Section, components: [paragraph], accessory };
}

export function separator(): APISeparatorComponent {
  return { type: ComponentType.Separator, spacing: SeparatorSpacingSize.Small, divider: true };
}

export function button(customId: string, label: string): Button {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    custom_id: customId,
    label: shortened(label, BUTTON.label),
  };
}

/** The picture that is sent with the message, and the same for whoever cannot see it. */
export function gallery(alt: string): APIMediaGalleryComponent {
  const media = { url: `attachment://${PICTURE_FILE}` };
  return { type: ComponentType.MediaGallery, items: [{ media, description: alt }] };
}

/** Rows of up to five buttons; Discord refuses an empty one. */
export function rows(
  buttons: readonly Button[],
): APIActionRowComponent<APIButtonComponentWithCustomId>[] {
  const first = buttons.slice(0, BUTTON.inARow);
  if (first.length === 0) return [];
  return [
    { type: ComponentType.ActionRow, components: first },
    ...rows(buttons.slice(BUTTON.inARow)),
  ];
}

type Json = Readonly<Record<string, unknown>>;

/** A component and everything in it, in reading order; Discord counts all of them. */
export function allIn(component: unknown): readonly Json[] {
  if (typeof component !== 'object' || component === null) return [];
  // An object that is no list has string keys.
  const own = component as Json;
  const { components, accessory, component: field } = own;
  const inside: readonly unknown[] = Array.isArray(components) ? components : [];
  return [own, ...[...inside, accessory, field].flatMap(allIn)];
}

/** The Markdown of every text display, in reading order. */
export function textsIn(components: readonly unknown[]): readonly string[] {
  return textsAmong(components.flatMap(allIn));
}

function textsAmong(all: readonly Json[]): readonly string[] {
  const displays = all.filter(({ type }) => type === ComponentType.TextDisplay);
  return displays.map(({ content }) => String(content));
}

/** Whether Discord takes so much in one message, the container around it included. */
export function isWithinLimits(parts: readonly Part[]): boolean {
  const all = parts.flatMap(allIn);
  const texts = textsAmong(all);
  const whole = texts.join('');
  const bytes = Buffer.byteLength(whole) + MESSAGE.bytesPerText * texts.length;
  const count = 1 + all.length;
  return (
    whole.length <= MESSAGE.characters && bytes <= MESSAGE.bytes && count <= MESSAGE.components
  );
}

// Discord's Markdown: https://support.discord.com/hc/en-us/articles/210298617 and, for mentions,
// timestamps and emoji, https://docs.discord.com/developers/reference#message-formatting. A backslash
// before any sign that is no letter, figure or space makes it a mere sign; discord.js's own
// `escapeMarkdown` leaves mentions, masked links, timestamps, headings and lists alive.

/** Signs that begin or end markup wherever they stand; a colon followed by something makes a link or an emoji. */
const SIGNS = /[\\*_~|`<>[\]@#]|:(?=\S)/gu;
/** Signs that make a list or small print at the beginning of a line. */
const LINE_SIGNS = /^(\s*\d*)([-+.)])/gmu;

/** A text whose every character Discord shows as it is. */
export function escaped(text: string): string {
  return text.replace(SIGNS, String.raw`\$&`).replace(LINE_SIGNS, String.raw`$1\$2`);
}

const WRITTEN = /\\([!-/:-@[-`{-~])|[\\*_~|`<>[\]@#]/gu;

/** What a person sees of a line: without backslashes, and without the signs that are markup for lack of one. */
export function unescaped(line: string): string {
  return line.replace(WRITTEN, (_, literal: string | undefined) => literal ?? '');
}

/** An address that `[label](<address>)` can hold: with any of these signs it might end too early. */
function fitsMarkup(url: string): boolean {
  return !/[\s<>()[\]\\"']/u.test(url);
}

/** Our own label over an address of the corpus; one that markup cannot hold is shown itself. */
export function link(url: string, label: string): string {
  if (fitsMarkup(url)) return `[${label}](<${url}>)`;
  return /[\s<>]/u.test(url) ? escaped(url) : `<${url}>`;
}

// How lines are begun and joined, so that `read.ts` knows them again.

export const HEADING = '### ';
export const QUOTATION = '> ';
export const SMALL = '-# ';
export const ITEM = '- ';
/** Between a caption or a work and its address. */
export const SEPARATED = ' · ';

/** Small grey print. */
export function small(markdown: string): string {
  return `${SMALL}${markdown}`;
}

export function bold(markdown: string): string {
  return `**${markdown}**`;
}

export function italic(markdown: string): string {
  return `*${markdown}*`;
}

/** The number of a quotation, which sentences call it by; no words of others can be written so. */
export function numbered(number: number): string {
  return `${bold(escaped(`[${number}]`))} `;
}

const NUMBERED = /^\*\*\\\[(\d+)\\\]\*\* /u;

/** What `numbered` wrote before some words, and the words. */
export function withoutNumber(line: string): { readonly label: string | null; words: string } {
  const [opening = '', label = null] = NUMBERED.exec(line) ?? [];
  return { label, words: line.slice(opening.length) };
}

/** Where to read a work. */
export function addressOf(url: string | null): string {
  return url === null ? messages.unknownAddress() : link(url, labels.original);
}
