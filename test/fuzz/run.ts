import { parseArgs } from 'node:util';
import { assail, Breach } from './door.ts';
import { DOORS } from './doors.ts';

// npm run fuzz -- --minutes 60 [--door 'slack over HTTP'] [--seed 1] [--once]
// Strikes every door in turn for so long. A breach is told with its seed, and the siege goes on; `--once`
// with that seed and that door opens it that one time.

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    door: { type: 'string' },
    seed: { type: 'string' },
    once: { type: 'boolean', default: false },
  },
});
const doors = DOORS.filter(({ name }) => values.door === undefined || name === values.door);
if (doors.length === 0) {
  throw new Error(`there is no such door: ${DOORS.map(({ name }) => name).join(', ')}`);
}
let seed = Number(values.seed ?? Math.floor(Date.now() / 1_000) % 1_000_000);
console.log(`from seed ${seed}`);
const until = performance.now() + Number(values.minutes) * 60_000;
const told = new Set<string>();
const strikes = new Map<string, number>();
do {
  for (const door of doors) {
    try {
      strikes.set(door.name, (strikes.get(door.name) ?? 0) + (await assail(door, seed)));
    } catch (fault) {
      if (!(fault instanceof Breach)) throw fault;
      // The same fault from other seeds is told once.
      const what = fault.message.replace(/\d+/gu, '').slice(0, 400);
      if (!told.has(what)) console.log(`\n${fault.message}\n`);
      told.add(what);
    }
  }
  seed += 1_000;
} while (!values.once && performance.now() < until);
for (const [name, count] of strikes) console.log(`${count} strikes withstood: ${name}`);
console.log(told.size === 0 ? 'no breach' : `${told.size} breaches`);
process.exit(told.size === 0 ? 0 : 1);
