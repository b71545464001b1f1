import type { Passage } from './passage.ts';

/** A passage as it is kept in text: of what it may say, what it says. Where it stands is told beside it. */
export type WrittenPassage = Pick<Passage, 'role' | 'writtenRole' | 'stance'> &
  Partial<Omit<Passage, Standing>>;

type Standing = 'id' | 'source' | 'voice' | 'order';

const NONE: readonly never[] = [];

/** What there is to say, and no more: nothing that is null, false or empty. */
export function saidOf(told: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => isSaid(value)));
}

function isSaid(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== false;
}

/** One literal: all passages have one shape in memory, and none of them an empty list of its own. */
export function passageWritten(
  told: WrittenPassage,
  { id, source, voice, order }: Pick<Passage, Standing>,
): Passage {
  return {
    id,
    source,
    voice,
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
    topics: told.topics ?? NONE,
    searchWords: told.searchWords ?? NONE,
    order,
  };
}
