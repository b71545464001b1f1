import type { Passage, Source } from '../../debate/passage.ts';

/** A passage without what its row and its work tell. */
type Kept = Partial<Omit<Passage, 'source' | 'order' | 'topics' | 'id'>> &
  Pick<Passage, 'voice' | 'role' | 'writtenRole' | 'stance'>;

const NONE: readonly never[] = [];

/** What of a passage is kept as text: what there is to say of it, and no more. */
export function toldOf({ source: _, order: __, topics: ___, id: ____, ...told }: Passage): string {
  const said = Object.entries(told).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== null && value !== false,
  );
  return JSON.stringify(Object.fromEntries(said));
}

/** The themes of a passage as they are kept: nothing for none. */
export function topicsText({ topics }: Passage): string | null {
  return topics.length === 0 ? null : JSON.stringify(topics);
}

/** One literal, as in `corpus/snapshot.ts`: all passages have one shape in memory. */
export function passageFrom(
  text: string,
  { id, source, order, topics }: Pick<Passage, 'id' | 'source' | 'order'> & { topics: unknown },
): Passage {
  // `toldOf` wrote it.
  const told = JSON.parse(text) as Kept;
  return {
    id,
    source,
    voice: told.voice,
    role: told.role,
    writtenRole: told.writtenRole,
    reportedBy: told.reportedBy ?? null,
    deduction: told.deduction ?? null,
    stance: told.stance,
    flags: told.flags ?? NONE,
    text: told.text ?? null,
    place: told.place ?? null,
    followsOn: told.followsOn ?? false,
    date: told.date ?? null,
    url: told.url ?? null,
    seconds: told.seconds ?? null,
    relations: told.relations ?? NONE,
    thesis: told.thesis ?? null,
    topics: typeof topics === 'string' ? (JSON.parse(topics) as readonly string[]) : NONE,
    searchWords: told.searchWords ?? NONE,
    order,
  };
}

/** A work as it is kept; where the debate is shown is told by whoever reads it. */
export function sourceText({ site: _, ...source }: Source): string {
  return JSON.stringify(source);
}

export function sourceFrom(text: string, site: string | null): Source {
  // `sourceText` wrote it.
  return { ...(JSON.parse(text) as Omit<Source, 'site'>), site };
}
