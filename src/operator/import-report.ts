import { counted, enumeration, french, inGuillemets } from '../french/typography.ts';
import type { Certainty } from '../import/draft.ts';
import { voiceNameOf, nameFor } from '../import/works/text-work.ts';
import type { Imported } from './importing.ts';

/** A file that was not imported, and why. */
export interface ImportFaultTold {
  readonly file: string;
  readonly what: string;
}

const MOST_VOICES = 5;
export const MOST_DOUBTS = 5;

/** What `doubts` counts in a work, and what it asks of the first of them. */
export interface CountedDoubts {
  readonly count: number;
  readonly first: readonly string[];
}

/** What is told of a work: a few names and sentences, for its words are on the disk. */
export type Told = ReturnType<typeof toldOf>;

export function toldOf(work: Imported) {
  const { id, title, right, sections, merged, draft } = work;
  const { author, date, url } = draft;
  // A part of a text keeps the whole of it in memory; what is copied does not.
  return structuredClone({
    /** As it is told to programs. Fields are added, never renamed or removed. */
    document: {
      ...{ id, title, author, date, url },
      content: right === 'quotations' ? 'excerpts' : 'whole',
      ...{ passages: sections.length, voices: voicesOf(work), doubts: doubtsOf(work) },
    },
    right,
    /** What a person should know of it, beside what there is to decide. */
    notes: notesOf(work),
    /** What the source says its voices are. */
    qualities: qualitiesOf(work),
    changes: merged === null ? null : { ...merged, text: '' },
  });
}

function qualitiesOf({ sections }: Imported): (readonly [string, string])[] {
  const said = sections.flatMap(({ speaker: { name, quality } }) => {
    const known = name === null || quality === null ? null : nameFor(name);
    const short = quality === null ? null : nameFor(quality);
    return known === null || short === null ? [] : [[known, short] as const];
  });
  // Of one person, what is said first.
  return [...new Map(said.toReversed())];
}

/** The voices of a work, those who say most first. */
function voicesOf({ sections, draft }: Imported) {
  const author = draft.author === null ? null : nameFor(draft.author);
  const voices = Map.groupBy(sections, ({ speaker }) =>
    JSON.stringify([voiceNameOf(speaker, author), speaker.role, speaker.certainty]),
  );
  return [...voices]
    .map(([key, own]) => {
      const [name, role, certainty] = JSON.parse(key) as [string, string, Certainty];
      return { name, role, certainty, passages: own.length };
    })
    .toSorted((a, b) => b.passages - a.passages);
}

function notesOf({ draft, sections, merged }: Imported): string[] {
  return [
    ...draft.doubts,
    ...new Set(sections.flatMap(({ doubt }) => doubt ?? [])),
    ...(draft.title === null ? ['titre inconnu : le nom du fichier en tient lieu'] : []),
    ...(merged?.kept ?? []).map(
      (anchor) => `${anchor} a changé dans la source et chez vous : votre texte est gardé`,
    ),
  ];
}

/** All that somebody should look at in a work, for programs; the like is told once. */
function doubtsOf(work: Imported): string[] {
  const { draft, sections } = work;
  const unknown = sections.filter(({ speaker }) => speaker.certainty === 'unknown').length;
  const deduced = sections.flatMap(({ speaker: { name, why } }) =>
    why === null || name === null ? [] : [`${name} (déduit : ${why})`],
  );
  return [
    ...notesOf(work),
    ...(unknown > 0 ? [`${counted(unknown, 'passage')} d’une voix que rien ne nomme`] : []),
    ...new Set(deduced),
    ...(draft.date === null ? ['date inconnue : écrivez-la dans l’en-tête'] : []),
    ...(draft.publisher === null ? ['éditeur inconnu : écrivez-le dans l’en-tête'] : []),
  ].filter((doubt, at, all) => all.indexOf(doubt) === at);
}

/** What there is to decide in each work, by its id; empty where a file of the debate has a fault: the check is what to run. */
type DoubtsByWork = ReadonlyMap<string, CountedDoubts>;

/**
 * What was done, for a person: a block for one work, a table of several on a screen of so many columns;
 * then names that are near, and what could not be read.
 */
export function reportOf(
  works: readonly Told[],
  faults: readonly ImportFaultTold[],
  alike: readonly (readonly [string, string])[],
  doubts: DoubtsByWork,
  columns = WIDEST_TABLE,
): readonly string[] {
  const pairs = alike.map(([a, b]) => `${inGuillemets(a)} et ${inGuillemets(b)}`);
  const names = `à voir : une seule personne, ou deux ? ${enumeration(pairs.slice(0, MOST_DOUBTS))}`;
  return [
    ...(works.length > 1
      ? tableOf(works, doubts, columns)
      : works.flatMap((work) => blockOf(work, doubts))),
    ...(pairs.length === 0 ? [] : [french`${names}`]),
    ...faults.map(({ file, what }) => {
      return french`non importé : ${what.includes(file) ? what : `${file} : ${what}`}`;
    }),
  ];
}

function blockOf(work: Told, doubts: DoubtsByWork): readonly string[] {
  const voices = french`  voix : ${enumeration(namesOf(work))}`;
  return [headingOf(work), voices, ...linesOf(work, doubts)];
}

function headingOf({ document: { id, title, passages }, right, changes }: Told): string {
  const content = right === 'quotations' ? 'en extraits, mots à choisir' : 'entière';
  return french`${id} — ${inGuillemets(title)} : ${counted(passages, 'passage')}, ${content}${changesIn(changes)}`;
}

/** Those who say most, with their roles and how many passages they have, then how many others there are. */
function namesOf({ document: { voices } }: Told): readonly string[] {
  const shown = voices
    .slice(0, MOST_VOICES)
    .map(
      ({ name, role, passages }) => `${name} (${role === 'auteur' ? '' : `${role}, `}${passages})`,
    );
  const others = voices.length - shown.length;
  return others > 0 ? [...shown, counted(others, 'autre voix', 'autres voix')] : shown;
}

function linesOf({ document: { id }, notes }: Told, doubts: DoubtsByWork): readonly string[] {
  const { count, first } = doubts.get(id) ?? { count: 0, first: [] };
  const [left, untold] = [count - first.length, notes.length - MOST_DOUBTS];
  return [
    ...first.map((doubt) => french`  à voir : ${doubt}`),
    ...(left > 0 ? [french`  à voir : ${counted(left, 'autre point', 'autres points')}`] : []),
    ...notes.slice(0, MOST_DOUBTS).map((note) => french`  à savoir : ${note}`),
    ...(untold > 0
      ? [french`  à savoir : ${counted(untold, 'autre chose', 'autres choses')}`]
      : []),
  ];
}

const HEADINGS = ['œuvre', 'voix', 'passages', 'à voir'] as const;
/** Between two columns. */
const GAP = '  ';
const WIDEST_TABLE = 100;
const NARROWEST_VOICES = 12;

/** A row a work; then, of each of which there is more to tell, what is doubtful and why. */
function tableOf(works: readonly Told[], doubts: DoubtsByWork, columns: number): readonly string[] {
  const rows = works.map((work) => {
    const { id, passages } = work.document;
    const count = doubts.get(id)?.count ?? 0;
    return [id, namesOf(work).join(', '), String(passages), String(count)] as const;
  });
  const widest = (column: 0 | 2 | 3) =>
    Math.max(HEADINGS[column].length, ...rows.map((row) => row[column].length));
  const fixed = widest(0) + widest(2) + widest(3) + 3 * GAP.length;
  const room = Math.max(Math.min(columns, WIDEST_TABLE) - fixed, NARROWEST_VOICES);
  const rowOf = ([id, voices, passages, count]: (typeof rows)[number] | typeof HEADINGS) => {
    const cut = voices.length > room ? `${voices.slice(0, room - 1).trimEnd()}…` : voices;
    const cells = [id.padEnd(widest(0)), cut.padEnd(room)];
    return [...cells, passages.padStart(widest(2)), count.padStart(widest(3))].join(GAP);
  };
  const told = works.filter((work) => linesOf(work, doubts).length > 0 || work.changes !== null);
  return [
    ...[HEADINGS, ...rows].map(rowOf),
    ...told.flatMap((work) => ['', headingOf(work), ...linesOf(work, doubts)]),
  ];
}

function changesIn(changes: Told['changes']): string {
  if (changes === null) return '';
  const { added, removed, changed, kept } = changes;
  const told = [
    [added, 'ajouté'],
    [removed, 'retiré'],
    [changed, 'changé'],
    [kept, 'gardé tel que vous l’avez écrit'],
  ] as const;
  const counts = told.flatMap(([anchors, what]) =>
    anchors.length === 0 ? [] : [`${anchors.length} ${what}`],
  );
  return ` ; déjà là, ${counts.length === 0 ? 'rien de changé' : counts.join(', ')}`;
}
