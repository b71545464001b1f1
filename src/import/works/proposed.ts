import { attributionLine } from '../../corpus/attribution-line.ts';
import { ITEMS } from '../../corpus/items.ts';
import { ROLE_FORMS, voiceNamed, type Role } from '../../debate/passage.ts';
import { readerText } from '../bounds.ts';
import { draftOf } from '../draft.ts';
import { partsOfText } from './pieces.ts';
import {
  escaped,
  isFeminine,
  nameFor,
  slugOf,
  textOfWork,
  unnamedFor,
  writtenWork,
  type Right,
} from './text-work.ts';

/** Words that were proposed and accepted, with what their work is called where it is new. */
export interface Accepted {
  readonly words: string;
  /** By the name that was given; one that names nobody is shown as that. */
  readonly voice: string;
  readonly role: Role;
  /** Who quotes them, where the role is « cité »; else null. */
  readonly quotedBy: string | null;
  /** In EDTF. */
  readonly date: string | null;
  readonly url: string | null;
}

/** What only a new work says. */
export interface NewWork {
  readonly id: string;
  readonly title: string;
  readonly publisher: string | null;
  readonly kind: string;
  readonly right: Right;
}

const TYPED_BY = 'proposé par un lecteur du débat, repris tel quel';
const LONGEST_ANCHOR = 34;
/** What people write where they do not know. */
const NOBODY = /^(?:inconnue?s?|anonymes?|[?…-]+)$/iu;

/** What is said of words that each of those who wrote them let be kept. */
const WITH_CONSENT = 'extraits repris avec l’accord de chaque personne qui les a écrits';

/** The file of a new work of these words, without a raw text: what was proposed is all that there is. */
export function newWorkOf(accepted: Accepted, placing: NewWork): string {
  const { front, head } = openedWork(accepted, placing);
  const sections = sectionsOf(accepted, new Set(), false);
  return textOfWork({ front, head, sections });
}

/** The same of the messages of a thread, in order: at least one. */
export function newThreadOf(messages: readonly Accepted[], placing: NewWork): string {
  const [first] = messages;
  if (first === undefined) throw new TypeError('a work without words');
  const { front, head } = openedWork({ ...first, role: 'orateur' }, placing);
  const rights = placing.right === 'quotations' ? { rights: WITH_CONSENT } : {};
  const anchors = new Set<string>();
  const sections = messages.flatMap((each) => {
    const own = each.date === first.date ? { ...each, date: null } : each;
    return sectionsOf({ ...own, url: null }, anchors, true);
  });
  return textOfWork({ front: { ...front, ...rights }, head, sections });
}

function openedWork(accepted: Accepted, { id, title, ...placing }: NewWork) {
  const { role, date, url } = accepted;
  const name = nameOf(accepted);
  const author = role === 'auteur' ? name : null;
  const { publisher, kind, right } = placing;
  const draft = draftOf({
    title,
    author,
    publisher,
    date,
    url,
    kind,
    typedBy: TYPED_BY,
    turns: [],
  });
  const { front, head } = writtenWork(draft, { id, raw: id, right });
  const { raw: _, ...written } = front;
  return { front: written, head };
}

/** The text of a work with these words after those it has; its passages have these anchors already. */
export function withPassages(
  text: string,
  accepted: Accepted,
  anchors: ReadonlySet<string>,
): string {
  const sections = sectionsOf(accepted, new Set(anchors), true);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const added = sections.map(({ written }) => `\n${written}\n`).join('');
  return `${text.trimEnd()}${lineEnd}${added.replaceAll('\n', lineEnd)}`;
}

/** In a work that is there already, they have a date and an address of their own. Their anchors are added. */
function sectionsOf(accepted: Accepted, anchors: Set<string>, isAdded: boolean) {
  const paragraphs = accepted.words.split('\n').map(readerText);
  const parts = paragraphs.filter((each) => each !== '').flatMap(partsOfText);
  return parts.map((text) => {
    const anchor = anchorFor(text, anchors);
    anchors.add(anchor);
    const items = isAdded ? itemsOf(accepted) : '';
    const lines = [`## ${anchor}`, `> ${escaped(text)}`, attributionOf(accepted), items];
    return { written: lines.filter((line) => line !== '').join('\n\n') };
  });
}

function itemsOf({ url, date }: Accepted): string {
  const items = [
    [ITEMS.url, url === null ? null : escaped(url)],
    [ITEMS.date, date],
  ] as const;
  return items
    .flatMap(([name, value]) => (value === null ? [] : [`- ${name} : ${value}`]))
    .join('\n');
}

function attributionOf(accepted: Accepted): string {
  const { role, quotedBy } = accepted;
  const name = nameOf(accepted) ?? unnamedFor(role);
  const said = { voice: voiceNamed(name), reportedBy: quotedBy, deduction: null };
  const writtenRole = isFeminine(name) ? ROLE_FORMS[role] : role;
  return escaped(attributionLine({ ...said, writtenRole, stance: 'assumed', flags: [] }));
}

function nameOf({ voice }: Accepted): string | null {
  return NOBODY.test(voice.trim()) ? null : nameFor(voice);
}

function anchorFor(text: string, taken: ReadonlySet<string>): string {
  const slug = slugOf(text, LONGEST_ANCHOR) || 'passage';
  for (let count = 1; ; count += 1) {
    const anchor = count === 1 ? slug : `${slug}-${count}`;
    if (!taken.has(anchor)) return anchor;
  }
}
