/** Names for speakers the source does not name: never a person, always shown in lower case. */
export const ANONYMOUS_VOICES = [
  'un commentateur',
  'auteur non identifié',
  'intervieweur non identifié',
  'voix non identifiée',
] as const;

/** Who speaks. Two anonymous voices of the same name need not be one person. */
export interface Voice {
  readonly name: string;
  readonly named: boolean;
}

/** The voice a corpus file means by `name`: one of the anonymous forms, or a person's name. */
export function voiceNamed(name: string): Voice {
  return { name, named: !(ANONYMOUS_VOICES as readonly string[]).includes(name) };
}
