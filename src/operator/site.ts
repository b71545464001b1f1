import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { NamedDebate } from '../debate/choice.ts';
import { Gate } from '../debate/gate.ts';
import type { Corpus } from '../debate/passage.ts';
import { BotError } from '../errors.ts';
import { counted, french } from '../french/typography.ts';
import { isWritten, namesIn, putFile, removeFile, textAt, writePlainly } from '../running/disk.ts';
import { readPageFiles } from '../running/files.ts';
import { progressBar } from '../running/progress.ts';
import { loadCorpus } from '../running/reader.ts';
import { ANSWERED, isoDates, type Surroundings } from '../running/surroundings.ts';
import { Drawing } from '../site/pictures/drawing.ts';
import { Typeface } from '../site/pictures/typeface.ts';
import { PagePictures } from '../site/pictured.ts';
import { Site } from '../site/site.ts';
import { DebatesList } from '../site/several.ts';
import { debatesChosen, takeKey, type KeptDebate, type KeptDebates } from './choosing.ts';
import { typedAs } from './opening.ts';

const USAGE = 'usage: npm run site -- --out FOLDER [--images] [--debat KEY]';
const OPTIONS = { out: { type: 'string' }, images: { type: 'boolean', default: false } } as const;
/** Names what an earlier run wrote: only that is ever taken away. */
const LIST = '.debat-site.json';
const INDEX = 'index.html';

/**
 * `site --out FOLDER [--images]`: writes every page of the debate, and a picture of each passage where these are
 * asked for, so that any host, or the folder itself, shows it; of several debates those that are for all, each in a
 * folder of its own, and the list of them.
 * What an earlier run wrote is left where it is the same, and taken away where no page has it any more.
 * Rejects with a BotError where the folder holds files of somebody else, or cannot be written.
 */
export async function siteCommand(
  typed: readonly string[],
  config: Config,
  { output, errors, now }: Pick<Surroundings, 'output' | 'errors' | 'now'>,
): Promise<number> {
  const { key, rest } = takeKey(typed);
  const { values, positionals } = typedAs(rest, USAGE, OPTIONS);
  const folder = values.out;
  if (typeof folder !== 'string' || folder === '' || positionals.length > 0)
    throw new BotError('usage', USAGE);
  const before = writtenIn(folder);
  const tell = progressBar(errors, now);
  const day = isoDates(now, config.timeZone);
  const drawing = new Drawing();
  const parts = {
    ...{ index: INDEX, assets: readPageFiles() },
    today: () => ({ day: day(), timeZone: config.timeZone }),
    pictures: {
      ...{ typeface: await Typeface.load(), drawing },
      ...{ hasImages: values.images, reportFault: refuse },
    },
  };
  const written = new Set<string>();
  let told: string;
  try {
    putFile(folder, LIST, listOf(before));
    const write = async ([path, content]: SiteFile) => {
      const name = path === '' || path.endsWith('/') ? path + INDEX : path;
      const file = join(folder, name);
      const made = await content();
      // Most stay the same: to read a file is quicker than to write it, and whoever copies the folder is spared.
      if (!before.has(name) || !isWritten(file, made)) writePlainly(file, made);
      written.add(name);
    };
    const debates = debatesChosen(key, config);
    const isOne = key !== null || debates[0].key === '';
    told = isOne
      ? await writeOne(debates[0], parts, write, tell)
      : await writeAll(debates, config, parts, write, tell);
  } finally {
    await drawing.close();
  }
  tell(1);
  for (const name of before) if (!written.has(name)) removeFile(join(folder, name));
  putFile(folder, LIST, listOf(written));
  output.write(french`${folder} : ${counted(written.size, 'fichier')}, ${told}\n`);
  return ANSWERED;
}

type SiteFile = readonly [path: string, content: () => Content | Promise<Content>];
type Content = string | Uint8Array;
type Write = (file: SiteFile) => Promise<void>;
type Parts = Pick<ConstructorParameters<typeof Site>[0], 'index' | 'isOfSeveral' | 'today'> &
  Pick<ConstructorParameters<typeof DebatesList>[0], 'assets'> & {
    readonly pictures: Omit<ConstructorParameters<typeof PagePictures>[0], 'corpus' | 'gate'>;
  };
type Tell = (share: number) => void;

/** The debate alone, at the root of the folder; returns what is told of it. */
async function writeOne(debate: KeptDebate, parts: Parts, write: Write, tell: Tell) {
  const corpus = await loadCorpus(debate);
  if (corpus.debate.tenants != null) {
    const message = `${debate.corpusFolder} n’est pas ouvert à tous (tenants, dans debate.yaml) : ses pages ne s’écrivent pas`;
    throw new BotError('usage', message);
  }
  await writePages(corpus, debate.key, parts, write, tell);
  return `corpus ${corpus.hash.slice(0, 12)}`;
}

/** Each debate that is for all in a folder of its own, and the list of them; returns what is told of them. */
async function writeAll(
  debates: KeptDebates,
  { publicUrl }: Config,
  parts: Parts,
  write: Write,
  tell: Tell,
) {
  const listed: NamedDebate[] = [];
  for (const [at, kept] of debates.entries()) {
    const corpus = await loadCorpus(kept);
    const { title, question, tenants = null } = corpus.debate;
    if (tenants !== null) continue;
    const { key } = kept;
    listed.push({ key, title, question });
    const below: Write = ([path, content]) => write([`${key}/${path}`, content]);
    await writePages(corpus, key, { ...parts, isOfSeveral: true }, below, (share) => {
      tell((at + share) / debates.length);
    });
  }
  const list = new DebatesList({ ...parts, publicUrl, debates: listed });
  for (const file of list.written()) await write(file);
  return counted(listed.length, 'débat');
}

async function writePages(corpus: Corpus, key: string, parts: Parts, write: Write, tell: Tell) {
  const gate = Gate.of(corpus, key);
  const pictures = new PagePictures({ ...parts.pictures, corpus, gate });
  const site = new Site({ ...parts, corpus, gate, pictures });
  for (const [path, text] of parts.assets) await write([path, () => text]);
  let written = 0;
  for (const file of site.written()) {
    await write(file);
    written += 1;
    tell(Math.min(written / (corpus.passages.length + written / 2), 0.99));
  }
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
