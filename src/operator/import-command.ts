import { basename, dirname, join, relative, sep } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { zipSync } from 'fflate';
import { BotError } from '../errors.ts';
import { french } from '../french/typography.ts';
import { LISTS } from '../import/conversations/slack-export.ts';
import { NAMES, ImportFault, type BroughtFile } from '../import/format.ts';
import type { Right } from '../import/works/text-work.ts';
import { bytesOf, filesNamed, sourcesOf } from '../running/disk.ts';
import { progressBar } from '../running/progress.ts';
import { ANSWERED, USAGE_FAULT, type Surroundings } from '../running/surroundings.ts';
import { fetchedFile, isAddress } from './fetching.ts';
import { filesOf, Importer } from './importing.ts';
import {
  reportOf,
  toldOf,
  type CountedDoubts,
  type ImportFaultTold,
  type Told,
} from './import-report.ts';
import { beginDebate, debateIn, declareVoices, keyAmong, nextSteps } from './import-debate.ts';
import { typedAs } from './opening.ts';

const USAGE =
  'usage : npm run corpus -- import --into DOSSIER [--sources DOSSIER] [--licence own|public|free|quotations] [--names full|initials|numbers] [--json] FICHIER|DOSSIER|ADRESSE…';
const RIGHTS: readonly Right[] = ['own', 'public', 'free', 'quotations'];

/**
 * `corpus import`: makes works of the files and pages named, keeps each raw file beside the debate, and
 * says what it did. A folder of its own in `debatesFolder` is one of several debates. 0, or 2 where nothing could be
 * read.
 */
export async function importCommand(
  typed: readonly string[],
  corpusFolder: string | null,
  surroundings: Surroundings,
  debatesFolder: string | null = null,
): Promise<number> {
  const { into, sources, licence, names, json, paths } = readArguments(
    typed,
    corpusFolder,
    debatesFolder,
  );
  const key = keyAmong(debatesFolder, into);
  const right = licence ?? (json ? null : await askedRight(surroundings));
  const importer = new Importer({ into, sources }, { right, names });
  const faults: ImportFaultTold[] = [];
  const works: Told[] = [];
  const bar = progressBar(surroundings.errors, surroundings.now);
  const say = (line: string) => surroundings.output.write(`${line}\n`);
  const files = paths.flatMap((path) => namedBy(path, faults));
  const attempt = async (file: string, reading: () => Promise<void>) => {
    try {
      await reading();
    } catch (fault) {
      if (!(fault instanceof ImportFault || fault instanceof BotError)) throw fault;
      faults.push({ file, what: fault.message });
    }
  };
  for (const [at, name] of files.entries()) {
    bar(at / files.length, name);
    await attempt(name, async () => {
      // What one file of a zip lacks is no fault of the others.
      for await (const file of filesOf(await broughtFile(name))) {
        await attempt(file.name, async () => {
          for await (const work of importer.import(file)) works.push(toldOf(work));
        });
      }
    });
  }
  bar(1);
  if (works.length > 0 && key !== null) beginDebate(into, key);
  const debate = works.length === 0 ? null : debateIn(into, works);
  const alike = debate === null ? [] : declareVoices(into, works, debate);
  if (json) say(JSON.stringify({ works: works.map(({ document }) => document), faults }));
  else {
    const { columns } = surroundings.output;
    const doubts = debate?.doubtsOf ?? new Map<string, CountedDoubts>();
    const next = works.length === 0 ? [] : nextSteps({ into, sources }, works, debate, key);
    for (const line of [...reportOf(works, faults, alike, doubts, columns), ...next]) say(line);
  }
  return works.length === 0 ? USAGE_FAULT : ANSWERED;
}

function readArguments(
  typed: readonly string[],
  corpusFolder: string | null,
  debatesFolder: string | null,
) {
  const { values, positionals: paths } = typedAs(typed, USAGE, {
    into: { type: 'string' },
    sources: { type: 'string' },
    licence: { type: 'string' },
    names: { type: 'string', default: 'full' },
    json: { type: 'boolean', default: false },
  });
  const { json, licence = null, names } = values;
  const into = values.into ?? corpusFolder;
  if (paths.length === 0) throw new BotError('usage', USAGE);
  if (into === null) {
    const where =
      debatesFolder === null
        ? 'dans quel dossier, avec --into ou CORPUS_DIR'
        : `dans quel débat, avec --debat, ou commencez-en un avec --into ${join(debatesFolder, 'NOM')}`;
    throw new BotError('usage', `dites ${where}\n${USAGE}`);
  }
  if (licence !== null && !isOneOf(RIGHTS, licence)) {
    throw new BotError('usage', `--licence ${licence} : own, public, free ou quotations\n${USAGE}`);
  }
  if (!isOneOf(NAMES, names)) {
    throw new BotError('usage', `--names ${names} : full, initials ou numbers\n${USAGE}`);
  }
  const sources = values.sources ?? sourcesOf(into);
  return { into, sources, licence, names, json, paths };
}

function isOneOf<Value extends string>(values: readonly Value[], value: string): value is Value {
  return (values as readonly string[]).includes(value);
}

const QUESTION = french`De quel droit reprenez-vous ces textes ?
  own         ils sont à vous, ou leurs auteurs vous l’ont permis
  public      documents publics, que chacun peut reprendre
  free        sous une licence libre
  quotations  ils sont à d’autres : de courtes citations seulement, que vous choisirez
Votre réponse (quotations) : `;

/** Asked once, of a person; without an answer only excerpts are made. */
async function askedRight({ input, output }: Surroundings): Promise<Right | null> {
  if (input.isTTY !== true) return null;
  output.write(QUESTION);
  const lines = createInterface({ input });
  try {
    for await (const line of lines) {
      const answer = line.trim();
      if (answer === '') break;
      if (isOneOf(RIGHTS, answer)) return answer;
      output.write('Répondez par own, public, free ou quotations : ');
    }
    return null;
  } finally {
    lines.close();
  }
}

function namedBy(path: string, faults: ImportFaultTold[]): string[] {
  if (isAddress(path)) return [path];
  try {
    // A list of people stands over the folders of what they say.
    return asWholes(filesNamed(path)).toSorted((a, b) => depthOf(a) - depthOf(b));
  } catch (fault) {
    if (!(fault instanceof BotError)) throw fault;
    faults.push({ file: path, what: fault.message });
    return [];
  }
}

function depthOf(path: string): number {
  return path.split(sep).length;
}

/** The folder of an export of Slack in place of its files, which tell nothing alone: browsers unzip it. */
function asWholes(files: readonly string[]): string[] {
  const all = new Set(files);
  const roots = [...new Set(files.map(dirname))].filter((folder) =>
    LISTS.every((name) => all.has(join(folder, name))),
  );
  const folders = roots.map((root) => join(root, sep));
  return [...folders, ...files.filter((file) => !folders.some((each) => file.startsWith(each)))];
}

/** As it was before; always the same bytes. */
function zipped(folder: string): BroughtFile {
  const files = filesNamed(folder).map((name) => {
    return [
      relative(folder, name).replaceAll(sep, '/'),
      bytesOf(name) ?? new Uint8Array(),
    ] as const;
  });
  const bytes = zipSync(Object.fromEntries(files), { mtime: '1980-01-01' });
  return { name: `${basename(folder)}.zip`, bytes, address: null };
}

async function broughtFile(name: string): Promise<BroughtFile> {
  if (isAddress(name)) return fetchedFile(name);
  if (name.endsWith(sep)) return zipped(name);
  const bytes = bytesOf(name);
  if (bytes === null) throw new ImportFault(`${name} n’existe plus`);
  return { name, bytes, address: null };
}
