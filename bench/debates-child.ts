// Opens a house of debates as a server does and asks each of them, in a process of its own:
// `node bench/debates-child.ts FOLDER MEMORY_MB`. Prints one line of JSON.
import { createHouseDispatch } from '../src/ask/debats.ts';
import { SILENT } from '../src/ports.ts';
import { OpenHouse } from '../src/running/house.ts';
import type { Asked } from './debates.ts';

const MEBIBYTE = 1024 * 1024;
const [folder = '', megabytes = '200'] = process.argv.slice(2);
const ADDRESS = { platform: 'slack', workspace: 'T1', channel: 'C1', person: 'U1' };
const reportFault = (fault: unknown): string => {
  throw fault;
};

const from = performance.now();
const house = await OpenHouse.open({
  ...{ debatesFolder: folder, corpusFolder: folder, showsProposed: true, log: SILENT },
  ...{ today: () => '2026-11-22', reportProgress: () => undefined, reportFault },
  kept: null,
  memoryBytes: Number(megabytes) * MEBIBYTE,
  choices: { of: () => Promise.resolve(null), keep: () => Promise.resolve() },
});
const openMs = performance.now() - from;
const startedMiB = process.memoryUsage().rss / MEBIBYTE;

const dispatch = createHouseDispatch(house, reportFault);
const answersMs: number[] = [];
for (const { key } of house.all) {
  const asked = performance.now();
  const input = { options: { sujet: 'babit', debat: key } };
  const answer = await dispatch({ address: ADDRESS, command: 'debat', input });
  answersMs.push(performance.now() - asked);
  if (answer.from?.key !== key) throw new Error(`${key} was answered by ${answer.from?.key}`);
}
const told: Asked = {
  openMs,
  startedMiB,
  answersMs,
  openAtEnd: house.open.length,
  peakMiB: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(told));
