/**
 * What the forms of a verb have in common, beyond what the light stemmer brings together: it knows
 * « parler », « parle » and « parlé » as one, not « parlent » and « parlait ». Endings of names as much
 * as of verbs are left alone (« format », « saison », « anglais »), and so is « finissent », which looks
 * like « utilisent ».
 */
export function rootOf(stem: string): string {
  const rule = ENDINGS.find(([ending, kept]) => {
    return stem.endsWith(ending) && stem.length - ending.length + kept.length >= LEAST_LENGTH;
  });
  if (rule === undefined) return stem;
  const [ending, kept] = rule;
  return stem.slice(0, stem.length - ending.length) + kept;
}

/** All the stems that may have a root, this one's included, whether or not they are words. */
export function relativesOf(stem: string): string[] {
  const root = rootOf(stem);
  const stems = ENDINGS.filter(([, kept]) => root.endsWith(kept)).map(([ending, kept]) => {
    return root.slice(0, root.length - kept.length) + ending;
  });
  return [root, ...stems].filter((relative) => rootOf(relative) === root);
}

/** « content » has nothing of « conte » but four letters: a shorter root would have many such friends. */
const LEAST_LENGTH = 4;

/** Endings of stems, the longest first, and what of them belongs to the root: finir, finit, finira. */
const ENDINGS: readonly (readonly [ending: string, kept: string])[] = [
  ...'iraient irait iront irent ira'.split(' ').map(asFinish),
  ...'eraient erait eront erent eaient eait eant era er aient ait ant ent'.split(' ').map(asSpeak),
  ...'ir it'.split(' ').map(asFinish),
];

function asFinish(ending: string): readonly [string, string] {
  return [ending, 'i'];
}

function asSpeak(ending: string): readonly [string, string] {
  return [ending, ''];
}
