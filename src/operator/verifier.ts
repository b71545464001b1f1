import { readDocument } from '../conversation/json.ts';
import { read as readScreen } from '../platforms/terminal/render.ts';
import type { DiscordMessage } from '../platforms/discord/view/components.ts';
import type { SlackMessage } from '../platforms/slack/view/blocks.ts';
import type { AnswerDocument } from '../debate/document.ts';
import { Gate } from '../debate/gate.ts';
import type { Misquotation, Reading } from '../debate/reading.ts';
import { BotError } from '../errors.ts';
import { readText } from '../running/files.ts';
import { loadCorpus } from '../running/reader.ts';
import { counted, french } from '../french/typography.ts';
import type { Surroundings } from '../running/surroundings.ts';
import { debatesChosen, takeKey, type KeptDebate, type KeptSettings } from './choosing.ts';
import { typedAs } from './opening.ts';

const USAGE = 'usage: npm run verifier -- [--debat KEY] message.json';
const PROVEN = 0;
const REFUTED = 1;

const NO_FORM =
  'is in no form the bot sends: a JSON document, a Slack message with text and blocks, a Discord message with components, or the text of the terminal';

/** What one debate has against a message. */
interface Judged {
  readonly debate: KeptDebate;
  /** The state of it. */
  readonly corpusHash: string;
  readonly name: string;
  readonly reading: Reading;
  /** The state that the message says it is of; null where it says none. */
  readonly hash: string | null;
  readonly found: readonly Misquotation[];
}

/**
 * `verifier message.json`: proves a message against the corpus (0), refutes it (1). A message is of one debate: of
 * several, it is that which has least against it.
 */
export async function verifierCommand(
  typed: readonly string[],
  config: KeptSettings,
  { output }: Pick<Surroundings, 'output'>,
): Promise<number> {
  const { key, rest } = takeKey(typed);
  const [path, ...others] = typedAs(rest, USAGE, {}).positionals;
  if (path === undefined || others.length > 0) throw new BotError('usage', USAGE);
  const text = readText(path);
  const [first, ...more] = debatesChosen(key, config);
  let best = await judgedBy(first, text, path);
  for (const debate of more) {
    const other = await judgedBy(debate, text, path);
    if (isBetter(other, best)) best = other;
  }
  for (const line of linesOf(best)) output.write(`${line}\n`);
  return best.found.length === 0 ? PROVEN : REFUTED;
}

async function judgedBy(debate: KeptDebate, text: string, path: string): Promise<Judged> {
  const corpus = await loadCorpus(debate);
  const judged = await judge(text, path, Gate.of(corpus, debate.key));
  return { ...judged, debate, corpusHash: corpus.hash };
}

/** Whether a message is rather of one debate than of another: of two that hold it, of the state that it names. */
function isBetter(one: Judged, other: Judged): boolean {
  if (one.found.length !== other.found.length) return one.found.length < other.found.length;
  const isNamed = ({ hash, corpusHash }: Judged) => hash === corpusHash;
  return isNamed(one) && !isNamed(other);
}

function linesOf({ debate, corpusHash, name, reading, hash, found }: Judged): readonly string[] {
  const quotations = reading.quotations.length + reading.documents.length + reading.works.length;
  const isOfDebate = debate.key !== '' && (quotations > 0 || found.length > 0);
  return [
    french`forme : ${name}`,
    ...(isOfDebate ? [french`débat : ${debate.key}`] : []),
    french`corpus : ${corpusHash}`,
    ...(hash !== null && hash !== corpusHash
      ? [french`attention : le message vient d’un autre état du corpus (${hash})`]
      : []),
    ...found.map(({ code, shown }) => french`réfuté (${code}) : ${shown}`),
    verdictOn(found.length, quotations),
  ];
}

function verdictOn(gaps: number, quotations: number): string {
  if (gaps > 0) return `${counted(gaps, 'écart')} avec le corpus`;
  if (quotations === 0) return french`rien à prouver : ce message ne cite personne`;
  return french`prouvé : ${counted(quotations, 'citation ou titre conforme', 'citations ou titres conformes')} au corpus`;
}

/** What a message says, in which form, and what the gate has against it. */
async function judge(text: string, path: string, gate: Gate) {
  const message = parsed(text);
  if (message === null && /^\s*[[{]/u.test(text)) {
    throw new BotError('usage', `${path} is JSON that is damaged`);
  }
  const screen: Form = ['texte du terminal', () => readScreen(text.trimEnd())];
  const form = message === null ? screen : await formOf(message);
  if (form === null) throw new BotError('usage', `${path} ${NO_FORM}`);
  const [name, read] = form;
  try {
    const reading = read();
    const hash = message === null ? null : hashIn(message);
    return { name, reading, hash, found: gate.misquotationsIn(reading) };
  } catch (cause) {
    throw new BotError('usage', `${path} is damaged: it cannot be read back`, { cause });
  }
}

type Form = readonly [name: string, read: () => Reading];

/** How a message is read back; null for none of ours. What reads it is loaded first, at times a platform's whole library. */
async function formOf(message: object): Promise<Form | null> {
  if ('version' in message && 'quotes' in message) {
    return ['document JSON', () => readDocument(message as AnswerDocument)];
  }
  if ('blocks' in message && 'text' in message) {
    const { readMessage } = await import('../platforms/slack/view/read.ts');
    return ['message Slack', () => readMessage(withBlocks(message as SlackMessage))];
  }
  if (!('components' in message)) return null;
  const { readMessage } = await import('../platforms/discord/view/read.ts');
  return ['message Discord', () => readMessage(message as DiscordMessage)];
}

/** Slack's own client sends blocks as JSON text within a form. */
function withBlocks({ text, blocks }: SlackMessage): SlackMessage {
  const told: unknown = typeof blocks === 'string' ? JSON.parse(blocks) : blocks;
  // What is none of our blocks fails while it is read back, which is told.
  return { text, blocks: told as SlackMessage['blocks'] };
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** The state of the corpus a message says it comes from; null when it says none. */
function hashIn(message: object): string | null {
  const { corpus } = message as { readonly corpus?: { readonly hash?: string } | null };
  return corpus?.hash ?? null;
}
