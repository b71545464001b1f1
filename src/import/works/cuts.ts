import { gapBefore, isLabelOf, pageOf, spansIn } from '../../corpus/page.ts';
import { ROLE_FORMS } from '../../debate/passage.ts';
import { nameFor, type Section } from './text-work.ts';

/** What is taken out of a raw text before it is compared, and why: a front matter's `cuts`. */
interface Cut {
  readonly words: string;
  readonly reason: string;
}

/** As many characters as one cut may have. */
const LONGEST_CUT = 5_000;
const REASON =
  'ni la parole d’une voix, ni le nom de qui parle : titre, date, présents, didascalie';

/** What stands in a raw text between the passages of a whole work, but who speaks and what has no letter. */
export function cutsFor(raw: string, sections: readonly Section[]): Cut[] {
  const page = pageOf({ cuts: [] }, raw);
  const spans = spansIn(
    page,
    sections.map(({ text }) => ({ text, place: null })),
  );
  // Of one person the corpus keeps what is said first, shortened.
  const qualities = new Map(
    sections.toReversed().flatMap(({ speaker: { name, quality } }) => {
      const kept = quality === null ? null : nameFor(quality);
      return kept === null ? [] : [[name, kept] as const];
    }),
  );
  const isLabel = (gap: string, { speaker: { name, role, feminine } }: Section): boolean => {
    const voice = { name: name ?? '', named: true, quality: qualities.get(name) ?? null };
    const writtenRole = feminine === true ? ROLE_FORMS[role] : role;
    return isLabelOf(gap, { voice, writtenRole }, []);
  };
  return [...sections, null].flatMap((section, at) => {
    const gap = gapBefore(at, page, spans);
    if (gap === null || !/\p{L}/u.test(gap) || (section !== null && isLabel(gap, section)))
      return [];
    // One character may count for two.
    const words = gap.match(new RegExp(`[^]{1,${LONGEST_CUT / 2}}`, 'gu')) ?? [];
    return words.map((each) => ({ words: each.trim(), reason: REASON }));
  });
}
