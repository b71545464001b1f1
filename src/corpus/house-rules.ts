import { ANONYMOUS_VOICES, type Corpus, type Passage } from '../debate/passage.ts';
import { nearForms } from '../french/spelling.ts';
import { alternatives, formatNumber } from '../french/typography.ts';
import { foldText } from '../french/words.ts';
import { complaints, type Complaint, type Fault, Faults, FIRST } from './faults.ts';
import { ITEMS } from './items.ts';
import type { Work } from './parse.ts';
import { doubtfulSpellings, respelled } from './spellings.ts';

export const [SHORTEST, LONGEST] = [40, 600];
const MOST_TOPICS = 4;
/** A theme may be mistyped by as much. */
const MOST_SLIPS = 2;

/** What the rules must know of the whole corpus. */
interface House {
  /** The ids of the passages. */
  readonly known: ReadonlySet<string>;
  /** How many passages have each theme. */
  readonly topics: ReadonlyMap<string, number>;
  /** Those that `debate.yaml` allows; null where it allows any. */
  readonly allowed: readonly string[] | null;
  readonly topicSpellings: ReadonlyMap<string, string>;
  /** How often each person is named. */
  readonly names: ReadonlyMap<string, number>;
  /** Each name that seems to be another one, with that other. */
  readonly spellings: ReadonlyMap<string, string>;
  readonly declared: ReadonlySet<string>;
}

/** Everything that `corpus/README.md` asks for beside what a corpus cannot be read without. */
export function houseFaults(corpus: Corpus, works: readonly Work[]): readonly Fault[] {
  const house = houseOf(corpus);
  const unused = [
    ...faultsBeside(works, 'debate.yaml', unusedTopics(house)),
    ...faultsBeside(works, 'voices.yaml', unusedVoices(corpus, works, house)),
  ];
  const written = works.flatMap((work) => {
    const faults = new Faults(work.file);
    const tell = (found: readonly (Complaint | null)[], place = FIRST) => {
      for (const complaint of found) if (complaint !== null) faults.add(place, complaint);
    };
    const author = work.source.author?.name;
    tell([faultOfName(work), faultOfSpelling(author, house), faultOfUnnamed(author, house)]);
    for (const [at, passage] of work.passages.entries()) {
      tell(
        [
          faultOfLength(passage),
          ...faultsOfTopics(passage, house),
          ...faultsOfRelations(passage, house),
          faultOfSpelling(passage.voice.name, house),
          faultOfUnnamed(passage.voice.name, house),
          faultOfSpelling(passage.reportedBy, house),
        ],
        work.places[at],
      );
    }
    return faults.list;
  });
  return [...written, ...unused];
}

function faultsBeside(
  works: readonly Work[],
  name: string,
  found: readonly Complaint[],
): readonly Fault[] {
  const faults = new Faults((works[0]?.file ?? '').replace(/[^/\\]*$/u, name));
  for (const complaint of found) faults.add(FIRST, complaint);
  return faults.list;
}

function unusedTopics({ allowed, topics }: House): Complaint[] {
  const unused = (allowed ?? []).filter((topic) => !topics.has(topic));
  return unused.map((topic) => [
    `thème « ${topic} » sans passage`,
    'donnez-le à deux passages au moins, ou supprimez-le',
  ]);
}

function unusedVoices({ voices }: Corpus, works: readonly Work[], { names }: House): Complaint[] {
  const silent = new Set(
    works.flatMap(({ waiting }) =>
      waiting.flatMap(({ voice, reportedBy }) => [voice.name, reportedBy]),
    ),
  );
  const unused = voices.filter(({ name }) => !names.has(name) && !silent.has(name));
  return unused.map(({ name }) => [
    `voix « ${name} » sans passage`,
    'corrigez son nom, ou supprimez-la',
  ]);
}

/** A passage answers another passage of the corpus, and not itself. */
function faultsOfRelations({ id, relations }: Passage, { known }: House): readonly Complaint[] {
  return relations
    .filter(({ ref }) => !known.has(ref) || ref === id)
    .map(({ kind, ref }) =>
      ref === id ? complaints.ownPassage(ITEMS[kind]) : complaints.unknownPassage(ITEMS[kind], ref),
    );
}

function houseOf({ passages, debate, voices, sources }: Corpus): House {
  const names = namesIn({ passages, sources });
  const topics = countsOf(passages.flatMap((passage) => passage.topics));
  const declared = new Set(voices.map(({ name }) => name));
  return {
    known: new Set(passages.map(({ id }) => id)),
    topics,
    topicSpellings: respelled(topics),
    allowed: debate.themes === null ? null : Object.keys(debate.themes),
    names,
    spellings: doubtfulSpellings(names, declared),
    declared,
  };
}

/** How often each person is named in a corpus, as author, voice or whoever quotes. */
export function namesIn({
  passages,
  sources,
}: Pick<Corpus, 'sources'> & {
  readonly passages: readonly Pick<Passage, 'voice' | 'reportedBy'>[];
}): ReadonlyMap<string, number> {
  const named = [
    ...sources.map(({ author }) => author),
    ...passages.map(({ voice }) => voice),
  ].flatMap((voice) => (voice?.named === true ? [voice.name] : []));
  const reporters = passages.flatMap(({ reportedBy }) => reportedBy ?? []);
  return countsOf([...named, ...reporters]);
}

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    [...Map.groupBy(names, (name) => name)].map(([name, { length }]) => [name, length]),
  );
}

function faultOfName({ file, source }: Work): Complaint | null {
  const name = file.replace(/^.*[/\\]/u, '').replace(/\.md$/u, '');
  if (name === source.id) return null;
  return [`id « ${source.id} » n’est pas le nom du fichier`, `nommez le fichier ${source.id}.md`];
}

function faultOfLength({ text, source }: Passage): Complaint | null {
  const isWhole = source.content === 'whole';
  if (text === null) return isWhole ? WITHOUT_WORDS : null;
  const { length } = text;
  const what = `citation de ${formatNumber(length)} caractères`;
  // In a whole work nothing can be left out: a sentence that long stays.
  if (length > LONGEST && !(isWhole && !INNER_END.test(text))) {
    return [what, `coupez à une fin de phrase : ${LONGEST} au plus`];
  }
  if (isWhole || length >= SHORTEST) return null;
  return [what, `ajoutez-y la phrase voisine, ou supprimez-la : ${SHORTEST} au moins`];
}

const INNER_END = /[.?!…;:]["»”)]?\s/u;
const WITHOUT_WORDS: Complaint = [
  'passage sans mots dans une œuvre entière',
  'citez ses mots après « > », ou écrivez « content: excerpts » dans l’en-tête',
];

function faultsOfTopics({ topics, thesis }: Passage, house: House): (Complaint | null)[] {
  const hasNone = topics.length === 0 && thesis?.isRead === true && house.topics.size > 0;
  return [
    hasNone ? ['thèse sans thème', 'ajoutez « - Thèmes : … » à la liste'] : null,
    topics.length > MOST_TOPICS
      ? [`${topics.length} thèmes`, `gardez-en ${MOST_TOPICS} au plus`]
      : null,
    ...topics.map((topic) => faultOfTopic(topic, house)),
  ];
}

/** A list of themes says what each is for; without one they are free, but each is written in one way. */
function faultOfTopic(topic: string, { topics, allowed, topicSpellings }: House): Complaint | null {
  if (allowed === null) {
    const other = topicSpellings.get(topic);
    if (other === undefined) return null;
    return [`thème « ${topic} », et ailleurs « ${other} »`, `écrivez partout « ${other} »`];
  }
  if (!allowed.includes(topic)) {
    const meant = nearest(topic, allowed);
    return [
      `thème « ${topic} » absent de debate.yaml`,
      meant === null
        ? 'prenez un thème de sa liste, ou ajoutez celui-ci sous themes'
        : `vouliez-vous dire « ${meant} » ? Sinon, ajoutez-le sous themes`,
    ];
  }
  if (topics.get(topic) !== 1) return null;
  return [
    `thème « ${topic} » pour un seul passage`,
    'donnez-le aussi à un autre passage, ou prenez un thème plus large',
  ];
}

function nearest(topic: string, topics: readonly string[]): string | null {
  const folded = foldText(topic);
  const near = topics.flatMap((each) =>
    nearForms([foldText(each)], folded, MOST_SLIPS).map(({ edits }) => ({ each, edits })),
  );
  return near.sort((a, b) => a.edits - b.edits)[0]?.each ?? null;
}

/** « Anonyme » and « Un commentateur » would be shown, and asked for, as people of that name. */
function faultOfUnnamed(name: string | undefined, { declared }: House): Complaint | null {
  if (name === undefined || ANONYMOUS_VOICES.includes(name) || declared.has(name)) return null;
  const isUnnamed = ['anonyme', ...ANONYMOUS_VOICES].includes(name.toLowerCase());
  if (!isUnnamed && !/^\p{Ll}/u.test(name)) return null;
  return [
    `« ${name} » serait le nom d’une personne`,
    `pour une voix sans nom, écrivez ${alternatives(ANONYMOUS_VOICES.map((each) => `« ${each} »`))} ; si c’est un nom, déclarez-le dans voices.yaml`,
  ];
}

function faultOfSpelling(name: string | null | undefined, { spellings }: House): Complaint | null {
  const other = spellings.get(name ?? '');
  if (other === undefined) return null;
  return [
    `« ${name} », et ailleurs « ${other} »`,
    `si c’est une seule personne, écrivez partout « ${other} » ; sinon, déclarez les deux dans voices.yaml`,
  ];
}
