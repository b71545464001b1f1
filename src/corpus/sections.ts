import type { Passage } from '../debate/passage.ts';
import type { Work } from './parse.ts';

/** A passage as the file of its work has it, whether or not it has something to show yet. */
export interface Section extends Pick<
  Passage,
  | 'voice'
  | 'role'
  | 'writtenRole'
  | 'reportedBy'
  | 'deduction'
  | 'stance'
  | 'flags'
  | 'text'
  | 'place'
> {
  readonly anchor: string;
  readonly line: number;
  /** Whether a person has looked at who speaks. */
  readonly isVoiceRead: boolean;
}

/** Every section of a work, in the order of its file. */
export function sectionsOf({ passages, places, waiting, readVoices }: Work): readonly Section[] {
  const told = passages.map((passage, at) => {
    return { ...passage, anchor: anchorOf(passage), line: places[at]?.line ?? 1 };
  });
  const untold = waiting.map((each) => ({ ...each, line: each.at.line }));
  return [...told, ...untold]
    .toSorted((a, b) => a.line - b.line)
    .map((each) => ({
      anchor: each.anchor,
      line: each.line,
      isVoiceRead: readVoices.has(each.anchor),
      voice: each.voice,
      role: each.role,
      writtenRole: each.writtenRole,
      reportedBy: each.reportedBy,
      deduction: each.deduction,
      stance: each.stance,
      flags: each.flags,
      text: each.text,
      place: each.place,
    }));
}

export function anchorOf({ id }: Pick<Passage, 'id'>): string {
  return id.slice(id.indexOf('#') + 1);
}
