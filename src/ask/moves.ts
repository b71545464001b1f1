import { firstShown, pagesFor } from '../debate/paging.ts';
import type { Reply } from '../debate/reply.ts';
import { MOVES, WITH_MOVES } from '../french/lists/follow-up-words.ts';
import { NUMBERS } from '../french/numerals.ts';
import { LONGEST_UTTERANCE, utterancesOf } from '../french/utterances.ts';
import { foldText } from '../french/words.ts';
import { notice } from './command.ts';
import { periodAsked, timesIn } from './narrowing.ts';
import type { Asked, Options } from './request.ts';

/** What was asked before, and how it is answered. */
export interface Before {
  readonly last: Asked;
  readonly answered: () => Promise<Reply>;
}

/** Where an answer is gone on with; `page` is the one that is asked for by its number. */
interface Move {
  readonly to: keyof typeof MOVES;
  readonly page: string;
}

const moves = utterancesOf<keyof typeof MOVES>(MOVES, WITH_MOVES);

/** « la suite », « page 2 », « pourquoi ? »; null for what says anything else, or two of them. */
export function moveIn(text: string): Move | null {
  if (text.length > LONGEST_UTTERANCE) return null;
  const figured = foldText(text).replace(/(?<=\bpage )\p{L}+|\p{L}+(?= page\b)/gu, (word) => {
    return NUMBERS.get(word) ?? word;
  });
  const said = moves(figured) ?? [];
  // « Retour à la première page »
  const named = said.filter((each) => each === 'first' || each === 'numbered');
  const [to, ...others] = named.length > 0 ? named : said;
  const [page = '', ...numbers] = figured.match(/\d+/gu) ?? [];
  return to === undefined || others.length + numbers.length > 0 ? null : { to, page };
}

/** The same question with other options, of its first page. */
export function anew({ command, options }: Asked, others: Options = {}): Asked {
  const { page, autre, resume, ...kept } = options;
  const summed = resume === undefined ? {} : { resume: 'oui' };
  return { command, options: { ...kept, ...summed, ...others } };
}

/** The question that goes on so; a reply where nothing is there. */
export async function moved(
  { to, page }: Move,
  { last, answered }: Before,
): Promise<Asked | Reply | null> {
  const here = Number(last.options.page ?? 1);
  switch (to) {
    case 'first':
      return anew(last);
    case 'numbered':
      return turned(last, page);
    case 'next':
      return last.command === 'citation' ? another(last, await answered()) : turned(last, here + 1);
    case 'later':
      return narrowed(last, 'après', last.options.jusqua) ?? turned(last, here + 1);
    case 'previous':
      return turned(last, Math.max(1, here - 1));
    case 'earlier':
      return narrowed(last, 'avant', last.options.depuis) ?? turned(last, Math.max(1, here - 1));
    case 'details': {
      const reply = await answered();
      return hasNext(reply) ? turned(last, here + 1) : contextOf(reply);
    }
    case 'context':
      return contextOf(await answered());
    case 'summary':
      return summedUp(last);
  }
}

/** A comparison and a map stand on one page. */
function turned({ command, options }: Asked, page: number | string): Asked | Reply {
  if (command === 'comparer' || command === 'carte')
    return notice({ code: 'no such page', pages: 1 });
  return { command, options: { ...options, page: String(page) } };
}

function another({ command, options }: Asked, reply: Reply): Asked {
  const next = reply.kind === 'citation' ? (reply.next ?? null) : null;
  return { command, options: { ...options, autre: next === null ? 'oui' : String(next) } };
}

/** « Et après ? » where the period asked for ends. */
function narrowed(last: Asked, side: 'avant' | 'après', bound: string | undefined): Asked | null {
  if (bound === undefined) return null;
  const { depuis, jusqua, ...options } = last.options;
  return anew({ ...last, options }, periodAsked(timesIn(`${side} ${bound}`)));
}

function hasNext(reply: Reply): boolean {
  return 'page' in reply && reply.page < pagesFor(reply);
}

/** What stands around the first passage that the answer shows. */
function contextOf(reply: Reply): Asked | null {
  const shown = firstShown(reply);
  return shown === undefined ? null : { command: 'contexte', options: { ref: shown.passage.id } };
}

/** A position and a comparison are summed up on their first page. */
function summedUp(last: Asked): Asked | null {
  if (last.command === 'position' || last.command === 'comparer') return anew(last);
  const isOnSubject = (last.options.sujet ?? '').trim() !== '';
  if (!isOnSubject || !(last.command === 'debat' || KEPT.has(last.command))) return null;
  return anew({ ...last, command: 'debat' }, { resume: 'oui' });
}

/** What stays what it is, whatever it bears on and whoever speaks. */
export const KEPT: ReadonlySet<Asked['command']> = new Set(['citation', 'carte', 'qui-repond']);
