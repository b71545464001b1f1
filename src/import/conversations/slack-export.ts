import * as v from 'valibot';
import { type Archive, openArchive, zipNames } from '../archive.ts';
import { dayOf } from '../dates.ts';
import { type Draft, draftOf, named, type Speaker, type Turn } from '../draft.ts';
import { type BroughtFile, type Format, ImportFault } from '../format.ts';
import { entitiesUndone } from '../html-tree.ts';
import { readJson } from './json-export.ts';
import { answering, type QuoteMarks, turnsOfMessage } from './messages.ts';
import { firstName, namesFor, type ShownName } from './people.ts';

const KIND = 'un export de Slack';
const MARKS: QuoteMarks = { line: /^\s{0,3}>/u, rest: /^\s{0,3}>>>/u, isMarkdown: false };
/** Subtypes under which a person speaks; all others tell what happens, or are a program's. */
const SPOKEN: ReadonlySet<string> = new Set(['', 'thread_broadcast', 'me_message', 'file_share']);

const text = v.nullish(v.string(), '');
const profile = v.nullish(v.object({ real_name: text }));
const usersSchema = v.array(
  v.object({
    id: v.string(),
    name: text,
    real_name: text,
    profile,
    is_bot: v.nullish(v.boolean()),
  }),
);
const channelsSchema = v.array(v.object({ id: v.string(), name: v.string() }));
const timestamp = v.pipe(v.string(), v.regex(/^\d{1,11}\.\d{1,6}$/u));
const messageSchema = v.object({
  ...{ type: text, subtype: text, user: text, text, ts: timestamp, bot_id: text },
  ...{ thread_ts: v.nullish(timestamp), user_profile: profile },
});
type SlackMessage = v.InferOutput<typeof messageSchema>;
type Channel = v.InferOutput<typeof channelsSchema>[number];

/** What the whole archive tells of the people and the channels in a message. */
interface Workspace {
  readonly file: string;
  readonly users: ReadonlyMap<string, string>;
  readonly programs: ReadonlySet<string>;
  readonly shownName: ShownName;
  readonly references: References;
}

/** Files of its root that no other zip has both of. */
export const LISTS = ['channels.json', 'users.json'] as const;

/** The zip a Slack workspace is exported to: https://slack.com/help/articles/220556107. */
export const slackExport: Format = {
  label: 'export de Slack',
  ending: '.zip',
  recognises: (file) => LISTS.every((name) => zipNames(file, name)),
  read: async function* (file, { names }) {
    const archive = await openArchive(file);
    const root = rootOf(archive);
    const channels = readJson(await archive.read(`${root}channels.json`), channelsSchema, KIND);
    const users = readJson(await archive.read(`${root}users.json`), usersSchema, KIND);
    const workspace = workspaceOf(file, namesFor(names), { users, channels });
    const days = daysOf(archive, root);
    let found = 0;
    for (const channel of channels) {
      const turns = await turnsIn(archive, days.get(channel.name) ?? [], workspace);
      if (turns.length > 0) yield draftIn(file, channel, turns);
      found += turns.length;
    }
    if (found > 0) return;
    throw new ImportFault(
      `${file.name} ne contient aucun message écrit par quelqu’un : choisissez d’autres dates à l’export`,
    );
  },
};

/** The folder of the export, for people zip it again with the folder around it. */
function rootOf({ name, names }: Archive): string {
  const lists = names.filter((entry) => /(?:^|\/)channels\.json$/u.test(entry));
  const list = lists.toSorted((a, b) => a.length - b.length)[0];
  if (list !== undefined) return list.slice(0, -'channels.json'.length);
  throw new ImportFault(`${name} ne contient pas channels.json : exportez de nouveau depuis Slack`);
}

function workspaceOf(
  { name }: BroughtFile,
  shownName: ShownName,
  listedIn: { users: v.InferOutput<typeof usersSchema>; channels: readonly Channel[] },
): Workspace {
  const channels = new Map(listedIn.channels.map((channel) => [channel.id, channel.name]));
  const users = new Map(
    listedIn.users.map((user) => [
      user.id,
      firstName(user.profile?.real_name, user.real_name, user.name),
    ]),
  );
  const references: References = {
    person: (id) => shownName(id, firstName(users.get(id), id)),
    channel: (id) => channels.get(id) ?? null,
  };
  const programs = listedIn.users.filter(({ is_bot }) => is_bot === true).map(({ id }) => id);
  return { file: name, users, programs: new Set(programs), shownName, references };
}

/** The files of each channel, by the name of its folder. */
function daysOf({ names }: Archive, root: string): Map<string | null, string[]> {
  return Map.groupBy(names, (name) => {
    const [, folder] = /^(.+)\/\d{4}-\d{2}-\d{2}\.json$/u.exec(name) ?? [];
    return folder?.startsWith(root) === true ? folder.slice(root.length) : null;
  });
}

async function turnsIn(
  archive: Archive,
  days: readonly string[],
  workspace: Workspace,
): Promise<Turn[]> {
  const messages = new Map<string, SlackMessage>();
  for (const day of days) {
    for (const message of readJson(await archive.read(day), v.array(messageSchema), KIND)) {
      const isNew = isSpoken(message, workspace) && !messages.has(message.ts);
      if (isNew) messages.set(message.ts, message);
    }
  }
  const inOrder = [...messages.values()].toSorted((a, b) => Number(a.ts) - Number(b.ts));
  return answering(inOrder.flatMap((message) => turnsOf(message, workspace)));
}

function isSpoken({ type, subtype, bot_id, user }: SlackMessage, workspace: Workspace): boolean {
  const isOfPerson = bot_id === '' && !workspace.programs.has(user);
  return type === 'message' && SPOKEN.has(subtype) && isOfPerson;
}

function turnsOf(message: SlackMessage, workspace: Workspace): Turn[] {
  const { ts, thread_ts } = message;
  return turnsOfMessage(
    workspace.file,
    {
      ...{ key: ts, answers: thread_ts === ts ? null : (thread_ts ?? null) },
      ...{ date: dayOf(Number(ts) * 1000), url: null },
      speaker: speakerOf(message, workspace),
      text: slackText(message.text, workspace.references),
    },
    MARKS,
  );
}

/** Somebody who left is in the message itself, or nowhere. */
function speakerOf({ user, user_profile }: SlackMessage, workspace: Workspace): Speaker {
  const name = firstName(workspace.users.get(user), user_profile?.real_name);
  const isKnown = user !== '' && name !== '';
  return named(isKnown ? workspace.shownName(user, name) : null, 'orateur');
}

function draftIn(file: BroughtFile, { name }: Channel, turns: readonly Turn[]): Draft {
  const publisher = /([^/\\]+?)(?:\.zip)?$/iu.exec(file.name)?.[1] ?? file.name;
  const kind = 'fil de discussion';
  return draftOf({ title: `#${name}`, publisher, kind, turns });
}

/** What the references in a message are shown as. */
interface References {
  readonly person: (id: string) => string;
  /** Null for a channel that the archive does not list. */
  readonly channel: (id: string) => string | null;
}

/**
 * A message as a reader sees it. https://docs.slack.dev/messaging/formatting-message-text: what stands
 * between `<` and `>` is a reference, for those that people type are escaped.
 */
function slackText(text: string, references: References): string {
  return text.replace(/<([^<>]*)>|&(?:amp|lt|gt);/gu, (whole, reference: string | undefined) =>
    reference === undefined ? entitiesUndone(whole) : shown(reference, references),
  );
}

function shown(reference: string, { person, channel }: References): string {
  const bar = reference.indexOf('|');
  const target = bar < 0 ? reference : reference.slice(0, bar);
  const label = plain(bar < 0 ? '' : reference.slice(bar + 1));
  if (target.startsWith('@')) return `@${person(target.slice(1))}`;
  if (target.startsWith('#')) return `#${label || (channel(target.slice(1)) ?? target.slice(1))}`;
  if (label !== '') return label;
  return target.startsWith('!') ? `@${target.slice(1)}` : plain(target);
}

function plain(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/gu, entitiesUndone);
}
