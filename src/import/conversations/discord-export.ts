import * as v from 'valibot';
import { dayOf } from '../dates.ts';
import { type Draft, draftOf, named, type Turn } from '../draft.ts';
import type { Format } from '../format.ts';
import { beginsWithKeys, readJson } from './json-export.ts';
import { answering, type QuoteMarks, requireWords, turnsOfMessage } from './messages.ts';
import { firstName, namesFor, replaced, type ShownName } from './people.ts';

const MARKS: QuoteMarks = { line: /^>\s/u, rest: /^>>>\s/u, isMarkdown: false };
/** Messages that a person writes; the others tell what happens in the channel. */
const SPOKEN: ReadonlySet<string> = new Set(['Default', 'Reply']);

const text = v.nullish(v.string(), '');
const identifier = v.pipe(v.string(), v.regex(/^\d{1,25}$/u));
const person = v.object({
  id: identifier,
  name: text,
  nickname: text,
  isBot: v.nullish(v.boolean()),
});
const messageSchema = v.object({
  ...{ id: identifier, type: v.string(), timestamp: text, content: text, author: person },
  reference: v.nullish(v.object({ messageId: v.nullish(identifier) })),
  // A message notifies a hundred people at most: https://docs.discord.com/developers/resources/message.
  mentions: v.nullish(v.pipe(v.array(person), v.maxLength(1000)), []),
});
const exportSchema = v.object({
  guild: v.object({ id: identifier, name: text }),
  channel: v.object({ id: identifier, name: text }),
  messages: v.array(messageSchema),
});
type DiscordMessage = v.InferOutput<typeof messageSchema>;
type Export = v.InferOutput<typeof exportSchema>;

/** The JSON of https://github.com/Tyrrrz/DiscordChatExporter. */
export const discordExport: Format = {
  label: 'export de Discord',
  ending: '.json',
  recognises: (file) => beginsWithKeys(file, /"guild"\s*:/u, /"messages"\s*:/u),
  read: function* (file, { names }) {
    const content = readJson(file, exportSchema, 'un export de Discord');
    const shownName = namesFor(names);
    const isFull = names === 'full';
    const address = addressOf(content);
    const seen = new Set<string>();
    const turns = content.messages.flatMap((message) => {
      const isSpoken = SPOKEN.has(message.type) && message.author.isBot !== true;
      if (!isSpoken || seen.has(message.id)) return [];
      seen.add(message.id);
      return turnsOf(file.name, message, { shownName, address, isFull });
    });
    yield requireWords(file.name, draftIn(content, address, answering(turns)));
  },
};

/** A conversation outside any guild has the guild 0 in the file, and `@me` in its address. */
function addressOf({ guild, channel }: Export): string {
  return `https://discord.com/channels/${guild.id === '0' ? '@me' : guild.id}/${channel.id}`;
}

function turnsOf(
  file: string,
  message: DiscordMessage,
  { shownName, address, isFull }: { shownName: ShownName; address: string; isFull: boolean },
): Turn[] {
  const { id, nickname, name } = message.author;
  const called = firstName(nickname, name);
  const speaker = named(called === '' ? null : shownName(id, called), 'orateur');
  return turnsOfMessage(
    file,
    {
      ...{ speaker, key: message.id, answers: message.reference?.messageId ?? null },
      ...{ date: dayOf(message.timestamp), url: `${address}/${message.id}` },
      text: isFull ? message.content : withMentions(message, shownName),
    },
    MARKS,
  );
}

/** The file writes a mention as `@` and a name: people are called there as anywhere else. */
function withMentions({ content, mentions }: DiscordMessage, shownName: ShownName): string {
  const shown = new Map<string, string>();
  for (const mentioned of mentions) {
    const name = shownName(mentioned.id, firstName(mentioned.nickname, mentioned.name));
    for (const written of [mentioned.nickname, mentioned.name]) {
      if (written !== '' && written !== name) shown.set(`@${written}`, `@${name}`);
    }
  }
  return replaced(content, shown);
}

function draftIn({ guild, channel }: Export, url: string, turns: readonly Turn[]): Draft {
  const title = channel.name === '' ? null : `#${channel.name}`;
  const publisher = guild.name === '' ? null : guild.name;
  return draftOf({ title, publisher, url, kind: 'fil de discussion', turns });
}
