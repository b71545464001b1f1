import { join } from 'node:path';
import { checkAlone } from '../corpus/check.ts';
import { formatFault, type Fault } from '../corpus/faults.ts';
import { houseFaults } from '../corpus/house-rules.ts';
import { parseCorpus, type CorpusFiles, type Work } from '../corpus/parse.ts';
import { anchorOf, sectionsOf } from '../corpus/sections.ts';
import { ROLE_FORMS, type Corpus, type Role } from '../debate/passage.ts';
import { BotError } from '../errors.ts';
import { foldWhiteSpace, french } from '../french/typography.ts';
import { foldText } from '../french/words.ts';
import { ImportFault } from '../import/format.ts';
import { newWorkOf, withPassages, type Accepted } from '../import/works/proposed.ts';
import { slugOf, type Right } from '../import/works/text-work.ts';
import type { Proposal, Proposed } from '../proposing/proposal.ts';
import { putFile, replaceText, sourcesOf } from '../running/disk.ts';
import { readCorpusFolder } from '../running/files.ts';
import { reload } from './corpus.ts';
import { fetchedFile, isPublic } from './fetching.ts';
import { filesOf, Importer } from './importing.ts';
import { openCorpus } from './opening.ts';

/** What the operator decides beside what was proposed. */
export interface Accepting {
  /** The work it is added to; null where that of the same address is meant, or a new one. */
  readonly work: string | null;
  readonly role: Role | null;
  readonly by: string | null;
  readonly title: string | null;
  readonly right: Right;
  /** Whether words that are held already are to be held once more. */
  readonly isAgain: boolean;
  /** Whether the page may be on the operator's own network. */
  readonly isLocal: boolean;
}

interface Typed {
  readonly work?: string;
  readonly role?: string;
  readonly by?: string;
  readonly title?: string;
  readonly licence?: string;
  readonly again: boolean;
  readonly local: boolean;
}

const RIGHTS: readonly Right[] = ['own', 'public', 'free', 'quotations'];
const ROLES = Object.keys(ROLE_FORMS) as Role[];

/** Throws a BotError that says what can be given. */
export function readAccepting({ work, role, by, title, licence, again, local }: Typed): Accepting {
  const right = RIGHTS.find((each) => each === (licence ?? 'quotations'));
  if (right === undefined)
    throw new BotError('usage', `--licence ${licence} : own, public, free ou quotations`);
  const known = ROLES.find((each) => each === role || ROLE_FORMS[each] === role);
  if (role !== undefined && known === undefined)
    throw new BotError('usage', `--role ${role} : ${ROLES.join(', ')}`);
  return {
    ...{ work: work ?? null, role: known ?? null, by: by ?? null, title: title ?? null, right },
    ...{ isAgain: again, isLocal: local },
  };
}

type Say = (line: string) => unknown;

/**
 * Makes of a proposal a passage of the corpus, checked as `corpus check` does, and asks whoever serves to read
 * it; of an address, a work whose words the operator is to choose. Throws a BotError, and changes nothing, where
 * that cannot be.
 */
export async function accept(
  { number, proposed }: Proposal & { readonly proposed: Proposed },
  accepting: Accepting,
  folder: string,
  say: Say,
): Promise<void> {
  const { words, voice } = proposed;
  if (words === null || voice === null)
    await importPage(proposed.url ?? '', accepting, folder, say);
  else {
    const { id, file, isNew } = write({ ...proposed, words, voice }, accepting, folder);
    const where = isNew ? `une œuvre nouvelle, ${file}` : `l’œuvre ${file}`;
    say(french`la proposition n° ${number} est dans ${where} : ${id}`);
  }
  reload(say);
}

type Worded = Proposed & { readonly words: string; readonly voice: string };

function write(proposed: Worded, accepting: Accepting, folder: string) {
  const { corpus, works } = openCorpus(folder);
  const held = accepting.isAgain ? null : heldIn(corpus, proposed.words);
  if (held !== null) {
    const message = `ces mots sont déjà dans ${held} : refusez la proposition, ou ajoutez --again`;
    throw new BotError('corpus', message);
  }
  const work = workFor(proposed, accepting, works);
  const accepted = acceptedOf(proposed, accepting, work);
  const files = readCorpusFolder(folder);
  const id = work?.source.id ?? freeId(proposed, works);
  const name = join(folder, `${id}.md`);
  const before =
    work === null ? null : (files.works.find((each) => each.name === work.file) ?? null);
  const text =
    work === null || before === null
      ? newWorkOf(accepted, { id, ...calledFor(proposed, accepting) })
      : withPassages(new TextDecoder().decode(before.bytes), accepted, anchorsOf(work));
  const known = new Set(corpus.passages.map((passage) => passage.id));
  const next = checked(files, { name: before?.name ?? name, text });
  const passage = next.passages.find((each) => !known.has(each.id))?.id ?? id;
  if (before === null) putFile(folder, `${id}.md`, text);
  else if (!replaceText(before, text))
    throw new BotError('corpus', `${before.name} a changé entre-temps : recommencez`);
  return { id: passage, file: `${id}.md`, isNew: before === null };
}

const REMEDY =
  'rien n’est écrit ; corrigez par --role, --by, --title, --work ou --licence, ou refusez';

/** The corpus with this file in it; throws a BotError that tells every fault that it did not have before. */
export function checked(
  files: CorpusFiles,
  { name, text }: { name: string; text: string },
  remedy = REMEDY,
): Corpus {
  const file = { name, bytes: new TextEncoder().encode(text) };
  const others = files.works.filter((each) => each.name !== name);
  const before = new Set(faultsOf(files).faults.map(formatFault));
  const { corpus, faults } = faultsOf({ ...files, works: [...others, file] });
  const added = faults.map(formatFault).filter((fault) => !before.has(fault));
  if (corpus !== null && added.length === 0) return corpus;
  throw new BotError('corpus', [...added, remedy].join('\n'));
}

function faultsOf(files: CorpusFiles): { corpus: Corpus | null; faults: readonly Fault[] } {
  const { value, faults } = parseCorpus(files);
  if (value === null) return { corpus: null, faults };
  const { corpus, works } = value;
  return { corpus, faults: [...houseFaults(corpus, works), ...works.flatMap(checkAlone)] };
}

function heldIn({ passages }: Corpus, words: string): string | null {
  const said = folded(words);
  return passages.find(({ text }) => text !== null && folded(text).includes(said))?.id ?? null;
}

function folded(text: string): string {
  return foldText(foldWhiteSpace(text)).replaceAll('’', "'");
}

/** That which is named, else that of the same address; null for a new one. */
function workFor({ url }: Proposed, { work }: Accepting, works: readonly Work[]): Work | null {
  const named = works.find(({ source }) => source.id === work);
  if (work !== null && named === undefined) {
    const known = works.map(({ source }) => source.id).join(', ');
    throw new BotError('usage', `pas d’œuvre « ${work} » dans ce corpus, qui a : ${known}`);
  }
  const bare = (address: string | null) => (address ?? '').replace(/(?:\/|#.*)$/u, '');
  const same = works.find(({ source }) => url !== null && bare(source.url) === bare(url));
  return named ?? same ?? null;
}

/** Who says it in the work is asked of the operator where nothing tells: it is never guessed. */
function acceptedOf(proposed: Worded, { role, by }: Accepting, work: Work | null): Accepted {
  const { words, voice, date, url, permalink } = proposed;
  const isMessage = permalink !== null && permalink === url;
  const author = work?.source.author?.name ?? null;
  const isOfAuthor = work === null || author === voice;
  const meant = role ?? (isMessage ? 'orateur' : isOfAuthor ? 'auteur' : null);
  if (meant === null) {
    const whose = author === null ? 'sans auteur nommé' : `de ${author}`;
    const message = `${voice} parle dans une œuvre ${whose} : dites en quelle qualité, par --role cité --by NOM, --role commentateur, …`;
    throw new BotError('usage', message);
  }
  const quotedBy = meant === 'cité' ? (by ?? author) : null;
  return { words, voice, role: meant, quotedBy, date, url };
}

function anchorsOf(work: Work): ReadonlySet<string> {
  return new Set([...work.passages.map(anchorOf), ...sectionsOf(work).map(({ anchor }) => anchor)]);
}

/** What a new work is called, by what is known of its source. */
function calledFor({ url, title, permalink }: Proposed, { title: given, right }: Accepting) {
  const host = url === null ? null : hostOf(url);
  const isMessage = permalink !== null && permalink === url;
  const named = given ?? title ?? (isMessage ? `Message sur ${host}` : (host ?? 'Proposition'));
  const kind = isMessage ? 'message' : url === null ? 'document' : 'page web';
  return { title: named, publisher: host, kind, right };
}

export function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^www\./u, '');
}

export function freeId(proposed: Proposed, works: readonly Work[]): string {
  const taken = new Set(works.map(({ source }) => source.id));
  const { url, title, date } = proposed;
  const host = url === null ? '' : hostOf(url);
  const said = ['propositions', title ?? host, date?.slice(0, 4) ?? ''].join(' ');
  const slug = slugOf(said, 34);
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? slug : `${slug}-${count}`;
    if (!taken.has(id)) return id;
  }
}

/** A page as a work in excerpts, of which nothing is shown until its words are chosen. */
async function importPage(url: string, accepting: Accepting, folder: string, say: Say) {
  openCorpus(folder);
  const { right, isLocal } = accepting;
  const importer = new Importer(
    { into: folder, sources: sourcesOf(folder) },
    { right, names: 'full' },
  );
  try {
    const file = await fetchedFile(url, isLocal ? undefined : isPublic);
    for await (const each of filesOf(file)) {
      for await (const { id, title, sections } of importer.import(each)) {
        say(french`${id} — ${title} : ${sections.length} passages, dont les mots sont à choisir`);
        say(`  npm run corpus -- doubts --work ${id}`);
      }
    }
  } catch (cause) {
    if (!(cause instanceof ImportFault)) throw cause;
    throw new BotError('usage', cause.message, { cause });
  }
}
