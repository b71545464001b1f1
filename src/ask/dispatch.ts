import type { OpenDebate } from '../debate/debates.ts';
import { isWorthSharing, LONGEST_SUBJECT, type Reply } from '../debate/reply.ts';
import type { ReportFault } from '../errors.ts';
import {
  answerOnFault,
  askedOf,
  COMMAND_NAMES,
  type Answer,
  type Asked,
  type Asking,
  type CommandName,
  type Dispatch,
  type Options,
  type Request,
} from './request.ts';
import type { Retriever } from '../search/retriever.ts';
import { withoutCourtesies } from '../french/courtesies.ts';
import { foldText } from '../french/words.ts';
import { cleaned } from '../french/typed-text.ts';
import { foldWhiteSpace } from '../french/typography.ts';
import { isMistyping, spelledOut, writtenAsHeard } from '../french/spelling.ts';
import { abonnement } from './abonnement.ts';
import { aide, sources } from './sources.ts';
import { parseArguments } from './arguments.ts';
import { carte, quiRepond } from './carte.ts';
import { citation, contexte } from './citation.ts';
import { notice, type Command, type Knowledge } from './command.ts';
import { comparer } from './comparer.ts';
import { onlyDebate } from './choosing.ts';
import { debat } from './debat.ts';
import { offersFor } from './offers.ts';
import { fitsName } from './people.ts';
import { position } from './position.ts';
import { proposer } from './proposer.ts';
import { writingIn } from './question.ts';
import { isMessage, isPlain, LONGEST_MESSAGE, mostTelling } from './telling.ts';
import { NOTHING_ASKED, saidIn } from './spoken.ts';
import { completable } from './summarising.ts';

const COMMANDS: Readonly<Record<Asking, Command>> = {
  debat,
  position,
  comparer,
  carte,
  'qui-repond': quiRepond,
  citation,
  sources,
  abonnement,
  proposer,
  debats: onlyDebate,
  'aide-debat': aide,
  contexte,
};

/** Slack's and Discord's commands have no longer names. */
const LONGEST_COMMAND = 32;

/** Makes the function through which one debate is asked: answers are of `debate`. */
export function createDispatch(
  knowledge: Knowledge,
  reportFault: ReportFault,
  debate: OpenDebate,
): Dispatch {
  return async (request) => {
    try {
      const answered = await answerTo(await asWritten(request, knowledge), knowledge);
      const answer = madeFrom(debate, answered);
      const { choose, catalogue } = knowledge;
      if (choose === null) return answer;
      return completable(answer, request.address, { choose, catalogue }, reportFault);
    } catch (fault) {
      return answerOnFault(fault, reportFault);
    }
  };
}

/** What is asked on from an answer is asked of the debate that it is of. */
function madeFrom(from: OpenDebate, { asked, offers = [], ...answer }: Answer): Answer {
  return {
    ...answer,
    asked: asked === null ? null : askedOf(from, asked),
    offers: offers.map((each) => askedOf(from, each)),
    from,
  };
}

/** A request whose words are spelt as they are written, but for what the debate itself writes otherwise. */
async function asWritten(request: Request, knowledge: Knowledge): Promise<Request> {
  const name = commandNamed(request.command);
  if (name !== null && COMMANDS[name].readExactly !== undefined) return request;
  const { isWritten } = writingIn(knowledge);
  const isKnown = async (word: string) =>
    fitsName(knowledge.catalogue.speakers, word) || (await isWritten(word.toLowerCase()));
  const spelt = async (typed: string) => {
    if (typed.length > LONGEST_SUBJECT) return typed;
    const words = writtenAsHeard(typed);
    const known = await Promise.all(words.map(isKnown));
    const kept = new Set(words.filter((_, place) => known[place]));
    return spelledOut(typed, (word) => kept.has(word));
  };
  const { input } = request;
  if ('text' in input) return { ...request, input: { text: await spelt(input.text) } };
  const { sujet, brut } = input.options;
  if (sujet === undefined || brut !== undefined) return request;
  return { ...request, input: { options: { ...input.options, sujet: await spelt(sujet) } } };
}

async function answerTo(request: Request, knowledge: Knowledge): Promise<Answer> {
  const { command: typed, input } = request;
  const said = await saidTo(request, knowledge);
  if (said !== null && 'kind' in said) return answerWith(said, NOTHING_ASKED, knowledge);
  if (said !== null) return ask(said, request, knowledge);
  const name = commandNamed(typed);
  if (name === null) return answerUnknown(request, knowledge);
  const options = understood(input, COMMANDS[name], knowledge);
  if ('code' in options)
    return answerWith(notice(options), { command: name, options: {} }, knowledge);
  return ask({ command: name, options }, request, knowledge);
}

async function ask(
  { command, options: read }: Asked,
  request: Request,
  knowledge: Knowledge,
): Promise<Answer> {
  const options = await shortened(read, knowledge, (each) =>
    COMMANDS[command].answer(each, knowledge, request),
  );
  const asked = { command, options };
  return answerWith(await replyTo(asked, request, knowledge), asked, knowledge);
}

async function replyTo({ command, options }: Asked, request: Request, knowledge: Knowledge) {
  return COMMANDS[command].answer(options, await meantIn(options, knowledge), request);
}

async function answerWith(reply: Reply, asked: Asked, knowledge: Knowledge): Promise<Answer> {
  const { options } = asked;
  const isForAll = options.prive === undefined && isWorthSharing(reply);
  const audience = isForAll ? 'everyone' : 'asker';
  const offers = await offersFor(asked, reply, knowledge);
  const { extrait, sujet } = options;
  const excerpt = extrait === undefined || sujet === undefined ? {} : { excerpt: sujet };
  return { asked, query: queryOf(options), reply, offers, audience, ...excerpt };
}

/** What was said, where it is no question of its own. */
async function saidTo(request: Request, knowledge: Knowledge): Promise<Asked | Reply | null> {
  const { spoken, input, command } = request;
  if (spoken === undefined || !('text' in input)) return null;
  const { after: last } = spoken;
  // « une autre citation » is typed as a command too.
  if (command !== 'debat' && command !== last?.command) return null;
  const before = last === null ? null : { last, answered: () => replyTo(last, request, knowledge) };
  return saidIn(input.text, before, knowledge);
}

/** The command that was meant may be asked with what was typed after it. */
function answerUnknown({ command, input }: Request, knowledge: Knowledge): Answer {
  const suggestion = nearestTo(command);
  const reply = notice({ code: 'unknown command', command, suggestion });
  const answer = { asked: null, query: '', reply, audience: 'asker' } as const;
  if (suggestion === null || !('text' in input)) return answer;
  const options = understood(input, COMMANDS[suggestion], knowledge);
  return 'code' in options ? answer : { ...answer, offers: [{ command: suggestion, options }] };
}

/** What is known, where searches of the subject, or of a part of it, come with its vector. */
async function meantIn({ sujet }: Options, knowledge: Knowledge): Promise<Knowledge> {
  const { vectorOf = null, retriever } = knowledge;
  const subject = (sujet ?? '').slice(0, LONGEST_SUBJECT);
  const vector = vectorOf === null || subject.trim() === '' ? null : await vectorOf(subject);
  if (vector === null) return knowledge;
  const search: Retriever['search'] = (question) =>
    retriever.search(subject.includes(question.text) ? { ...question, vector } : question);
  return { ...knowledge, retriever: { ...retriever, search } };
}

/** What was asked, cleaned, as options. */
function understood(input: Request['input'], command: Command, knowledge: Knowledge) {
  const typed = 'text' in input ? [input.text] : Object.values(input.options);
  const length = Math.max(0, ...typed.map((each) => each.length));
  if (length > LONGEST_MESSAGE) {
    return { code: 'subject too long', length, longest: LONGEST_MESSAGE } as const;
  }
  const { readExactly } = command;
  if (readExactly !== undefined)
    return 'options' in input ? input.options : readExactly(input.text);
  return 'options' in input ? chosen(input.options) : optionsIn(input.text, command, knowledge);
}

/** Options whose subject can be looked for: of a message that is longer, what is most telling. */
async function shortened(
  options: Options,
  { retriever }: Knowledge,
  answer: (options: Options) => Reply | Promise<Reply>,
): Promise<Options> {
  const { sujet = '', page, ...others } = options;
  const answered = (subject: string) => answer({ ...others, sujet: subject });
  const telling = () => mostTelling(sujet, retriever, answered);
  const excerpt = (words: string) => ({ ...options, sujet: words, extrait: 'oui' });
  if (sujet.length > LONGEST_SUBJECT) return excerpt((await telling()).words);
  if (options.extrait !== undefined || !isMessage(sujet)) return options;
  const whole = await answered(sujet);
  if (isPlain(whole)) return options;
  const { words, asked } = await telling();
  const isBetter = asked === 'plainly' || (asked === 'loosely' && isWorthSharing(whole));
  return isBetter ? excerpt(words) : options;
}

/** What was filled in, by people or by what a button remembers, which has been read before. */
function chosen(options: Options): Options {
  const read = (name: string, is: string) =>
    name === 'sujet' ? withoutCourtesies(cleaned(is)) : cleaned(is);
  return Object.fromEntries(Object.entries(options).map(([name, is]) => [name, read(name, is)]));
}

function optionsIn(text: string, command: Command, knowledge: Knowledge) {
  const isName = (words: string) => fitsName(knowledge.catalogue.speakers, words);
  const words = withoutCourtesies(cleaned(text));
  // The lines of a long message are told apart: a greeting has no full stop.
  const line = words.length > LONGEST_SUBJECT ? words : foldWhiteSpace(words);
  const typed = parseArguments(line, isName);
  return 'code' in typed ? typed : command.read(typed, knowledge);
}

function queryOf({ sujet, auteur, auteur2 }: Options): string {
  const pair = auteur2 === undefined ? '' : `${auteur ?? ''} ; ${auteur2}`;
  return [pair, sujet, auteur].map((part) => (part ?? '').trim()).find((part) => part !== '') ?? '';
}

function commandNamed(typed: string): Asking | null {
  const folded = foldText(typed.trim());
  if (folded === 'aide' || folded === 'help') return 'aide-debat';
  return Object.hasOwn(COMMANDS, folded) ? (folded as Asking) : null;
}

function nearestTo(typed: string): CommandName | null {
  const folded = foldText(typed.trim()).slice(0, LONGEST_COMMAND);
  const isNear = (name: string) => name.startsWith(folded) || isMistyping(folded, name);
  return folded === '' ? null : (COMMAND_NAMES.find(isNear) ?? null);
}
