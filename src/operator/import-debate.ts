import { basename, dirname, join, resolve } from 'node:path';
import { namesIn } from '../corpus/house-rules.ts';
import { parseBeside, parseWork, type Work } from '../corpus/parse.ts';
import { sectionsOf } from '../corpus/sections.ts';
import { nearNames } from '../corpus/spellings.ts';
import { catalogueOf } from '../debate/catalogue.ts';
import type { KnownVoice } from '../debate/passage.ts';
import { capitalised, counted, french } from '../french/typography.ts';
import { withVoices } from '../import/works/declared.ts';
import {
  corpusPathsIn,
  readCorpusFile,
  readFilesBeside,
  requireDebateKey,
} from '../running/files.ts';
import { putFile, sourcesOf, textAt } from '../running/disk.ts';
import { doubtsInWork, nearPairs, questionOf } from './doubt-list.ts';
import { MOST_DOUBTS, type CountedDoubts, type Told } from './import-report.ts';
import type { Folders } from './importing.ts';

const VOICES = 'voices.yaml';
const DEBATE = 'debate.yaml';

/** What the end of an import needs of a debate: its works are read one after the other, and none is kept but one. */
export interface Debate {
  readonly voices: KnownVoice[];
  /** How often each person is named, as author, voice or whoever quotes. */
  readonly names: Map<string, number>;
  /** How many passages each person says. */
  readonly speakers: Map<string, number>;
  /** How many doubts the works have each by itself. */
  doubts: number;
  /** Those of each imported work, by its id. */
  readonly doubtsOf: Map<string, CountedDoubts>;
  /** The imported work that has most to show. */
  richest: Work | null;
}

/** Null where a file has a fault: the check is what to run then. */
export function debateIn(folder: string, imported: readonly Told[]): Debate | null {
  const paths = corpusPathsIn(folder);
  const voices = parseBeside(readFilesBeside(paths)).voices.value;
  if (voices === null) return null;
  const ids = new Set(imported.map(({ document: { id } }) => id));
  const [names, speakers] = [new Map<string, number>(), new Map<string, number>()];
  const debate: Debate = {
    voices: [...voices],
    names,
    speakers,
    doubts: 0,
    richest: null,
    doubtsOf: new Map(),
  };
  for (const path of paths.works) {
    const { value: work } = parseWork(readCorpusFile(path), voices);
    if (work === null) return null;
    const sections = sectionsOf(work);
    const spoken = sections.map(({ voice }) => ({ voice, reportedBy: null }));
    add(debate.names, namesIn({ passages: sections, sources: [work.source] }));
    add(debate.speakers, namesIn({ passages: spoken, sources: [] }));
    const doubts = doubtsInWork(work);
    debate.doubts += doubts.length;
    const isImported = ids.has(work.source.id);
    if (isImported) {
      const first = doubts.slice(0, MOST_DOUBTS).map(questionOf);
      debate.doubtsOf.set(work.source.id, { count: doubts.length, first });
    }
    const most = debate.richest?.passages.length ?? 0;
    if (isImported && work.passages.length > most) debate.richest = work;
  }
  return debate;
}

function add(counts: Map<string, number>, others: ReadonlyMap<string, number>): void {
  for (const [name, count] of others) counts.set(name, (counts.get(name) ?? 0) + count);
}

/**
 * Declares the voices of which a source says what they are, those whose names are near another's, and
 * those that begin with a small letter: they are what the sources write. Returns the pairs of near names.
 */
export function declareVoices(
  folder: string,
  works: readonly Told[],
  { names, voices }: Debate,
): readonly (readonly [string, string])[] {
  const declared = new Set(voices.flatMap(({ name, aliases }) => [name, ...aliases]));
  const alike = nearNames(names, declared);
  // Of one person, what is said first.
  const qualities = new Map(works.flatMap((work) => work.qualities).toReversed());
  const wanted = new Set([
    ...qualities.keys(),
    ...alike.flat(),
    ...[...names.keys()].filter((name) => /^\p{Ll}/u.test(name)),
  ]);
  const missing = [...wanted].filter((name) => names.has(name) && !declared.has(name));
  if (missing.length > 0) {
    const maybe = perhapsOf(alike, new Set(missing));
    const found = missing.map((name) => {
      const known = { quality: qualities.get(name) ?? null, perhaps: maybe.get(name) ?? null };
      return { name, aliases: [], ...known };
    });
    putFile(folder, VOICES, withVoices(textAt(join(folder, VOICES)) ?? '', found));
    voices.push(...found);
  }
  return alike;
}

/** Of two near names, one says that it may be the other until a person has decided: a missing one. */
function perhapsOf(
  alike: readonly (readonly [string, string])[],
  missing: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  return new Map(alike.map(([name, other]) => (missing.has(name) ? [name, other] : [other, name])));
}

/** What a debate is called among several, as its folder is; null where the folder is not one of theirs. */
export function keyAmong(debatesFolder: string | null, folder: string): string | null {
  if (debatesFolder === null || dirname(resolve(folder)) !== resolve(debatesFolder)) return null;
  const key = basename(resolve(folder));
  requireDebateKey(key, debatesFolder);
  return key;
}

/** Makes one of several debates of a folder that is none yet, by what its folder is called. */
export function beginDebate(folder: string, key: string): void {
  if (textAt(join(folder, DEBATE)) !== null) return;
  putFile(folder, DEBATE, `title: ${capitalised(key.replaceAll('-', ' ').trim())}\n`);
}

/**
 * What to do next, with commands to copy. `debate` is null where a file has a fault: the check is what to run; `key`
 * is null where it is not one of several.
 */
export function nextSteps(
  { into, sources }: Folders,
  works: readonly Told[],
  debate: Debate | null,
  key: string | null = null,
): readonly string[] {
  const doubts =
    debate === null ? 0 : debate.doubts + nearPairs(debate.speakers, debate.voices).length;
  const count = counted(doubts, 'point à voir', 'points à voir');
  const choose =
    'Choisissez les mots des passages que vous citez : doubts les montre et les écrit.';
  const among = key === null ? '' : ` --debat ${key}`;
  const where = sources === sourcesOf(into) ? '' : ` --sources ${sources}`;
  const question = debate === null ? null : questionFor(debate);
  return [
    '',
    french`Ensuite :`,
    ...(works.some(({ right }) => right === 'quotations') ? [french`  ${choose}`] : []),
    ...(key === null
      ? [`  export CORPUS_DIR=${into}`]
      : [french`  Dites ce dont on débat dans ${join(into, DEBATE)} : title et question.`]),
    ...(doubts === 0 ? [] : [`  npm run corpus -- doubts${among}${where}   # ${count}`]),
    `  npm run corpus -- check${among} --sources ${sources}`,
    ...(question === null
      ? []
      : [`  npm run --silent debat -- "${question}${key === null ? '' : ` debat:${key}`}"`]),
    `  npm run corpus -- theses${among}`,
  ];
}

const NOTHING = { hash: '', lexicon: [], debate: { title: null, question: null, themes: null } };

/** What has an answer in what was imported; null where it has nothing to show yet. */
function questionFor({ richest, voices }: Debate): string | null {
  if (richest === null) return null;
  const { passages, source } = richest;
  const { subject, speaker } = catalogueOf({
    ...NOTHING,
    passages,
    sources: [source],
    voices,
  }).examples;
  if (subject !== null) return `/debat ${subject}`;
  return speaker === null ? '/sources' : `/position ${speaker}`;
}
