import { foldText } from '../french/words.ts';
import { withDe } from '../french/typography.ts';
import { ROLE_FORMS, type KnownVoice } from './passage.ts';
import type { Passage, Role, Source } from './passage.ts';
import { articled } from './quote.ts';

/**
 * Someone whose words can be asked for. A person is one speaker in every work; an author whom the
 * page does not name is one speaker in that page; unsigned commenters are many persons, and can be
 * searched together but hold no position. Nor do all who speak in one role, or a person in one role.
 */
export interface Speaker {
  readonly kind: 'person' | 'unnamed author' | 'unnamed commenters' | 'role';
  /** « Camille Exemple », « l’auteur non identifié du Carnet », « les commentateurs non identifiés ». */
  readonly label: string;
  /** The label, and what else the person is called. */
  readonly names: readonly string[];
  readonly speaks: (said: Said) => boolean;
}

/** What of a passage tells who speaks. */
export type Said = Pick<Passage, 'voice' | 'role' | 'source'>;

const COMMENTERS: Speaker = {
  kind: 'unnamed commenters',
  label: 'les commentateurs non identifiés',
  names: ['les commentateurs non identifiés'],
  speaks: ({ voice, role }) => !voice.named && role === 'commentateur',
};

/** How much of a work one voice says in one role. */
export interface SaidIn extends Pick<Said, 'voice' | 'role'> {
  readonly passages: number;
  /** In how many of them the voice says in its own name what it thinks. */
  readonly own: number;
}

/** A work, and who speaks in it, in the order in which they begin. */
interface SpokenWork {
  readonly source: Source;
  readonly said: readonly SaidIn[];
}

interface Speaking {
  /** In the order of the corpus. */
  readonly works: readonly SpokenWork[];
  readonly sources: readonly Source[];
  readonly voices: readonly KnownVoice[];
}

export interface SpeakerEntry {
  readonly speaker: Speaker;
  readonly passages: number;
  /** What the voice is in the debate, where it is first heard; null where nobody said. */
  readonly quality: string | null;
}

/** Everyone who can be asked for, those with most passages first. */
export function speakersIn({ works, sources, voices }: Speaking): readonly SpeakerEntry[] {
  const publishers = sources.filter(({ author }) => author === null).map((each) => each.publisher);
  const severalOf = new Set(publishers.filter((name, at) => publishers.indexOf(name) !== at));
  const known = new Map(voices.map((voice) => [voice.name, voice]));
  const entries = new Map<string, SpeakerEntry>();
  for (const { source, said } of works) {
    for (const { passages, ...each } of said) {
      const speaker = speakerOf({ ...each, source }, severalOf, known);
      if (speaker === null) continue;
      const { quality } = each.voice;
      const before = entries.get(speaker.label) ?? { speaker, passages: 0, quality };
      entries.set(speaker.label, { ...before, passages: before.passages + passages });
    }
  }
  return [...entries.values()].sort((a, b) => b.passages - a.passages);
}

/**
 * What the voice of one passage is called, as one person among all who speak: an unsigned commenter is not
 * all of them. A voice that nobody can ask for is called what the work calls it.
 */
export function labelAmong(speakers: readonly Speaker[], said: Said): string {
  const { voice } = said;
  if (voice.named) return voice.name;
  const those = speakers.filter(({ kind }) => kind === 'unnamed author');
  return those.find(({ speaks }) => speaks(said))?.label ?? articled(voice.name);
}

/** All who speak in some role, role by role. */
export function rolesIn(works: readonly SpokenWork[]): readonly Speaker[] {
  const roles = new Set(works.flatMap(({ said }) => said.map(({ role }) => role)));
  // « Les cités » are towns.
  roles.delete('cité');
  return [...roles].map(speakingAs);
}

/** « Commentateurs » and « commentatrices », whatever stands before them, « un commentateur » and « une commentatrice ». */
function speakingAs(role: Role): Speaker {
  const feminine = ROLE_FORMS[role];
  const [plural, ofWomen] = [several(role), several(feminine)];
  const names = [plural, ofWomen, `un ${role}`, `une ${feminine}`];
  const speaks = (said: Said) => said.role === role;
  return { kind: 'role', label: `les ${plural}`, names, speaks };
}

/** « présidents de séance » */
function several(role: string): string {
  return role.replace(/^\S+/u, '$&s');
}

/** Null for an unnamed interviewer or quoted voice, whom nobody can ask for. */
function speakerOf(
  { voice, role, source }: Said,
  severalOf: ReadonlySet<string>,
  known: ReadonlyMap<string, KnownVoice>,
): Speaker | null {
  if (voice.named) return person(voice.name, known.get(voice.name)?.aliases ?? []);
  if (role === 'auteur') return unnamedAuthor(source, severalOf.has(source.publisher));
  return role === 'commentateur' ? COMMENTERS : null;
}

function person(name: string, aliases: readonly string[]): Speaker {
  const names = [name, ...aliases];
  const speaks = ({ voice }: Said) => voice.named && voice.name === name;
  return { kind: 'person', label: name, names, speaks };
}

/** Where a publisher has several unsigned pages, nothing says that one person wrote them. */
function unnamedAuthor({ id, publisher }: Source, isOneOfSeveral: boolean): Speaker {
  const label = `l’auteur non identifié ${ofPublisher(publisher)}${isOneOfSeveral ? ` (${id})` : ''}`;
  return {
    kind: 'unnamed author',
    label,
    names: [label],
    speaks: ({ voice, role, source }) => source.id === id && !voice.named && role === 'auteur',
  };
}

/** A title may have an article to contract, as no person's name has: « du Carnet », but « de Le Goff ». */
function ofPublisher(publisher: string): string {
  const [, article, rest = ''] = /^(les?) (.*)$/iu.exec(publisher) ?? [];
  if (article === undefined) return withDe(publisher);
  return `${article.length > 2 ? 'des' : 'du'} ${rest}`;
}

/**
 * One string per voice, for sharing a page out: a name is one person everywhere, an unnamed author
 * or interviewer one person in a work, an unsigned comment a person of its own.
 */
export function voiceKey({ voice, role, source, id }: Said & Pick<Passage, 'id'>): string {
  if (voice.named) return voice.name;
  return role === 'commentateur' || role === 'cité' ? id : `${source.id} ${role}`;
}

/** What politeness puts before a name. */
export const CIVILITIES: ReadonlySet<string> = new Set(
  'm mm mr mme mmes mlle monsieur messieurs madame mesdames mademoiselle'.split(' '),
);

/** Words that name nobody by themselves. */
const PARTICLES = new Set(['de du des le la les un une non et'.split(' '), ...CIVILITIES].flat());

/** « L’auteur », « d’Artagnan »; the letter of « D. Martin » is an initial. */
const ELISION = /(?<![\p{L}\p{N}])[ld]'/gu;

/** The words of a name that tell it from others, without accents or capitals. */
export function partsOfName(name: string): string[] {
  return foldText(name)
    .replace(ELISION, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '' && !PARTICLES.has(part));
}
