import type { Corpus, KnownVoice, Passage, Source, Voice } from '../debate/passage.ts';
import { voiceNamed } from '../debate/passage.ts';
import { foldWhiteSpace } from '../french/typography.ts';
import { complaints, Faults, FIRST, type Parsed, type Place } from './faults.ts';
import { readDebate, readLexicon, readVoices } from './yaml.ts';
import { decode, type CorpusFile } from './decode.ts';
import { frontMatterBlock, readFrontMatter, type FrontMatter } from './front-matter.ts';
import { readQuotations, type Steps, type WrittenQuotation } from './quotations.ts';
import { corpusOf, type ParsedBeside, type ReadWork } from './whole.ts';

/** A work as its file writes it, for whoever checks the corpus. */
export interface Work extends ReadWork {
  /** Name of the raw text it was made from, and what is cut out of that text. */
  readonly raw: string | null;
  readonly cuts: FrontMatter['cuts'];
  /** What is unknown of it, and stays so: a person has looked. */
  readonly read: readonly ('date' | 'publisher')[];
  /** The line of each passage's heading, in the order of `passages`. */
  readonly places: readonly Place[];
  /** Those that have a place and nothing to show yet: a person is to choose their words, or to write a thesis. */
  readonly waiting: readonly WrittenQuotation[];
  /** The anchors of those whose voice a person has looked at. */
  readonly readVoices: ReadonlySet<string>;
}

/** Reads one Markdown file, in which voices may be called by any name they are known by. */
export function parseWork(file: CorpusFile, voices: readonly KnownVoice[] = []): Parsed<Work> {
  const steps = parseWorkSteps(file, voices);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same in steps. */
export function* parseWorkSteps(
  file: CorpusFile,
  voices: readonly KnownVoice[],
): Steps<Parsed<Work>> {
  const faults = new Faults(file.name);
  const text = decode(file, faults);
  const value =
    text === null ? null : yield* readWork(file.name, text, voiceReader(voices), faults);
  return parsedOf(value, faults);
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
  return parsedOf(text === null ? null : read(text, faults), faults);
}

function parsedOf<T>(value: T | null, { list: faults }: Faults): Parsed<T> {
  return value !== null && faults.length === 0 ? { value, faults: [] } : { value: null, faults };
}

/** The files beside the works: what the debate is, its voices, its synonyms; null are those that are not there. */
export interface FilesBeside {
  readonly debate: CorpusFile | null;
  readonly voices: CorpusFile | null;
  readonly lexicon: CorpusFile | null;
}

/** The files of a corpus, and their SHA-256. */
export interface CorpusFiles extends FilesBeside {
  readonly works: readonly CorpusFile[];
  readonly hash: string;
}

/** Reads the files beside the works; a folder need not have any of them. */
export function parseBeside({ debate, voices, lexicon }: FilesBeside): ParsedBeside {
  const read = <T>(
    file: CorpusFile | null,
    reader: (text: string, faults: Faults) => T | null,
    absent: T,
  ): Parsed<T> => (file === null ? { value: absent, faults: [] } : parseFile(file, reader));
  return {
    debate: read(debate, readDebate, { title: null, question: null, themes: null }),
    voices: read(voices, readVoices, []),
    lexicon: read(lexicon, readLexicon, []),
  };
}

/** Reads a whole corpus; the works are in the order of the files. */
export function parseCorpus(
  files: CorpusFiles,
): Parsed<{ corpus: Corpus; works: readonly Work[] }> {
  const beside = parseBeside(files);
  const parsed = files.works.map((file) => parseWork(file, beside.voices.value ?? []));
  const { value: corpus, faults } = corpusOf(parsed, beside, files.hash);
  if (corpus === null) return { value: null, faults };
  const works = parsed.flatMap(({ value }) => (value === null ? [] : [value]));
  return { value: { corpus, works }, faults: [] };
}

function* readWork(
  file: string,
  text: string,
  voiceOf: VoiceReader,
  faults: Faults,
): Steps<Work | null> {
  const block = frontMatterBlock(text);
  if (block === null) {
    faults.add(FIRST, complaints.noFrontMatter());
    return null;
  }
  const front = readFrontMatter(block, faults);
  // Blank lines in place of the block keep every line number true.
  const body = '\n'.repeat(block.lines) + text.split('\n').slice(block.lines).join('\n');
  const { title, quotations: written } = yield* readQuotations(body, faults);
  if (front === null) return null;
  const source = sourceOf(front, voiceOf);
  const spoken = written.map((each) => ({
    ...each,
    voice: voiceOf(each.voice.name),
    reportedBy: each.reportedBy === null ? null : voiceOf(each.reportedBy).name,
  }));
  const quotations = spoken.filter((each) => !isWaiting(each));
  if (title !== source.title) faults.add(FIRST, complaints.noTitle());
  refuseFalseAuthors(source, quotations, faults);
  return {
    source,
    passages: quotations.map((quotation, order) => passageOf(source, quotation, order)),
    raw: front.raw ?? null,
    cuts: front.cuts,
    read: front.read ?? [],
    file,
    places: quotations.map(({ at }) => at),
    waiting: spoken.filter(isWaiting),
    readVoices: new Set(spoken.flatMap((each) => (each.isVoiceRead ? [each.anchor] : []))),
  };
}

function isWaiting({ text, thesis }: WrittenQuotation): boolean {
  return text === null && thesis === null;
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
    site: null,
  };
}

function passageOf(source: Source, written: WrittenQuotation, order: number): Passage {
  const { anchor, at: _, isVoiceRead: __, ...said } = written;
  // A reference without a work is to one of the same work.
  const relations = said.relations.map(({ kind, ref }) => ({
    kind,
    ref: /[^#]#/u.test(ref) ? ref : `${source.id}#${ref.replace(/^#/u, '')}`,
  }));
  // Of a work that is here whole, nothing is left out.
  const followsOn = source.content === 'whole' ? order > 0 : said.followsOn;
  return { id: `${source.id}#${anchor}`, source, ...said, followsOn, relations, order };
}
