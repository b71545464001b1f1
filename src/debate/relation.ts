import { french } from '../french/typography.ts';
import type { Corpus, Passage, RelationKind } from './passage.ts';

/** How the passage that was asked for stands to another one, or that one to it. */
export interface ToldRelation {
  readonly kind: RelationKind;
  /** Whether it is the other passage that answers, joins, qualifies or rejects. */
  readonly isOfOther: boolean;
}

const READ = 'À notre lecture, ';
const SENTENCES: Readonly<Record<RelationKind, readonly [own: string, ofOther: string]>> = {
  answers: ['ce passage répond à', 'un autre passage répond à celui-ci'],
  joins: ['ce passage rejoint', 'ce passage est rejoint par'],
  qualifies: ['ce passage nuance', 'ce passage est nuancé par'],
  rejects: ['ce passage rejette', 'ce passage est rejeté par'],
};
/** The line over the other passage. */
export function relationLine({ kind, isOfOther }: ToldRelation): string {
  return french`${READ}${SENTENCES[kind][isOfOther ? 1 : 0]} :`;
}

const LINES = new Map<string, ToldRelation>(
  (Object.keys(SENTENCES) as RelationKind[])
    .flatMap((kind) => [false, true].map((isOfOther) => ({ kind, isOfOther })))
    .map((told) => [relationLine(told), told]),
);

/** The relation that a line tells; null for any other line. */
export function relationOn(line: string): ToldRelation | null {
  return LINES.get(line) ?? null;
}

/** How one passage stands to another, by either of them; null where no editor reads them together. */
export function relationBetween(one: Passage, other: Passage): ToldRelation | null {
  return relationsBetween(one, other)[0] ?? null;
}

/** All that is read between two passages: what the first says of the other, then what that one says of it. */
export function relationsBetween(one: Passage, other: Passage): readonly ToldRelation[] {
  const told = (by: Passage, to: Passage, isOfOther: boolean) =>
    by.relations.flatMap(({ kind, ref }) => (ref === to.id ? [{ kind, isOfOther }] : []));
  return [...told(one, other, false), ...told(other, one, true)];
}

const SAME_POINT = 'Sur le même point';
const VERBS: Readonly<Record<RelationKind, string>> = {
  answers: 'répond à',
  joins: 'rejoint',
  qualifies: 'nuance ce que dit',
  rejects: 'rejette ce que dit',
};

/** A word of ours for what is read, between the numbers of two passages. */
const BETWEEN: Readonly<Record<RelationKind, string>> = {
  ...VERBS,
  qualifies: 'nuance',
  rejects: 'rejette',
};

/** What is read between two passages of a map, by their numbers: « 3 répond à 1 ». */
export function arrowLine(kind: RelationKind, from: number, to: number): string {
  return `${from} ${BETWEEN[kind]} ${to}`;
}

const ARROW = new RegExp(
  `^(?<from>\\d+) (?<verb>${Object.values(BETWEEN).join('|')}) (?<to>\\d+)$`,
  'u',
);

/** What such a line says; null for any other line. */
export function arrowOn(line: string) {
  const { from = '', verb, to = '' } = ARROW.exec(line)?.groups ?? {};
  const kind = (Object.keys(BETWEEN) as RelationKind[]).find((each) => BETWEEN[each] === verb);
  return kind === undefined ? null : { kind, from, to };
}

/** What two passages that face each other are on together. */
export interface CommonPoint {
  /** How the first stands to the second; null where no editor reads them together. */
  readonly relation: ToldRelation | null;
  /** Themes of both, or words where they have none; empty where they are read together. */
  readonly topics: readonly string[];
}

/** The line over the two: which voice answers, joins, qualifies or rejects which, or what both speak of. */
export function pointLine(
  { relation, topics }: CommonPoint,
  [one, other]: readonly [string, string],
): string {
  if (relation === null) {
    return topics.length === 0 ? SAME_POINT : french`${SAME_POINT} : ${topics.join(', ')}`;
  }
  const [by, to] = relation.isOfOther ? [other, one] : [one, other];
  return `${READ}${by} ${VERBS[relation.kind]} ${to}`;
}

/** Whether a line stands over two passages that face each other. */
export function isPointLine(line: string): boolean {
  return line.startsWith(SAME_POINT) || (line.startsWith(READ) && !LINES.has(line));
}

/** Whether a line over two passages that face each other tells what an editor reads between them. */
export function tellsRelation(line: string): boolean {
  return line.startsWith(READ);
}

/** Whether an editor reads the two so. */
export function isRelated(
  { kind, isOfOther }: ToldRelation,
  asked: Passage,
  other: Passage,
): boolean {
  const [one, referred] = isOfOther ? [other, asked] : [asked, other];
  return one.relations.some((each) => each.kind === kind && each.ref === referred.id);
}

type ByRef = ReadonlyMap<string, readonly Passage[]>;
/** Every position and every comparison asks for them. */
const relatingKnown = new WeakMap<readonly Passage[], ByRef>();

/** The passages that answer, join, qualify or reject another one, by its id. */
export function relatingIn({ passages }: Pick<Corpus, 'passages'>): ByRef {
  let relating = relatingKnown.get(passages);
  if (relating === undefined) {
    const related = passages.flatMap((passage) =>
      [...new Set(passage.relations.map(({ ref }) => ref))].map((ref) => ({ ref, passage })),
    );
    const byRef = Map.groupBy(related, ({ ref }) => ref);
    relating = new Map([...byRef].map(([ref, those]) => [ref, those.map((each) => each.passage)]));
    relatingKnown.set(passages, relating);
  }
  return relating;
}

/** Another passage, and how the one that is asked for stands to it. */
interface ReadAround extends ToldRelation {
  readonly passage: Passage;
}

/** What a passage does to others, then what others do to it; `passageOf` finds one by its id. */
export function readAround(
  { id, relations }: Passage,
  corpus: Pick<Corpus, 'passages'>,
  passageOf: (ref: string) => Passage | undefined,
): readonly ReadAround[] {
  const own = relations.flatMap(({ kind, ref }) => {
    const passage = passageOf(ref);
    return passage === undefined ? [] : [{ kind, isOfOther: false, passage }];
  });
  const others = (relatingIn(corpus).get(id) ?? []).flatMap((passage) =>
    passage.relations
      .filter(({ ref }) => ref === id)
      .map(({ kind }) => ({ kind, isOfOther: true, passage })),
  );
  return [...own, ...others];
}
