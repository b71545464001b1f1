import { join } from 'node:path';
import { Faults } from '../corpus/faults.ts';
import { namesIn } from '../corpus/house-rules.ts';
import { parseWork, type Work } from '../corpus/parse.ts';
import { sectionsOf } from '../corpus/sections.ts';
import { nearNames } from '../corpus/spellings.ts';
import { readVoices } from '../corpus/yaml.ts';
import { voiceNamed, type KnownVoice } from '../debate/passage.ts';
import { asOne, asTwo, withoutVoice, withVoices } from '../import/works/declared.ts';
import {
  told,
  withFront,
  withRead,
  withVoicesIn,
  withWordsIn,
} from '../import/works/voice-edits.ts';
import { readCorpusFile } from '../running/files.ts';
import { putFile, removeFile, replaceText, textAt } from '../running/disk.ts';
import { editOf, type VoiceDecision } from './doubt-edits.ts';
import type { Doubt } from './doubt-list.ts';

/** What a person decides of a doubt. */
export type Decision =
  | VoiceDecision
  /** Two near names are one person's, who is called by the first of these. */
  | { readonly kind: 'one'; readonly names: readonly [string, string] }
  | { readonly kind: 'two' }
  /** What was missing in the front matter of the work. */
  | { readonly kind: 'front'; readonly key: 'date' | 'publisher'; readonly value: string }
  /** It is not known, and stays so. */
  | { readonly kind: 'read'; readonly key: 'date' | 'publisher' }
  /** The words of a passage that waits for them. */
  | { readonly kind: 'words'; readonly words: string };

/** What a file was, and what was written in its place; null is no file. */
interface Change {
  readonly path: string;
  readonly before: string | null;
  readonly after: string;
}

const VOICES = 'voices.yaml';
/** Somebody may save a file while it is being replaced. */
const MOST_WRITES = 3;
const CHANGED =
  'ce fichier a changé entre-temps : rien n’est écrit ; quittez et relancez la commande';
const UNREADABLE = 'le fichier ne se relirait pas ainsi : rien n’est écrit ; changez-le à la main';

/** Writes decisions into the files of a debate, one at a time, and can take the last ones back. */
export class Decisions {
  readonly #folder: string;
  readonly #works: Map<string, Work>;
  #voices: readonly KnownVoice[];
  readonly #history: (readonly Change[])[] = [];

  constructor(folder: string, works: readonly Work[], voices: readonly KnownVoice[]) {
    this.#folder = folder;
    this.#works = new Map(works.map((work) => [work.file, work]));
    this.#voices = voices;
  }

  /** The work as it is now. */
  workNow(work: Work): Work {
    return this.#works.get(work.file) ?? work;
  }

  /** The names of all that speak, those who say most first. */
  names(): readonly string[] {
    const counts = [...this.#counts()].toSorted(([, a], [, b]) => b - a);
    return [...new Set([...counts.map(([name]) => name), ...this.#voices.map(({ name }) => name)])];
  }

  /** Writes a decision; null, or in French why nothing is written. */
  decide(doubt: Doubt, decision: Decision): string | null {
    const changes: Change[] = [];
    const fault = this.#write(doubt, decision, changes);
    this.#history.push(changes);
    if (fault !== null) this.undo();
    else for (const { path } of changes) this.#read(path);
    return fault;
  }

  /** Puts back what the last decision changed; null, or in French why it cannot be. */
  undo(): string | null {
    const changes = this.#history.pop() ?? [];
    for (const { path, before, after } of changes.toReversed()) {
      if (textAt(path) !== after) return CHANGED;
      if (before === null) removeFile(path);
      else if (!replaceText(readCorpusFile(path), before)) return CHANGED;
      this.#read(path);
    }
    return null;
  }

  #write(doubt: Doubt, decision: Decision, changes: Change[]): string | null {
    const { names } = doubt;
    const [{ work }] = doubt.passages;
    switch (decision.kind) {
      case 'one':
        return this.#writeVoices((text) => asOne(text, decision.names), changes);
      case 'two':
        return names === null ? null : this.#writeVoices((text) => asTwo(text, names), changes);
      case 'front': {
        const edit = (text: string) => withFront(text, decision.key, decision.value);
        return this.#writeWork(work, edit, changes);
      }
      case 'read': {
        const edit = (text: string, now: Work) => withRead(text, decision.key, now.read);
        return this.#writeWork(work, edit, changes);
      }
      case 'words':
        return this.#writeWork(work, this.#wordsFor(doubt, decision.words), changes);
      default:
        return this.#writeVoice(doubt, decision, changes);
    }
  }

  #writeVoice(doubt: Doubt, typed: VoiceDecision, changes: Change[]): string | null {
    const [{ work }] = doubt.passages;
    const isNamed = typed.kind === 'name';
    const decision = isNamed ? { ...typed, name: this.#known(typed.name).name } : typed;
    const fault = this.#writeWork(work, this.#editFor(doubt, decision), changes);
    if (fault !== null || decision.kind !== 'name') return fault;
    return this.#declare(decision.name, doubt, changes);
  }

  #editFor({ passages }: Doubt, decision: VoiceDecision) {
    const anchors = new Map(passages.map(({ section }) => [section.anchor, section]));
    return (text: string, now: Work) => {
      const present = sectionsOf(now).filter(({ anchor }) => anchors.has(anchor));
      const before = present.map((each) => {
        const was = anchors.get(each.anchor) ?? each;
        return { ...was, voice: this.#known(was.voice.name) };
      });
      const isSame = present.length === anchors.size && told(present) === told(before);
      if (!isSame) return undefined;
      const edit = editOf(decision, { anchors: new Set(anchors.keys()), work: now });
      return withVoicesIn(text, now, edit, this.#voices);
    };
  }

  #wordsFor({ passages: [{ section }] }: Doubt, words: string) {
    const { anchor, place } = section;
    return (text: string, now: Work) => {
      const present = now.waiting.find((each) => each.anchor === anchor);
      const isSame = present?.place?.from === place?.from && present?.place?.to === place?.to;
      if (present === undefined || !isSame) return undefined;
      return withWordsIn(text, now, { anchor, words }, this.#voices);
    };
  }

  #known(called: string) {
    const known = this.#voices.find(({ aliases }) => aliases.includes(called));
    return voiceNamed(known?.name ?? called);
  }

  /** `edit` is undefined where the work is no longer what was looked at. */
  #writeWork(
    { file: path }: Work,
    edit: (text: string, now: Work) => string | null | undefined,
    changes: Change[],
  ): string | null {
    for (let attempt = 0; attempt < MOST_WRITES; attempt += 1) {
      const file = readCorpusFile(path);
      const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes);
      const now = parseWork(file, this.#voices).value;
      const after = now === null ? undefined : edit(before, now);
      if (after === undefined) return CHANGED;
      if (after === null) return UNREADABLE;
      if (after === before) return null;
      if (!replaceText(file, after)) continue;
      changes.push({ path, before, after });
      return null;
    }
    return CHANGED;
  }

  #writeVoices(edit: (text: string) => string, changes: Change[]): string | null {
    const path = join(this.#folder, VOICES);
    const before = textAt(path);
    const after = edit(before ?? '');
    if (after === (before ?? '')) return null;
    if (readVoices(after, new Faults(path)) === null) return UNREADABLE;
    if (before === null) putFile(this.#folder, VOICES, after);
    else if (!replaceText(readCorpusFile(path), after)) return CHANGED;
    changes.push({ path, before, after });
    return null;
  }

  /** Declares a new voice, asks whether it is a near one, and lets go of one that speaks no more. */
  #declare(name: string, { passages: [{ work, section }] }: Doubt, changes: Change[]) {
    this.#read(work.file);
    const counts = this.#counts();
    const declared = new Set(this.#voices.map((each) => each.name));
    const former = section.voice.name;
    const near = nearNames(counts, declared).filter((pair) => pair.includes(name));
    const others = near.map(([one, other]) => (one === name ? other : one));
    const added = [
      { name, perhaps: others[0] ?? null },
      // The first is asked for by the new one already.
      ...others.map((other, at) => ({ name: other, perhaps: at === 0 ? null : name })),
    ].filter((each) => !declared.has(each.name));
    return this.#writeVoices((text) => {
      const left = declared.has(former) && !counts.has(former) ? withoutVoice(text, former) : text;
      return withVoices(left, declared.has(name) ? [] : added);
    }, changes);
  }

  #counts(): ReadonlyMap<string, number> {
    const works = [...this.#works.values()];
    const passages = works
      .flatMap((work) => [...work.passages, ...work.waiting])
      .map((each) => (each.voice.named ? { ...each, voice: this.#known(each.voice.name) } : each));
    return namesIn({ passages, sources: works.map(({ source }) => source) });
  }

  #read(path: string): void {
    if (path.endsWith(VOICES)) {
      this.#voices = readVoices(textAt(path) ?? '', new Faults(path)) ?? this.#voices;
      return;
    }
    const work = parseWork(readCorpusFile(path), this.#voices).value;
    if (work !== null) this.#works.set(path, work);
  }
}
