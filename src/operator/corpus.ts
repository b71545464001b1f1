import { checkAlone, checkWork } from '../corpus/check.ts';
import { type Complaint, type Fault, Faults, FIRST, formatFault } from '../corpus/faults.ts';
import { houseFaults } from '../corpus/house-rules.ts';
import { parseCorpus } from '../corpus/parse.ts';
import type { Work } from '../corpus/parse.ts';
import { readRawText } from '../corpus/raw/raw-text.ts';
import type { Corpus } from '../debate/passage.ts';
import { BotError } from '../errors.ts';
import { readCorpusFolder, readRawSource, unreadInCorpus } from '../running/files.ts';
import { askForReload } from '../running/cache.ts';
import { requireSources } from '../running/disk.ts';
import type { Surroundings } from '../running/surroundings.ts';
import { brokenRules, certainFault, knownOf } from '../summary/thesis-rules.ts';
import { counted, formatNumber, french } from '../french/typography.ts';
import { requireOne, type KeptDebate } from './choosing.ts';
import { openCorpus, typedAs } from './opening.ts';

const USAGE =
  'usage: npm run corpus -- check [--sources FOLDER], -- import FILE…, -- doubts, -- theses, -- passages --json, -- proposals, -- index, or -- reload; --debat KEY chooses one of several debates';
const FAULTY = 1;

type Say = (line: string) => unknown;

/**
 * `corpus check` reads every file of each debate, tells every fault, and compares every quotation with its raw text;
 * `corpus reload` reads every file, and asks the processes that serve to do so. 0 when nothing is wrong,
 * 1 when the check found a fault, else a BotError.
 */
export async function corpusCommand(
  typed: readonly string[],
  debates: readonly Pick<KeptDebate, 'key' | 'corpusFolder'>[],
  { output }: Pick<Surroundings, 'output'>,
): Promise<number> {
  const { name, sources } = readArguments(typed);
  const say = (line: string) => output.write(`${line}\n`);
  if (sources !== null) {
    requireOne(debates, '--sources');
    requireSources(sources);
  }
  let code = 0;
  for (const { key, corpusFolder } of debates) {
    if (key !== '') say(french`débat : ${key}`);
    if (name === 'check') code = Math.max(code, await check(corpusFolder, sources, say));
    else count(openCorpus(corpusFolder).corpus, say);
  }
  return name === 'check' ? code : reload(say);
}

async function check(folder: string, sources: string | null, say: Say): Promise<number> {
  const { value, faults } = parseCorpus(readCorpusFolder(folder));
  const unread = unreadFaults(folder);
  if (value === null) return tell([...faults, ...unread], say);
  const { corpus, works } = value;
  count(corpus, say);
  for (const line of [...thesesOf(corpus), ...waitingIn(works), ...doubtsOf(corpus, works)])
    say(line);
  const compared: Fault[] = [];
  for (const work of works) {
    compared.push(...(await checkAgainst(sources, work, corpus.voices, say)));
  }
  const written = [...houseFaults(corpus, works), ...works.flatMap(thesisFaults)];
  return tell([...unread, ...written, ...compared], say);
}

/** Files that seem to be meant for the corpus. */
function unreadFaults(folder: string): readonly Fault[] {
  const faults = new Faults(folder);
  for (const path of unreadInCorpus(folder)) {
    faults.add(FIRST, [
      `fichier non lu : « ${path} »`,
      /[/\\]/u.test(path)
        ? 'les œuvres se lisent à la racine du dossier seulement : déplacez-le'
        : 'les noms lus sont <id>.md, lexicon.yaml, debate.yaml et voices.yaml : renommez-le',
    ]);
  }
  return faults.list;
}

/** Fault by fault, in the order of each file. */
function tell(faults: readonly Fault[], say: Say): number {
  for (const own of Map.groupBy(faults, ({ file }) => file).values()) {
    const inOrder = own.toSorted((a, b) => a.line - b.line || a.column - b.column);
    for (const fault of inOrder) say(formatFault(fault));
  }
  return faults.length === 0 ? 0 : FAULTY;
}

function count({ sources, passages, lexicon, hash }: Corpus, say: Say): void {
  say(
    `${counted(sources.length, 'œuvre')}, ${counted(passages.length, 'passage')}, ${counted(lexicon.length, 'groupe')} de synonymes`,
  );
  say(french`empreinte : ${hash}`);
}

function thesesOf({ passages }: Corpus): readonly string[] {
  const kinds = [
    [true, 'à la thèse relue'],
    [false, 'à la thèse proposée, non relue'],
    [undefined, 'sans thèse'],
  ] as const;
  return kinds.flatMap(([isRead, kind]) => {
    const count = passages.filter(({ thesis }) => thesis?.isRead === isRead).length;
    return count === 0 ? [] : [`${counted(count, 'passage')} ${kind}`];
  });
}

function waitingIn(works: readonly Work[]): readonly string[] {
  const waiting = works.reduce((sum, work) => sum + work.waiting.length, 0);
  const told = counted(waiting, 'passage attend', 'passages attendent');
  return waiting === 0 ? [] : [`${told} que l’on choisisse leurs mots ou écrive leur thèse`];
}

/** What the rules have against a thesis, for its editor to weigh: rules can be wrong, and nothing is refused. */
function doubtsOf(corpus: Corpus, works: readonly Work[]): readonly string[] {
  const known = knownOf(corpus);
  return works.flatMap(({ file, passages, places }) =>
    passages.flatMap((passage, at) => {
      const { text = null } = passage.thesis ?? {};
      if (text !== null && certainFault(text, passage) !== null) return [];
      const { line = 1, column = 1 } = places[at] ?? {};
      return brokenRules(text, passage, known).map(({ why }) => {
        return french`${file}:${line}:${column}: thèse à revoir : ${why}`;
      });
    }),
  );
}

/** What no thesis may be, whatever it says. */
function thesisFaults({ file, passages, places }: Work): readonly Fault[] {
  const faults = new Faults(file);
  for (const [at, passage] of passages.entries()) {
    const why = passage.thesis === null ? null : certainFault(passage.thesis.text, passage);
    if (why === null) continue;
    faults.add(places[at] ?? FIRST, [
      `thèse : ${why}`,
      'récrivez-la : 220 caractères au plus, une majuscule, un point, et pas le nom de la voix',
    ]);
  }
  return faults.list;
}

/** Whether anybody serves can't be seen from here: a process tells its own log. */
export function reload(say: Say): number {
  try {
    askForReload();
  } catch (cause) {
    const message = 'cannot write under node_modules/.cache: send SIGHUP to the process instead';
    throw new BotError('usage', message, { cause });
  }
  say(french`relecture demandée : chaque processus dit dans son journal ce qu’il en est`);
  return 0;
}

function readArguments(typed: readonly string[]) {
  const { values, positionals } = typedAs(typed, USAGE, { sources: { type: 'string' } });
  const [name, ...others] = positionals;
  const { sources = null } = values;
  const isKnown = name === 'check' || (name === 'reload' && sources === null);
  if (others.length > 0 || !isKnown) throw new BotError('usage', USAGE);
  return { name, sources };
}

/** Says what was compared and what could not be; returns what is wrong. */
async function checkAgainst(
  sources: string | null,
  work: Work,
  voices: Corpus['voices'],
  say: Say,
): Promise<readonly Fault[]> {
  const skip = (why: string) => {
    const count = work.passages.length;
    const skipped = counted(count, 'passage NON comparé', 'passages NON comparés');
    say(french`${work.source.id} : ${skipped} au texte brut (${why})`);
  };
  if (sources === null || work.raw === null) {
    skip(sources === null ? 'aucun dossier --sources donné' : 'l’en-tête n’a pas de clé raw');
    return checkAlone(work);
  }
  const bytes = readRawSource(sources, work.raw);
  const { raw, complaint } =
    bytes === null ? noRawText(work.raw, sources) : await readRawText(work.raw, bytes);
  if (raw === null) {
    skip(complaint[0]);
    const faults = new Faults(work.file);
    faults.add(FIRST, complaint);
    return faults.list;
  }
  const { faults, quotations, places, share } = checkWork(work, raw, voices);
  const compared = counted(quotations, 'citation comparée', 'citations comparées');
  const sought = places === 0 ? '' : `, ${counted(places, 'endroit cherché', 'endroits cherchés')}`;
  const count = faults.reduce((sum, { others }) => sum + 1 + others, 0);
  const percent = formatNumber(Math.round(share * 1000) / 10);
  say(
    french`${work.source.id} : ${compared} au texte brut (${percent} % de ses caractères)${sought}, ${counted(count, 'faute')}`,
  );
  return faults;
}

function noRawText(raw: string, sources: string) {
  const complaint: Complaint = [
    `${raw} introuvable dans ${sources}`,
    'enregistrez-y la page brute sous ce nom, ou corrigez la clé raw',
  ];
  return { raw: null, complaint };
}
