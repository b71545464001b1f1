import type { Known } from './known.ts';
import type { Passage } from './passage.ts';
import { statementOf } from './quote.ts';
import type { Misquotation, Reading, ShownPair, ShownSentence, ShownStatement } from './reading.ts';
import { pointLine } from './relation.ts';
import { MOST_THESES } from './summary.ts';

/** The theses, and the lines on two passages, that are not of the passages that they lead to. */
export function misleadingIn(
  { statements = [], pairs = [] }: Reading,
  known: Known,
): readonly Misquotation[] {
  return [
    ...statements.flatMap((statement) => faultsOfStatement(statement, known)),
    ...pairs.flatMap((pair) => faultsOfPair(pair, known)),
  ];
}

function faultsOfStatement({ text, ref }: ShownStatement, known: Known): readonly Misquotation[] {
  const passage = known.passageOf(ref);
  if (passage === undefined) return [{ code: 'reference', shown: ref }];
  return statementOf(passage) === text ? [] : [{ code: 'sentence', shown: text }];
}

function faultsOfPair({ line, refs, isInOrder }: ShownPair, known: Known): readonly Misquotation[] {
  const [one, other] = refs.map((ref) => known.passageOf(ref));
  if (one === undefined || other === undefined) {
    return [{ code: 'reference', shown: refs.join(', ') }];
  }
  const isRead =
    isTold(line, [one, other], known) || (!isInOrder && isTold(line, [other, one], known));
  return isRead ? [] : [{ code: 'relation', shown: line }];
}

/** Whether a line tells what the first passage does to the other. */
function isTold(line: string, [by, to]: readonly [Passage, Passage], known: Known): boolean {
  const voices = [known.labelOf(by), known.labelOf(to)] as const;
  return by.relations.some(({ kind, ref }) => {
    const relation = { kind, isOfOther: false };
    return ref === to.id && pointLine({ relation, topics: [] }, voices) === line;
  });
}

/** A summary tells five theses at most, each once. */
export function toldTooOften(sentences: readonly ShownSentence[]): Misquotation[] {
  const cited = sentences.flatMap(({ cites }) => cites);
  const isTooMuch = cited.length > MOST_THESES || new Set(cited).size < cited.length;
  return isTooMuch ? [{ code: 'reference', shown: cited.join(', ') }] : [];
}
