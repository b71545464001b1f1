import type { Passage, Source, Voice } from '../debate/passage.ts';
import type { WorkContent } from './whole.ts';

/** As a file says it: where the debate is shown is not in it. */
type WrittenSource = Omit<Source, 'site'>;

/** A work in which each voice stands once, and of a passage only what there is to say. */
interface Snapshot {
  readonly source: WrittenSource;
  readonly voices: readonly Voice[];
  readonly passages: readonly WrittenPassage[];
}

type WrittenPassage = Pick<Passage, 'id' | 'role' | 'writtenRole' | 'stance'> &
  Partial<Omit<Passage, 'source' | 'voice' | 'order'>> & { readonly voice: number };

const NONE: readonly never[] = [];

/** A work that was read as text, so that its file need not be parsed again. */
export function toSnapshot({ source: { site: _site, ...source }, passages }: WorkContent): string {
  const voices = [...new Map(passages.map(({ voice }) => [JSON.stringify(voice), voice]))];
  const numbers = new Map(voices.map(([key], number) => [key, number]));
  // One by one: a copy of each passage at once would take more memory than all that is kept of them.
  const written = passages.map(({ source: _, order: __, voice, ...told }) => {
    const said = Object.entries(told).filter(([, value]) => isSaid(value));
    const number = numbers.get(JSON.stringify(voice));
    return JSON.stringify({ ...Object.fromEntries(said), voice: number });
  });
  const first = JSON.stringify({ source, voices: voices.map(([, voice]) => voice) });
  return `${first.slice(0, -1)},"passages":[${written.join(',')}]}`;
}

function isSaid(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== false;
}

/** The work of a snapshot, and where it is shown. The caller vouches that `toSnapshot` of this version wrote the text. */
export function fromSnapshot(text: string, site: string | null = null): WorkContent {
  const { source: written, voices, passages } = JSON.parse(text) as Snapshot;
  const source = { ...written, site };
  return {
    source,
    passages: passages.map((told, order) => {
      const voice = voices[told.voice];
      if (voice === undefined) throw new RangeError(`${told.id} has no voice`);
      return passageOf(told, { source, voice, order });
    }),
  };
}

/** One literal: all passages have one shape in memory, and none of them an empty list of its own. */
function passageOf(
  told: WrittenPassage,
  { source, voice, order }: Pick<Passage, 'source' | 'voice' | 'order'>,
): Passage {
  return {
    id: told.id,
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
