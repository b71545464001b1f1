import type { Corpus, Passage, Source } from './passage.ts';

/**
 * Someone whose words can be asked for. A person is one speaker in every work; an author whom the
 * page does not name is one speaker in that page; unsigned commenters are many persons, and can be
 * searched together but hold no position.
 */
export interface Speaker {
  readonly kind: 'person' | 'unnamed author' | 'unnamed commenters';
  /** « Hervé Kabla », « l’auteur non identifié de Blog Interaction », « les commentateurs non identifiés ». */
  readonly label: string;
  readonly speaks: (passage: Passage) => boolean;
}

const COMMENTERS: Speaker = {
  kind: 'unnamed commenters',
  label: 'les commentateurs non identifiés',
  speaks: ({ voice, role }) => !voice.named && role === 'commentateur',
};

/** Everyone who can be asked for, those with most passages first. */
export function speakersOf({ passages, sources }: Pick<Corpus, 'passages' | 'sources'>): Speaker[] {
  const publishers = sources.filter(({ author }) => author === null).map((each) => each.publisher);
  const severalOf = new Set(publishers.filter((name, at) => publishers.indexOf(name) !== at));
  const counts = new Map<string, { speaker: Speaker; passages: number }>();
  for (const passage of passages) {
    const speaker = speakerOf(passage, severalOf);
    if (speaker === null) continue;
    const known = counts.get(speaker.label) ?? { speaker, passages: 0 };
    counts.set(speaker.label, { ...known, passages: known.passages + 1 });
  }
  return [...counts.values()].sort((a, b) => b.passages - a.passages).map(({ speaker }) => speaker);
}

/** Null for an unnamed interviewer or quoted voice, whom nobody can ask for. */
function speakerOf(
  { voice, role, source }: Passage,
  severalOf: ReadonlySet<string>,
): Speaker | null {
  if (voice.named) return person(voice.name);
  if (role === 'auteur') return unnamedAuthor(source, severalOf.has(source.publisher));
  return role === 'commentateur' ? COMMENTERS : null;
}

function person(name: string): Speaker {
  return { kind: 'person', label: name, speaks: ({ voice }) => voice.named && voice.name === name };
}

/** Where a publisher has several unsigned pages, nothing says that one person wrote them. */
function unnamedAuthor({ id, publisher }: Source, isOneOfSeveral: boolean): Speaker {
  return {
    kind: 'unnamed author',
    label: `l’auteur non identifié de ${publisher}${isOneOfSeveral ? ` (${id})` : ''}`,
    speaks: ({ voice, role, source }) => source.id === id && !voice.named && role === 'auteur',
  };
}

/**
 * One string per voice, for sharing a page out: a name is one person everywhere, an unnamed author
 * or interviewer one person in a work, an unsigned comment a person of its own.
 */
export function voiceKey({ voice, role, source, id }: Passage): string {
  if (voice.named) return voice.name;
  return role === 'commentateur' || role === 'cité' ? id : `${source.id} ${role}`;
}

/** Whether the words are the voice's own position, not something it reports or rejects. */
export function isOwnPosition(passage: Passage): boolean {
  return passage.stance === 'assumed';
}
