import type { Evidence } from '../evidence.ts';
import type { Rule } from '../proposed.ts';
import { isCapitalised, isContent, type Token } from '../grammar/tokens.ts';
import { figuresIn } from '../grammar/numbers.ts';

/** How many words of matter from a word those that it links may stand. */
const REACH = { sentence: 3, passage: 6, compared: 12 };

/** Who does what to whom is not turned round: « l’entreprise façonne la communauté ». */
export const order: Rule = ({ tokens, evidence }) => {
  const exchanged = exchangedNames(tokens, evidence);
  if (exchanged !== null) return exchanged;
  const said = evidence.flatMap(({ statements }) =>
    statements.flatMap(({ sentences }) => sentences),
  );
  for (const [at, pivot] of tokens.entries()) {
    if (!isPivot(tokens, at)) continue;
    const places = said.flatMap((words) => placesOf(pivot, words));
    if (places.length === 0) continue;
    for (const one of nearby(tokens, at, -1)) {
      for (const other of nearby(tokens, at, 1)) {
        if (one.root !== other.root && isTurned(one, other, places, isPassive(tokens, at)))
          return `${one.text} … ${pivot.text} … ${other.text}`;
      }
    }
  }
  return null;
};

/** « Radian6 rachète SalesForce » where the passage has « le rachat de Radian6 par SalesForce ». */
function exchangedNames(tokens: readonly Token[], evidence: readonly Evidence[]): string | null {
  const names = tokens.flatMap((token, at) =>
    isCapitalised(token) && isContent(token) ? [at] : [],
  );
  for (const [place, first] of names.entries()) {
    const second = names[place + 1];
    if (second === undefined) return null;
    const between = tokens.slice(first + 1, second).map(({ form }) => form);
    if (
      between.length === 0 ||
      between.some((form) => /^(?:par|et|,|ou|de|d'|avec|comme)$/u.test(form))
    )
      continue;
    const [one, other] = [tokens[first]?.form ?? '', tokens[second]?.form ?? ''];
    const turned = evidence.some(({ statements }) =>
      statements.some((each) => joined(each.tokens).includes(` de ${one} par ${other} `)),
    );
    if (turned) return `${one} … ${other}`;
  }
  return null;
}

function joined(tokens: readonly Token[]): string {
  return ` ${tokens.map(({ form }) => form).join(' ')} `;
}

const LINKS = /^(?:par|vers|peut|peuvent|devient|deviennent)$/u;
const COMPARED = /^(?:plus|moins|mieux|davantage|plutot)$/u;
const DETERMINERS =
  /^(?:le|la|les|l'|un|une|des|du|au|aux|ce|cet|cette|ces|son|sa|ses|leur|leurs|notre|nos)$/u;

/** A verb, as far as can be told: a word of matter with no article before it; or a word that compares. */
function isPivot(words: readonly Token[], at: number): boolean {
  const [before, token] = [words[at - 1], words[at]];
  if (token === undefined) return false;
  if (token.form === 'que' || token.form === "qu'") {
    return words
      .slice(Math.max(0, at - REACH.compared), at)
      .some(({ form }) => COMPARED.test(form));
  }
  if (LINKS.test(token.form)) return true;
  return (
    isContent(token) &&
    !isCapitalised(token) &&
    !DETERMINERS.test(before?.form ?? '') &&
    figuresIn([token]).length === 0
  );
}

/** What stands before and after a word in a passage. */
interface Place {
  /** Roots, the nearest first. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly isPassive: boolean;
}

function placesOf(pivot: Token, words: readonly Token[]): Place[] {
  return words.flatMap(({ root, form }, at) => {
    const isSame = isContent(pivot) ? root === pivot.root : form === pivot.form;
    if (!isSame || !isPivot(words, at)) return [];
    return [
      {
        before: rootsOf(words.slice(relativeStart(words, at), at))
          .slice(-REACH.passage)
          .reverse(),
        after: rootsOf(words.slice(at + 1)).slice(0, REACH.passage),
        isPassive: isPassive(words, at),
      },
    ];
  });
}

function rootsOf(words: readonly Token[]): string[] {
  return words.filter(isContent).map(({ root }) => root);
}

/** « Exemplaires, dont la plupart vendus »: what stands before « dont » is not the subject. */
function relativeStart(words: readonly Token[], at: number): number {
  return words.slice(0, at).findLastIndex(({ form }) => form === 'dont') + 1;
}

function isTurned(one: Token, other: Token, places: readonly Place[], passive: boolean): boolean {
  const nearest = (roots: readonly string[]) =>
    roots.find((root) => root === one.root || root === other.root);
  const isSo = places.some(
    ({ before, after }) =>
      nearest(before) === one.root ||
      nearest(after) === other.root ||
      (passive && before.includes(one.root) && before.includes(other.root)),
  );
  return (
    !isSo &&
    places.some(
      ({ before, after, isPassive: isOther }) =>
        isOther === passive && nearest(before) === other.root && nearest(after) === one.root,
    )
  );
}

/** The nearest words of matter on one side, up to a mark of punctuation. */
function nearby(tokens: readonly Token[], at: number, step: 1 | -1): Token[] {
  const found: Token[] = [];
  for (let place = at + step; found.length < REACH.sentence; place += step) {
    const token = tokens[place];
    if (token === undefined || isEnd(tokens, place, step)) break;
    if (isContent(token) && !/^(?:qui)$/u.test(token.form)) found.push(token);
  }
  return found;
}

const ENDS = /^(?:[,;:().«»]|qu[e']|qui|et|ou|mais)$/u;

function isEnd(tokens: readonly Token[], at: number, step: 1 | -1): boolean {
  const { form = '' } = tokens[at] ?? {};
  // « Ne … pas » begins another predicate, « ne … que » tells what the subject is.
  if (step === 1 && /^(?:ne|n')$/u.test(form))
    return !tokens.slice(at, at + 4).some((token) => /^qu[e']$/u.test(token.form));
  return ENDS.test(form) && !isPassedOver(tokens, at, step);
}

/** « Ne sont qu’un sous-ensemble », « c’est l’entreprise qui façonne ». */
function isPassedOver(tokens: readonly Token[], at: number, step: 1 | -1): boolean {
  if (tokens[at]?.form === 'qui') return step === -1 && tokens[at - 1]?.isContent === true;
  const isThat = /^qu[e']$/u.test(tokens[at]?.form ?? '');
  return (
    isThat &&
    tokens.slice(Math.max(0, at - 3), at).some(({ form }) => form === 'ne' || form === "n'")
  );
}

/** « Façonnée par », « sont construites »: who acts comes after. */
function isPassive(tokens: readonly Token[], at: number): boolean {
  const isBy = tokens.slice(at + 1, at + 4).some(({ form }) => form === 'par');
  const isDone = tokens
    .slice(Math.max(0, at - 2), at)
    .some(({ form }) => /^(?:est|sont|ete|etre|etant|soit|sera|seront|etait|etaient)$/u.test(form));
  return isBy || isDone;
}
