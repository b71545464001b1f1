/**
 * Endings of French words of one family: plurals, feminines, tenses, and the nouns and adjectives made
 * of verbs. Longest first. Coarser than `stem` of src/text: here two strangers that meet cost a little
 * support that is not due, where in search they cost a poor match.
 */
const ENDINGS = `
  isations isation issements issement ifications ification issaient issait issent issant
  ements ement emment amment ations ation itions ition utions ution trices trice teuses teuse teurs teur
  ateurs ateur ivement ivites ivite abilite ibilite iques ique istes iste ismes isme ables able ibles ible
  eraient erait eront erons erez erai eras era iraient irait iront irons irai iras ira raient rait ront rons ra
  aient ions iez ait ais ant ante antes ants ance ances ence ences ent ons ez
  euses euse eurs eur eux ives ive ifs if ites ite ures ure ages age aux al ale ales elle elles el els
  ees ee es er ir re oir e s x it is ie ies i us ue ues u
`
  .trim()
  .split(/\s+/u)
  .sort((a, b) => b.length - a.length);

/** Letters that must be left of a word, and before the endings that most verbs in -er have. */
const LEAST_ROOT = 4;
const LEAST_VERB_ROOT = 3;
const VERB_ENDINGS = new Set(['e', 'es', 'er', 'ent', 'ee', 'ees', 'ez']);

const known = new Map<string, string>();
const REMEMBERED = 50_000;

/** What the folded forms of one family of words have in common: « façonne », « façonnée » and « façonnent ». */
export function rootOf(form: string): string {
  const remembered = known.get(form);
  if (remembered !== undefined) return remembered;
  const root = stripped(form.replace(/'$/u, ''));
  if (known.size < REMEMBERED) known.set(form, root);
  return root;
}

function stripped(form: string): string {
  let root = form;
  for (let again = 0; again < 2; again += 1) {
    const ending = ENDINGS.find(
      (each) => root.endsWith(each) && root.length - each.length >= leastBefore(each),
    );
    if (ending === undefined) break;
    root = root.slice(0, root.length - ending.length);
  }
  return root.replace(/(\p{L})\1$/u, '$1');
}

function leastBefore(ending: string): number {
  return VERB_ENDINGS.has(ending) ? LEAST_VERB_ROOT : LEAST_ROOT;
}
