import { Gate } from './gate.ts';
import { holdingsOf, type Holdings } from './holdings.ts';
import type { Corpus } from './passage.ts';

/** A debate that is answered from. What it holds is replaced in place when its files are read again. */
export class OpenDebate {
  /** As of a `NamedDebate`. */
  readonly key: string;
  readonly corpus: Corpus;
  readonly gate: Gate;

  constructor(corpus: Corpus, key = '') {
    this.key = key;
    this.corpus = { ...corpus };
    this.gate = new Gate(corpus, key);
  }

  get holdings(): Holdings {
    return holdingsOf(this.corpus);
  }

  renew(corpus: Corpus): void {
    Object.assign(this.corpus, corpus);
    this.gate.renew(corpus);
  }
}

/** What is shown of no debate: it quotes nothing. */
export const NO_DEBATE = new OpenDebate({
  hash: '',
  debate: { title: null, question: null, themes: null },
  voices: [],
  sources: [],
  passages: [],
  lexicon: [],
});

/** A passage by its debate and its own reference, where something is kept of passages of several: `climat/dupont-2011#a1`. */
export function qualifiedRef(key: string, ref: string): string {
  return key === '' ? ref : `${key}/${ref}`;
}

/** The debate and the reference that such a name is made of. */
export function readQualifiedRef(name: string): { readonly key: string; readonly ref: string } {
  const { key = '', ref = name } = /^(?<key>[^/#]+)\/(?<ref>.+)$/su.exec(name)?.groups ?? {};
  return { key, ref };
}
