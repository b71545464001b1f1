import type { Passage, Source } from '../../debate/passage.ts';
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
