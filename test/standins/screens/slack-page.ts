import type { types } from '@slack/bolt';
import { isJson, objectsIn, textIn, type Json } from '../json.ts';
import type { Message } from '../slack/messages.ts';
import { anchor, element, escaped, pageOf, pictureIn } from './page.ts';

/** A message of Slack as a page: its blocks, or its plain text where it has none. */
export function slackPage(
  { blocks, text, onlyFor }: Message,
  asked: string,
  picture: Buffer | null = null,
): string {
  const shown =
    blocks.length === 0
      ? element('p', escaped(text))
      : blocks.map((block) => element('div', drawn(block, picture), 'block')).join('\n');
  return pageOf({ platform: 'slack', asked, isPrivate: onlyFor !== undefined }, shown);
}

function drawn(block: types.AnyBlock, picture: Buffer | null): string {
  // What the stand-in took is JSON of Block Kit.
  const json = block as unknown as Json;
  switch (block.type) {
    case 'header':
      return element('h3', textOf(json['text']));
    case 'rich_text':
      return objectsIn(json, 'elements').map(richPart).join('');
    case 'context':
      return element('div', objectsIn(json, 'elements').map(contextPart).join(' '), 'small');
    case 'actions':
      return element('div', objectsIn(json, 'elements').map(button).join(''), 'buttons');
    case 'table':
      return element('table', rowsOf(json).map(row).join(''));
    case 'image':
      return picture === null ? '' : pictureIn(picture, textIn(json, 'alt_text') ?? '');
    default:
      throw new Error(`no picture of a block of type ${block.type}`);
  }
}

function rowsOf({ rows }: Json): readonly (readonly Json[])[] {
  return Array.isArray(rows) ? rows.filter(Array.isArray).map((cells) => cells.filter(isJson)) : [];
}

function row(cells: readonly Json[]): string {
  const drawnCells = cells.map((cell) => {
    return element('td', objectsIn(cell, 'elements').map(richPart).join(''));
  });
  return element('tr', drawnCells.join(''));
}

function richPart(part: Json): string {
  const parts = objectsIn(part, 'elements');
  if (part['type'] === 'rich_text_list') {
    return element('ul', parts.map((each) => element('li', richWords(each))).join(''));
  }
  return element(part['type'] === 'rich_text_quote' ? 'blockquote' : 'div', richWords(part));
}

function richWords(run: Json): string {
  return objectsIn(run, 'elements').map(richWord).join('');
}

function richWord(word: Json): string {
  const { type, style } = word;
  if (type === 'user') return element('a', '@Bruno');
  const text = escaped(textIn(word, 'text') ?? textIn(word, 'url') ?? '');
  if (type === 'link') return anchor(textIn(word, 'url') ?? '', text);
  const { bold, italic } = isJson(style) ? style : {};
  const slanted = italic === true ? element('i', text) : text;
  return bold === true ? element('b', slanted) : slanted;
}

const LINK = /^<(?<url>[^|<>]+)\|(?<label>[^|<>]*)>$/u;

function contextPart(part: Json): string {
  const text = textIn(part, 'text') ?? '';
  const { url, label = '' } = LINK.exec(text)?.groups ?? {};
  return element('span', url === undefined ? escaped(text) : anchor(url, escaped(label)));
}

function button(json: Json): string {
  return element('span', textOf(json['text']), 'button');
}

function textOf(value: unknown): string {
  return escaped((isJson(value) ? textIn(value, 'text') : undefined) ?? '');
}
