import { digestOf, saidKey, type ToldDigest, type WorkDigest } from '../../debate/digest.ts';
import type { Passage, Source } from '../../debate/passage.ts';
import { voiceKey } from '../../debate/speaker.ts';
import { standsAlone, type Standing } from '../../debate/standing.ts';
import { passageWritten, saidOf, type WrittenPassage } from '../../debate/written.ts';

/** A passage without what its row and its work tell. */
type Kept = Omit<WrittenPassage, 'topics'> & Pick<Passage, 'voice'>;

/** What of a passage is kept as text: what there is to say of it, and no more. */
export function toldOf({ source: _, order: __, topics: ___, id: ____, ...told }: Passage): string {
  return JSON.stringify(saidOf(told));
}

/** The themes of a passage as they are kept: nothing for none. */
export function topicsText({ topics }: Passage): string | null {
  return topics.length === 0 ? null : JSON.stringify(topics);
}

/** The passage that was kept: its themes and where it stands are told beside it. */
export function passageFrom(
  text: string,
  { topics, ...at }: Pick<Passage, 'id' | 'source' | 'order'> & { topics: unknown },
): Passage {
  // `toldOf` wrote the one, `topicsText` the other.
  const { voice, ...told } = JSON.parse(text) as Kept;
  const themes = typeof topics === 'string' && (JSON.parse(topics) as readonly string[]);
  return passageWritten({ ...told, ...(themes !== false && { topics: themes }) }, { ...at, voice });
}

/** A work as it is kept; where the debate is shown is told by whoever reads it. */
export function sourceText({ site: _, ...source }: Source): string {
  return JSON.stringify(source);
}

export function sourceFrom(text: string, site: string | null): Source {
  // `sourceText` wrote it.
  return { ...(JSON.parse(text) as Omit<Source, 'site'>), site };
}

/** The digest of a work, and its themes: how many of its passages have each, in the order in which they first appear. */
export interface KeptDigest extends ToldDigest {
  readonly themes: readonly (readonly [theme: string, passages: number])[];
}

/** By theme how many passages of these works, which are in the order of the corpus, have it; in the order in which they first appear. */
export function themesOf(
  works: readonly Pick<KeptDigest, 'themes'>[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [theme, passages] of works.flatMap(({ themes }) => themes)) {
    counts.set(theme, (counts.get(theme) ?? 0) + passages);
  }
  return counts;
}

/** A work of a catalogue, and where its passages are kept: in one bucket, one after another. */
export interface KeptWork extends WorkDigest, KeptDigest {
  readonly hash: string;
  readonly bucket: number;
  readonly first: number;
}

type Said = ToldDigest['said'];

/** Passages that stand alone: the id of each, and the place of who speaks among those of the digest. */
type StandingKept = readonly (readonly [id: string, said: number])[];

/**
 * What is told of a work without its passages, as it is kept: its digest; by passage, the place of who speaks among
 * those of the digest; and which passages stand alone.
 */
export function digestedFrom(passages: readonly Passage[]) {
  const digest = digestOf(passages);
  const themes = Map.groupBy(
    passages.flatMap(({ topics }) => [...new Set(topics)]),
    (theme) => theme,
  );
  const counts = [...themes].map(([theme, { length }]) => [theme, length] as const);
  const places = new Map(digest.said.map((said, place) => [saidKey(said), place]));
  const voices = passages.map((passage) => places.get(saidKey(passage)) ?? 0);
  const standing: StandingKept = passages.flatMap((passage, order) =>
    standsAlone(passage) ? [[passage.id, voices[order] ?? 0]] : [],
  );
  return {
    digest: JSON.stringify({ ...digest, themes: counts } satisfies KeptDigest),
    voices: Uint16Array.from(voices),
    standing: JSON.stringify(standing),
  };
}

/** Those that stand alone, of voices that may speak. */
export function standingFrom(
  text: string,
  { source, said }: { readonly source: Source; readonly said: Said },
  maySpeak: (said: Said[number]) => boolean,
): readonly Standing[] {
  const may = said.map(maySpeak);
  // `digestedFrom` wrote it.
  return (JSON.parse(text) as StandingKept).flatMap(([id, place]) => {
    const by = said[place];
    if (by === undefined || may[place] !== true) return [];
    return [{ id, voice: voiceKey({ ...by, source, id }) }];
  });
}
