import type { Passage, Source, Voice } from '../debate/passage.ts';
import { passageWritten, saidOf, type WrittenPassage } from '../debate/written.ts';
import type { WorkContent } from './whole.ts';

/** As a file says it: where the debate is shown is not in it. */
type WrittenSource = Omit<Source, 'site'>;

/** A work in which each voice stands once, and of a passage only what there is to say. */
interface Snapshot {
  readonly source: WrittenSource;
  readonly voices: readonly Voice[];
  readonly passages: readonly NumberedPassage[];
}

/** Its voice is told by its number. */
interface NumberedPassage extends WrittenPassage {
  readonly id: Passage['id'];
  readonly voice: number;
}

/** A work that was read as text, so that its file need not be parsed again. */
export function toSnapshot({ source: { site: _site, ...source }, passages }: WorkContent): string {
  const voices = [...new Map(passages.map(({ voice }) => [JSON.stringify(voice), voice]))];
  const numbers = new Map(voices.map(([key], number) => [key, number]));
  // One by one: a copy of each passage at once would take more memory than all that is kept of them.
  const written = passages.map(({ source: _, order: __, voice, ...told }) => {
    const number = numbers.get(JSON.stringify(voice));
    return JSON.stringify({ ...saidOf(told), voice: number });
  });
  const first = JSON.stringify({ source, voices: voices.map(([, voice]) => voice) });
  return `${first.slice(0, -1)},"passages":[${written.join(',')}]}`;
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
      return passageWritten(told, { id: told.id, source, voice, order });
    }),
  };
}
