import { isMap, isScalar, parseDocument, stringify } from 'yaml';
import { attributionLine } from '../../corpus/attribution-line.ts';
import { frontMatterBlock } from '../../corpus/front-matter.ts';
import { ITEMS, READ } from '../../corpus/items.ts';
import { parseWork, type Work } from '../../corpus/parse.ts';
import { itemsAdded, type Section, sectionsOf, spansIn } from '../../corpus/sections.ts';
import { withAttribution, withWords } from '../../corpus/sections.ts';
import { voiceNamed, type KnownVoice } from '../../debate/passage.ts';
import { escaped } from './text-work.ts';

/** What a person has decided of a passage; what is not said stays as it is. */
export interface VoiceEdit {
  readonly name?: string;
  readonly writtenRole?: string;
  /** Who quotes the voice. */
  readonly reportedBy?: string;
  /** Why the voice is an inference; null where the work states it. */
  readonly deduction?: string | null;
  /** Whether the decision is to be remembered beside the passage. */
  readonly isRead?: boolean;
}

/** What is decided of each passage of a work, and of its author where that changes. */
export interface WorkEdit {
  readonly of: (section: Section) => VoiceEdit | null;
  readonly author?: string;
}

/**
 * The text of a work after these decisions; all else in it stays to the character. Null where it could
 * not be read back as decided.
 */
export function withVoicesIn(
  text: string,
  work: Work,
  { of, author }: WorkEdit,
  voices: readonly KnownVoice[],
): string | null {
  const sections = sectionsOf(work);
  const spans = spansIn(text, work);
  const parts: string[] = [];
  let done = 0;
  for (const section of sections) {
    const edit = of(section);
    const span = spans.get(section.anchor);
    if (edit === null || span === undefined) continue;
    const written = rewritten(text.slice(span.start, span.end), section, edit);
    if (written === null) return null;
    parts.push(text.slice(done, span.start), written);
    done = span.end;
  }
  const body = parts.join('') + text.slice(done);
  const whole = author === undefined ? body : withFront(body, 'author', author);
  const read = whole === null ? null : workIn(whole, work.file, voices);
  if (read === null) return null;
  const expected = sections.map((section) => edited(section, of(section) ?? {}));
  return told(sectionsOf(read)) === told(expected) ? whole : null;
}

/**
 * The text of a work in which a passage that waited for its words has these; all else stays to the character.
 * Null where they could not be read back as they are.
 */
export function withWordsIn(
  text: string,
  work: Work,
  { anchor, words }: { readonly anchor: string; readonly words: string },
  voices: readonly KnownVoice[],
): string | null {
  const span = spansIn(text, work).get(anchor);
  const { start = 0, end = 0 } = span ?? {};
  const section = withWords(text.slice(start, end), escaped(words));
  if (section === null) return null;
  const whole = text.slice(0, start) + section + text.slice(end);
  const read = workIn(whole, work.file, voices);
  const expected = sectionsOf(work).map((each) =>
    each.anchor === anchor ? { ...each, text: words, place: null } : each,
  );
  return read !== null && told(sectionsOf(read)) === told(expected) ? whole : null;
}

/** The text in which a person has looked at an unknown date or publisher, and leaves it so. */
export function withRead(text: string, key: string, known: readonly string[]): string | null {
  const value = [...known, key].join(', ');
  if (known.length > 0) return withFront(text, 'read', value);
  const block = /^---(?<lineEnd>\r?\n)[^]*?\n(?=---)/u.exec(text);
  if (block === null) return null;
  const end = block[0].length;
  return `${text.slice(0, end)}read: ${value}${block.groups?.['lineEnd'] ?? ''}${text.slice(end)}`;
}

/** The text with another value of one key of its front matter; null where it has no such key. */
export function withFront(text: string, key: string, value: string): string | null {
  const opening = /^---\r?\n/u.exec(text)?.[0] ?? '';
  const block = frontMatterBlock(text.replaceAll('\r\n', '\n'));
  if (block === null) return null;
  const { contents } = parseDocument(text.slice(opening.length).split(/^---/mu)[0] ?? '');
  const pair = isMap(contents)
    ? contents.items.find((each) => isScalar(each.key) && each.key.value === key)
    : undefined;
  const [start, end] = (isScalar(pair?.value) ? pair.value.range : null) ?? [];
  if (start === undefined || end === undefined) return null;
  const written = stringify(value, { lineWidth: 0 }).trimEnd();
  return text.slice(0, opening.length + start) + written + text.slice(opening.length + end);
}

function rewritten(section: string, said: Section, edit: VoiceEdit): string | null {
  const now = edited(said, edit);
  const line = attributionLine(now);
  const isSame = line === attributionLine(said);
  const spoken = isSame ? section : withAttribution(section, escaped(line));
  if (spoken === null || !now.isVoiceRead) return spoken;
  return itemsAdded(spoken, [{ name: ITEMS.voice, value: READ }])?.section ?? null;
}

function edited(section: Section, { name, isRead, ...told }: VoiceEdit): Section {
  const voice = name === undefined ? section.voice : voiceNamed(name);
  return { ...section, ...told, voice, isVoiceRead: isRead ?? section.isVoiceRead };
}

/** All that is read of sections but where they stand, and what is known of their voices elsewhere. */
export function told(sections: readonly Section[]): string {
  return JSON.stringify(sections.map((each) => ({ ...each, voice: each.voice.name, line: 0 })));
}

function workIn(text: string, file: string, voices: readonly KnownVoice[]): Work | null {
  return parseWork({ name: file, bytes: new TextEncoder().encode(text) }, voices).value;
}
