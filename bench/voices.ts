// Whether an import gives words to whom they belong: of the characters of each file, the share under the right
// voice, under none, under a wrong one, and that are in no passage:
//   npm run bench:voices -- --data DIR      every file of DIR that has a FILE.truth.json beside it
//   npm run bench:voices -- --data ../shared/sources --debate corpus     the truth is that of the debate
// A truth is a list of stretches in the order of reading: {text, voice (a name, or null where nobody can tell),
// role, labelled (whether a mark or a label says so), aliases}; the role « none » is nobody's words.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldText } from '../src/french/words.ts';
import { FORMATS } from '../src/import/formats.ts';
import { withQuotations } from '../src/import/quoting/quoting.ts';
import { openCorpus } from '../src/operator/opening.ts';
import { optionsOf, run } from './arguments.ts';

const USAGE = 'npm run bench:voices -- --data DIR [--debate FOLDER]';
const OPTIONS = {
  data: { type: 'string', default: '../shared/sources' },
  debate: { type: 'string' },
} as const;

interface Stretch {
  readonly text: string;
  readonly voice: string | null;
  readonly role: string;
  readonly labelled: boolean;
  readonly aliases?: readonly string[];
}

/** Fewer letters come back anywhere. */
const SHORTEST = 3;

const OUTCOMES = ['right', 'none', 'wrong', 'missed'] as const;
type Outcome = (typeof OUTCOMES)[number];
type Counts = Record<Outcome, number>;

await run(() => {
  const { data, debate } = optionsOf(OPTIONS, USAGE);
  void measure(data, debate === undefined ? null : truthsOf(debate));
});

async function measure(
  folder: string,
  debate: ReadonlyMap<string, readonly Stretch[]> | null,
): Promise<void> {
  const all = { labelled: counts(), unlabelled: counts() };
  let quoted = 0;
  let nobodys = 0;
  for (const name of readdirSync(folder).toSorted()) {
    const truth = debate?.get(name) ?? truthBeside(join(folder, name));
    if (truth === null) continue;
    const own = { labelled: counts(), unlabelled: counts() };
    for (const { stretch, outcome } of await comparedIn(join(folder, name), truth)) {
      if (stretch.role === 'none') {
        nobodys += 1;
        quoted += outcome === 'missed' ? 0 : 1;
        continue;
      }
      for (const some of [own, all])
        some[stretch.labelled ? 'labelled' : 'unlabelled'][outcome] += 1;
    }
    console.log(
      `${name}\n  with a label: ${told(own.labelled)}\n  without: ${told(own.unlabelled)}`,
    );
  }
  console.log(`all, with a label: ${told(all.labelled)}\nall, without: ${told(all.unlabelled)}`);
  console.log(`of nobody's words, in passages: ${percent(quoted, nobodys)}`);
}

function truthBeside(path: string): readonly Stretch[] | null {
  const beside = `${path}.truth.json`;
  return existsSync(beside) ? (JSON.parse(readFileSync(beside, 'utf8')) as Stretch[]) : null;
}

/** What the works of a debate say of their raw files: the passages that somebody chose in them by hand. */
function truthsOf(folder: string): ReadonlyMap<string, readonly Stretch[]> {
  const { works } = openCorpus(folder);
  const stretches = works.map(({ raw, passages }) => {
    const own = passages.flatMap(({ text, voice, role }) =>
      text === null
        ? []
        : [{ text, voice: voice.named ? voice.name : null, role, labelled: false }],
    );
    return [raw ?? '', own] as const;
  });
  return new Map(stretches);
}

/** Each character of the truth, white space aside, with what the import made of it. */
async function comparedIn(path: string, truth: readonly Stretch[]) {
  const file = { name: path, bytes: readFileSync(path), address: null };
  const format = FORMATS.find(({ recognises }) => recognises(file));
  const whole = truth.map(({ text }) => bare(text)).join('');
  const given = new Map<number, string | null>();
  for await (const brought of format?.read(file, { names: 'full' }) ?? []) {
    const draft = withQuotations(brought);
    let from = 0;
    for (const { speaker, paragraphs } of draft.turns) {
      const voice = speaker.role === 'auteur' ? draft.author : speaker.name;
      // A paragraph may run over what the truth parts: each of its clauses is sought in turn.
      for (const part of paragraphs.flatMap(({ text }) => text.split(/(?<=[.?!…:,;»]) /u))) {
        const words = bare(part);
        const at = words.length < SHORTEST ? -1 : whole.indexOf(words, from);
        if (at < 0) continue;
        for (let place = at; place < at + words.length; place += 1) given.set(place, voice);
        from = at + words.length;
      }
    }
  }
  const stretches = truth.flatMap((stretch) =>
    bare(stretch.text)
      .split('')
      .map(() => stretch),
  );
  return stretches.map((stretch, at) => ({ stretch, outcome: outcomeOf(stretch, given.get(at)) }));
}

function outcomeOf({ voice, aliases = [] }: Stretch, given: string | null | undefined): Outcome {
  if (given === undefined) return 'missed';
  if (given === null) return voice === null ? 'right' : 'none';
  return voice !== null && [voice, ...aliases].some((name) => isSame(name, given))
    ? 'right'
    : 'wrong';
}

/** Whether one name is the other, or part of it: « M. Durand » is « Paul Durand ». */
function isSame(a: string, b: string): boolean {
  const [one, other] = [a, b].map((name) => {
    const words = foldText(name).match(/[a-z0-9]+/gu) ?? [];
    return new Set(
      words.filter((word) => !/^(?:mm?|mr|mme|mlle|dr|me|madame|monsieur)$/u.test(word)),
    );
  });
  return (
    one !== undefined && other !== undefined && (one.isSubsetOf(other) || other.isSubsetOf(one))
  );
}

function bare(text: string): string {
  return text.normalize('NFC').replace(/[\s\p{Cf}\p{Cc}]+/gu, '');
}

function counts(): Counts {
  return { right: 0, none: 0, wrong: 0, missed: 0 };
}

function told(own: Counts): string {
  const sum = OUTCOMES.reduce((total, outcome) => total + own[outcome], 0);
  const shares = OUTCOMES.map((outcome) => `${outcome} ${percent(own[outcome], sum)}`);
  return sum === 0 ? 'nothing' : `${shares.join(', ')} of ${sum}`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '0 %' : `${((100 * part) / whole).toFixed(1)} %`;
}
