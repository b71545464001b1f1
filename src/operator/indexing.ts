import { counted, enumeration, french } from '../french/typography.ts';
import type { Config } from '../config/config.ts';
import { BotError } from '../errors.ts';
import { indexVersion } from '../running/cache.ts';
import { progressBar } from '../running/progress.ts';
import { type CorpusThrough, readThrough } from '../running/reading-through.ts';
import { ANSWERED, type Surroundings } from '../running/surroundings.ts';
import { Connection } from '../search/postgres/connection.ts';
import { listing } from '../search/postgres/debates.ts';
import { type Brought, keepDebate, retire } from '../search/postgres/keeping.ts';
import { schemaIn } from '../search/postgres/tables.ts';
import { debatesChosen, type KeptDebate } from './choosing.ts';
import { typedAs } from './opening.ts';

const USAGE =
  'usage: npm run corpus -- index [--debat KEY] [--partitions N], or -- index --retire KEY';

const NO_SERVER =
  'SEARCH_URL ne nomme aucun serveur : réglez-le (postgres://…), ou laissez chaque processus tenir ses débats en mémoire';

/** What of the time reading the files takes, where all of them are laid out. */
const READING = 0.3;

/**
 * `corpus index` brings what SEARCH_URL’s server keeps of each debate up to date with its files, and tells
 * what it did and which debates it keeps beside; `--retire` has it forget one. All faults of all files are
 * told, as one BotError, before anything is written.
 */
export async function indexCommand(
  typed: readonly string[],
  key: string | null,
  config: Config,
  surroundings: Surroundings,
): Promise<number> {
  const { retired, partitions } = readArguments(typed, key);
  const { searchUrl } = config;
  if (searchUrl === null) throw new BotError('usage', NO_SERVER);
  const server = { connection: new Connection(searchUrl), schema: schemaIn(searchUrl), partitions };
  try {
    if (retired === null) await bring(debatesChosen(key, config), server, config, surroundings);
    else await forget(retired, server, surroundings);
  } finally {
    await server.connection.close();
  }
  return ANSWERED;
}

/** `--partitions` says into how many parts each large table is cut where the tables are made now. */
function readArguments(typed: readonly string[], key: string | null) {
  const { values, positionals } = typedAs(typed, USAGE, {
    ...{ retire: { type: 'string' }, partitions: { type: 'string' } },
  } as const);
  const { retire: retired = null, partitions = '0' } = values;
  const isUnclear = retired !== null && key !== null;
  if (positionals.length > 0 || isUnclear || !/^\d{1,3}$/u.test(partitions)) {
    throw new BotError('usage', USAGE);
  }
  return { retired, partitions: Number(partitions) };
}

interface Server {
  readonly connection: Connection;
  readonly schema: string;
  readonly partitions: number;
}

async function bring(
  debates: readonly KeptDebate[],
  { connection, schema, partitions }: Server,
  config: Config,
  { output, errors, now }: Surroundings,
): Promise<void> {
  const before = new Map(
    (await listing(connection, schema)).map(({ debate, edition }) => [debate, edition]),
  );
  const bar = progressBar(errors, now);
  const read = await readAll(debates, (share) => {
    bar(READING * share);
  });
  for (const [number, { key, through }] of read.entries()) {
    const { workCount: _, works, passageCount, ...about } = through;
    const debated = { works, passageCount, about, version: indexVersion() };
    const brought = await keepDebate(connection, { schema, debate: key }, debated, {
      partitions,
      tell: (share) => {
        bar(READING + ((1 - READING) * (number + share)) / read.length, key);
      },
    });
    if (brought.isLaidOutAnew) output.write(`${LAID_OUT_ANEW}\n`);
    const name = key === '' ? '' : french`${key} : `;
    output.write(`${name}${toldOf(brought, before.get(key) ?? null, through)}\n`);
  }
  const keys = debatesChosen(null, config).map(({ key }) => key);
  const others = [...before.keys()].filter((key) => !keys.includes(key));
  for (const other of others) output.write(`${toldOfOther(other)}\n`);
}

const LAID_OUT_ANEW = french`les tables du serveur étaient d’une autre version du programme : elles sont refaites, et chaque débat est à y remettre (npm run corpus -- index)`;

/** Of every debate, or one BotError with the faults of all of them. */
async function readAll(debates: readonly KeptDebate[], told: (share: number) => void) {
  const read: { readonly key: string; readonly through: CorpusThrough }[] = [];
  const faults: BotError[] = [];
  for (const [number, choice] of debates.entries()) {
    try {
      const through = await readThrough(choice, (share) => {
        told((number + share) / debates.length);
      });
      read.push({ key: choice.key, through });
    } catch (fault) {
      if (!(fault instanceof BotError)) throw fault;
      faults.push(fault);
    }
  }
  if (faults.length > 0) {
    throw new BotError('corpus', faults.map(({ message }) => message).join('\n'));
  }
  return read;
}

/** What was done to a debate whose edition was that before, in one line. */
function toldOf(
  { changes, edition }: Brought,
  before: number | null,
  { workCount, passageCount }: CorpusThrough,
): string {
  if (edition === before) return french`à jour, édition ${edition}`;
  if (changes === null) {
    const sizes = [counted(workCount, 'œuvre'), counted(passageCount, 'passage')].join(', ');
    return french`construit, ${sizes}, édition ${edition}`;
  }
  const { added, changed, removed } = changes;
  const kinds = [
    [added, 'ajoutée'],
    [changed, 'changée'],
    [removed, 'retirée'],
  ] as const;
  const [first = 'aucune œuvre changée', ...others] = kinds
    .filter(([count]) => count > 0)
    .map(([count, kind], place) =>
      place === 0
        ? `${counted(count, 'œuvre')} ${count < 2 ? kind : `${kind}s`}`
        : counted(count, kind),
    );
  return french`${[first, ...others].join(', ')}, édition ${edition}`;
}

function toldOfOther(key: string): string {
  const [named, typed] = key === '' ? [nameOf(key), '""'] : [`« ${key} »`, key];
  return french`le serveur garde aussi ${named}, qui n’est pas dans le dossier ; pour l’en retirer : npm run corpus -- index --retire ${typed}`;
}

async function forget(
  key: string,
  { connection, schema }: Server,
  { output }: Pick<Surroundings, 'output'>,
): Promise<void> {
  const keys = (await listing(connection, schema)).map(({ debate }) => debate);
  const isGone = keys.includes(key) && (await retire(connection, { schema, debate: key }));
  if (!isGone) {
    const has = keys.length === 0 ? 'qui n’en a aucun' : `qui a : ${enumeration(keys.map(nameOf))}`;
    throw new BotError('usage', french`pas de débat « ${key} » sur le serveur, ${has}`);
  }
  output.write(french`${nameOf(key)} : retiré du serveur` + '\n');
}

function nameOf(key: string): string {
  return key === '' ? 'le débat sans nom' : key;
}
