import type { Speaker } from '../draft.ts';
import { foldText } from '../../french/words.ts';

/** Where in a row each thing stands; null where no column has it. */
export interface Columns {
  readonly words: number;
  /** What was asked; null where the words answer nothing that the header says. */
  readonly question: string | null;
  readonly key: number | null;
  readonly person: number | null;
  /** What tells people of one name apart. */
  readonly personId: number | null;
  readonly role: Speaker['role'];
  readonly answers: number | null;
  readonly url: number | null;
  readonly moderated: number | null;
  /** When it was written, or said in a recording. */
  readonly dates: readonly number[];
}

/** What a header calls each thing, in French and in English; the first of each list is the surest. */
const NAMES = {
  words: wordsIn(
    'commentaire comment contribution reponse answer verbatim temoignage avis opinion proposition statement message texte text contenu content body',
  ),
  person: wordsIn('auteur autrice author interview participant participante pseudo username'),
  speaker: wordsIn('speaker intervenant intervenante orateur oratrice locuteur locutrice'),
  name: wordsIn('nom name prenom'),
  id: wordsIn('id identifiant identifier uuid ref reference numero'),
  date: wordsIn('date datetime timestamp horodateur horodatage created'),
  answers: wordsIn('parent reply'),
  url: wordsIn('url lien link'),
  moderated: wordsIn('moderated'),
};

function wordsIn(list: string): readonly string[] {
  return list.split(' ');
}

/** What may stand beside these nouns and changes nothing. */
const BESIDE = wordsIn(
  'de du des la le les l d et of the a and votre vos your complet full display quel est',
);

/**
 * The columns of a table, by the words of their headers: « comment-body » has somebody’s words, « comment-id »
 * tells them apart, « author-id » tells people apart. Words and people are where the header says nothing else:
 * « authorType » and « nom du projet » name nobody. Where no header says that its column has words, those in
 * which people wrote sentences have, if they are asked or are the only one. None where nothing has words.
 */
export function columnsOf(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Columns[] {
  const names = header.map(nameOf);
  const has = (at: number, what: keyof typeof NAMES) =>
    NAMES[what].some((word) => names[at]?.includes(word));
  const all = [...header.keys()];
  const named = (what: keyof typeof NAMES, ...not: (keyof typeof NAMES)[]) =>
    all.filter((at) => has(at, what) && not.every((other) => !has(at, other)));
  const only = (found: readonly number[], ...what: (keyof typeof NAMES)[]) => {
    const known = new Set([...BESIDE, ...what.flatMap((each) => NAMES[each])]);
    return found.filter((at) => names[at]?.every((word) => known.has(word)));
  };
  const surest = (what: keyof typeof NAMES, found: readonly number[]) =>
    NAMES[what].flatMap((word) => found.filter((at) => names[at]?.includes(word)))[0] ?? null;
  const said = only(named('words'), 'words').filter((at) => hasWords(rows, at));
  const best = surest('words', said);
  const spoken = best === null ? proseIn(header, rows) : [best];
  const others = (found: readonly number[]) => found.filter((at) => !spoken.includes(at));
  const people = [...named('person'), ...named('speaker')];
  const bare = others(only(people, 'person', 'speaker', 'name', 'words'));
  const person = surest('person', bare) ?? surest('speaker', bare);
  return spoken.map((words) => ({
    words,
    question: isQuestion(header[words]) ? (header[words] ?? null) : null,
    key: others(named('id', 'person', 'speaker', 'answers'))[0] ?? null,
    person: person ?? surest('name', others(only(named('name'), 'name'))),
    personId: named('id').find((at) => has(at, 'person') || has(at, 'speaker')) ?? null,
    role: roleOf(names[person ?? -1] ?? []),
    answers: others(named('answers'))[0] ?? null,
    url: surest('url', others(named('url'))),
    moderated: surest('moderated', named('moderated')),
    dates: others(named('date')),
  }));
}

function roleOf(header: readonly string[]): Speaker['role'] {
  if (header.includes('interview')) return 'interviewé';
  return header.some((word) => NAMES.speaker.includes(word)) ? 'orateur' : 'commentateur';
}

/** « authorId », « comment_body », « Date de création », word by word. */
function nameOf(header: string): readonly string[] {
  const words = foldText(header.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')).match(/[a-z]+/gu) ?? [];
  return words.map((word) => word.replace(/(?<=\w{4})s$/u, ''));
}

/** Whether a column has sentences, and not numbers or codes: « comments » may be how many there are. */
function hasWords(rows: readonly (readonly string[])[], at: number): boolean {
  const filled = filledIn(rows, at);
  const said = filled.filter((text) => /\p{L}{2}/u.test(text));
  return said.length > 0 && said.length >= filled.length / 2;
}

function filledIn(rows: readonly (readonly string[])[], at: number): string[] {
  return rows.map((row) => row[at] ?? '').filter((text) => /\S/u.test(text));
}

/** Columns that people wrote in, by what is in them: each that asks a question, else the only one. */
function proseIn(header: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const prose = [...header.keys()].filter((at) => hasSentences(rows, at));
  const asked = prose.filter((at) => isQuestion(header[at]));
  return asked.length > 0 ? asked : prose.length === 1 ? prose : [];
}

function isQuestion(header = ''): boolean {
  const written = header.trim();
  return /[?:…]$/u.test(written) && written.split(/\s+/u).length >= 4;
}

/** Whether people answered in words of their own, and did not choose among a few: « Oui », « Plutôt d’accord ». */
function hasSentences(rows: readonly (readonly string[])[], at: number): boolean {
  const filled = filledIn(rows, at);
  const said = filled.filter((text) => /(?:\p{L}+\P{L}+){3}\p{L}/u.test(text));
  return said.length > filled.length / 2 && new Set(said).size > said.length / 2;
}
