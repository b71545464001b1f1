import { pageOf, spansIn } from '../corpus/page.ts';
import type { Work } from '../corpus/parse.ts';
import { readRawText, type RawText } from '../corpus/raw/raw-text.ts';
import { sectionsOf, type Section } from '../corpus/sections.ts';
import { nearNames } from '../corpus/spellings.ts';
import type { KnownVoice } from '../debate/passage.ts';
import { counted, french, inGuillemets, withDe } from '../french/typography.ts';
import { sentencesOf } from '../import/quoting/sentences.ts';
import { readRawSource } from '../running/files.ts';

/**
 * The rule of the order: first what may put false words in somebody's mouth, then what leaves words with
 * nobody, then what makes two of one person, then what is only missing. Of one kind, what touches most
 * passages comes first.
 */
const KINDS = ['deduced', 'unknown', 'near', 'date', 'publisher', 'waiting'] as const;
export type DoubtKind = (typeof KINDS)[number];

/** A passage and its work. */
export interface Spoken {
  readonly work: Work;
  readonly section: Section;
}

/** What a person should look at. One decision is for all of its passages. */
export interface Doubt {
  readonly kind: DoubtKind;
  /** Never empty. */
  readonly passages: readonly [Spoken, ...Spoken[]];
  /** The two names, where they are near. */
  readonly names: readonly [string, string] | null;
}

/** What an import writes where a file names no publisher. */
const NO_PUBLISHER = 'document importé';

/** Every doubt of a corpus, most consequential first; all is told by its files. */
export function doubtsIn(works: readonly Work[], voices: readonly KnownVoice[]): readonly Doubt[] {
  return ordered([...works.flatMap(doubtsInWork), ...nearDoubts(works.flatMap(spokenIn), voices)]);
}

function ordered(doubts: readonly (Doubt | null)[]): readonly Doubt[] {
  const rank = ({ kind }: Doubt) => KINDS.indexOf(kind);
  return doubts
    .flatMap((doubt) => doubt ?? [])
    .toSorted((a, b) => rank(a) - rank(b) || b.passages.length - a.passages.length);
}

/** Those that one work has by itself. */
export function doubtsInWork(work: Work): readonly Doubt[] {
  const spoken = spokenIn(work);
  const { date, publisher } = work.source;
  const anchors = new Set(work.waiting.map(({ anchor }) => anchor));
  const waiting = spoken.filter(({ section }) => anchors.has(section.anchor));
  const first = spoken.slice(0, 1);
  const isRead = (key: 'date' | 'publisher') => work.read.includes(key);
  return ordered([
    ...voiceDoubts(spoken),
    ...(date.edtf === UNKNOWN_DATE && !isRead('date') ? [doubtOf('date', first)] : []),
    ...(publisher === NO_PUBLISHER && !isRead('publisher') ? [doubtOf('publisher', first)] : []),
    doubtOf('waiting', waiting),
  ]);
}

function spokenIn(work: Work): Spoken[] {
  return sectionsOf(work).map((section) => ({ work, section }));
}

const UNKNOWN_DATE = 'XXXX';

function doubtOf(
  kind: DoubtKind,
  [first, ...others]: readonly Spoken[],
  names: Doubt['names'] = null,
): Doubt | null {
  return first === undefined ? null : { kind, passages: [first, ...others], names };
}

/** Passages of one voice whom nobody names, or who is inferred for one reason. */
function voiceDoubts(spoken: readonly Spoken[]): (Doubt | null)[] {
  const doubtful = spoken.filter(({ section: { voice, deduction, isVoiceRead } }) => {
    return !isVoiceRead && (!voice.named || deduction !== null);
  });
  const groups = Map.groupBy(doubtful, ({ section: { voice, writtenRole, deduction } }) =>
    JSON.stringify([voice.name, writtenRole, deduction]),
  );
  return [...groups.values()].map((own) =>
    doubtOf(own[0]?.section.voice.named === true ? 'deduced' : 'unknown', own),
  );
}

/** Names that may be one person's, where nobody has said that they are two. */
function nearDoubts(spoken: readonly Spoken[], voices: readonly KnownVoice[]): Doubt[] {
  const byName = Map.groupBy(
    spoken.filter(({ section }) => section.voice.named),
    ({ section }) => section.voice.name,
  );
  const counts = new Map([...byName].map(([name, { length }]) => [name, length]));
  return nearPairs(counts, voices).flatMap(([name, other]) => {
    const [own, others] = [byName.get(name) ?? [], byName.get(other) ?? []];
    return doubtOf('near', alternating(own, others), [name, other]) ?? [];
  });
}

/** The same names, of voices that say so many passages: a name that nobody has any more is no doubt. */
export function nearPairs(
  counts: ReadonlyMap<string, number>,
  voices: readonly KnownVoice[],
): readonly (readonly [string, string])[] {
  const declared = new Set(voices.map(({ name }) => name));
  const asked = voices.flatMap(({ name, perhaps = null }) =>
    perhaps === null ? [] : [[name, perhaps] as const],
  );
  const pairs = [...nearNames(counts, declared), ...asked];
  return pairs.filter((pair) => pair.every((name) => counts.has(name)));
}

/** One of each first: they are looked at side by side. */
function alternating(own: readonly Spoken[], others: readonly Spoken[]): Spoken[] {
  return [...own.slice(0, 1), ...others.slice(0, 1), ...own.slice(1), ...others.slice(1)];
}

/** `Lise Morin, oratrice`: who says a passage, as the file has it. */
export function spokenBy({ voice, writtenRole, reportedBy }: Section): string {
  return `${voice.name}, ${writtenRole}${reportedBy === null ? '' : ` par ${reportedBy}`}`;
}

/** What is doubtful, and why, in French. */
export function questionOf({
  kind,
  passages: [{ section, work }, ...others],
  names,
}: Doubt): string {
  const count = counted(others.length + 1, 'passage');
  switch (kind) {
    case 'deduced':
      return french`${count} ${withDe(spokenBy(section))} : déduit, ${section.deduction ?? ''}`;
    case 'unknown': {
      const why = section.deduction === null ? '' : french` : ${section.deduction}`;
      return french`${count} sans nom (${spokenBy(section)})${why}`;
    }
    case 'near': {
      const [name = '', other = ''] = names ?? [];
      return french`une seule personne, ou deux ? ${inGuillemets(name)} et ${inGuillemets(other)}, ${count}`;
    }
    case 'date':
      return french`date inconnue de ${inGuillemets(work.source.title)}`;
    case 'publisher':
      return french`éditeur inconnu de ${inGuillemets(work.source.title)}`;
    case 'waiting':
      return french`${counted(others.length + 1, 'passage attend ses mots', 'passages attendent leurs mots')} : choisissez-les, ou importez de nouveau avec --licence si vous avez le droit de tout reprendre`;
  }
}

/**
 * The sentences that stand where a passage waits for its words, as the check reads them in the raw file, by
 * the id of the passage; of a raw file that is not there, none.
 */
export async function waitingWordsIn(works: readonly Work[], sources: string) {
  const waiting = works.filter((work) => work.waiting.length > 0 && work.raw !== null);
  const found: (readonly [id: string, sentences: readonly string[]])[] = [];
  // One file may be that of many works.
  for (const [name, own] of Map.groupBy(waiting, ({ raw }) => raw ?? '')) {
    const bytes = readRawSource(sources, name);
    const raw = bytes === null ? null : (await readRawText(name, bytes)).raw;
    if (raw !== null) found.push(...own.flatMap((work) => wordsFor(work, raw)));
  }
  return new Map(found);
}

function wordsFor(work: Work, { text, isOrdered }: RawText) {
  const page = pageOf(work, text);
  const sections = sectionsOf(work);
  const waiting = new Set(work.waiting.map(({ anchor }) => anchor));
  return spansIn(page, sections, isOrdered).flatMap((span, at) => {
    const anchor = sections[at]?.anchor ?? '';
    if (span === null || !waiting.has(anchor)) return [];
    const sentences = sentencesOf(page.text.slice(span.start, span.end));
    return [[`${work.source.id}#${anchor}`, sentences] as const];
  });
}

/** `3`, or `2-4`: neighbours, for a quotation is one stretch; null where there are none such. */
export function chosenOf(sentences: readonly string[], typed: string): string | null {
  const { first, last = first } =
    /^(?<first>\d+)(?: ?[-–à] ?(?<last>\d+))?$/u.exec(typed)?.groups ?? {};
  const chosen = sentences.slice(Math.max(Number(first) - 1, 0), Number(last));
  const isThere = Number(first) >= 1 && Number(last) <= sentences.length;
  return isThere && chosen.length > 0 ? chosen.join(' ') : null;
}
