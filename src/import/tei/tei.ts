import { type Draft, draftOf } from '../draft.ts';
import { type BroughtFile, type Format, ImportFault } from '../format.ts';
import { TeiHeader } from './tei-header.ts';
import type { TeiPerson } from './tei-people.ts';
import { TeiSpeeches } from './tei-speeches.ts';
import { readXml, startOf, type XmlListener, type XmlTag } from '../xml.ts';

/** Comments and a licence may stand before the first tag. */
const FIRST_BYTES = 8192;

/** Sittings in TEI, as parliaments and ParlaMint publish them. */
export const tei: Format = {
  label: 'débats en TEI',
  recognises: (file) => /<(?:\w+:)?(?:TEI|teiCorpus)[\s>]/u.test(startOf(file, FIRST_BYTES)),
  read: readTei,
};

function* readTei(file: BroughtFile): Iterable<Draft> {
  let isEmpty = true;
  for (const draft of readXml(file, new TeiListener())) {
    isEmpty = false;
    yield draft;
  }
  if (isEmpty) {
    throw new ImportFault(
      `${file.name} n’a aucune prise de parole : il en faut dans des balises <u> ou <sp> d’un fichier TEI`,
    );
  }
}

interface Work {
  readonly header: TeiHeader;
  readonly speeches: TeiSpeeches;
}

/** Hears each work of a file, the ones of a corpus one after the other. */
class TeiListener implements XmlListener<Draft> {
  /** A corpus and the works it holds, the innermost last. */
  readonly #works: Work[] = [];
  #part: TeiHeader | TeiSpeeches | null = null;
  #ready: Draft[] = [];

  readonly open = ({ name, attributes }: XmlTag): void => {
    const local = localName(name);
    if (local === 'TEI' || local === 'teiCorpus') this.#begin();
    const work = this.#works.at(-1);
    if (work === undefined) return;
    if (local === 'teiHeader' || local === 'standOff') this.#part = work.header;
    if (local === 'text') this.#part ??= work.speeches;
    this.#part?.open({ name: local, attributes });
  };

  readonly text = (text: string): void => {
    this.#part?.text(text);
  };

  readonly close = (name: string): void => {
    const local = localName(name);
    this.#part?.close();
    if (local === 'teiHeader' || local === 'standOff' || local === 'text') this.#part = null;
    if (local === 'TEI' || local === 'teiCorpus') this.#end();
  };

  readonly made = (): readonly Draft[] => this.#ready.splice(0);

  #begin(): void {
    this.#part = null;
    this.#works.push({ header: new TeiHeader(this.#people()), speeches: new TeiSpeeches() });
  }

  #end(): void {
    const work = this.#works.pop();
    if (work === undefined) return;
    const turns = work.speeches.turns(work.header.people);
    if (turns.length === 0) return;
    const publisher = work.header.told.publisher ?? this.#works.at(-1)?.header.told.publisher;
    this.#ready.push(
      draftOf({
        ...work.header.told,
        publisher: publisher ?? null,
        kind: 'compte rendu de séance',
        typedBy: 'compte rendu encodé en TEI, ni relu ni retapé',
        turns,
      }),
    );
  }

  #people(): ReadonlyMap<string, TeiPerson> {
    return this.#works.at(-1)?.header.people ?? new Map();
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
