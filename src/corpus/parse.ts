import {
  type Corpus,
  type Debate,
  type KnownVoice,
  type Passage,
  type Source,
  type Voice,
  voiceNamed,
} from '../debate/passage.ts';
import { compareDates, foldWhiteSpace } from '../french/typography.ts';
import { complaints, Faults, FIRST, type Fault, type Place } from './faults.ts';
import { readDebate, readLexicon, readVoices } from './yaml.ts';
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

/** What is known of a debate whose folder has none of the files that may be left out. */
const NOTHING: Parsed<readonly never[]> = { value: [], faults: [] };
const UNTITLED: Parsed<Debate> = {
  value: { title: null, question: null, themes: null },
  faults: [],
};

/** Reads one Markdown file, in which voices may be called by any name they are known by. */
export function parseWork(file: CorpusFile, voices: readonly KnownVoice[] = []): Parsed<Work> {
  return parseFile(file, (text, faults) => readWork(file.name, text, voiceReader(voices), faults));
}

type VoiceReader = (name: string) => Voice;

/** Gives each person one spelling, and what is known of them. */
function voiceReader(voices: readonly KnownVoice[]): VoiceReader {
  const known = new Map(
    voices.flatMap(({ name, quality, aliases }) => {
      const voice = voiceNamed(name, quality);
      return [name, ...aliases].map((called) => [called, voice] as const);
    }),
  );
  return (name) => known.get(name) ?? voiceNamed(name);
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

/** The files of a corpus: its works in Markdown, its synonyms, its voices, what the debate is, and their SHA-256. */
export interface CorpusFiles {
  readonly works: readonly CorpusFile[];
  readonly lexicon: CorpusFile | null;
  readonly debate: CorpusFile | null;
  readonly voices: CorpusFile | null;
  readonly hash: string;
}

/** Reads a whole corpus. */
export function parseCorpus(
  files: CorpusFiles,
): Parsed<{ corpus: Corpus; works: readonly Work[] }> {
  const { works, lexicon, debate, hash } = files;
  const voices = files.voices === null ? NOTHING : parseFile(files.voices, readVoices);
  const parsed = works.map((file) => parseWork(file, voices.value ?? []));
  const words = lexicon === null ? NOTHING : parseFile(lexicon, readLexicon);
  const told = debate === null ? UNTITLED : parseFile(debate, readDebate);
  const read = parsed.flatMap(({ value }) => (value === null ? [] : [value]));
  const empty = new Faults('corpus');
  if (works.length === 0) empty.add(FIRST, complaints.emptyCorpus());
  const all = [
    ...parsed.flatMap(({ faults }) => faults),
    ...duplicateIds(read),
    ...voices.faults,
    ...words.faults,
    ...told.faults,
    ...empty.list,
  ];
  if (all.length > 0 || voices.value === null || words.value === null || told.value === null) {
    return { value: null, faults: all };
  }
  const inOrder = read.toSorted((a, b) => compareDates(a.source.date, b.source.date));
  const corpus: Corpus = {
    hash,
    debate: told.value,
    voices: voices.value,
    sources: inOrder.map(({ source }) => source),
    passages: withKnownRelations(inOrder.flatMap(({ passages }) => passages)),
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

/** A work that is taken out takes with it what others say of it. */
function withKnownRelations(passages: readonly Passage[]): readonly Passage[] {
  const known = new Set(passages.map(({ id }) => id));
  return passages.map((passage) => {
    const relations = passage.relations.filter(({ ref }) => known.has(ref) && ref !== passage.id);
    return relations.length === passage.relations.length ? passage : { ...passage, relations };
  });
}

function readWork(file: string, text: string, voiceOf: VoiceReader, faults: Faults): Work | null {
  const block = frontMatterBlock(text);
  if (block === null) {
    faults.add(FIRST, complaints.noFrontMatter());
    return null;
  }
  const front = readFrontMatter(block, faults);
  // Blank lines in place of the block keep every line number true.
  const body = '\n'.repeat(block.lines) + text.split('\n').slice(block.lines).join('\n');
  const { title, quotations: written } = readQuotations(body, faults);
  if (front === null) return null;
  const source = sourceOf(front, voiceOf);
  const quotations = written.map((each) => ({
    ...each,
    voice: voiceOf(each.voice.name),
    reportedBy: each.reportedBy === null ? null : voiceOf(each.reportedBy).name,
  }));
  if (title !== source.title) faults.add(FIRST, complaints.noTitle());
  refuseFalseAuthors(source, quotations, faults);
  return {
    source,
    passages: quotations.map((quotation, order) => passageOf(source, quotation, order)),
    raw: front.raw ?? null,
    cuts: front.cuts,
    file,
    places: quotations.map(({ at }) => at),
  };
}

function refuseFalseAuthors(
  source: Source,
  quotations: readonly WrittenQuotation[],
  faults: Faults,
): void {
  const author = source.author?.name ?? 'auteur non identifié';
  for (const { role, voice, at } of quotations) {
    if (role === 'auteur' && voice.name !== author) faults.add(at, complaints.notTheAuthor(author));
  }
}

function sourceOf(front: FrontMatter, voiceOf: VoiceReader): Source {
  return {
    id: front.id,
    title: foldWhiteSpace(front.title),
    author: front.author === null ? null : voiceOf(front.author),
    publisher: front.publisher,
    date: front.date,
    url: front.url,
    kind: front.kind,
    rights: front.rights,
    typedBy: front.typed_by,
    content: front.content,
    licence: front.licence,
  };
}

function passageOf(source: Source, written: WrittenQuotation, order: number): Passage {
  const { anchor, at: _, ...said } = written;
  // A reference without a work is to one of the same work.
  const relations = said.relations.map(({ kind, ref }) => ({
    kind,
    ref: /[^#]#/u.test(ref) ? ref : `${source.id}#${ref.replace(/^#/u, '')}`,
  }));
  // Of a work that is here whole, nothing is left out.
  const followsOn = source.content === 'whole' ? order > 0 : said.followsOn;
  return { id: `${source.id}#${anchor}`, source, ...said, followsOn, relations, order };
}
