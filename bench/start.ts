// What a one-shot answer costs beside a bare Node process, in the same run: `npm run bench:start`.
import { median, runNode } from './processes.ts';
import type { Run } from './processes.ts';

const ROUNDS = 15;
const BARE = ['--eval', '0'];
const ANSWER = ['src/running/start.js', 'debat', '/debat roi'];

// The first answer after an install parses the corpus and strips types; it is not what is measured.
runNode(ANSWER);
const rounds = Array.from({ length: ROUNDS }, () => ({
  bare: runNode(BARE),
  answer: runNode(ANSWER),
}));

const wall = figures(({ wallMs }) => wallMs);
const peak = figures(({ peakMiB }) => peakMiB);
console.log(`medians of ${ROUNDS} pairs of processes, Node ${process.version}`);
console.log(
  `wall time    bare Node ${wall.bare} ms   /debat roi ${wall.answer} ms   ratio ${wall.ratio}`,
);
console.log(
  `peak memory  bare Node ${peak.bare} MiB  /debat roi ${peak.answer} MiB  ratio ${peak.ratio}`,
);

function figures(of: (run: Run) => number) {
  return {
    bare: median(rounds.map(({ bare }) => of(bare))).toFixed(1),
    answer: median(rounds.map(({ answer }) => of(answer))).toFixed(1),
    ratio: median(rounds.map(({ bare, answer }) => of(answer) / of(bare))).toFixed(2),
  };
}
