import { withItems } from '../corpus/list-items.ts';
import type { ListItem } from '../corpus/list-items.ts';
import type { CorpusFile } from '../corpus/decode.ts';
import { parseWork } from '../corpus/parse.ts';
import type { Work } from '../corpus/parse.ts';
import { ITEMS } from '../corpus/quotations.ts';
import type { Passage } from '../debate/passage.ts';
import { readCorpusFile, replaceText } from '../running/files.ts';
import type { FailureKind } from '../summary/language-model.ts';
import type { Proposal, Proposed, Proposer, Refusal } from '../summary/proposing.ts';

/** A passage and where it stands. */
export interface Placed {
  readonly passage: Passage;
  readonly file: string;
  readonly line: number;
}

export interface RunParts {
  readonly propose: Proposer['propose'];
  /** Tokens; the passage under way when they are spent is finished. */
  readonly budget: number;
  /** False to change no file. */
  readonly writes: boolean;
  /** Given when the process stops. */
  readonly signal: AbortSignal;
  readonly tell: (placed: Placed, proposed: Proposed) => void;
  /** Told after each passage. */
  readonly progress: (run: Run) => void;
}

/** What came of a run so far. */
export interface Run {
  readonly refused: Map<Refusal, number>;
  readonly failures: Map<FailureKind, number>;
  readonly of: number;
  /** Passages that are done with, whatever came of them. */
  done: number;
  asked: number;
  /** Those of which the model said anything at all. */
  answered: number;
  proposed: number;
  refusals: number;
  /** Passages that a person changed meanwhile, in a file that can be read or not. */
  changed: number;
  tokens: number;
  /** Why it ended before the last passage; null where it did not. */
  ended: 'stopped' | 'budget' | 'no answer' | null;
}

/** Failures that say nothing of the passage: the next one would fail too. */
const OUT_OF_REACH: readonly FailureKind[] = [
  'unreachable',
  'late',
  'rate limited',
  'unauthorised',
  'unknown model',
  'bad request',
  'server fault',
];
const MOST_IN_A_ROW = 3;
/** Somebody may save a file while it is being replaced. */
const MOST_WRITES = 3;

/** Asks for a proposal for each passage, in order, and writes each into its file as soon as it is there. */
export async function proposeAll(all: readonly Placed[], parts: RunParts): Promise<Run> {
  const run = newRun(all.length);
  let inARow = 0;
  for (const placed of all) {
    run.ended = endOf(run, parts, inARow);
    if (run.ended !== null) break;
    parts.progress(run);
    const proposed = await proposedFor(placed, parts);
    if (parts.signal.aborted && proposed?.kind === 'failed') continue;
    inARow = proposed !== null && isOutOfReach(proposed) ? inARow + 1 : 0;
    run.done += 1;
    if (proposed === null) run.changed += 1;
    else note(run, placed, proposed, parts);
  }
  const isCutShort = run.done < run.of || inARow >= MOST_IN_A_ROW;
  run.ended ??= isCutShort ? endOf(run, parts, inARow) : null;
  parts.progress(run);
  return run;
}

function newRun(of: number): Run {
  return {
    refused: new Map(),
    failures: new Map(),
    of,
    done: 0,
    asked: 0,
    answered: 0,
    proposed: 0,
    refusals: 0,
    changed: 0,
    tokens: 0,
    ended: null,
  };
}

function endOf(run: Run, { budget, signal }: RunParts, inARow: number): Run['ended'] {
  if (signal.aborted) return 'stopped';
  if (inARow >= MOST_IN_A_ROW) return 'no answer';
  return run.tokens >= budget ? 'budget' : null;
}

function isOutOfReach(proposed: Proposed): boolean {
  return proposed.kind === 'failed' && OUT_OF_REACH.includes(proposed.failure);
}

/** Null where the passage is no longer without a thesis, or its file can't be read at the moment. */
async function proposedFor({ passage, file }: Placed, parts: RunParts): Promise<Proposed | null> {
  const present = presentIn(file, passage);
  return present === null ? null : parts.propose(passage);
}

function note(run: Run, placed: Placed, proposed: Proposed, { writes, tell }: RunParts): void {
  run.asked += 1;
  if (!isOutOfReach(proposed)) run.answered += 1;
  run.tokens += proposed.tokens;
  if (proposed.kind === 'failed') addOne(run.failures, proposed.failure);
  else if (proposed.kind === 'refused') {
    run.refusals += 1;
    for (const { by } of proposed.reasons) addOne(run.refused, by);
  } else if (writes && !write(placed, proposed.proposal)) {
    run.changed += 1;
    return;
  } else run.proposed += 1;
  tell(placed, proposed);
}

function addOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** A work as its file is now, where it holds a passage as it was asked about, still without a thesis. */
function presentIn(
  path: string,
  asked: Passage,
): { readonly file: CorpusFile; readonly work: Work; readonly found: Passage } | null {
  const file = readCorpusFile(path);
  const work = parseWork(file).value;
  const found = work?.passages.find(({ id }) => id === asked.id);
  if (work === null || found === undefined) return null;
  return found.thesis === null && isSame(found, asked) ? { file, work, found } : null;
}

/** Whether what a thesis tells of is as it was. */
function isSame(one: Passage, other: Passage): boolean {
  const told = ({ text, voice, role, reportedBy, stance }: Passage) => {
    return JSON.stringify([text, voice.name, role, reportedBy, stance]);
  };
  return told(one) === told(other);
}

/** False where a person changed the passage meanwhile, or the file could no longer be read with it. */
function write({ passage, file: path }: Placed, proposal: Proposal): boolean {
  for (let attempt = 0; attempt < MOST_WRITES; attempt += 1) {
    const present = presentIn(path, passage);
    if (present === null) return false;
    const { file, work, found } = present;
    const text = withItems(
      new TextDecoder().decode(file.bytes),
      work,
      found.id,
      itemsOf(proposal, found),
    );
    if (text === null) return false;
    if (replaceText(file, text)) return true;
  }
  return false;
}

function itemsOf({ thesis, topics, searchWords }: Proposal, { topics: own }: Passage): ListItem[] {
  return [
    { name: ITEMS.proposedThesis, value: thesis },
    ...(own.length > 0 ? [] : [{ name: ITEMS.proposedTopics, value: topics.join(', ') }]),
    { name: ITEMS.searchWords, value: searchWords.join(' ; ') },
  ].filter(({ value }) => value !== '');
}
