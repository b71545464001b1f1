import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { Gate } from '../debate/gate.ts';
import { BotError } from '../errors.ts';
import { counted, french } from '../french/typography.ts';
import { isWritten, namesIn, putFile, removeFile, textAt, writePlainly } from '../running/disk.ts';
import { readPageFiles } from '../running/files.ts';
import { progressBar } from '../running/progress.ts';
import { loadCorpus } from '../running/reader.ts';
import { ANSWERED, isoDates, type Surroundings } from '../running/surroundings.ts';
import { Drawing } from '../site/pictures/drawing.ts';
import { Typeface } from '../site/pictures/typeface.ts';
import { Publication } from '../site/publication.ts';
import { typedAs } from './opening.ts';

const USAGE = 'usage: npm run site -- --out FOLDER [--images]';
const OPTIONS = { out: { type: 'string' }, images: { type: 'boolean', default: false } } as const;
/** Names what an earlier run wrote: only that is ever taken away. */
const LIST = '.debat-site.json';
const INDEX = 'index.html';

/**
 * `site --out FOLDER [--images]`: writes every page of the debate, and a picture of each passage where these are
 * asked for, so that any host, or the folder itself, shows it.
 * What an earlier run wrote is left where it is the same, and taken away where no page has it any more.
 * Rejects with a BotError where the folder holds files of somebody else, or cannot be written.
 */
export async function siteCommand(
  typed: readonly string[],
  config: Config,
  { output, errors, now }: Pick<Surroundings, 'output' | 'errors' | 'now'>,
): Promise<number> {
  const { values, positionals } = typedAs(typed, USAGE, OPTIONS);
  const folder = values.out;
  if (typeof folder !== 'string' || folder === '' || positionals.length > 0)
    throw new BotError('usage', USAGE);
  const before = writtenIn(folder);
  const corpus = await loadCorpus(config);
  const day = isoDates(now, config.timeZone);
  const drawing = new Drawing();
  const publication = new Publication({
    ...{ corpus, gate: new Gate(corpus), index: INDEX, assets: readPageFiles() },
    today: () => ({ day: day(), timeZone: config.timeZone }),
    ...{ pictures: { typeface: await Typeface.load(), drawing }, hasImages: values.images },
    reportFault: refuse,
  });
  putFile(folder, LIST, listOf(before));
  const tell = progressBar(errors, now);
  const written = new Set<string>();
  try {
    for (const [path, content] of publication.files()) {
      const name = path === '' || path.endsWith('/') ? path + INDEX : path;
      const file = join(folder, name);
      const made = await content();
      // Most stay the same: to read a file is quicker than to write it, and whoever copies the folder is spared.
      if (!before.has(name) || !isWritten(file, made)) writePlainly(file, made);
      written.add(name);
      tell(Math.min(written.size / (corpus.passages.length + written.size / 2), 0.99));
    }
  } finally {
    await drawing.close();
  }
  tell(1);
  for (const name of before) if (!written.has(name)) removeFile(join(folder, name));
  putFile(folder, LIST, listOf(written));
  output.write(
    french`${folder} : ${counted(written.size, 'fichier')}, corpus ${corpus.hash.slice(0, 12)}\n`,
  );
  return ANSWERED;
}

/** A written page lacks nothing: nobody would ask for it again. */
function refuse(fault: unknown): never {
  throw fault instanceof Error ? fault : new Error(String(fault));
}

function listOf(names: Iterable<string>): string {
  return `${JSON.stringify([...names])}\n`;
}

/** What an earlier run wrote into a folder; throws a BotError where somebody else did. */
function writtenIn(folder: string): ReadonlySet<string> {
  const listed = textAt(join(folder, LIST));
  if (listed === null) {
    if (namesIn(folder).length === 0) return new Set();
    const message = `${folder} n’est pas vide et ne vient pas de cette commande : donnez un dossier vide ou nouveau`;
    throw new BotError('usage', message);
  }
  const names: unknown = JSON.parse(listed);
  const isName = (name: unknown): name is string =>
    typeof name === 'string' && !/^[/\\]|(?:^|[/\\])\.\.(?:[/\\]|$)|^[a-z]:/iu.test(name);
  return new Set(Array.isArray(names) ? names.filter(isName) : []);
}
