import type { Corpus } from './corpus.ts';
import type { Passage } from './passage.ts';

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
export function speakersOf(corpus: Corpus): Speaker[] {
  const persons = new Set(
    corpus.passages.filter(({ voice }) => voice.named).map(({ voice }) => voice.name),
  );
  const unnamed = corpus.sources.filter(({ author }) => author === null);
  const speakers = [
    ...[...persons].map(person),
    ...unnamed.map(({ id, publisher }) => unnamedAuthor(id, publisher)),
    COMMENTERS,
  ];
  return speakers
    .map((speaker) => ({ speaker, passages: corpus.passages.filter(speaker.speaks).length }))
    .filter(({ passages }) => passages > 0)
    .sort((a, b) => b.passages - a.passages)
    .map(({ speaker }) => speaker);
}

function person(name: string): Speaker {
  return { kind: 'person', label: name, speaks: ({ voice }) => voice.named && voice.name === name };
}

function unnamedAuthor(sourceId: string, publisher: string): Speaker {
  return {
    kind: 'unnamed author',
    label: `l’auteur non identifié de ${publisher}`,
    speaks: ({ voice, role, source }) =>
      source.id === sourceId && !voice.named && role === 'auteur',
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
