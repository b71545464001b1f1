import type { Evidence } from './evidence.ts';
import type { Proposed } from './proposed.ts';
import type { Token } from './grammar/tokens.ts';

/** A person of the corpus named in a sentence. */
export interface Mention {
  readonly person: string;
  /** Among the tokens, end excluded. */
  readonly start: number;
  readonly end: number;
}

/** The persons of the corpus whom the tokens name, whole or in part. */
export function mentionsIn(
  tokens: readonly Token[],
  { people }: Pick<Proposed['vocabulary'], 'people'>,
): Mention[] {
  const mentions: Mention[] = [];
  for (const [at, { form }] of tokens.entries()) {
    const person = people.get(form);
    if (person === undefined) continue;
    const last = mentions.at(-1);
    if (last?.person === person && last.end === at)
      mentions.splice(-1, 1, { ...last, end: at + 1 });
    else mentions.push({ person, start: at, end: at + 1 });
  }
  return mentions;
}

/** Whether the passage is in this person’s voice. */
export function isVoiceOf(person: string, { passage }: Evidence): boolean {
  return passage.voice.named && passage.voice.name === person;
}
