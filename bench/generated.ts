import type { Passage, Source } from '../src/debate/passage.ts';

/** Words of a passage, as in a short paragraph of a debate. */
const WORDS = 35;

/** Roots of the language; with their endings they make six times as many written words. */
const ROOTS = 40_000;

const FUNCTION_WORDS =
  'de la le et les des en un une du dans que pour qui il est au par sur plus ne se pas ce avec sont aux ou cette comme mais nous leur on son été ces deux entre aussi'.split(
    ' ',
  );
const STARTS = 'ba bé bou ca cha ci co dé di do fa fé flo ga gé gri ja jou la li lou ma mé mi'
  .concat(' mo na né no pa pé pli po ra ré ri ro sa sé si sou ta té ti tra va vé vi vo')
  .split(' ');
const MIDDLES = 'bi cer cou der dis fer gen lan lu man mer nis por que ran rin sen ter tou ver'
  .concat(' vin zar lo mu ni')
  .split(' ');
const ENDINGS = ['', 's', 'e', 'es', 'er', 'ement'];

/** Shares of a text taken by function words, and by each ending in turn. */
const FUNCTION_SHARE = 0.45;

/** Numbers from 0 to 1 that are the same at every run (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A rank from 0 to `size` - 1, drawn by Zipf’s law: a word is rarer as its rank, from `first` on, is higher. */
function zipf(size: number, draw: () => number, first = 1): number {
  const drawn = first * ((size + first) / first) ** draw();
  return Math.min(size - 1, Math.floor(drawn - first));
}

function rootAt(rank: number): string {
  const start = STARTS[rank % STARTS.length] ?? '';
  const rest = Math.floor(rank / STARTS.length);
  const middle = MIDDLES[rest % MIDDLES.length] ?? '';
  const more = Math.floor(rest / MIDDLES.length);
  return `${start}${middle}${more === 0 ? '' : (MIDDLES[(more * 7) % MIDDLES.length] ?? '')}${more > 24 ? 'ti' : ''}t`;
}

function contentWord(draw: () => number): string {
  // The function words are the first ranks of the language.
  return (
    rootAt(zipf(ROOTS, draw, FUNCTION_WORDS.length)) + (ENDINGS[zipf(ENDINGS.length, draw)] ?? '')
  );
}

function functionWord(draw: () => number): string {
  return FUNCTION_WORDS[zipf(FUNCTION_WORDS.length, draw)] ?? 'de';
}

/** `count` texts of 35 words in a made-up French. */
export function* generatedTexts(count: number): Generator<string> {
  const draw = chance(7);
  for (let number = 0; number < count; number += 1) yield sentence(WORDS, draw);
}

function sentence(words: number, draw: () => number): string {
  const drawn = Array.from({ length: words }, () =>
    draw() < FUNCTION_SHARE ? functionWord(draw) : contentWord(draw),
  );
  return `${drawn.join(' ')}.`;
}

/** Turns of one sitting, and people who speak in a debate; one turn in so many has a thesis. */
const TURNS = 849;
const SPEAKERS = 60;
const TURNS_A_THESIS = 10;

/** The files of a debate of so many turns, sitting by sitting: name and text. */
export function* generatedSittings(turns: number): Generator<readonly [string, string]> {
  const draw = chance(13);
  for (let first = 0, sitting = 1; first < turns; first += TURNS, sitting += 1) {
    const id = `seance-${sitting}`;
    const count = Math.min(TURNS, turns - first);
    const said = Array.from({ length: count }, (_, number) => turnOf(number, draw));
    const front = `---
id: ${id}
title: Séance ${sitting}
author: null
publisher: Conseil municipal
date: 2026-01-${String(1 + (sitting % 28)).padStart(2, '0')}
url: https://ville.example/seances/${sitting}
kind: séance
rights: document public
licence: public
content: whole
typed_by: le greffe
---

# Séance ${sitting}
`;
    yield [`${id}.md`, `${front}${said.join('')}`];
  }
}

function turnOf(number: number, draw: () => number): string {
  const speaker = Math.floor(draw() * SPEAKERS);
  const name = `${capitalised(rootAt(speaker))} ${capitalised(rootAt(speaker + SPEAKERS))}`;
  const [minutes, seconds] = [Math.floor(number / 6), 10 * (number % 6)];
  const text = `L’${sentence(WORDS / 2 + Math.floor(WORDS * draw()), draw)}`;
  const thesis = `- Thèse : ${capitalised(sentence(WORDS / 3, draw))}
- Thèmes : ${rootAt(number % 40)}, ${rootAt(40 + (number % 50))}
`;
  return `
## t-${number}

> ${text}

— ${name}, orateur

- Minutage : ${minutes}:${String(seconds).padStart(2, '0')}
${number % TURNS_A_THESIS === 0 ? thesis : ''}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Questions of two to five informative words that a document holds, with words between. */
export function generatedQuestions(
  documents: readonly { readonly text: string }[],
  count: number,
): string[] {
  const draw = chance(11);
  return Array.from({ length: count }, () => {
    const { text = '' } = documents[Math.floor(draw() * documents.length)] ?? {};
    const words = text.slice(0, -1).split(' ');
    const content = words.filter((word) => !FUNCTION_WORDS.includes(word));
    const wanted = 2 + Math.floor(draw() * 4);
    const chosen = Array.from(
      { length: wanted },
      () => content[Math.floor(draw() * content.length)],
    );
    return `comment ${chosen.join(` ${functionWord(draw)} `)} ?`;
  });
}

const date = { edtf: '2026', year: 2026, approximate: false, uncertain: false };
const works = new Map<string, Source>();

/** The passages of one title share their work, as those of a corpus do. */
function workOf(title: string): Source {
  const known = works.get(title);
  if (known !== undefined) return known;
  const work = { id: title, title, author: null, publisher: '', date, url: null };
  const made = {
    ...work,
    kind: '',
    rights: '',
    typedBy: '',
    content: 'excerpts',
    licence: null,
    site: null,
  } as const;
  works.set(title, made);
  return made;
}

const VOICE = { name: '', named: true, quality: null };

/** A text as a passage with nothing else to search in, as the peers have nothing else. */
export function asPassage(id: string, title: string, text: string, order: number): Passage {
  return {
    id,
    source: workOf(title),
    voice: VOICE,
    role: 'auteur',
    writtenRole: 'auteur',
    reportedBy: null,
    deduction: null,
    stance: 'assumed',
    flags: [],
    text,
    place: null,
    followsOn: false,
    date: null,
    url: null,
    seconds: null,
    relations: [],
    thesis: null,
    topics: [],
    searchWords: [],
    order,
  };
}
