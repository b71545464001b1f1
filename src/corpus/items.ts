import type { List } from 'mdast';
import type { Passage, Relation, RelationKind, TextPlace, Thesis } from '../debate/passage.ts';
import { foldWhiteSpace } from '../french/typography.ts';
import { hasNoQuotes } from './attribution-line.ts';
import { complaints, type Complaint, type Faults } from './faults.ts';
import { isWebAddress, parsePartialDate } from './front-matter.ts';
import { plainText, startOf } from './blocks.ts';

const LONGEST_THESIS = 300;
const LONGEST_TOPIC = 60;
/** All the search words of one quotation together. */
const LONGEST_SEARCH_WORDS = 1_000;
/** More of the words would be a quotation. */
const MOST_PLACE_WORDS = 6;
const LEFT_OUT = ' […] ';

/** The items of a quotation's list; those that a model proposed say so until a person has read them. */
export const ITEMS = {
  place: 'Endroit',
  followsOn: 'Suite',
  topics: 'Thèmes',
  thesis: 'Thèse',
  proposedTopics: 'Thèmes proposés',
  proposedThesis: 'Thèse proposée',
  searchWords: 'Mots de recherche',
  url: 'Lien',
  seconds: 'Minutage',
  date: 'Date',
  answers: 'Répond à',
  joins: 'Rejoint',
  qualifies: 'Nuance',
  rejects: 'Rejette',
  voice: 'Voix',
} as const;
const ITEM_NAMES: readonly string[] = Object.values(ITEMS);
const RELATIONS: readonly RelationKind[] = ['answers', 'joins', 'qualifies', 'rejects'];
const FOLLOWS_ON = 'immédiate';
/** What « Voix » says once a person has decided who speaks. */
export const READ = 'relue';

/** What the list of a quotation says. */
export interface Items extends Pick<
  Passage,
  | 'topics'
  | 'thesis'
  | 'searchWords'
  | 'place'
  | 'followsOn'
  | 'url'
  | 'seconds'
  | 'date'
  | 'relations'
> {
  /** Whether a person has looked at who speaks: an inference stays one, and is no longer a doubt. */
  readonly isVoiceRead: boolean;
}

type Values = ReadonlyMap<string, string>;

/** Reads the list of a quotation; null, with every fault told, where it cannot be. */
export function readItems(list: List | undefined, faults: Faults): Items | null {
  const items = new Map<string, string>();
  let unread = 0;
  for (const item of list?.children ?? []) {
    const [paragraph] = item.children;
    const text = paragraph === undefined ? '' : plainText(paragraph, faults);
    if (text === null) {
      unread += 1;
      continue;
    }
    const [, name = text, value = ''] = /^([^:]*?)\s*:\s*(.*)$/u.exec(text) ?? [];
    if (items.has(name)) faults.add(startOf(item), complaints.duplicateItem(name));
    else if (!ITEM_NAMES.includes(name)) {
      faults.add(startOf(item), complaints.unknownItem(name, ITEM_NAMES));
    } else if (value === '') faults.add(startOf(item), complaints.missingItem(name));
    items.set(name, value);
  }
  // An item that could not be read is told already, and may be the one that is missing.
  if (unread > 0) return null;
  const complaint = faultOf(items);
  if (list !== undefined && complaint !== null) faults.add(startOf(list), complaint);
  return complaint === null ? itemsOf(items) : null;
}

function itemsOf(items: Values): Items {
  const proposed = items.get(ITEMS.proposedThesis);
  const text = items.get(ITEMS.thesis) ?? proposed;
  const thesis: Thesis | null =
    text === undefined ? null : { text, isRead: proposed === undefined };
  const written = (name: string) => items.get(name) ?? '';
  return {
    topics: listed(written(ITEMS.topics)),
    thesis,
    searchWords: [
      ...listed(written(ITEMS.proposedTopics)),
      ...written(ITEMS.searchWords)
        .split(/\s*;\s*/u)
        .filter((words) => words !== ''),
    ],
    place: placeIn(written(ITEMS.place)),
    followsOn: items.has(ITEMS.followsOn),
    url: items.get(ITEMS.url) ?? null,
    seconds: secondsIn(written(ITEMS.seconds)),
    date: parsePartialDate(written(ITEMS.date)),
    relations: RELATIONS.flatMap((kind) =>
      listed(written(ITEMS[kind])).map((ref): Relation => ({ kind, ref })),
    ),
    isVoiceRead: items.has(ITEMS.voice),
  };
}

function listed(written: string): string[] {
  return written.split(/\s*,\s*/u).filter((each) => each !== '');
}

function placeIn(written: string): TextPlace | null {
  if (written === '') return null;
  const [from = '', to = from] = foldWhiteSpace(written).split(LEFT_OUT);
  return { from, to };
}

/** `12:34` or `1:02:03` in seconds; null for anything else. */
function secondsIn(written: string): number | null {
  const {
    hours = 0,
    minutes,
    seconds,
  } = /^(?:(?<hours>\d{1,2}):(?=[0-5]?\d:))?(?<minutes>\d{1,3}):(?<seconds>[0-5]\d)$/u.exec(written)
    ?.groups ?? {};
  return minutes === undefined
    ? null
    : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function faultOf(items: Values): Complaint | null {
  const [thesis, proposed] = [items.get(ITEMS.thesis), items.get(ITEMS.proposedThesis)];
  const topics = [ITEMS.topics, ITEMS.proposedTopics].flatMap((name) =>
    listed(items.get(name) ?? ''),
  );
  if (thesis !== undefined && proposed !== undefined) return complaints.thesisTwice();
  const searchWords = items.get(ITEMS.searchWords) ?? '';
  if (searchWords.length > LONGEST_SEARCH_WORDS) {
    return complaints.tooLong(ITEMS.searchWords, LONGEST_SEARCH_WORDS);
  }
  return faultOfThesis(thesis ?? proposed ?? '') ?? faultOfTopics(topics) ?? faultOfPlace(items);
}

function faultOfThesis(thesis: string): Complaint | null {
  if (thesis.length > LONGEST_THESIS) return complaints.tooLong('thèse', LONGEST_THESIS);
  // References to quotations stand between square brackets.
  if (/[[\]]/u.test(thesis)) return complaints.thesisBrackets();
  return hasNoQuotes(thesis) ? null : complaints.quotesIn('une thèse');
}

function faultOfTopics(topics: readonly string[]): Complaint | null {
  if (!topics.every(hasNoQuotes)) return complaints.quotesIn('un thème');
  const isLong = topics.some((topic) => topic.length > LONGEST_TOPIC);
  return isLong ? complaints.tooLong('thème', LONGEST_TOPIC) : null;
}

/** What is wrong with what says where and when the words stand. */
function faultOfPlace(items: Values): Complaint | null {
  const place = items.get(ITEMS.place);
  if (place !== undefined && !isPlace(place)) return complaints.invalidPlace(MOST_PLACE_WORDS);
  for (const [name, expected, isSound] of EXPECTED) {
    const value = items.get(name);
    if (value !== undefined && !isSound(value)) return complaints.invalidItem(name, expected);
  }
  return null;
}

/** What is expected of the value of an item, in French, and whether a value is that. */
const EXPECTED: readonly (readonly [string, string, (value: string) => boolean])[] = [
  [ITEMS.followsOn, FOLLOWS_ON, (value) => value === FOLLOWS_ON],
  [ITEMS.voice, READ, (value) => value === READ],
  [ITEMS.url, 'une adresse http(s) complète', isWebAddress],
  [ITEMS.seconds, '12:34, ou 1:02:03', (value) => secondsIn(value) !== null],
  [
    ITEMS.date,
    'une date EDTF : 2011-04-01, 2011-12, 2014',
    (value) => parsePartialDate(value) !== null,
  ],
];

function isPlace(written: string): boolean {
  const ends = foldWhiteSpace(written).split(LEFT_OUT);
  return ends.length <= 2 && ends.every((end) => end.split(' ').length <= MOST_PLACE_WORDS);
}
