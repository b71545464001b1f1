import type { Notice } from '../debate/reply.ts';
import { OPTION_NAMES } from './request.ts';
import type { OptionName, Options } from './request.ts';
import { foldText } from '../french/fold.ts';

/** What was typed after a command: its options, and the other words between its semicolons. */
export interface Arguments {
  readonly options: Options;
  readonly parts: readonly string[];
}

/** Whether these words may all belong to one name. */
export type IsName = (words: string) => boolean;

// One piece of a line: option:value, option:"several words", "a phrase", a semicolon or a word. A
// colon after a space is French punctuation and one before // is an address: neither makes an option.
const PIECE =
  /(?<option>\p{L}[\p{L}\p{N}’'-]*):(?!\/\/)(?<gap>[ \u00A0]*)(?:["“«][ \u00A0\u202F]*(?<quoted>[^"”»]*?)[ \u00A0\u202F]*["”»]|(?<value>[^\s;]*))|"[^"]*"|“[^”]*”|«[^»]*»|;|[^\s;]+/gu;

const OPTIONS: ReadonlyMap<string, OptionName> = new Map([
  ...OPTION_NAMES.map((name): [string, OptionName] => [name, name]),
  ["jusqu'a", 'jusqua'],
  ['auteur1', 'auteur'],
]);
/** The options that are bare words at the end of a line: « /debat roi resume prive ». */
const ENDING_WORDS = ['prive', 'resume'] as const;
/** What such a word says, whatever is typed after it: buttons keep more in it than people can type. */
const YES = 'oui';
/** The options worth offering: the others are what is typed without any. */
const OFFERED = ['auteur', 'depuis', 'jusqua', 'page', 'resume', 'prive'];

interface Text {
  readonly kind: 'word' | 'semicolon' | 'unknown option';
  readonly text: string;
}
interface Option {
  readonly kind: 'option';
  readonly name: OptionName;
  readonly value: string;
  /** Whether the words after it may belong to it: those of a name that was not put in quotation marks. */
  readonly mayGoOn: boolean;
}

/** Takes a line apart; answers with a notice when an option of it cannot be understood. */
export function parseArguments(line: string, isName: IsName): Arguments | Notice {
  const options: Partial<Record<OptionName, string>> = {};
  const parts: string[][] = [[]];
  for (const piece of joinNames(piecesOf(line), isName)) {
    if (piece.kind === 'option') {
      if (piece.value === '') return { code: 'option without value', option: piece.name };
      if (piece.name in options) return { code: 'option twice', option: piece.name };
      options[piece.name] = isEndingWord(piece.name) ? YES : piece.value;
    } else if (piece.kind === 'unknown option') {
      return { code: 'unknown option', option: piece.text, options: OFFERED };
    } else if (piece.kind === 'semicolon') parts.push([]);
    else parts.at(-1)?.push(piece.text);
  }
  takeEndingWords(parts.at(-1) ?? [], options);
  return { options, parts: parts.map((words) => words.join(' ')) };
}

function isEndingWord(name: OptionName): boolean {
  return ENDING_WORDS.some((each) => each === name);
}

/** « /debat résumé » has a subject, « /debat roi résumé » asks for a summary. */
function takeEndingWords(words: string[], options: Partial<Record<OptionName, string>>): void {
  for (;;) {
    const typed = foldText(words.at(-1) ?? '');
    const name = ENDING_WORDS.find((each) => each === typed);
    if (name === undefined || (name === 'resume' && words.length === 1)) return;
    words.pop();
    options[name] = YES;
  }
}

function* piecesOf(line: string): Generator<Text | Option> {
  for (const { 0: text, groups } of line.matchAll(PIECE)) {
    const typed = groups?.['option'];
    if (typed === undefined) {
      yield { kind: text === ';' ? 'semicolon' : 'word', text };
      continue;
    }
    const name = OPTIONS.get(foldText(typed));
    const quoted = groups?.['quoted'];
    const value = quoted ?? groups?.['value'] ?? '';
    if (name !== undefined)
      yield {
        kind: 'option',
        name,
        value,
        mayGoOn: quoted === undefined && name.startsWith('auteur'),
      };
    // « question: pourquoi ? » is a sentence, « question:pourquoi » an attempt at an option.
    else if (groups?.['gap'] === '') yield { kind: 'unknown option', text: typed };
    else yield { kind: 'word', text };
  }
}

/** « auteur:Fred Cavazza »: a name goes on for as long as its words fit one. */
function joinNames(pieces: Iterable<Text | Option>, isName: IsName): (Text | Option)[] {
  const joined: (Text | Option)[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const name = last?.kind === 'option' && last.mayGoOn ? last : null;
    const longer = name === null || piece.kind !== 'word' ? null : `${name.value} ${piece.text}`;
    if (name !== null && longer !== null && isName(longer)) {
      joined[joined.length - 1] = { ...name, value: longer };
    } else joined.push(piece);
  }
  return joined;
}
