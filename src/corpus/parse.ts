import {
  type Corpus,
  type Debate,
  type Passage,
  type Source,
  voiceNamed,
} from '../debate/passage.ts';
import { compareDates, foldWhiteSpace } from '../french/typography.ts';
import { complaints, Faults, type Fault, type Place } from './faults.ts';
import { readDebate, readLexicon } from './yaml.ts';
import { decode, type CorpusFile } from './decode.ts';
import { frontMatterBlock, readFrontMatter, type FrontMatter } from './front-matter.ts';
import { readQuotations, type WrittenQuotation } from './quotations.ts';

/** One file of the corpus, read. */
export interface Work {
  readonly source: Source;
  readonly passages: readonly Passage[];
  /** Name of the raw text it was made from, and what is cut out of that text: for the corpus check only. */
  readonly raw: string | null;
  readonly cuts: FrontMatter['cuts'];
  readonly file: string;
  /** The line of each passage's heading, in the order of `passages`. */
  readonly places: readonly Place[];
}

/** What was read, or everything that is wrong: never a part of a corpus. */
type Parsed<T> =
  | { readonly value: T; readonly faults: readonly [] }
  | { readonly value: null; readonly faults: readonly Fault[] };

const FIRST: Place = { line: 1, column: 1 };
/** What is known of a debate whose folder has neither of the files that may be left out. */
const NO_WORDS: Parsed<Corpus['lexicon']> = { value: [], faults: [] };
const UNTITLED: Parsed<Debate> = { value: { title: null, question: null }, faults: [] };

/** Reads one Markdown file. */
export function parseWork(file: CorpusFile): Parsed<Work> {
  return parseFile(file, (text, faults) => readWork(file.name, text, faults));
}

function parseFile<T>(
  file: CorpusFile,
  read: (text: string, faults: Faults) => T | null,
): Parsed<T> {
  const faults = new Faults(file.name);
  const text = decode(file, faults);
  const value = text === null ? null : read(text, faults);
  if (value !== null && faults.list.length === 0) return { value, faults: [] };
  return { value: null, faults: faults.list };
}

/** The files of a corpus: its works in Markdown, its synonyms, what the debate is, and their SHA-256. */
export interface CorpusFiles {
  readonly works: readonly CorpusFile[];
  readonly lexicon: CorpusFile | null;
  readonly debate: CorpusFile | null;
  readonly hash: string;
}

/** Reads a whole corpus. */
export function parseCorpus(
  files: CorpusFiles,
): Parsed<{ corpus: Corpus; works: readonly Work[] }> {
  const { works, lexicon, debate, hash } = files;
  const parsed = works.map(parseWork);
  const words = lexicon === null ? NO_WORDS : parseFile(lexicon, readLexicon);
  const told = debate === null ? UNTITLED : parseFile(debate, readDebate);
  const read = parsed.flatMap(({ value }) => (value === null ? [] : [value]));
  const empty = new Faults('corpus');
  if (works.length === 0) empty.add(FIRST, complaints.emptyCorpus());
  const all = [
    ...parsed.flatMap(({ faults }) => faults),
    ...duplicateIds(read),
    ...words.faults,
    ...told.faults,
    ...empty.list,
  ];
  if (all.length > 0 || words.value === null || told.value === null) {
    return { value: null, faults: all };
  }
  const inOrder = read.toSorted((a, b) => compareDates(a.source.date, b.source.date));
  const corpus: Corpus = {
    hash,
    debate: told.value,
    sources: inOrder.map(({ source }) => source),
    passages: inOrder.flatMap(({ passages }) => passages),
    lexicon: words.value,
  };
  return { value: { corpus, works: inOrder }, faults: [] };
}

function duplicateIds(works: readonly Work[]): readonly Fault[] {
  const owners = new Map<string, string>();
  return works.flatMap(({ source, file }) => {
    const owner = owners.get(source.id);
    const faults = new Faults(file);
    if (owner === undefined) owners.set(source.id, file);
    else faults.add(FIRST, complaints.duplicateId(source.id, owner));
    return faults.list;
  });
}

function readWork(file: string, text: string, faults: Faults): Work | null {
  const block = frontMatterBlock(text);
  if (block === null) {
    faults.add(FIRST, complaints.noFrontMatter());
    return null;
  }
  const front = readFrontMatter(block, faults);
  // Blank lines in place of the block keep every line number true.
  const body = '\n'.repeat(block.lines) + text.split('\n').slice(block.lines).join('\n');
  const { title, quotations } = readQuotations(body, faults);
  if (front === null) return null;
  const source = sourceOf(front);
  if (title !== source.title) faults.add(FIRST, complaints.noTitle());
  refuseFalseAuthors(source, quotations, faults);
  return {
    source,
    passages: quotations.map((quotation, order) => passageOf(source, quotation, order)),
    raw: front.raw ?? null,
    cuts: front.cuts,
    file,
    places: quotations.map(({ place }) => place),
  };
}

function refuseFalseAuthors(
  source: Source,
  quotations: readonly WrittenQuotation[],
  faults: Faults,
): void {
  const author = source.author?.name ?? 'auteur non identifié';
  for (const { role, voice, place } of quotations) {
    if (role === 'auteur' && voice.name !== author)
      faults.add(place, complaints.notTheAuthor(author));
  }
}

function sourceOf(front: FrontMatter): Source {
  return {
    id: front.id,
    title: foldWhiteSpace(front.title),
    author: front.author === null ? null : voiceNamed(front.author),
    publisher: front.publisher,
    date: front.date,
    url: front.url,
    kind: front.kind,
    rights: front.rights,
    typedBy: front.typed_by,
  };
}

function passageOf(source: Source, written: WrittenQuotation, order: number): Passage {
  const { anchor, place: _, ...said } = written;
  return { id: `${source.id}#${anchor}`, source, ...said, order };
}
