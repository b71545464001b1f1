import type { Corpus, Passage } from '../debate/passage.ts';
import { topicsOf } from '../debate/topics.ts';
import { isAddress } from '../french/plain-writing.ts';
import { stem } from '../french/stem.ts';
import { wordsIn } from '../french/words.ts';
import { linkOf } from '../debate/quote.ts';
import type { Knowledge } from './command.ts';

/** Passages on a subject, best first. */
export interface Finding {
  /** How many there are, listed or not. */
  readonly total: number;
  /** Whether they bear on the subject without answering to all of it. */
  readonly isLoose: boolean;
  readonly passages: readonly Passage[];
}

/**
 * Those that bear the subject as their theme are found too, after those that speak of it in its own words.
 * An address is no subject: it asks for the work that is there.
 */
export async function findOn(
  subject: string,
  accepts: (passage: Passage) => boolean,
  limit: number,
  { corpus, retriever }: Pick<Knowledge, 'corpus' | 'retriever'>,
): Promise<Finding> {
  if (isAddress(subject)) {
    const found = passagesAt(subject.trim(), corpus).filter(accepts);
    return { total: found.length, isLoose: false, passages: found.slice(0, limit) };
  }
  const { total, isLoose, hits } = await retriever.search({ text: subject, accepts, limit });
  const found = new Set(hits.map(({ passage }) => passage));
  if (total > found.size) return { total, isLoose, passages: [...found] };
  const others = bearing(subject, corpus).filter((each) => accepts(each) && !found.has(each));
  const passages = [...found, ...others].slice(0, limit);
  return { total: total + others.length, isLoose, passages };
}

/** The first synonym of a subject that gives passages, where a thesaurus has one. */
export async function findBySynonym(
  subject: string,
  accepts: (passage: Passage) => boolean,
  limit: number,
  knowledge: Pick<Knowledge, 'corpus' | 'retriever'>,
): Promise<(Finding & { readonly synonym: string }) | null> {
  for (const synonym of await knowledge.retriever.synonymsOf(subject)) {
    const found = await findOn(synonym, accepts, limit, knowledge);
    if (found.total > 0) return { ...found, synonym };
  }
  return null;
}

/** Whether two subjects are the same words, whatever their accents and inflections. */
export function isSameSubject(one: string, other: string): boolean {
  return keyOf(one) === keyOf(other);
}

/** Other subjects than the one that gave nothing: the most frequent topics of these passages. */
export function otherTopics(
  passages: readonly Passage[],
  subject: string,
  limit: number,
  corpus: Corpus,
): readonly string[] {
  return topicsOf(passages, corpus)
    .filter((topic) => !isSameSubject(topic, subject))
    .slice(0, limit);
}

/** Whether all the works that these passages are of are here whole; of none, all works of the corpus. */
export function areWhole(passages: readonly Passage[], { sources }: Corpus): boolean {
  const works = passages.length === 0 ? sources : passages.map(({ source }) => source);
  return works.every(({ content }) => content === 'whole');
}

type ByTopic = ReadonlyMap<string, readonly Passage[]>;
/** Every question asks whether it is a theme. */
const themesKnown = new WeakMap<readonly Passage[], ByTopic>();

function bearing(subject: string, { passages }: Corpus): readonly Passage[] {
  const known = themesKnown.get(passages) ?? byTopic(passages);
  themesKnown.set(passages, known);
  return known.get(keyOf(subject)) ?? [];
}

function byTopic(passages: readonly Passage[]): ByTopic {
  const keys = new Map<string, string>();
  const found = new Map<string, Passage[]>();
  for (const passage of passages) {
    for (const topic of passage.topics) {
      const key = keys.get(topic) ?? keyOf(topic);
      keys.set(topic, key);
      const bearers = found.get(key);
      if (bearers === undefined) found.set(key, [passage]);
      else bearers.push(passage);
    }
  }
  return found;
}

function keyOf(subject: string): string {
  return wordsIn(subject)
    .map(({ form }) => stem(form))
    .join(' ');
}

/**
 * The passages of the work that is at an address, or, where it names a host alone, of the works that are
 * there; the one that the address points to comes first.
 */
function passagesAt(address: string, { sources, passages }: Corpus): readonly Passage[] {
  const asked = placeAt(address);
  const isAsked = (url: string | null): boolean => {
    const place = url === null ? null : placeAt(url);
    if (asked === null || place?.host !== asked.host) return false;
    return asked.path === '' || asked.path === place.path;
  };
  const works = new Set(sources.filter(({ url }) => isAsked(url)));
  const found = passages.filter(({ source, url }) => works.has(source) || url === address);
  const pointed = found.find((passage) => linkOf(passage) === address);
  return pointed === undefined ? found : [...new Set([pointed, ...found])];
}

/** What tells where a visit began or came from, and not which page it is of. */
const ABOUT_THE_VISIT = /^(?:utm_.*|fbclid|gclid|t)$/u;

/** Null for an address of electronic mail, and for what is none. */
function placeAt(address: string): { readonly host: string; readonly path: string } | null {
  const url = URL.parse(/^[a-z]+:/iu.test(address) ? address : `https://${address}`);
  if (url === null || !/^https?:$/u.test(url.protocol) || url.username !== '') return null;
  for (const name of [...url.searchParams.keys()]) {
    if (ABOUT_THE_VISIT.test(name)) url.searchParams.delete(name);
  }
  const path = url.pathname.replace(/\/+$/u, '') + url.search;
  return { host: url.hostname.replace(/^www\./u, ''), path: path.toLowerCase() };
}
