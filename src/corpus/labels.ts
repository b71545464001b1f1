import type { KnownVoice, Passage } from '../debate/passage.ts';
import { foldText } from '../french/words.ts';

const CIVILITIES = ['m', 'mm', 'mr', 'mme', 'mlle', 'dr', 'me', 'l', 'le', 'la', 'hon', 'tres'];

/** Whether words only name who speaks next, as a record writes it before each turn: « Mme Dupont, maire : ». */
export function isLabelOf(
  words: string,
  passage: Pick<Passage, 'voice' | 'writtenRole'> | null,
  voices: readonly KnownVoice[],
): boolean {
  if (passage === null) return false;
  const { voice, writtenRole } = passage;
  const aliases = voices.find(({ name }) => name === voice.name)?.aliases ?? [];
  const known = piecesOf([voice.name, voice.quality, writtenRole, ...aliases].join(' '));
  const names = new Set([...CIVILITIES, ...known]);
  return piecesOf(words).every((word) => names.has(word));
}

function piecesOf(text: string): readonly string[] {
  return foldText(text).match(/\p{L}+/gu) ?? [];
}
