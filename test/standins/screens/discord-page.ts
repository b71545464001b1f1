import { ComponentType } from 'discord.js';
import { isJson, objectIn, objectsIn, textIn, type Json } from '../json.ts';
import type { Upload } from '../serving.ts';
import type { Message } from '../discord/messages.ts';
import { anchor, element, escaped, pageOf, pictureIn } from './page.ts';

/** A message of Discord, of Components V2, as a page. */
export function discordPage(
  { payload, onlyFor }: Message,
  asked: string,
  files: readonly Upload[] = [],
): string {
  const components: readonly unknown[] = payload.components ?? [];
  const shown = components.filter(isJson).map(drawnWith(files)).join('\n');
  return pageOf({ platform: 'discord', asked, isPrivate: onlyFor !== undefined }, shown);
}

const drawnWith =
  (files: readonly Upload[]) =>
  (component: Json): string => {
    const drawn = drawnWith(files);
    const { accessory } = component;
    const inside = () => objectsIn(component, 'components').map(drawn).join('\n');
    switch (component['type']) {
      case ComponentType.Container:
        return element('div', inside(), 'container');
      case ComponentType.Section:
        return element(
          'div',
          element('div', inside()) + (isJson(accessory) ? drawn(accessory) : ''),
          'section',
        );
      case ComponentType.TextDisplay:
        return element('div', markdown(textIn(component, 'content') ?? ''), 'paragraph');
      case ComponentType.Separator:
        return '<hr>';
      case ComponentType.ActionRow:
        return element('div', inside(), 'buttons');
      case ComponentType.Button:
        return element('span', escaped(textIn(component, 'label') ?? ''), 'button');
      case ComponentType.MediaGallery:
        return objectsIn(component, 'items')
          .map((item) => {
            const file = files.find(({ name }) =>
              textIn(objectIn(item, 'media') ?? {}, 'url')?.endsWith(`/${name}`),
            );
            if (file === undefined) throw new Error('no such file');
            return pictureIn(file.bytes, textIn(item, 'description') ?? '');
          })
          .join('');
      default:
        throw new Error(`no picture of a component of type ${String(component['type'])}`);
    }
  };

const LINES: readonly (readonly [opening: string, name: string, className: string])[] = [
  ['### ', 'h3', ''],
  ['-# ', 'div', 'small'],
  ['> ', 'blockquote', ''],
  ['- ', 'li', ''],
];

function markdown(text: string): string {
  return text.split('\n').map(lineOf).join('');
}

function lineOf(line: string): string {
  const found = LINES.find(([opening]) => line.startsWith(opening));
  if (found === undefined) return element('div', inline(line));
  const [opening, name, className] = found;
  return element(name, inline(line.slice(opening.length)), className);
}

/** A sign that is itself, a link, a mention, bold and italic words: all that the bot writes. */
const INLINE =
  /\\(?<literal>[^0-9A-Za-z\s])|\[(?<label>(?:\\.|[^\]\\])*)\]\(<(?<url>[^>]*)>\)|<(?<bare>https?:[^>]*)>|<@(?<person>\d+)>|\*\*(?<bold>(?:\\.|[^\\])+?)\*\*|\*(?<italic>(?:\\.|[^\\*])+?)\*/gu;

function inline(line: string): string {
  let drawnTo = 0;
  let html = '';
  for (const match of line.matchAll(INLINE)) {
    html += escaped(line.slice(drawnTo, match.index)) + marked(match.groups ?? {});
    drawnTo = match.index + match[0].length;
  }
  return html + escaped(line.slice(drawnTo));
}

function marked(groups: Readonly<Record<string, string | undefined>>): string {
  const { literal, label, url = '', bare, person, bold, italic = '' } = groups;
  if (literal !== undefined) return escaped(literal);
  if (label !== undefined) return anchor(url, inline(label));
  if (bare !== undefined) return anchor(bare, escaped(bare));
  if (person !== undefined) return element('a', '@Bruno');
  return bold === undefined ? element('i', inline(italic)) : element('b', inline(bold));
}
