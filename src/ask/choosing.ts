import type { NamedDebate } from '../debate/choice.ts';
import { LONGEST_SUBJECT } from '../debate/reply.ts';
import { isMistyping } from '../french/spelling.ts';
import { foldText } from '../french/words.ts';
import { notice, type Command } from './command.ts';
import { askedOf, type Asked, type Options, type Request } from './request.ts';

/** `/debats`, where there is only one. */
export const onlyDebate: Command = {
  read: ({ options }) => options,
  answer: (_, { catalogue: { debate } }) =>
    notice({ code: 'debates', debates: [{ ...debate, key: '' }], here: '' }),
};

/** A request without the debates that it names, and those names: none, one, or more than can be asked at once. */
export interface Named {
  readonly names: readonly string[];
  /** Whether they are named here, and not by what this goes on from. */
  readonly isSaid: boolean;
  readonly request: Request;
}

/**
 * « debat:climat », anywhere before the words of a message go on for longer than a subject, and whatever encloses it.
 * A space after the colon is French punctuation: « le débat : qui a raison ? ».
 */
const TYPED =
  /(?<![\p{L}\p{M}\p{N}_:/?&=.#-])d(?:e\u0301?|é)bat[ \u00A0\u202F]?:(?!\/\/)(?:["“«][ \u00A0\u202F]?(?<quoted>[^"”»]{1,100}?)[ \u00A0\u202F]?["”»]|(?<bare>[^\s;"“”«»()*…]{1,100}))\s?/iu;
/** What encloses nothing once the name is taken out. */
const EMPTIED = /[(«*][ \u00A0\u202F]?\0[ \u00A0\u202F]?[)»*]/u;

/** Takes out of a request which debate it is asked of: typed, chosen, or the one of what it goes on from. */
export function takeNames(request: Request, known: readonly NamedDebate[]): Named {
  const { input, spoken } = request;
  const before = there(spoken?.after ?? null, known);
  const after = withoutName(before);
  const bare = spoken === undefined ? request : { ...request, spoken: { after } };
  if ('options' in input) {
    const { debat, ...options } = input.options;
    const names = debat === undefined ? [] : [debat];
    return { names, isSaid: true, request: { ...bare, input: { options } } };
  }
  const isProposed = foldText(request.command.trim()) === 'proposer';
  const { names, text } = typedIn(input.text, isProposed);
  if (names.length > 0) return { names, isSaid: true, request: { ...bare, input: { text } } };
  const { debat } = before?.options ?? {};
  return { names: debat === undefined ? [] : [debat], isSaid: false, request: bare };
}

/** Whoever names more names none of them by mistake. */
const MOST_NAMES = 10;

/** Every name that is typed, and the text without them. */
function typedIn(text: string, isProposed: boolean) {
  const names: string[] = [];
  let left = text;
  while (names.length < MOST_NAMES) {
    const place = isProposed ? besideWords(left, names.length > 0) : besideSubject(left);
    const { quoted, bare } = place?.groups ?? {};
    const name = quoted ?? bare;
    if (place === null || name === undefined) break;
    names.push(name);
    const rest = `${left.slice(0, place.index)}\0${left.slice(place.index + place[0].length)}`;
    left = rest.replace(EMPTIED, '').replace('\0', '').trim();
  }
  return { names, text: left };
}

function besideSubject(text: string): RegExpExecArray | null {
  const begin = Math.max(0, text.length - LONGEST_SUBJECT);
  const last = TYPED.exec(text.slice(begin));
  if (last === null) return TYPED.exec(text.slice(0, LONGEST_SUBJECT));
  last.index += begin;
  return last;
}

const NAMED_BEFORE = /^\s*(?:$|(?:mots|auteur|source|date)[ \u00A0]?:|https?:\/\/)/iu;

/**
 * Of what is proposed, first, last or before an option: its words stay as they are, and may name a debate. Where
 * one is named already, only first.
 */
function besideWords(text: string, isNamed: boolean): RegExpExecArray | null {
  const own = text.replace(/(?<!:)(?:«[^»]*»|[“„][^”]*”|"[^"]*")/gu, (quoted) =>
    ' '.repeat(quoted.length),
  );
  const places = [...own.matchAll(new RegExp(TYPED, 'giu'))].filter(
    ({ 0: typed, index }) =>
      index === 0 || (!isNamed && NAMED_BEFORE.test(own.slice(index + typed.length))),
  );
  return places.at(-1) ?? null;
}

/** What is gone on from; null where its debate is gone: the words that follow are then a question of their own. */
function there(before: Asked | null, known: readonly NamedDebate[]): Asked | null {
  const { debat } = before?.options ?? {};
  return debat === undefined || known.some(({ key }) => key === debat) ? before : null;
}

function withoutName(asked: Asked | null): Asked | null {
  return asked === null ? null : askedOf({ key: '' }, asked);
}

/** The debate that a name means: its key, its title, or the only one that either begins as. Null where none is, or several are. */
export function debateMeant(debates: readonly NamedDebate[], name: string): NamedDebate | null {
  const typed = unenclosed(name);
  if (typed === '') return null;
  // A copy of a debate may keep its title, and never its key.
  const named = debates.find(({ key }) => unenclosed(key) === typed);
  if (named !== undefined) return named;
  const namesOf = ({ key, title }: NamedDebate) =>
    [key, title ?? ''].map(unenclosed).filter((each) => each !== '');
  const ways: readonly ((named: string) => boolean)[] = [
    (named) => named === typed,
    (named) => named.startsWith(typed),
    (named) => isMistyping(typed, named),
  ];
  for (const isMeant of ways) {
    const meant = debates.filter((each) => namesOf(each).some(isMeant));
    if (meant.length > 0) return meant.length === 1 ? (meant[0] ?? null) : null;
  }
  return null;
}

/** The debates that names mean, each once, or the first name that means none. */
export function debatesMeant(
  debates: readonly NamedDebate[],
  names: readonly string[],
): readonly NamedDebate[] | { readonly unknown: string } {
  const meant = new Set<NamedDebate>();
  for (const name of names) {
    const debate = debateMeant(debates, name);
    if (debate === null) return { unknown: name };
    meant.add(debate);
  }
  return [...meant];
}

/** A name folded, without what a sentence puts around it. */
function unenclosed(name: string): string {
  return foldText(name.trim().replace(/^['‘`]+|[\s'’`.,:!?]+$/gu, ''));
}

/** The same question, of each of these debates. */
export function askedOfEach(
  debates: readonly NamedDebate[],
  asked: Asked | null,
): readonly Asked[] {
  return asked === null ? [] : debates.map((debate) => askedOf(debate, asked));
}

/** What is chosen, and how far: `/debats [liste | choisir NOM | oublier] [partout]`. */
export interface Choosing {
  readonly gesture: 'list' | 'choose' | 'forget';
  readonly name: string;
  readonly extent: 'channel' | 'workspace';
}

const GESTURES: ReadonlyMap<string, Choosing['gesture']> = new Map([
  ...['', 'liste', 'lister', 'voir', 'etat'].map((each) => [each, 'list'] as const),
  ...['choisir', 'choisis', 'choisissez', 'prendre', 'changer'].map(
    (each) => [each, 'choose'] as const,
  ),
  ...['oublier', 'aucun', 'effacer', 'enlever', 'retirer'].map((each) => [each, 'forget'] as const),
]);
/** For the whole workspace or server. */
const EVERYWHERE = /(?:^|\s)(?:partout|pour tous|(?:pour )?tout (?:l['’]espace|le serveur))$/iu;

const QUOTED = /^["“«]\s*|\s*["”»]$/gu;
/** « le débat velo », « debat:velo ». */
const LED = /^(?::\s*)?(?:l[ea]\s+|l['’])?(?:d[eé]bat(?:\s*:\s*|\s+))?/iu;

/** Reads what follows `/debats`: a name alone is chosen. Null for a gesture that is none. */
export function readChoosing(
  { geste = '', partout, debat = '' }: Options,
  isName: (words: string) => boolean,
): Choosing | null {
  const typed = geste.trim();
  const words = typed
    .replace(EVERYWHERE, '')
    .replace(/\s+ici$/iu, '')
    .trim();
  const extent = partout !== undefined || EVERYWHERE.test(typed) ? 'workspace' : 'channel';
  const [first = '', ...rest] = words.split(/\s+/u);
  const gesture = GESTURES.get(foldText(first.replace(/:$/u, '')));
  const said = gesture === undefined ? words : rest.join(' ');
  const names = [said, said.replace(LED, '')].map((each) => each.replace(QUOTED, ''));
  const name = names.find(isName);
  if (gesture !== undefined) return { gesture, name: name ?? (said === '' ? debat : said), extent };
  return name === undefined ? null : { gesture: 'choose', name, extent };
}
