import { parseArgs } from 'node:util';
import { checkWork } from '../corpus/check.ts';
import { formatFault } from '../corpus/fault.ts';
import { parseCorpus } from '../corpus/parse.ts';
import type { Work } from '../corpus/parse.ts';
import { BotError } from '../errors.ts';
import { readCorpusFolder, readRawSource } from '../files.ts';
import { counted, french } from '../text/typography.ts';

const USAGE = 'usage: npm run corpus -- check [--sources FOLDER]';

interface Screens {
  readonly output: { write: (text: string) => unknown };
}

/** `corpus check`: reads every file, and compares every quotation with its raw text. 0 when nothing is wrong, else 2. */
export function corpusCommand(
  typed: readonly string[],
  folder: string,
  { output }: Screens,
): number {
  const sources = readArguments(typed);
  const { works: files, lexicon, hash } = readCorpusFolder(folder);
  const { value, faults } = parseCorpus(files, lexicon, hash);
  if (value === null) throw new BotError('corpus', faults.map(formatFault).join('\n'));
  const { corpus, works } = value;
  const say = (line: string) => output.write(`${line}\n`);
  say(
    `${counted(corpus.sources.length, 'œuvre')}, ${counted(corpus.passages.length, 'passage')}, ${counted(corpus.lexicon.length, 'groupe')} de synonymes`,
  );
  say(french`empreinte : ${corpus.hash}`);
  const wrong = works.flatMap((work) => checkAgainst(sources, work, say));
  if (wrong.length > 0) throw new BotError('corpus', wrong.join('\n'));
  return 0;
}

function readArguments(typed: readonly string[]): string | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...typed],
      options: { sources: { type: 'string' } },
      allowPositionals: true,
    });
    if (positionals.join(' ') !== 'check') throw new BotError('usage', USAGE);
    return values.sources ?? null;
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
    const why =
      sources === null
        ? 'aucun dossier --sources donné'
        : `${work.raw ?? 'raw'} introuvable dans ${sources}`;
    say(
      french`${id} : ${counted(work.passages.length, 'citation NON comparée', 'citations NON comparées')} au texte brut (${why})`,
    );
    return [];
  }
  const { faults, quotations, share } = checkWork(work, raw);
  const percent = Math.round(share * 1000) / 10;
  say(
    french`${id} : ${counted(quotations, 'citation comparée', 'citations comparées')} au texte brut, ${String(percent).replace('.', ',')} % de l’œuvre, ${counted(faults.length, 'faute')}`,
  );
  return faults.map(formatFault);
}
