import type { Speaker } from '../debate/speaker.ts';
import { textOf, tokensOf, type Token } from '../french/tokens.ts';
import { isDiscourse, isStopWord, wordsIn } from '../french/words.ts';
import type { Writing } from './bearers.ts';
import { namesIn } from './names.ts';

/** Where something is said, and by whom, whoever that is. */
interface Placed {
  readonly rest: string;
  readonly role: Speaker;
  /** « en commentaire » */
  readonly where: string;
}

/** What is said where, and who speaks there. */
const ROLES: Readonly<Record<string, string>> = {
  commentaire: 'les commentateurs',
  interview: 'les interviewés',
};

const PLACE =
  /(?<![\p{L}’'-])(?:dans (?:les|des|ses|leurs|ces|une?|l['’])|en|parmi les)\s*(?<what>commentaire|interview)s?(?![\p{L}-])/iu;

/**
 * « Dans les commentaires » as the place where something is said; null where that belongs to what is
 * said: « la modération dans les commentaires de blogs ».
 */
export async function placeIn(
  text: string,
  speakers: readonly Speaker[],
  writing: Writing,
): Promise<Placed | null> {
  const found = PLACE.exec(text);
  const what = found?.groups?.['what']?.toLowerCase() ?? '';
  const role = roleOf(what, speakers);
  if (found === null || role === undefined) return null;
  const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
  const isOfThings = /^ d(?:es?|u|['’])/u.test(after);
  if (isOfThings && (await isNaming(before, speakers, writing))) return null;
  return { rest: `${before} ${after}`, role, where: `en ${what}` };
}

/** Those who speak where words that come first say: « les commentaires ». */
export function placeFirst(tokens: readonly Token[], speakers: readonly Speaker[]) {
  const to = /^(?:l|les?|dans|une?|des)$/u.test(tokens[0]?.form ?? '') ? 2 : 1;
  const role = roleOf(tokens[to - 1]?.form.replace(/s$/u, '') ?? '', speakers);
  return role === undefined ? null : { speakers: [role], to };
}

function roleOf(what: string, speakers: readonly Speaker[]): Speaker | undefined {
  return speakers.find(({ kind, label }) => kind === 'role' && label === ROLES[what]);
}

/** Whether words name something beside the voices that are asked. */
async function isNaming(text: string, speakers: readonly Speaker[], writing: Writing) {
  const tokens = tokensOf(text);
  const named = await namesIn(tokens, speakers, writing);
  const others = tokens.filter(
    (_, place) => !named.some(({ from, to }) => from <= place && place < to),
  );
  return wordsIn(textOf(others)).some(({ form }) => !isStopWord(form) && !isDiscourse(form));
}

/** The same voices, or all, heard only there. */
export function saidThere(
  speakers: readonly Speaker[],
  { role, where }: Placed,
): readonly Speaker[] {
  if (speakers.length === 0) return [role];
  return speakers.map(({ label, speaks }) => ({
    kind: 'role',
    label: `${label} ${where}`,
    names: [],
    speaks: (passage) => speaks(passage) && role.speaks(passage),
  }));
}
