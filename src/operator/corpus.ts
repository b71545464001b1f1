import { parseArgs } from 'node:util';
import { checkWork } from '../corpus/check.ts';
import { formatFault } from '../corpus/faults.ts';
import { parseCorpus } from '../corpus/parse.ts';
import type { Work } from '../corpus/parse.ts';
import type { Corpus } from '../debate/passage.ts';
import { BotError } from '../errors.ts';
import { readCorpusFolder, readRawSource } from '../running/files.ts';
import { askForReload } from '../running/cache.ts';
import type { Surroundings } from '../running/surroundings.ts';
import { brokenRules, knownOf } from '../summary/thesis-rules.ts';
import { counted, formatNumber, french } from '../french/typography.ts';

const USAGE =
  'usage: npm run corpus -- check [--sources FOLDER], npm run corpus -- theses, or npm run corpus -- reload';

/**
 * `corpus check` reads every file, and compares every quotation with its raw text; `corpus reload` reads
 * every file, and asks the processes that serve to do so. 0 when nothing is wrong, else a BotError.
 */
export function corpusCommand(
  typed: readonly string[],
  folder: string,
  { output }: Pick<Surroundings, 'output'>,
): number {
  const { name, sources } = readArguments(typed);
  const { corpus, works } = openCorpus(folder);
  const say = (line: string) => output.write(`${line}\n`);
  say(
    `${counted(corpus.sources.length, 'œuvre')}, ${counted(corpus.passages.length, 'passage')}, ${counted(corpus.lexicon.length, 'groupe')} de synonymes`,
  );
  say(french`empreinte : ${corpus.hash}`);
  if (name === 'reload') return reload(say);
  for (const line of [...thesesOf(corpus), ...doubtsOf(corpus, works)]) say(line);
  const wrong = works.flatMap((work) => checkAgainst(sources, work, say));
  if (wrong.length > 0) throw new BotError('corpus', wrong.join('\n'));
  return 0;
}

/** The corpus of a folder and its works; throws a BotError that tells every fault of every file. */
export function openCorpus(folder: string): {
  readonly corpus: Corpus;
  readonly works: readonly Work[];
} {
  const { value, faults } = parseCorpus(readCorpusFolder(folder));
  if (value === null) throw new BotError('corpus', faults.map(formatFault).join('\n'));
  return value;
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

/** What the rules have against a thesis, for its editor to weigh: rules can be wrong, and nothing is refused. */
function doubtsOf(corpus: Corpus, works: readonly Work[]): readonly string[] {
  const known = knownOf(corpus);
  return works.flatMap(({ file, passages, places }) =>
    passages.flatMap((passage, at) => {
      const { line = 1, column = 1 } = places[at] ?? {};
      return brokenRules(passage.thesis?.text ?? null, passage, known).map(({ why }) => {
        return french`${file}:${line}:${column}: thèse à revoir : ${why}`;
      });
    }),
  );
}

/** Whether anybody serves can't be seen from here: a process tells its own log. */
function reload(say: (line: string) => unknown): number {
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
  try {
    const { values, positionals } = parseArgs({
      args: [...typed],
      options: { sources: { type: 'string' } },
      allowPositionals: true,
    });
    const [name, ...others] = positionals;
    const { sources = null } = values;
    if (others.length > 0 || (name !== 'check' && name !== 'reload')) {
      throw new BotError('usage', USAGE);
    }
    if (name === 'reload' && sources !== null) throw new BotError('usage', USAGE);
    return { name, sources };
  } catch (cause) {
    throw cause instanceof BotError ? cause : new BotError('usage', USAGE, { cause });
  }
}

/** Says what was verified and what could not be; returns the faults as text. */
function checkAgainst(
  sources: string | null,
  work: Work,
  say: (line: string) => unknown,
): string[] {
  const { id } = work.source;
  const raw = sources === null || work.raw === null ? null : readRawSource(sources, work.raw);
  if (raw === null) {
    const missing = `${work.raw ?? 'raw'} introuvable dans ${sources ?? ''}`;
    const why = sources === null ? 'aucun dossier --sources donné' : missing;
    say(
      french`${id} : ${counted(work.passages.length, 'citation NON comparée', 'citations NON comparées')} au texte brut (${why})`,
    );
    return [];
  }
  const { faults, quotations, share } = checkWork(work, raw);
  const percent = formatNumber(Math.round(share * 1000) / 10);
  say(
    french`${id} : ${counted(quotations, 'citation comparée', 'citations comparées')} au texte brut, ${percent} % de l’œuvre, ${counted(faults.length, 'faute')}`,
  );
  return faults.map(formatFault);
}
