import { leansBack } from '../french/leaning.ts';
import type { Passage } from './passage.ts';
import { voiceKey } from './speaker.ts';

const SHORTEST = 60;
const LONGEST = 400;

/** Whether a passage can be read with nothing around it: its own words, whole, and none misheard. */
export function standsAlone({ text, role, stance, flags }: Passage): boolean {
  if (text === null) return false;
  const isOfLength = text.length >= SHORTEST && text.length <= LONGEST;
  const isWhole = /^["«“]? ?[\p{Lu}\d].*[.!?…»”"]$/su.test(text);
  const isOwn = stance === 'assumed' && role !== 'intervieweur';
  if (!isOfLength || !isWhole || !isOwn || flags.includes('mots mal entendus')) return false;
  return !leansBack(text);
}

/** A passage that stands alone, as it is put in order: a debate has many of them. */
export interface Standing {
  readonly id: string;
  /** The same for all that one voice says. */
  readonly voice: string;
}

export function standingOf(passage: Passage): Standing {
  return { id: passage.id, voice: voiceKey(passage) };
}
