import { stringify } from 'yaml';
import { ITEMS } from '../../corpus/items.ts';
import { ANONYMOUS_VOICES, ROLE_FORMS, type Licence, type Role } from '../../debate/passage.ts';
import { QUOTATION_MARKS } from '../../french/typography.ts';
import { foldText } from '../../french/words.ts';
import { readerText } from '../bounds.ts';
import type { Draft, Speaker, Turn } from '../draft.ts';
import { withQuotations } from '../quoting/quoting.ts';
import { piecesOf, type Piece } from './pieces.ts';

/** By what right a work is kept: whole with a licence, else in excerpts that a person chooses. */
export type Right = Licence | 'quotations';

const RIGHTS: Readonly<Record<Right, string>> = {
  own: 'texte de qui tient ce débat, ou repris avec l’accord de ses auteurs',
  public: 'document public, librement réutilisable',
  free: 'texte sous licence libre : nommez-la ici',
  quotations:
    'courtes citations seulement (article L122-5, 3° a du Code de la propriété intellectuelle) ; les mots appartiennent à qui les a écrits',
};

/** One passage as it is written in the file of its work. */
export interface Section {
  readonly anchor: string;
  readonly speaker: Speaker;
  readonly text: string;
  readonly doubt: string | null;
  /** The whole section, without the blank line that follows it. */
  readonly written: string;
}

/** The file of a work, in parts: what a person may have edited is compared part by part. */
export interface WrittenWork {
  readonly front: Readonly<Record<string, unknown>>;
  readonly head: string;
  readonly sections: readonly Section[];
}

/** What a work is called, where it lies and by what right it is kept. */
export interface Placing {
  readonly id: string;
  readonly raw: string;
  readonly right: Right;
}

const LONGEST_ANCHOR = 40;
const PLACE_WORDS = 6;

/** Writes a draft as a work of the corpus. */
export function writtenWork(draft: Draft, { id, raw, right }: Placing): WrittenWork {
  const title = titleOf(draft, raw);
  const author = draft.author === null ? null : nameFor(draft.author);
  const isWhole = right !== 'quotations';
  const front = {
    id,
    title,
    author: author ?? 'none',
    publisher: bare(draft.publisher ?? '', 120) || 'document importé',
    date: draft.date ?? 'XXXX',
    url: draft.url ?? 'none',
    kind: draft.kind,
    rights: RIGHTS[right],
    typed_by: draft.typedBy,
    content: isWhole ? 'whole' : 'excerpts',
    ...(isWhole && { licence: right }),
    raw,
  };
  return { front, head: `# ${escaped(title)}`, sections: sectionsOf(draft, author, isWhole) };
}

/** The same as one text. */
export function textOfWork({
  front,
  head,
  sections,
}: Pick<WrittenWork, 'front' | 'head'> & {
  readonly sections: readonly Pick<Section, 'written'>[];
}): string {
  const yaml = stringify(front, { lineWidth: 0 });
  return [`---\n${yaml}---`, head, ...sections.map(({ written }) => written)].join('\n\n') + '\n';
}

export function titleOf({ title }: Pick<Draft, 'title'>, raw: string): string {
  const words = readable(title ?? '')
    .slice(0, 300)
    .toWellFormed()
    .trim();
  return words || raw.replace(/\.[a-z0-9]+$/iu, '');
}

function sectionsOf(brought: Draft, author: string | null, isWhole: boolean): Section[] {
  const draft = withQuotations(brought);
  const anchors = new Map<string, number>();
  const firstOf = new Map<string, string>();
  return draft.turns.flatMap((turn) =>
    piecesOf(turn, draft).map((piece, at) => {
      const text = readable(piece.text);
      const anchor = anchorFor(turn.key !== null && at === 0 ? turn.key : text, anchors);
      if (turn.key !== null && at === 0) firstOf.set(turn.key, anchor);
      const lines = [
        attributionOf(turn, author, draft.isMachineHeard),
        itemsOf(
          turn,
          { ...piece, text },
          at === 0 ? firstOf.get(turn.answers ?? '') : undefined,
          isWhole,
        ),
      ].filter((line) => line !== '');
      const words = isWhole ? [`> ${escaped(text)}`] : [];
      const written = [`## ${anchor}`, ...words, ...lines].join('\n\n');
      return { anchor, speaker: turn.speaker, text, doubt: turn.doubt, written };
    }),
  );
}

function itemsOf(turn: Turn, piece: Piece, answered: string | undefined, isWhole: boolean): string {
  const items: (readonly [string, string | null])[] = [
    [ITEMS.place, isWhole ? null : escaped(placeIn(piece.text))],
    [ITEMS.url, turn.url === null ? null : escaped(turn.url)],
    [ITEMS.seconds, piece.seconds === null ? null : timeOf(piece.seconds)],
    [ITEMS.date, turn.date],
    [ITEMS.answers, answered ?? null],
  ];
  return items
    .flatMap(([name, value]) => (value === null ? [] : [`- ${name} : ${value}`]))
    .join('\n');
}

function placeIn(text: string): string {
  const words = text.split(' ');
  if (words.length <= PLACE_WORDS) return text;
  const half = Math.min(PLACE_WORDS, Math.floor(words.length / 2));
  return `${words.slice(0, half).join(' ')} […] ${words.slice(-half).join(' ')}`;
}

function timeOf(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [minutes, rest] = [Math.floor(seconds / 60), Math.floor(seconds % 60)];
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes}:${two(rest)}` : `${hours}:${two(minutes % 60)}:${two(rest)}`;
}

/** `— Paul Petit, cité par Jean Roux, transcription automatique (déduit : la réponse 12 le nomme)`. */
function attributionOf(
  { speaker, isReported }: Turn,
  author: string | null,
  isMachineHeard: boolean,
): string {
  const { role, feminine, quotedBy, why } = speaker;
  const name = voiceNameOf(speaker, author);
  const written = feminine === true || isFeminine(name) ? ROLE_FORMS[role] : role;
  const reporter = quotedBy === null ? null : nameFor(quotedBy);
  const by = role === 'cité' ? ` par ${reporter ?? author ?? 'auteur non identifié'}` : '';
  const reported = isReported ? ', propos rapporté' : '';
  const heard = isMachineHeard ? ', transcription automatique' : '';
  const deduced = why === null || speaker.name === null ? '' : ` (déduit : ${bare(why, 280)})`;
  return `— ${escaped(`${name}, ${written}${by}${reported}${heard}${deduced}`)}`;
}

/** Whether a name itself says that its role is feminine. */
export function isFeminine(name: string): boolean {
  return /^(?:voix|une|oratrice) |^M(?:me|lle)s? /u.test(name);
}

const UNNAMED: Readonly<Partial<Record<Role, string>>> = {
  auteur: 'auteur non identifié',
  intervieweur: 'intervieweur non identifié',
  commentateur: 'un commentateur',
};

/** What the corpus calls somebody in this role whom nobody names. */
export function unnamedFor(role: Role): string {
  return UNNAMED[role] ?? 'voix non identifiée';
}

/** The name that the corpus gives a voice. */
export function voiceNameOf({ name, role }: Speaker, author: string | null): string {
  const unnamed = unnamedFor(role);
  // Whoever wrote the page has one name in it, and no one else is its author.
  if (role === 'auteur') return author ?? unnamed;
  return (name === null ? null : nameFor(name)) ?? unnamed;
}

const NOBODY = ['anonyme', 'anonymous', ...ANONYMOUS_VOICES];

/** A person's name as an attribution can hold it; null where it names nobody. */
export function nameFor(name: string): string | null {
  // « Marie (RH) » and « Marie (accueil) » are two people; parentheses have a meaning in an attribution.
  const own = bare(name.replace(/\s*\(([^()]*[\p{L}\p{N}][^()]*)\)/gu, ' – $1'), 80)
    .replace(/\s*,\s*/gu, ' ')
    .replace(/\s+par\s+/gu, ' Par ');
  const isName = /\p{L}/u.test(own) && !NOBODY.includes(own.toLowerCase());
  return isName ? own : null;
}

/** Without what an attribution or a heading has a meaning for. */
export function bare(text: string, longest: number): string {
  const plain = readable(text.replaceAll(QUOTATION_MARKS, ' ').replace(/[()]/gu, ' '));
  return readable(plain.slice(0, longest).toWellFormed());
}

/** Halves of characters apart, what readers see is what a corpus may hold. */
function readable(text: string): string {
  return readerText(text.toWellFormed());
}

/** Most texts have nothing that Markdown reads otherwise. */
const MARKED = /[\\`*_[\]<>&]|^[#+\-=~\d]/u;

/** As Markdown reads it back. */
export function escaped(text: string): string {
  if (!MARKED.test(text)) return text;
  return text
    .replace(/[\\`*_[\]<>&]/gu, String.raw`\$&`)
    .replace(/^(?=[#+\-=~])/u, '\\')
    .replace(/^(\d+)(?=[.)])/u, '$1\\')
    .replaceAll(String.raw`\[…\]`, '[…]');
}

/** Lower case, no accents, hyphens: what stays the same however often a work is imported. */
export function slugOf(text: string, longest = LONGEST_ANCHOR): string {
  const words = foldText(text).match(/[a-z0-9]+/gu) ?? [];
  let slug = '';
  for (const word of words) {
    const next = slug === '' ? word.slice(0, longest) : `${slug}-${word}`;
    if (next.length > longest) break;
    slug = next;
  }
  return slug;
}

/** Room is kept for what tells the like apart. */
const LONGEST_COUNTED = LONGEST_ANCHOR - 6;

function anchorFor(words: string, taken: Map<string, number>): string {
  const slug = slugOf(words, LONGEST_COUNTED) || 'passage';
  for (;;) {
    const count = (taken.get(slug) ?? 0) + 1;
    taken.set(slug, count);
    if (count === 1) return slug;
    const anchor = `${slug}-${count}`;
    if (taken.has(anchor)) continue;
    taken.set(anchor, 1);
    return anchor;
  }
}
