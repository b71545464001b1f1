import { basename, dirname, join, sep } from 'node:path';
import { frontMatterBlock, readFrontMatter } from '../corpus/front-matter.ts';
import { Faults } from '../corpus/faults.ts';
import { hidesNames } from '../corpus/page.ts';
import { isPlainFile, readRawText } from '../corpus/raw/raw-text.ts';
import { filesIn, isZip } from '../import/archive.ts';
import { cutsFor } from '../import/works/cuts.ts';
import type { Draft } from '../import/draft.ts';
import { FORMATS } from '../import/formats.ts';
import { ImportFault, type BroughtFile, type ListedPerson, type Names } from '../import/format.ts';
import { mergedWork, type Merged } from '../import/works/merging.ts';
import {
  slugOf,
  textOfWork,
  titleOf,
  writtenWork,
  type Right,
  type Section,
} from '../import/works/text-work.ts';
import { corpusPathsIn, readCorpusFile } from '../running/files.ts';
import { bytesOf, putFile, textAt } from '../running/disk.ts';

/** What is known of a work that the debate has already. */
interface Known {
  readonly id: string;
  readonly raw: string | null;
  readonly title: string;
  readonly right: Right;
}

/** One work that was imported, and what became of its file. */
export interface Imported {
  readonly id: string;
  readonly title: string;
  readonly draft: Draft;
  readonly sections: readonly Section[];
  readonly right: Right;
  /** Null for a work that was not there before. */
  readonly merged: Merged | null;
}

export interface Folders {
  /** The folder of the debate, and that of its raw files. */
  readonly into: string;
  readonly sources: string;
}

export interface ImportChoices {
  /** Null where nobody said: the work is made of excerpts. */
  readonly right: Right | null;
  readonly names: Names;
}

/** Where what an import wrote is kept, to tell later what a person has edited since. */
const WRITTEN = '.imported';

/** Makes works of a debate of the files that somebody brings, one file after the other. */
export class Importer {
  readonly #folders: Folders;
  readonly #choices: ImportChoices;
  readonly #known: Known[];
  /** The raw files of this run, by the name they are kept under. */
  readonly #raws = new Map<string, string>();
  /** The people whom files list, by the name of the file. */
  readonly #lists = new Map<string, ReadonlyMap<string, ListedPerson>>();

  constructor(folders: Folders, choices: ImportChoices) {
    this.#folders = folders;
    this.#choices = choices;
    this.#known = knownIn(folders.into);
  }

  /** The works of a file; throws an ImportFault where it can't be read, or has nobody's words. */
  async *import(file: BroughtFile): AsyncGenerator<Imported> {
    const format = FORMATS.find(({ recognises }) => recognises(file));
    if (format === undefined)
      throw new ImportFault(`${file.name} : ${isArchive(file) ? NESTED : UNREAD}`);
    let raw: string | null = null;
    let text: string | null = null;
    const people = this.#peopleFor(file);
    const known = people.size;
    for await (const draft of format.read(file, { names: this.#choices.names, people })) {
      if (raw === null) {
        raw = this.#keepRaw(file, draft, format.ending);
        text = await textOf(file, raw);
      }
      yield this.#write(draft, raw, text);
    }
    if (people.size > known) this.#lists.set(file.name, people);
    else if (raw === null) {
      throw new ImportFault(`${file.name} ne contient les mots de personne : rien n’est importé`);
    }
  }

  /** The people of the lists that stand in the folder of a file, or in one around it. */
  #peopleFor(file: BroughtFile): Map<string, ListedPerson> {
    const lists = [...this.#lists].filter(([name]) => isBeside(name, file.name));
    return new Map(lists.flatMap(([, people]) => [...people]));
  }

  /** Keeps the bytes as they are, under a name that is that of one source for ever and tells its format. */
  #keepRaw(file: BroughtFile, draft: Draft, ending = ''): string {
    const given = rawNameOf(file.name);
    // « viewtopic.php » is a page, which `check` reads as one by the end of its name.
    const wanted = isPlainFile(given) ? `${given}${ending}` : given;
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? wanted : wanted.replace(/(\.[^.]*)?$/u, `-${count}$1`);
      if (!this.#isOwnName(name, file, draft)) continue;
      this.#raws.set(name, file.name);
      putFile(this.#folders.sources, name, file.bytes);
      return name;
    }
  }

  #isOwnName(name: string, file: BroughtFile, draft: Draft): boolean {
    const owner = this.#raws.get(name);
    if (owner !== undefined) return owner === file.name;
    const works = this.#known.filter(({ raw }) => raw === name);
    const there = bytesOf(join(this.#folders.sources, name));
    if (there === null) return works.length === 0;
    if (Buffer.from(there).equals(file.bytes)) return true;
    // A newer copy of the same page, or another page that was saved under the same name.
    const title = titleOf(draft, name);
    return works.some((work) => work.title === title);
  }

  /** `text` is the raw text, where all of it counts. */
  #write(draft: Draft, raw: string, text: string | null): Imported {
    const title = titleOf(draft, raw);
    const before = this.#known.find((work) => work.raw === raw && work.title === title);
    const id = before?.id ?? this.#freeId(draft, title);
    const right = this.#choices.right ?? before?.right ?? 'quotations';
    const placed = writtenWork(draft, { id, raw, right });
    // What stands between passages has the names of who speaks.
    const isHidden = hidesNames(placed.sections.map(({ speaker }) => speaker.name));
    const isCut = text !== null && right !== 'quotations' && !isHidden;
    const cuts = !isCut ? [] : cutsFor(text, placed.sections);
    const front = cuts.length === 0 ? placed.front : { ...placed.front, cuts };
    const merged = this.#put(id, textOfWork({ ...placed, front }));
    if (before === undefined) this.#known.push({ id, raw, title, right });
    return { id, title, draft, sections: placed.sections, right, merged };
  }

  #put(id: string, next: string): Merged | null {
    const { into, sources } = this.#folders;
    const name = `${id}.md`;
    const kept = join(sources, WRITTEN);
    const mine = textAt(join(into, name));
    const merged = mine === null ? null : mergedWork(textAt(join(kept, name)) ?? next, mine, next);
    const text = merged?.text ?? next;
    if (text !== mine) putFile(into, name, text);
    putFile(kept, name, next);
    return merged;
  }

  #freeId(draft: Draft, title: string): string {
    const taken = new Set(this.#known.map(({ id }) => id));
    const year = /^\d{4}/u.exec(draft.date ?? '')?.[0] ?? null;
    const surname = draft.author?.split(' ').at(-1) ?? null;
    const short = surname === null ? null : [slugOf(surname, 20), year].filter(Boolean).join('-');
    const long = slugOf([surname ?? '', year ?? '', title].join(' ')) || 'texte';
    const free = [short, long].find((id) => id !== null && id !== '' && !taken.has(id));
    if (free !== undefined && free !== null) return free;
    for (let count = 2; ; count += 1) {
      const id = `${slugOf(long, 35)}-${count}`;
      if (!taken.has(id)) return id;
    }
  }
}

function isBeside(list: string, name: string): boolean {
  return dirname(list) === '.' || name.startsWith(join(dirname(list), sep));
}

/** A file that a format reads, or what a zip holds that none does. */
export function filesOf(file: BroughtFile): Iterable<BroughtFile> | AsyncIterable<BroughtFile> {
  const isRead = FORMATS.some(({ recognises }) => recognises(file));
  return isArchive(file) && !isRead ? filesIn(file) : [file];
}

/** Programs keep what they write in zips too, under an ending of their own. */
function isArchive(file: BroughtFile): boolean {
  const isOther = file.address === null && /\.(?!zip)[a-z]{2,5}$/iu.test(file.name);
  return isZip(file) && !isOther;
}

const NESTED = 'une archive dans une archive n’est pas ouverte ; importez-la à part';
const UNREAD =
  'ce genre de fichier n’est pas lu ; enregistrez-le en page web, en texte, en Markdown, en Word (.docx), en PDF, en EPUB, en sous-titres (VTT, SRT), en CSV, en XML TEI ou en export JSON, seul ou dans une archive zip';

/** The text as it is compared, where all of it counts. */
async function textOf(file: BroughtFile, raw: string): Promise<string | null> {
  return isPlainFile(raw) ? ((await readRawText(raw, file.bytes)).raw?.text ?? null) : null;
}

function rawNameOf(name: string): string {
  const plain = basename(name.replace(/[?#].*$/u, '')).replace(/[^\p{L}\p{N}._ -]/gu, '-');
  return (
    plain
      .slice(-120)
      .toWellFormed()
      .replace(/^[.\s]+/u, '') || 'source'
  );
}

function knownIn(folder: string): Known[] {
  return worksIn(folder).flatMap((path) => {
    const file = readCorpusFile(path);
    const block = frontMatterBlock(new TextDecoder().decode(file.bytes).replaceAll('\r\n', '\n'));
    const front = block === null ? null : readFrontMatter(block, new Faults(path));
    if (front === null)
      throw new ImportFault(`${path} est mal formé : npm run corpus -- check dit où`);
    const { id, title, raw = null, content, licence } = front;
    const right = content === 'whole' && licence !== null ? licence : 'quotations';
    return [{ id, raw, title, right }];
  });
}

function worksIn(folder: string): readonly string[] {
  try {
    return corpusPathsIn(folder).works;
  } catch {
    // The first import makes the folder.
    return [];
  }
}
