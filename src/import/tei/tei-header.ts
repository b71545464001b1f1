import { addressIn, readerText } from '../bounds.ts';
import { dateAt } from '../dates.ts';
import type { ListedPerson } from '../format.ts';
import type { XmlTag } from '../xml.ts';

interface Element extends XmlTag {
  text: string;
}

/** Whose text is that of their parent too. */
const HEARD_BY_PARENT: ReadonlySet<string> = new Set(['title', 'persName', 'publisher', 'note']);

/** The best of what was offered: what is offered first of the highest rank. */
class Best {
  value: string | null = null;
  #rank = -1;

  offer(value: string | null, rank: number): void {
    if (value === null || value === '' || rank <= this.#rank) return;
    this.value = value;
    this.#rank = rank;
  }
}

interface PersonUnderWay {
  readonly id: string;
  readonly forenames: string[];
  readonly surnames: string[];
  readonly qualities: Set<string>;
  whole: string;
  feminine: boolean | null;
}

/** What the header of a TEI file says of the work, and who is in its list of persons. */
export class TeiHeader {
  readonly #title = new Best();
  readonly #publisher = new Best();
  readonly #date = new Best();
  readonly #url = new Best();
  readonly #path: Element[] = [];
  readonly #people: Map<string, ListedPerson>;
  #person: PersonUnderWay | null = null;

  /** `people` of the corpus the file stands in are known in it too. */
  constructor(people: ReadonlyMap<string, ListedPerson>) {
    this.#people = new Map(people);
  }

  /** Whether an element of it is open. */
  get isOpen(): boolean {
    return this.#path.length > 0;
  }

  get people(): ReadonlyMap<string, ListedPerson> {
    return this.#people;
  }

  get told(): Record<'title' | 'publisher' | 'date' | 'url', string | null> {
    return {
      title: this.#title.value,
      publisher: this.#publisher.value,
      date: this.#date.value,
      url: this.#url.value,
    };
  }

  open(tag: XmlTag): void {
    this.#path.push({ ...tag, text: '' });
    if (tag.name === 'person') this.#person = personOf(tag.attributes['xml:id']);
    if (tag.name === 'sex' && this.#person !== null) {
      this.#person.feminine = feminineOf(tag.attributes['value']);
    }
  }

  text(text: string): void {
    const element = this.#path.at(-1);
    if (element !== undefined) element.text += text;
  }

  close(): void {
    const element = this.#path.pop();
    if (element === undefined) return;
    const parent = this.#path.at(-1);
    if (parent !== undefined && HEARD_BY_PARENT.has(parent.name)) parent.text += element.text;
    const text = readerText(element.text);
    if (this.#person === null) this.#closeOfWork(element, text);
    else this.#closeOfPerson(this.#person, element, text);
  }

  #closeOfWork({ name, attributes }: Element, text: string): void {
    const parent = this.#path.at(-1)?.name ?? '';
    if (name === 'title' && parent === 'titleStmt') {
      const isMain = attributes['type'] === 'main' ? 2 : 0;
      const isOther = attributes['type'] === undefined || isMain > 0 ? 1 : 0;
      this.#title.offer(text, 2 * (isMain + isOther) + (attributes['xml:lang'] === 'fr' ? 1 : 0));
    }
    if (name === 'publisher') this.#publisher.offer(text, parent === 'publicationStmt' ? 1 : 0);
    if (name === 'date') this.#date.offer(dateAt(attributes['when']), DATE_RANKS.get(parent) ?? -1);
    if (name === 'idno' && attributes['type'] === 'URI') {
      this.#url.offer(addressIn(text), parent === 'bibl' ? 1 : 0);
    }
  }

  #closeOfPerson(person: PersonUnderWay, { name }: Element, text: string): void {
    if (name === 'person') this.#closePerson(person);
    if (text === '') return;
    if (name === 'forename') person.forenames.push(text);
    if (name === 'surname' || name === 'nameLink') person.surnames.push(text);
    if (name === 'persName' && person.whole === '') person.whole = text;
    if (name === 'roleName' || name === 'affiliation') person.qualities.add(text);
    if (name === 'sex') person.feminine ??= feminineOf(text);
  }

  #closePerson({ id, forenames, surnames, whole, qualities, feminine }: PersonUnderWay): void {
    const parts = [...forenames, ...surnames].join(' ');
    const name = parts === '' ? whole : parts;
    if (id !== '' && name !== '') this.#people.set(id, { name, qualities, feminine });
    this.#person = null;
  }
}

/** The day of the sitting says more than the one its file was published. */
const DATE_RANKS: ReadonlyMap<string, number> = new Map([
  ['setting', 2],
  ['bibl', 1],
  ['publicationStmt', 0],
]);

function personOf(id = ''): PersonUnderWay {
  return { id, forenames: [], surnames: [], qualities: new Set(), whole: '', feminine: null };
}

function feminineOf(sex = ''): boolean | null {
  if (/^(?:F|2)$/iu.test(sex)) return true;
  return /^(?:M|1)$/iu.test(sex) ? false : null;
}
