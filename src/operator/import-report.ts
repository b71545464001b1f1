import { counted, enumeration, french, inGuillemets } from '../french/typography.ts';
import type { Certainty } from '../import/draft.ts';
import { voiceNameOf, nameFor } from '../import/works/text-work.ts';
import type { Imported } from './importing.ts';

/** A file that was not imported, and why. */
export interface ImportFaultTold {
  readonly file: string;
  readonly what: string;
}

interface VoiceTold {
  readonly name: string;
  readonly role: string;
  readonly certainty: Certainty;
  readonly passages: number;
}

const MOST_VOICES = 5;
const MOST_DOUBTS = 5;

/** The voices of a work, those who say most first. */
function voicesOf({ sections, draft }: Imported): VoiceTold[] {
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

/** What somebody should look at in a work, most consequential first; the like is told once. */
function doubtsOf(work: Imported): string[] {
  const { draft, sections } = work;
  const unknown = sections.filter(({ speaker }) => speaker.certainty === 'unknown').length;
  const deduced = sections.flatMap(({ speaker: { name, why } }) =>
    why === null || name === null ? [] : [`${name} (déduit : ${why})`],
  );
  return [
    ...draft.doubts,
    ...new Set(sections.flatMap(({ doubt }) => doubt ?? [])),
    ...(unknown > 0 ? [`${counted(unknown, 'passage')} d’une voix que rien ne nomme`] : []),
    ...new Set(deduced),
    ...(draft.date === null ? ['date inconnue : écrivez-la dans l’en-tête'] : []),
    ...(draft.title === null ? ['titre inconnu : le nom du fichier en tient lieu'] : []),
    ...(draft.publisher === null ? ['éditeur inconnu : écrivez-le dans l’en-tête'] : []),
    ...(work.merged?.kept ?? []).map(
      (anchor) => `${anchor} a changé dans la source et chez vous : votre texte est gardé`,
    ),
  ].filter((doubt, at, all) => all.indexOf(doubt) === at);
}

/** One document for programs. Fields are added, never renamed or removed. */
export function documentOf(works: readonly Imported[], faults: readonly ImportFaultTold[]) {
  return {
    works: works.map((work) => ({
      id: work.id,
      title: work.title,
      author: work.draft.author,
      date: work.draft.date,
      url: work.draft.url,
      content: work.right === 'quotations' ? 'excerpts' : 'whole',
      passages: work.sections.length,
      voices: voicesOf(work),
      doubts: doubtsOf(work),
    })),
    faults,
  };
}

/**
 * What was done, for a person: a block for one work, a table of several on a screen of so many columns;
 * then what could not be read.
 */
export function reportOf(
  works: readonly Imported[],
  faults: readonly ImportFaultTold[],
  alike: readonly (readonly [string, string])[],
  columns = WIDEST_TABLE,
): readonly string[] {
  const pairs = alike.map(([a, b]) => `${inGuillemets(a)} et ${inGuillemets(b)}`);
  const names = `à voir : une seule personne, ou deux ? ${enumeration(pairs.slice(0, MOST_DOUBTS))}`;
  return [
    ...(works.length > 1 ? tableOf(works, columns) : works.flatMap(blockOf)),
    ...(pairs.length === 0 ? [] : [french`${names}`]),
    ...faults.map(({ file, what }) => {
      return french`non importé : ${what.includes(file) ? what : `${file} : ${what}`}`;
    }),
  ];
}

function blockOf(work: Imported): readonly string[] {
  return [headingOf(work), french`  voix : ${enumeration(namesOf(work))}`, ...linesOf(work)];
}

function headingOf(work: Imported): string {
  const content = work.right === 'quotations' ? 'en extraits, mots à choisir' : 'entière';
  return french`${work.id} — ${inGuillemets(work.title)} : ${counted(work.sections.length, 'passage')}, ${content}${changesOf(work)}`;
}

/** Those who say most, with their roles and how many passages they have, then how many others there are. */
function namesOf(work: Imported): readonly string[] {
  const voices = voicesOf(work);
  const shown = voices
    .slice(0, MOST_VOICES)
    .map(
      ({ name, role, passages }) => `${name} (${role === 'auteur' ? '' : `${role}, `}${passages})`,
    );
  const others = voices.length - shown.length;
  return others > 0 ? [...shown, counted(others, 'autre voix', 'autres voix')] : shown;
}

function linesOf(work: Imported): readonly string[] {
  const doubts = doubtsOf(work);
  const left = doubts.length - MOST_DOUBTS;
  return [
    ...doubts.slice(0, MOST_DOUBTS).map((doubt) => french`  à voir : ${doubt}`),
    ...(left > 0 ? [french`  à voir : ${counted(left, 'autre point', 'autres points')}`] : []),
  ];
}

const HEADINGS = ['œuvre', 'voix', 'passages', 'à voir'] as const;
/** Between two columns. */
const GAP = '  ';
const WIDEST_TABLE = 100;
const NARROWEST_VOICES = 12;

/** A row a work; then, of each of which there is more to tell, what is doubtful and why. */
function tableOf(works: readonly Imported[], columns: number): readonly string[] {
  const rows = works.map((work) => {
    const [passages, doubts] = [work.sections.length, doubtsOf(work).length];
    return [work.id, namesOf(work).join(', '), String(passages), String(doubts)] as const;
  });
  const widest = (column: 0 | 2 | 3) =>
    Math.max(HEADINGS[column].length, ...rows.map((row) => row[column].length));
  const fixed = widest(0) + widest(2) + widest(3) + 3 * GAP.length;
  const room = Math.max(Math.min(columns, WIDEST_TABLE) - fixed, NARROWEST_VOICES);
  const rowOf = ([id, voices, passages, doubts]: (typeof rows)[number] | typeof HEADINGS) => {
    const cut = voices.length > room ? `${voices.slice(0, room - 1).trimEnd()}…` : voices;
    const cells = [id.padEnd(widest(0)), cut.padEnd(room)];
    return [...cells, passages.padStart(widest(2)), doubts.padStart(widest(3))].join(GAP);
  };
  const told = works.filter((work) => doubtsOf(work).length > 0 || work.merged !== null);
  return [
    ...[HEADINGS, ...rows].map(rowOf),
    ...told.flatMap((work) => ['', headingOf(work), ...linesOf(work)]),
  ];
}

function changesOf({ merged }: Imported): string {
  if (merged === null) return '';
  const { added, removed, changed, kept } = merged;
  const told = [
    [added, 'ajouté'],
    [removed, 'retiré'],
    [changed, 'changé'],
    [kept, 'gardé tel que vous l’avez écrit'],
  ] as const;
  const changes = told.flatMap(([anchors, what]) =>
    anchors.length === 0 ? [] : [`${anchors.length} ${what}`],
  );
  return ` ; déjà là, ${changes.length === 0 ? 'rien de changé' : changes.join(', ')}`;
}
