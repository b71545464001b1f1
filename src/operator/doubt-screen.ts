import type { Work } from '../corpus/parse.ts';
import { sectionsOf, type Section } from '../corpus/sections.ts';
import { counted, french, inGuillemets } from '../french/typography.ts';
import { laidOut, WIDEST_LINE, type Style } from '../platforms/terminal/layout.ts';
import type { ScreenSize } from '../running/keyboard.ts';
import { questionOf, spokenBy, type Doubt } from './doubt-list.ts';

/** What there is to show. */
export interface Shown {
  /** Null when all were looked at. */
  readonly doubt: Doubt | null;
  /** Its work as it is now. */
  readonly work: Work | null;
  /** Which of its passages, and which doubt of how many, from 0. */
  readonly passage: number;
  readonly at: number;
  readonly of: number;
  readonly decided: number;
  /** Of the passage that waits for its words, as its raw file has them; empty where nobody knows. */
  readonly sentences: readonly string[];
  readonly choices: readonly { readonly key: string; readonly label: string }[];
  readonly prompt: readonly string[] | null;
  readonly said: string;
}

const MARGIN = 2;
const NO_RAW =
  'Son texte brut n’est pas là, ou n’a pas ces mots : dites son dossier avec --sources, ou écrivez-les dans le fichier';

/** The passage in its surroundings, what is asked of it, and the keys; what is around it gives way first. */
export function screenOf(shown: Shown, { columns, rows }: ScreenSize): readonly string[] {
  const { doubt, work, choices, prompt, said } = shown;
  const lay = (text: string, style: Style = 'plain', lead = '') => {
    const layout = { columns: Math.min(columns - MARGIN, WIDEST_LINE), coloured: true };
    return laidOut(text, style, lead, layout).split('\n');
  };
  const keys = choices.map(({ key, label }) => `${key}\u00A0${label.replaceAll(' ', '\u00A0')}`);
  const bottom = [
    '',
    ...(said === '' ? [] : lay(said, 'heading')),
    ...(prompt === null ? lay(keys.join(' · '), 'faint') : prompt.flatMap((line) => lay(line))),
  ];
  if (doubt === null || work === null) {
    const decided = counted(shown.decided, 'décision écrite', 'décisions écrites');
    return [...lay(french`Plus rien à voir : ${decided}.`, 'heading'), ...bottom];
  }
  const isLost = doubt.kind === 'waiting' && shown.sentences.length === 0;
  const asked = isLost ? french`${questionOf(doubt)}. ${NO_RAW}` : questionOf(doubt);
  const top = [...lay(titleOf(shown, doubt, work), 'heading'), ...lay(asked), ''];
  const room = Math.max(rows - top.length - bottom.length, 1);
  return [...top, ...surroundingsOf(shown, doubt, work, { lay, room }), ...bottom];
}

function titleOf({ at, of, passage }: Shown, { passages }: Doubt, { source }: Work): string {
  const place =
    passages.length === 1 ? '' : `, passage ${passage + 1} sur ${passages.length} (← →)`;
  return french`${at + 1} sur ${of} — ${source.id}, ${inGuillemets(source.title)}${place}`;
}

interface Page {
  readonly lay: (text: string, style?: Style, lead?: string) => string[];
  /** In lines. */
  readonly room: number;
}

/** The passage between those before and after it, as far as there is room: it alone is never left out. */
function surroundingsOf(
  { passage, sentences }: Shown,
  { passages }: Doubt,
  work: Work,
  { lay, room }: Page,
): readonly string[] {
  const asked = (passages[passage] ?? passages[0]).section;
  const sections = sectionsOf(work);
  const at = sections.findIndex(({ anchor }) => anchor === asked.anchor);
  const own = blockOf(sections[at] ?? asked, lay, 'plain', sentences).slice(0, room);
  const near = [at - 1, at + 1].map((place) => {
    const section = sections[place];
    return section === undefined ? [] : blockOf(section, lay, 'faint');
  });
  const [before = [], after = []] = near;
  const left = room - own.length;
  const half = Math.min(before.length, Math.max(Math.floor(left / 2), left - after.length));
  // Of what is before, the end is nearest.
  return [...before.slice(before.length - half), ...own, ...after.slice(0, left - half)];
}

function blockOf(
  section: Section,
  lay: Page['lay'],
  style: Style,
  sentences: readonly string[] = [],
): readonly string[] {
  const { text, place, deduction } = section;
  const words = text ?? (place === null ? '' : french`à l’endroit : ${place.from} […] ${place.to}`);
  const why = deduction === null ? '' : french` (déduit : ${deduction})`;
  const lead = style === 'plain' ? '▌ ' : '  ';
  return [
    ...lay(`${spokenBy(section)}${why}`, style === 'plain' ? 'heading' : style, lead),
    ...(sentences.length === 0
      ? lay(words, style, lead)
      : sentences.flatMap((sentence, at) => lay(`${at + 1}. ${sentence}`, style, lead))),
    '',
  ];
}
