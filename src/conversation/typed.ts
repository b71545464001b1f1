import { COMMAND_NAMES, type Asked, type Request } from '../ask/request.ts';
import { afterGreeting, courtesiesIn, withoutCourtesies } from '../french/courtesies.ts';
import { isMistyping } from '../french/spelling.ts';
import { cleaned } from '../french/typed-text.ts';
import { foldText } from '../french/words.ts';

/** A command and what follows it, as it was typed without a slash command. */
interface Typed {
  readonly command: string;
  readonly text: string;
  /** Whether it names no command, so that it may be more, or less, than a question. */
  readonly isPlain?: boolean;
}

/**
 * What a mention, a direct message or a line of the terminal asks, in a platform's plain words: a subject,
 * unless it begins with a slash, is the bare name of a command that needs nothing more, asks for another
 * quotation, puts semicolons as only `/position` and `/comparer` do, or is a command between marks of code
 * or quotation. A line in quotation marks that is no command stays one: it asks for those very words.
 */
export function typedIn(message: string): Typed {
  const proposed = PROPOSED.exec(message)?.groups?.['rest'];
  if (proposed !== undefined) return { command: 'proposer', text: proposed.trim() };
  const own = message.replace(PASSED_ON, '');
  const typed = SAYS_SOMETHING.test(own) ? own : message;
  const text = withoutCourtesies(cleaned(typed).replace(/^[/\\]+$/u, ''));
  const called = afterGreeting(text).replace(OPENING_MARKS, '').replace(QUOTED_NAME, '$<name> ');
  const { words = '' } = (PARENTHESIZED.exec(text) ?? QUOTED.exec(called))?.groups ?? {};
  return (
    slashedIn(words) ??
    namedIn(words) ??
    slashedIn(called) ??
    namedIn(called) ??
    codeIn(afterGreeting(typed)) ?? {
      command: 'debat',
      // A thumb alone is an answer.
      text: text === '' && courtesiesIn(typed) !== null ? typed.trim() : text,
      isPlain: true,
    }
  );
}

/** What a message asks after what was asked before it: in plain words it may be a courtesy, or change that. */
export function questionIn(
  words: string,
  after: Asked | null,
): Pick<Request, 'command' | 'input' | 'spoken'> {
  const { command, text, isPlain } = typedIn(words);
  const question = { command, input: { text } };
  return isPlain === true ? { ...question, spoken: { after } } : question;
}

/** What is proposed stays as it is, to the character. Without its slash, « proposer » may open a subject. */
const PROPOSED =
  /^\s*(?:[/\\]proposer(?![\p{L}\p{N}_-])|proposer(?=\s*(?:[«“„"]|https?:\/\/|(?:auteur|source)\s?:|(?:[eé]tat|retirer(?: \d+)?)\s*$)))\s?:?(?<rest>[^]*)$/iu;

/** Lines that quote somebody: what is asked stands beside them, if anything does. After « >>> » all is quoted. */
const PASSED_ON = /^[^\S\n]*(?:>>>[^]*|>[^\n]*\n?)/gmu;
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;
/** Marks after a name, or after what is said before a command. */
const OPENING_MARKS = /^[\s,.!?:;…(–—-]+/u;
const QUOTED = /^["“„«‹'‘] ?(?<words>[^"“”„«»‹›]*?) ?["”“»›'’][ .!?…]*$/u;
/** « position » in quotation marks, as people write of a command. */
const QUOTED_NAME = new RegExp(
  `^["“„«‹'‘] ?(?<name>${COMMAND_NAMES.join('|').replaceAll('e', '[eé]')}) ?["”“»›'’]\\s*`,
  'iu',
);
const PARENTHESIZED = /^\((?<words>[^()]*)\)[ .!?…]*$/u;
const CODE = /^[^\p{L}`]*(`+)(?<words>[^`]+)\1[^\p{L}`]*$/u;

const NAMES: ReadonlySet<string> = new Set([...COMMAND_NAMES, 'aide']);
/** What may stand between a command's name and what is asked of it: « position : X », « /debat, X ». */
const AFTER_NAME = /^;?[\s,:.!?…]*(?:[–—-]\s)?/u;
const SLASHED = /^[/\\⁄∕]{1,2}(?<space>\s*)(?<name>\p{L}[\p{L}\p{M}\p{N}_-]*)(?<rest>[^]*)$/u;

/** After a slash, any name is one of a command; a space between them leaves only those that there are. */
function slashedIn(text: string): Typed | null {
  const { space, name = '', rest = '' } = SLASHED.exec(text)?.groups ?? {};
  if (space === undefined || (space !== '' && !NAMES.has(foldText(name)))) return null;
  return { command: name, text: rest.replace(AFTER_NAME, '').trim() };
}

const ANOTHER_CITATION =
  /^(?:citation,? (?:une autre|encore une)|(?:une|encore une) autre citation)[ .!?…]*$/u;
const BY_ITSELF =
  /^(?:une |la |les |l'|de l')?(?<name>aide-debat|aide|help|citation|sources)(?: du jour)?[ .!?…)]*$/u;
/** A name with what only it is followed by: semicolons, a colon, what is done with a subscription. */
const FORMED =
  /^(?:(?:position|compar(?:er?|ez))(?=[^\p{L}\p{N}_-][^]*;)|debat(?=\s*:)|qui-repond(?![\p{L}\p{N}_-])|abonnement(?= (?:activer|desactiver|etat|essai|effacer)(?![\p{L}-])))/u;

/** A command without its slash, where nothing else can be meant. */
function namedIn(text: string): Typed | null {
  const folded = foldText(text);
  if (ANOTHER_CITATION.test(folded))
    return { command: 'citation', text: 'une autre', isPlain: true };
  const alone = BY_ITSELF.exec(folded)?.groups?.['name'];
  if (alone !== undefined) return { command: alone === 'help' ? 'aide' : alone, text: '' };
  const [name] = FORMED.exec(folded) ?? [];
  return name === undefined ? mistypedIn(text) : following(name, text);
}

/** « postion x ; blogs »: what was meant is proposed. « Positions » is a word. */
function mistypedIn(text: string): Typed | null {
  const { name = '', rest = '' } =
    /^(?<name>\p{L}+)\s(?<rest>[^;]*[^;\s]\s?;[^]*)$/u.exec(text)?.groups ?? {};
  const folded = foldText(name);
  const isMeant = ['position', 'comparer'].some(
    (each) => isMistyping(folded, each) && !folded.startsWith(each),
  );
  return isMeant ? { command: name, text: rest.trim() } : null;
}

/** « `position X` »: what people copy from help, with its slash or without. */
function codeIn(typed: string): Typed | null {
  const words = cleaned(CODE.exec(typed)?.groups?.['words'] ?? '');
  const [name = ''] = /^[\p{L}-]*/u.exec(foldText(words)) ?? [];
  return NAMES.has(name) ? following(name, words) : null;
}

/** Names of commands are plain letters, folded or not. */
function following(name: string, text: string): Typed {
  const command = name.startsWith('compar') ? 'comparer' : name;
  return { command, text: text.slice(name.length).replace(AFTER_NAME, '').trim() };
}

/**
 * A whole message, in plain words, as a subject: without the quotation marks that would ask for those very
 * words; empty when it has none. Of a long one what is most telling is looked for.
 */
export function subjectIn(words: string): string {
  const text = withoutCourtesies(cleaned(words.replace(/["«»“”]/gu, ' ')));
  return SAYS_SOMETHING.test(text) ? text : '';
}
