import { BotError } from '../errors.ts';
import { counted, french } from '../french/typography.ts';
import { sourcesOf } from '../running/disk.ts';
import { readOnTerminal } from '../running/keyboard.ts';
import { ANSWERED, type Surroundings } from '../running/surroundings.ts';
import { Decisions } from './doubt-deciding.ts';
import { doubtsIn, questionOf, waitingWordsIn, type Doubt } from './doubt-list.ts';
import { DoubtReader } from './doubt-reader.ts';
import { openCorpus, typedAs, worksCalled } from './opening.ts';

const USAGE =
  'usage : npm run corpus -- doubts [--work ŒUVRE] [--sources DOSSIER] [--list | --json]';

/**
 * `corpus doubts`: on a terminal, shows what a person should look at, one key a decision, and writes each
 * into the files of the debate; elsewhere, or with `--list` or `--json`, lists it. 0 but for a fault of
 * usage or corpus: then a BotError.
 */
export async function doubtsCommand(
  typed: readonly string[],
  folder: string,
  surroundings: Pick<Surroundings, 'input' | 'output' | 'untilStopped'>,
): Promise<number> {
  const { work, list, json, sources } = readArguments(typed, folder);
  const { corpus, works } = openCorpus(folder);
  const chosen = worksCalled(work === null ? [] : [work], works);
  const doubts = doubtsIn(works, corpus.voices).filter(({ passages }) => {
    return passages.some((each) => chosen.includes(each.work));
  });
  const { input, output } = surroundings;
  const say = (line: string) => output.write(`${line}\n`);
  if (json) say(JSON.stringify({ doubts: doubts.map(documentOf) }));
  else if (list || input.isTTY !== true || output.isTTY !== true || doubts.length === 0) {
    for (const line of listOf(doubts)) say(line);
  } else {
    const words = await waitingWordsIn(works, sources);
    const reader = new DoubtReader(doubts, new Decisions(folder, works, corpus.voices), words);
    await readOnTerminal(reader, surroundings);
    say(
      french`${counted(reader.decided, 'décision écrite', 'décisions écrites')} ; le reste reviendra`,
    );
  }
  return ANSWERED;
}

function readArguments(typed: readonly string[], folder: string) {
  const { values, positionals } = typedAs(typed, USAGE, {
    work: { type: 'string' },
    sources: { type: 'string', default: sourcesOf(folder) },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  if (positionals.length > 0) throw new BotError('usage', USAGE);
  return { work: null, ...values };
}

function listOf(doubts: readonly Doubt[]): readonly string[] {
  if (doubts.length === 0) return [french`rien à voir : chaque voix est dite, ou a été relue`];
  const lines = doubts.map((doubt) => {
    const [{ work, section }] = doubt.passages;
    return `${work.file}:${section.line}: ${questionOf(doubt)}`;
  });
  const count = counted(doubts.length, 'point à voir', 'points à voir');
  return [...lines, french`${count}, le plus lourd de conséquences d’abord`];
}

/** For programs. Fields are added, never renamed or removed. */
function documentOf({ kind, passages, names }: Doubt) {
  const [{ work, section }] = passages;
  const isOfVoice = kind === 'deduced' || kind === 'unknown';
  return {
    kind,
    work: work.source.id,
    file: work.file,
    line: section.line,
    voice: isOfVoice ? section.voice.name : null,
    role: isOfVoice ? section.role : null,
    why: isOfVoice ? section.deduction : null,
    names,
    passages: passages.map((each) => `${each.work.source.id}#${each.section.anchor}`),
  };
}
