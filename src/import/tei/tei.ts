import { type Draft, draftOf } from '../draft.ts';
import { type BroughtFile, type Format, ImportFault } from '../format.ts';
import type { ListedPerson, ReadOptions } from '../format.ts';
import { TeiHeader } from './tei-header.ts';
import { TeiSpeeches } from './tei-speeches.ts';
import { readXml, startOf, type XmlListener, type XmlTag } from '../xml.ts';

const UNLISTED =
  'le fichier ne nomme personne : si une liste des voix est à part (« …listPerson.xml »), importez le dossier des deux';
/** Comments and a licence may stand before the first tag. */
const FIRST_BYTES = 8192;

/** Sittings in TEI, as parliaments and ParlaMint publish them, with the lists of who speaks in files of their own. */
export const tei: Format = {
  label: 'débats en TEI',
  ending: '.xml',
  recognises: (file) =>
    /<(?:\w+:)?(?:TEI|teiCorpus|listPerson)[\s>]/u.test(startOf(file, FIRST_BYTES)),
  read: readTei,
};

function* readTei(
  file: BroughtFile,
  { people = new Map<string, ListedPerson>() }: ReadOptions,
): Iterable<Draft> {
  let isEmpty = true;
  const listener = new TeiListener(people);
  for (const draft of readXml(file, listener)) {
    isEmpty = false;
    yield draft;
  }
  if (isEmpty) for (const [id, person] of listener.listed) people.set(id, person);
  if (isEmpty && listener.listed.size === 0) {
    throw new ImportFault(
      `${file.name} n’a aucune prise de parole : il en faut dans des balises <u> ou <sp> d’un fichier TEI`,
    );
  }
}

interface Work {
  readonly header: TeiHeader;
  readonly speeches: TeiSpeeches;
  /** Whether it is a list of people in a file of its own. */
  readonly isList: boolean;
}

/** Hears each work of a file, the ones of a corpus one after the other. */
class TeiListener implements XmlListener<Draft> {
  /** A corpus and the works it holds, the innermost last. */
  readonly #works: Work[] = [];
  /** The people of what has no speeches. */
  readonly listed = new Map<string, ListedPerson>();
  readonly #known: ReadonlyMap<string, ListedPerson>;
  #part: TeiHeader | TeiSpeeches | null = null;
  readonly made: Draft[] = [];

  /** `known` are the people of lists that came before. */
  constructor(known: ReadonlyMap<string, ListedPerson>) {
    this.#known = known;
  }

  readonly open = ({ name, attributes }: XmlTag): void => {
    const local = localName(name);
    const isList = local === 'listPerson' && this.#works.length === 0;
    if (local === 'TEI' || local === 'teiCorpus' || isList) this.#begin(isList);
    const work = this.#works.at(-1);
    if (work === undefined) return;
    if (isList || local === 'teiHeader' || local === 'standOff') this.#part = work.header;
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
    const { isList = false, header } = this.#works.at(-1) ?? {};
    const isEndOfList = isList && header?.isOpen === false;
    if (local === 'TEI' || local === 'teiCorpus' || isEndOfList) this.#end();
  };

  #begin(isList: boolean): void {
    this.#part = null;
    const header = new TeiHeader(this.#works.at(-1)?.header.people ?? this.#known);
    this.#works.push({ header, speeches: new TeiSpeeches(), isList });
  }

  #end(): void {
    const work = this.#works.pop();
    if (work === undefined) return;
    const turns = work.speeches.turns(work.header.people);
    if (turns.length === 0) {
      for (const [id, person] of work.header.people) this.listed.set(id, person);
      return;
    }
    const publisher = work.header.told.publisher ?? this.#works.at(-1)?.header.told.publisher;
    this.made.push(
      draftOf({
        ...work.header.told,
        publisher: publisher ?? null,
        kind: 'compte rendu de séance',
        typedBy: 'compte rendu encodé en TEI, ni relu ni retapé',
        turns,
        doubts: turns.every(({ speaker }) => speaker.name === null) ? [UNLISTED] : [],
      }),
    );
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
