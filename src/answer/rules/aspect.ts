import { perPassage, type Evidence } from '../evidence.ts';
import type { Rule } from '../proposed.ts';
import { type Token, isContent } from '../grammar/tokens.ts';

/** What is almost done, may be or is to come is not told as a fact, nor as done. */
export const aspect: Rule = ({ tokens, clauses, evidence }) => {
  // « (presque) » stands in brackets, and so in a clause of its own.
  const isNearly = tokens.some(({ form }) => /^(?:presque|quasi|quasiment|faillit)$/u.test(form));
  const bold = clauses
    .filter((clause) => !isNearly && !clause.tokens.some(hedges))
    .flatMap((clause) => clause.tokens)
    .find((token) => isContent(token) && isOnly(token, evidence, 'hedged'));
  if (bold !== undefined) return bold.text;
  const done = tokens.find(
    (token, at) => isContent(token) && isDone(tokens, at) && isOnly(token, evidence, 'pending'),
  );
  if (done !== undefined) return done.text;
  const already = tokens.find(({ form }) => form === 'deja');
  const isTold = evidence.some(({ statements }) =>
    statements.some((each) => each.tokens.some(({ form }) => PAST.test(form))),
  );
  return already !== undefined && !isTold ? already.text : null;
};

const PAST = /^(?:deja|ete|longtemps|jamais|ont|avait|avaient|eu)$/u;

const NEARLY = /^(?:presque|quasi|quasiment|pourrait|pourraient|pourrions|faillit)$/u;
/** What takes the edge off a claim, whatever its word. */
const HEDGES =
  /^(?:presque|quasi|quasiment|guere|peu|peut|peuvent|pouvoir|pourr\w+|risqu\w+|sembl\w+|parait|paraissent|probabl\w+|possib\w+|eventuel\w*|train|menac\w+|tend|tendent|hypothe\w+|scenario|craint|craignent|redout\w+|rumeur|bruit|si|s'|ne|n'|doute|interrog\w+|deman\w+|envisag\w+|imagin\w+|suppos\w+|perspective|vraisembl\w+)$/u;

function hedges({ form }: Token): boolean {
  return HEDGES.test(form) || /\p{L}{4}(?:rait|raient)$/u.test(form);
}

/** Whether the cited passages have the word in that way, and in no other. */
function isOnly(token: Token, evidence: readonly Evidence[], manner: Manner): boolean {
  const found = evidence.flatMap((each) => manners(each).get(token.root) ?? []);
  return found.length > 0 && found.every((each) => each === manner);
}

type Manner = 'hedged' | 'pending' | 'plain';

const manners = perPassage(({ statements }: Evidence): ReadonlyMap<string, readonly Manner[]> => {
  const found = statements.flatMap(({ tokens }) =>
    tokens.flatMap((token, at) =>
      isContent(token) ? [[token.root, mannerOf(tokens, at)] as const] : [],
    ),
  );
  const grouped = Map.groupBy(found, ([root]) => root);
  return new Map([...grouped].map(([root, each]) => [root, each.map(([, manner]) => manner)]));
});

/** Words between a word and the verb that carries it. */
const REACH = 4;

function mannerOf(tokens: readonly Token[], at: number): Manner {
  const form = tokens[at]?.form ?? '';
  const carriers = carriersOf(tokens, at);
  if (carriers.some((each) => NEARLY.test(each))) return 'hedged';
  if (hangsFrom(tokens, at)) return 'pending';
  const isInfinitive = /(?:er|ir|re)$/u.test(form);
  if (isInfinitive && carriers.some((each) => PENDING.test(each))) return 'pending';
  return /(?:[eit]ra|[eit]ront)$/u.test(form) ? 'pending' : 'plain';
}

/** « Avant que … », « pour que … »: nothing that follows has happened. */
function hangsFrom(tokens: readonly Token[], at: number): boolean {
  const start = tokens.slice(0, at).findLastIndex(({ text }) => /^[.?!:;]$/u.test(text));
  const before = tokens.slice(start + 1, at);
  return before.some(
    ({ form }, place) =>
      /^(?:avant|pour|afin)$/u.test(form) && /^qu[e']$/u.test(before[place + 1]?.form ?? ''),
  );
}

const PENDING =
  /^(?:va|vont|doit|doivent|devra|devront|devrait|faut|faudra|peut|peuvent|train|pour|afin|possible|avant)$/u;

/** The words before one, up to the word of matter before it: « pourraient en effet disparaître ». */
function carriersOf(tokens: readonly Token[], at: number): string[] {
  const before = tokens.slice(Math.max(0, at - REACH), at);
  const cut = before.findLastIndex(
    (token) => (isContent(token) && !isAdverb(token)) || /^[,;:.]$/u.test(token.text),
  );
  return before
    .slice(cut < 0 ? 0 : isCarrier(before[cut]) ? cut : cut + 1)
    .filter((_, place, all) => all[place - 1]?.form !== 'tout')
    .map(({ form }) => form);
}

function isAdverb({ form }: Token): boolean {
  return form.endsWith('ment') || form === 'effet';
}

function isCarrier(token: Token | undefined): boolean {
  return token !== undefined && (NEARLY.test(token.form) || PENDING.test(token.form));
}

/** « Ont suivi », « sont passées »: a participle after its auxiliary. */
function isDone(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (
    token === undefined ||
    !/(?:é|ée|és|ées|i|ie|is|ies|u|ue|us|ues|it|ite|its)$/u.test(token.text)
  )
    return false;
  const before = tokens.slice(Math.max(0, at - REACH), at);
  const auxiliary = before.findLastIndex(({ form, text }) => HAVE.test(form) && text !== 'à');
  if (auxiliary >= 0) return !before.slice(auxiliary + 1).some(isHeavy);
  const isMotion = MOTION.test(token.form);
  return isMotion && before.some(({ form }) => /^(?:est|sont|etait|etaient)$/u.test(form));
}

const HAVE = /^(?:a|ont|avait|avaient|ayant)$/u;
const MOTION =
  /^(?:pass|entr|arriv|deven|mort|part[ie]|sorti|tomb|venu|all[eé]|rest|disparu|apparu|retourn|revenu)/u;

function isHeavy(token: Token): boolean {
  return isContent(token) && !isAdverb(token);
}
