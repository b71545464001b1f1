import { isMap, isSeq, parseDocument, YAMLMap, YAMLSeq, type Document } from 'yaml';
import type { KnownVoice } from '../../debate/passage.ts';

/** A voice as it is declared: what is not known of it is not written. */
export type Declared = Pick<KnownVoice, 'name'> & Partial<KnownVoice>;

/** The text of `voices.yaml` with these voices after those it has; nothing else of it changes. */
export function withVoices(text: string, voices: readonly Declared[]): string {
  if (voices.length === 0) return text;
  const { document, entries } = listIn(text);
  for (const voice of voices) entries.add(entryOf(document, voice));
  return textOf(document);
}

/** The same without a voice that nobody has any more. */
export function withoutVoice(text: string, name: string): string {
  const { document, entries } = listIn(text);
  remove(entries, entryIn(entries, name));
  return textOf(document);
}

/** The same where a person says that two names are two people. */
export function asTwo(text: string, names: readonly [string, string]): string {
  const { document, entries } = listIn(text);
  for (const name of names) {
    const entry = entryIn(entries, name);
    if (entry === null) entries.add(entryOf(document, { name }));
    else if ((names as readonly unknown[]).includes(entry.get('perhaps'))) entry.delete('perhaps');
  }
  return textOf(document);
}

/** The same where a person says that two names are one person, who is to be called by the first. */
export function asOne(text: string, [kept, other]: readonly [string, string]): string {
  const { document, entries } = listIn(text);
  const former = entryIn(entries, other);
  remove(entries, former);
  const entry = entryIn(entries, kept) ?? entryOf(document, { name: kept });
  if (!entries.items.includes(entry)) entries.add(entry);
  const aliases = [entry, former].flatMap((each) => listOf(each?.get('aliases')));
  entry.set('aliases', document.createNode([...new Set([...aliases, other])], { flow: true }));
  const quality = former?.get('quality');
  if (!entry.has('quality') && typeof quality === 'string') entry.set('quality', quality);
  for (const each of entries.items) {
    if (!isMap(each) || each.get('perhaps') !== other) continue;
    if (each === entry) each.delete('perhaps');
    else each.set('perhaps', kept);
  }
  return textOf(document);
}

function listIn(text: string): { readonly document: Document; readonly entries: YAMLSeq } {
  const document: Document = parseDocument(text, { schema: 'failsafe' });
  if (isSeq(document.contents)) return { document, entries: document.contents };
  const entries = new YAMLSeq();
  document.contents = entries;
  return { document, entries };
}

function textOf(document: Document): string {
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** A comment above an entry may be about the list: it stays. */
function remove(entries: YAMLSeq, entry: YAMLMap | null): void {
  const at = entries.items.indexOf(entry);
  if (entry === null || at < 0) return;
  entries.items.splice(at, 1);
  const next = entries.items[at];
  const about = entry.commentBefore ?? null;
  if (about === null) return;
  if (isMap(next)) next.commentBefore = [about, next.commentBefore ?? []].flat().join('\n');
  else entries.comment = [about, entries.comment ?? []].flat().join('\n');
}

function entryIn({ items }: YAMLSeq, name: string): YAMLMap | null {
  return items.filter((each) => isMap(each)).find((each) => each.get('name') === name) ?? null;
}

function entryOf(document: Document, { name, quality, perhaps }: Declared): YAMLMap {
  const known = Object.entries({ name, quality, perhaps }).filter(([, value]) => value != null);
  const entry = new YAMLMap();
  for (const [key, value] of known) entry.set(key, document.createNode(value));
  return entry;
}

function listOf(node: unknown): string[] {
  return isSeq(node) ? (node.toJSON() as string[]) : [];
}
