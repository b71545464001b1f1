import type { KnownVoice } from '../debate/passage.ts';
import { type Complaint, type Fault, Faults, FIRST, type Place } from './faults.ts';
import { nearWords } from './near-words.ts';
import { aroundIn, endsOf, gapBefore, hidesNames, isLabelOf, pageOf } from './page.ts';
import { type Page, type Span, spansIn, withHiddenMentions } from './page.ts';
import type { Work } from './parse.ts';
import { DISGUISES, type RawText } from './raw/raw-text.ts';
import { cutFault, sentenceFault } from './sentences.ts';

/** What comparing a work with its raw text found. */
interface WorkCheck {
  readonly faults: readonly Fault[];
  readonly quotations: number;
  /** How many passages are told by their place alone. */
  readonly places: number;
  /** Part of the raw text, cuts aside, that is quoted: from 0 to 1. */
  readonly share: number;
}

/** A work beside its raw text: where each passage stands, or null. */
interface Compared {
  readonly work: Work;
  readonly page: Page;
  readonly spans: readonly (Span | null)[];
  readonly faults: Faults;
  /** Whether it names nobody in full: then no word of the raw text is told, for it may be a name. */
  readonly isHidden: boolean;
}

/** More than this of a work is no longer a short quotation of it. */
const LARGEST_SHARE = 0.5;
/** Looking for what is nearly the same takes time: it is done for as many as are told. */
const MOST_EXPLAINED = 10;

/**
 * Requires every passage to be a contiguous stretch of the raw text once the listed cuts are out, with
 * runs of white space folded and nothing else changed, in the order of the work: half of it at most, or
 * all of it where the work is said to be whole and the raw text has nothing else.
 */
export function checkWork(work: Work, raw: RawText, voices: readonly KnownVoice[] = []): WorkCheck {
  const faults = new Faults(work.file);
  const isHidden = hidesNames(
    work.passages.map(({ voice: { name, named } }) => (named ? name : null)),
  );
  const text = isHidden ? withHiddenMentions(raw.text, work.passages) : raw.text;
  const page = pageOf(work, withoutDisguise(work, text, faults));
  const spans = spansIn(page, work.passages, raw.isOrdered);
  const compared = { work, page, spans, faults, isHidden };
  tellCuts(page, faults);
  tellUnplaced(compared);
  tellSentences(work, faults, (at) => {
    const span = compared.spans[at] ?? null;
    return span === null ? null : aroundIn(page, span);
  });
  const quoted = work.passages.flatMap(({ text }) => text ?? []);
  const share = quoted.join('').length / Math.max(1, page.text.length);
  if (work.source.content === 'whole') {
    if (raw.isPlain && !isHidden) tellLeftOut(compared, voices);
  } else {
    tellSuites(compared);
    if (share > LARGEST_SHARE) faults.add(placeOf(work, 0), tooMuch(share));
  }
  const places = work.passages.length - quoted.length;
  return { faults: faults.list, quotations: quoted.length, places, share };
}

/** What can be said of a work whose raw text is not at hand. */
export function checkAlone(work: Work): readonly Fault[] {
  const faults = new Faults(work.file);
  tellSentences(work, faults, () => null);
  return faults.list;
}

/** The raw text as it would be if what is read the same were written the same; tells why it is not. */
function withoutDisguise(work: Work, raw: string, faults: Faults): string {
  const unfound = (text: string) => {
    const page = pageOf(work, text);
    return page.missing.length + spansIn(page, work.passages).filter((span) => !span).length;
  };
  const without = (disguises: typeof DISGUISES) =>
    disguises.reduce((text, { remove }) => remove(text), raw);
  const plain = without(DISGUISES);
  if (plain === raw || unfound(raw) <= unfound(plain)) return raw;
  for (const disguise of DISGUISES) {
    const others = without(DISGUISES.filter((each) => each !== disguise));
    if (unfound(others) > unfound(plain)) faults.add(FIRST, disguise.complaint(raw));
  }
  return plain;
}

function tellCuts({ missing }: Page, faults: Faults): void {
  for (const cut of missing) {
    faults.add(FIRST, [
      `coupe introuvable dans le texte brut : « ${beginningOf(cut)} »`,
      'recopiez-la à l’identique sous cuts, ou supprimez-la',
    ]);
  }
}

function tellUnplaced({ work, page, spans, faults, isHidden }: Compared): void {
  let explained = 0;
  for (const [at, passage] of work.passages.entries()) {
    if (spans[at] !== null) continue;
    const { from, to } = endsOf(passage);
    const absent = [from, to].find((words) => !page.text.includes(words));
    if (absent === undefined) faults.add(placeOf(work, at), OUT_OF_ORDER);
    else {
      const isTold = !isHidden && explained < MOST_EXPLAINED;
      const near = isTold ? nearWords(absent, page.text) : null;
      explained += 1;
      faults.add(placeOf(work, at), [
        near === null
          ? 'mots absents du texte brut'
          : `mots absents du texte brut : il porte ${near}`,
        'recopiez-les à l’identique, fautes comprises ; une coupe se déclare sous cuts',
      ]);
    }
  }
}

function tellSentences(
  work: Work,
  faults: Faults,
  lineOf: (at: number) => Parameters<typeof sentenceFault>[1],
): void {
  const { passages, source } = work;
  for (const [at, passage] of passages.entries()) {
    const line = lineOf(at);
    const isWhole = source.content === 'whole';
    const complaint = isWhole
      ? cutFault(passage, passages[at + 1], line)
      : sentenceFault(passage, line);
    if (complaint !== null) faults.add(placeOf(work, at), complaint);
  }
}

/** « Suite : immédiate » says that nothing is left out between two passages: so it is said wherever it is true. */
function tellSuites({ work, page, spans, faults, isHidden }: Compared): void {
  for (const [at, { followsOn }] of work.passages.entries()) {
    const gap = gapBefore(at, page, spans);
    if (gap === null || followsOn === (gap === '' && at > 0)) continue;
    faults.add(
      placeOf(work, at),
      followsOn ? notNext(at === 0 ? null : isHidden ? '' : gap) : UNSAID,
    );
  }
}

/** A whole work has all that is between its passages, but who speaks and what has no letter. */
function tellLeftOut({ work, page, spans, faults }: Compared, voices: readonly KnownVoice[]): void {
  for (const [at, passage] of [...work.passages, null].entries()) {
    const gap = gapBefore(at, page, spans);
    if (gap === null || !/\p{L}/u.test(gap) || isLabelOf(gap, passage, voices)) continue;
    faults.add(placeOf(work, Math.min(at, spans.length - 1)), [
      `mots du texte brut laissés de côté ${passage === null ? 'après' : 'avant'} ce passage : « ${beginningOf(gap)} »`,
      'une œuvre entière a toutes les phrases : ajoutez le passage, ou déclarez ces mots sous cuts',
    ]);
  }
}

const OUT_OF_ORDER: Complaint = [
  'citation hors de l’ordre de l’œuvre, ou qui en recouvre une autre',
  'déplacez-la',
];
const UNSAID: Complaint = [
  'rien ne sépare ce passage du précédent dans le texte brut',
  'ajoutez « - Suite : immédiate » à sa liste',
];

function notNext(gap: string | null): Complaint {
  const what =
    gap === null
      ? 'ce passage est le premier'
      : `le texte brut porte « ${beginningOf(gap)} » entre les deux`;
  return [`« Suite : immédiate », mais ${what}`, 'supprimez cette ligne'];
}

function tooMuch(share: number): Complaint {
  return [`${Math.round(share * 100)} % de l’œuvre est cité`, 'gardez-en la moitié au plus'];
}

function beginningOf(words: string): string {
  return words.length <= 60 ? words : `${words.slice(0, 60).toWellFormed()}…`;
}

function placeOf({ places }: Work, at: number): Place {
  return places[at] ?? FIRST;
}
