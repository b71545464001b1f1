import { withItems, type ListItem } from '../corpus/sections.ts';
import { parseWork } from '../corpus/parse.ts';
import { ITEMS } from '../corpus/items.ts';
import type { Passage } from '../debate/passage.ts';
import { readCorpusFile } from '../running/files.ts';
import { replaceText } from '../running/disk.ts';
import type { FailureKind } from '../summary/language-model.ts';
import type { Proposal, Proposed, Proposer } from '../summary/proposing.ts';

/** A passage and where it stands. */
export interface Placed {
  readonly passage: Passage;
  readonly file: string;
  readonly line: number;
}

export interface RunParts {
  readonly propose: Proposer['propose'];
  /** Whether a passage still lacks what is proposed. */
  readonly lacks: (passage: Passage) => boolean;
  /** Tokens; the passage under way when they are spent is finished. */
  readonly budget: number;
  /** False to change no file. */
  readonly writes: boolean;
  /** Given when the process stops. */
  readonly signal: AbortSignal;
  readonly tell: (placed: Placed, outcome: Outcome) => void;
  /** Told before each passage, and at the end. */
  readonly progress: (run: Run) => void;
}

/** What came of a passage: a person may have changed it before it was asked about, or meanwhile. */
export type Outcome =
  Proposed | { readonly kind: 'changed' | 'overtaken'; readonly tokens: number };

/** What came of a run so far. */
export interface Run {
  readonly of: number;
  /** One for each passage that is done with. */
  readonly outcomes: readonly Outcome[];
  /** Why it ends before the last passage; null where it does not. */
  readonly ended: 'stopped' | 'budget' | 'no answer' | null;
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
  const outcomes: Outcome[] = [];
  const runNow = (): Run => {
    return { of: all.length, outcomes, ended: endOf(outcomes, all.length, parts) };
  };
  for (const placed of all) {
    const run = runNow();
    if (run.ended !== null) break;
    parts.progress(run);
    const outcome = await outcomeFor(placed, parts);
    if (parts.signal.aborted && outcome.kind === 'failed') break;
    outcomes.push(outcome);
    parts.tell(placed, outcome);
  }
  const run = runNow();
  parts.progress(run);
  return run;
}

function endOf(
  outcomes: readonly Outcome[],
  of: number,
  { budget, signal }: RunParts,
): Run['ended'] {
  const isLeft = outcomes.length < of;
  if (isLeft && signal.aborted) return 'stopped';
  const last = outcomes.slice(-MOST_IN_A_ROW);
  if (last.length === MOST_IN_A_ROW && last.every(isOutOfReach)) return 'no answer';
  return isLeft && tokensOf(outcomes) >= budget ? 'budget' : null;
}

export function tokensOf(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, { tokens }) => sum + tokens, 0);
}

/** Whether the model said nothing at all. */
export function isOutOfReach(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && OUT_OF_REACH.includes(outcome.failure);
}

async function outcomeFor(placed: Placed, parts: RunParts): Promise<Outcome> {
  const { propose, writes, lacks } = parts;
  if (presentIn(placed, lacks) === null) return { kind: 'changed', tokens: 0 };
  const proposed = await propose(placed.passage);
  if (!writes || proposed.kind !== 'proposed') return proposed;
  if (write(placed, proposed.proposal, lacks)) return proposed;
  return { kind: 'overtaken', tokens: proposed.tokens };
}

/** A work as its file is now, where it holds a passage as it was asked about, still without what it lacked. */
function presentIn({ passage, file: path }: Placed, lacks: RunParts['lacks']) {
  const file = readCorpusFile(path);
  const work = parseWork(file).value;
  const found = work?.passages.find(({ id }) => id === passage.id);
  if (work === null || found === undefined) return null;
  return lacks(found) && isSame(found, passage) ? { file, work, found } : null;
}

/** Whether what a thesis tells of is as it was. */
function isSame(one: Passage, other: Passage): boolean {
  const told = ({ text, voice, role, reportedBy, stance }: Passage) => {
    return JSON.stringify([text, voice.name, role, reportedBy, stance]);
  };
  return told(one) === told(other);
}

/** False where a person changed the passage meanwhile, or the file could no longer be read with it. */
function write(placed: Placed, proposal: Proposal, lacks: RunParts['lacks']): boolean {
  for (let attempt = 0; attempt < MOST_WRITES; attempt += 1) {
    const present = presentIn(placed, lacks);
    if (present === null) return false;
    const { file, work, found } = present;
    const before = new TextDecoder().decode(file.bytes);
    const text = withItems(before, work, found.id, itemsOf(proposal, found));
    if (text === null) return false;
    if (replaceText(file, text)) return true;
  }
  return false;
}

function itemsOf({ thesis, topics, searchWords }: Proposal, { topics: own }: Passage): ListItem[] {
  return [
    { name: ITEMS.proposedThesis, value: thesis ?? '' },
    ...(own.length > 0 ? [] : [{ name: ITEMS.proposedTopics, value: topics.join(', ') }]),
    { name: ITEMS.searchWords, value: searchWords.join(' ; ') },
  ].filter(({ value }) => value !== '');
}
