import type { Evidence } from '../evidence.ts';
import { figuresIn, type Figure } from '../grammar/numbers.ts';
import type { Proposed, Rule } from '../proposed.ts';
import { misboundIn } from './bound.ts';
import { type Token, isCapitalised, isContent } from '../grammar/tokens.ts';

/** What a number may count, each in its own spelling: percentages, money, time. */
const UNITS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['percent', /^(?:%|pourcents?|pour)$/u],
  ['euro', /^(?:€|euros?|eur)$/u],
  ['dollar', /^(?:\$|dollars?|usd)$/u],
  ['year', /^(?:ans?|annees?|annuels?|annuelles?)$/u],
  ['month', /^(?:mois|mensuels?|mensuelles?)$/u],
  ['week', /^(?:semaines?|hebdomadaires?)$/u],
  ['day', /^(?:jours?|quotidiens?)$/u],
  ['hour', /^heures?$/u],
  ['minute', /^minutes?$/u],
  ['quarter', /^trimestres?$/u],
];
/** Units of time that say how often, and may stand without a number. */
const RATES = /^(?:mois|semaines?|jours?|heures?|minutes?|trimestres?|siecles?|decennies?)$/u;

interface Measure {
  readonly value: number;
  readonly unit: string | null;
  /** A name in the same clause, so that two figures cannot be exchanged. */
  readonly names: readonly string[];
}

/** Every number, in figures or in words, is in a cited passage with its unit, or dates the text itself. */
export const figure: Rule = ({ tokens, evidence }) => {
  const known = evidence.flatMap((each) =>
    each.statements.flatMap((one) => measuresIn(one.tokens)),
  );
  const around = evidence.flatMap(({ context }) =>
    figuresIn(context).map(({ value, end }) => ({
      value,
      of: context[end]?.kind === 'word' ? wordAfter(context, end) : '',
    })),
  );
  const figures = figuresIn(tokens);
  const wrong = figures.find((each) => {
    const measure = measureOf(tokens, each);
    return (
      !known.some((one) => agrees(measure, one)) &&
      !around.some(
        ({ value, of }) => value === each.value && of !== '' && of === wordAfter(tokens, each.end),
      ) &&
      !datesTheText(tokens, each, evidence, known) &&
      !countsTheCited(tokens, each, evidence)
    );
  });
  if (wrong !== undefined) return wordsOf(tokens, wrong);
  return (
    misboundIn(tokens, figures, evidence) ??
    exchanged(tokens, figures, evidence) ??
    unknownRate(tokens, evidence)
  );
};

/** « Phase », in « la 3ème phase ». */
function wordAfter(tokens: readonly Token[], place: number): string {
  return tokens.slice(place, place + 2).find(isContent)?.root ?? '';
}

function measuresIn(tokens: readonly Token[]): Measure[] {
  return figuresIn(tokens).map((each) => measureOf(tokens, each));
}

function measureOf(tokens: readonly Token[], { value, end }: Figure): Measure {
  const after = tokens
    .slice(end, end + 3)
    .filter(({ form }) => !/^(?:de|d'|fois|derniers|dernieres)$/u.test(form));
  const unit = UNITS.find(([, pattern]) => pattern.test(after[0]?.form ?? ''))?.[0] ?? null;
  const isPercent = unit !== 'percent' || after[0]?.text === '%' || after[1]?.form === 'cent';
  return { value, unit: isPercent ? unit : null, names: [] };
}

function agrees(one: Measure, other: Measure): boolean {
  const isSame = Math.abs(one.value - other.value) < 1e-9;
  return isSame && (one.unit === other.unit || (one.unit === null && other.unit !== 'percent'));
}

function isYear(value: number): boolean {
  return Number.isInteger(value) && value >= 1900 && value < 2100;
}

const TEXTS = /^(?:articles?|billets?|tribunes?|textes?|entretiens?|interviews?|papiers?|blogs?)$/u;
const SAYING =
  /^(?:ecri|estim|jug|affirm|annon|constat|observ|not|soulign|declar|expliqu|predi|prevo|dit|pens|rappel|denon|compar|plaid|dres|decri)/u;

/** The year of a source says when its author wrote: « En 2011, X écrit », « dans son article de 2011 », « (2011) ». */
function datesTheText(
  tokens: readonly Token[],
  { value, start, end }: Figure,
  evidence: readonly Evidence[],
  known: readonly Measure[],
): boolean {
  const dates = evidence.map(({ passage }) => passage.source.date);
  if (
    !dates.some(({ year, day }) => year === value || (day === value && start + 1 < tokens.length))
  )
    return false;
  if (!isYear(value) || !known.some((one) => isYear(one.value))) return true;
  const before = tokens.slice(Math.max(0, start - 4), start);
  const isInBrackets = tokens[start - 1]?.text === '(' && tokens[end]?.text === ')';
  if (isInBrackets || before.some(({ form }) => TEXTS.test(form))) return true;
  return isDatedSaying(tokens, { value, start, end }, evidence);
}

/** « En 2011, Hervé Kabla annonçait », « X écrit en décembre 2011 ». */
function isDatedSaying(
  tokens: readonly Token[],
  { start, end }: Figure,
  evidence: readonly Evidence[],
): boolean {
  const opens = start <= 2 && tokens[end]?.text === ',';
  const saying = tokens.slice(end, end + 6).findIndex(({ form }) => SAYING.test(form));
  if (opens && saying >= 0 && isBy(tokens.slice(end, end + saying), evidence)) return true;
  const before = tokens.slice(Math.max(0, start - 6), start).map(({ form }) => form);
  const isAside = /^(?:en|des|debut|fin|janvier|fevrier|avril|decembre)$/u.test(
    before.at(-1) ?? '',
  );
  // « X écrit que 2011 sera », « X annonce qu’en 2011 »: the year is that of the matter.
  return isAside && !before.some(isThat) && before.some((form) => SAYING.test(form));
}

/** Whether a voice or an author of a cited passage is named among the words. */
function isBy(words: readonly Token[], evidence: readonly Evidence[]): boolean {
  return words.some(
    (token) =>
      isCapitalised(token) &&
      evidence.some(({ passage: { voice, source } }) =>
        `${voice.name} ${source.author?.name ?? ''}`.split(' ').includes(token.text),
      ),
  );
}

function isThat(form: string): boolean {
  return form === 'que' || form === "qu'";
}

/** « Deux commentateurs », « tous deux », where two passages are cited. */
function countsTheCited(
  tokens: readonly Token[],
  { value, start, end }: Figure,
  { length }: readonly Evidence[],
): boolean {
  if (value !== length) return false;
  const isAll = /^(?:tous|toutes)$/u.test(tokens[start - 1]?.form ?? '');
  return isAll || /^(?:commentateurs|auteurs|voix|intervenants)$/u.test(tokens[end]?.form ?? '');
}

/** A figure given to another name than its own: 8.000 for Cisco where Cisco has 16.000. */
function exchanged(
  tokens: readonly Token[],
  figures: readonly Figure[],
  evidence: readonly Evidence[],
): string | null {
  const owners = evidence.flatMap((each) =>
    each.statements.flatMap((one) => ownersIn(one.tokens, figuresIn(one.tokens))),
  );
  const claimed = ownersIn(tokens, figures);
  const wrong = claimed.find(({ value, name }) => {
    const isOwned = owners.some((owner) => owner.name === name);
    const isOwn = owners.some((owner) => owner.name === name && owner.value === value);
    return isOwned && !isOwn && owners.some((owner) => owner.value === value);
  });
  return wrong === undefined ? null : `${String(wrong.value)} for ${wrong.name}`;
}

/** The names in the part of a text, between commas and conjunctions, that holds one figure. */
function ownersIn(
  tokens: readonly Token[],
  figures: readonly Figure[],
): { readonly value: number; readonly name: string }[] {
  const cuts = tokens.flatMap(({ form }, at) => (/^(?:,|;|:|et|mais)$/u.test(form) ? [at] : []));
  const bounds = [-1, ...cuts, tokens.length];
  return bounds.slice(1).flatMap((end, at) => {
    const start = (bounds[at] ?? -1) + 1;
    const inside = figures.filter((each) => each.start >= start && each.end <= end);
    const [only] = inside;
    if (only === undefined || inside.length > 1 || isYear(only.value)) return [];
    return tokens
      .slice(start, end)
      .filter((token) => isCapitalised(token) && token.text.length > 2)
      .map(({ form }) => ({ value: only.value, name: form }));
  });
}

/** « Par mois » where the passage says « par an ». */
function unknownRate(tokens: readonly Token[], evidence: Proposed['evidence']): string | null {
  const rate = tokens.find(
    ({ form }, at) => RATES.test(form) && /^(?:par|chaque)$/u.test(tokens[at - 1]?.form ?? ''),
  );
  if (rate === undefined) return null;
  const isKnown = evidence.some(({ statements }) =>
    statements.some((one) => one.tokens.some(({ root }) => root === rate.root)),
  );
  return isKnown ? null : rate.text;
}

function wordsOf(tokens: readonly Token[], { start, end }: Figure): string {
  return tokens
    .slice(start, end + 1)
    .map(({ text }) => text)
    .join(' ');
}
