import type {
  Corpus,
  Debate,
  KnownVoice,
  Passage,
  Source,
  SynonymGroup,
} from '../debate/passage.ts';
import { compareDates } from '../french/typography.ts';
import { complaints, Faults, FIRST, type Fault, type Parsed } from './faults.ts';

/** What a work gives to the corpus, whatever its file is called. */
export interface WorkContent {
  readonly source: Source;
  /** In the order of the work. */
  readonly passages: readonly Passage[];
}

/** The same, and the file it was read from. */
export interface ReadWork extends WorkContent {
  readonly file: string;
}

/** What the files beside the works say. */
export interface Beside {
  readonly debate: Debate;
  readonly voices: readonly KnownVoice[];
  readonly lexicon: readonly SynonymGroup[];
}

/** The same as it was read, each file by itself: voices stay known where another file has a fault. */
export type ParsedBeside = { readonly [Key in keyof Beside]: Parsed<Beside[Key]> };

/** The corpus of works read one by one, or every fault of every file: a corpus is whole or is not opened. */
export function corpusOf(
  parsed: readonly Parsed<ReadWork>[],
  { debate, voices, lexicon }: ParsedBeside,
  hash: string,
): Parsed<Corpus> {
  const works = parsed.flatMap(({ value }) => (value === null ? [] : [value]));
  const faults = [
    ...parsed.flatMap((each) => each.faults),
    ...duplicateIds(works),
    ...[voices, lexicon, debate].flatMap((each) => each.faults),
    ...(parsed.length === 0 ? emptyCorpus() : []),
  ];
  const isRead = debate.value !== null && voices.value !== null && lexicon.value !== null;
  if (faults.length > 0 || !isRead) return { value: null, faults };
  const inOrder = works.toSorted((a, b) => compareDates(a.source.date, b.source.date));
  const corpus = {
    hash,
    debate: debate.value,
    voices: voices.value,
    lexicon: lexicon.value,
    sources: inOrder.map(({ source }) => source),
    passages: withKnownRelations(inOrder.flatMap(({ passages }) => passages)),
  };
  return { value: corpus, faults: [] };
}

function emptyCorpus(): readonly Fault[] {
  const faults = new Faults('corpus');
  faults.add(FIRST, complaints.emptyCorpus());
  return faults.list;
}

function duplicateIds(works: readonly ReadWork[]): readonly Fault[] {
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
  if (passages.every(({ relations }) => relations.length === 0)) return passages;
  return withRelationsTo(new Set(passages.map(({ id }) => id)), passages);
}

/** The passages with those of their relations alone that are to others that are known, by their ids. */
export function withRelationsTo(
  known: ReadonlySet<string>,
  passages: readonly Passage[],
): readonly Passage[] {
  return passages.map((passage) => {
    const relations = passage.relations.filter(({ ref }) => known.has(ref) && ref !== passage.id);
    return relations.length === passage.relations.length ? passage : { ...passage, relations };
  });
}
