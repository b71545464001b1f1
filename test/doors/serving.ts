import { createServer } from 'node:http';
import { Doors, type DoorSettings } from '../../src/doors/doors.ts';
import { OpenDebate } from '../../src/debate/debates.ts';
import type { Gate } from '../../src/debate/gate.ts';
import type { Corpus } from '../../src/debate/passage.ts';
import { ANYBODY } from '../../src/doors/debated.ts';
import { listen, pathOf, portOf, close } from '../../src/running/health.ts';
import { Counters } from '../../src/running/work.ts';
import { botParts, dispatchOn } from '../fixtures/bots.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { oneDebate } from '../fixtures/open.ts';
import { TestTime } from '../fixtures/test-time.ts';

const OPEN: DoorSettings = {
  api: true,
  mcp: true,
  ratePerMinute: 10_000,
  origins: [],
  keys: [],
  proxies: 0,
};

interface Given extends Partial<ConstructorParameters<typeof Doors>[0]> {
  readonly corpus?: Corpus;
  /** Of the only debate; else of its corpus. */
  readonly gate?: Gate;
}

/** What another handler of the same port says. */
export const ELSEWHERE = 'elsewhere';

/** The doors behind a real server, on a port of this machine; whoever opens them closes them. */
export async function openDoors(settings: Partial<DoorSettings> = {}, given: Given = {}) {
  const time = new TestTime();
  const { corpus = realCorpus, gate, ...others } = given;
  const { observed, parts } = botParts(time, corpus);
  const counters = new Counters();
  const doors = new Doors({
    ...parts,
    ...{ counters, version: '0.0.0', publicUrl: null, asker: ANYBODY },
    ...(gate !== undefined && judgedBy(gate, corpus)),
    ...others,
    settings: { ...OPEN, ...settings },
  });
  const server = createServer((request, response) => {
    if (!doors.take(request, response, pathOf(request))) response.writeHead(404).end(ELSEWHERE);
  });
  await listen(server, 0, '127.0.0.1');
  const url = `http://127.0.0.1:${portOf(server)}`;
  return {
    url,
    counters,
    ...observed,
    ask: (path: string, init?: RequestInit) => fetch(`${url}${path}`, init),
    [Symbol.asyncDispose]: () => close(server),
  };
}

/** A debate whose answers leave by a gate of another corpus. */
function judgedBy(gate: Gate, corpus: Corpus) {
  const debate = Object.assign(OpenDebate.of(corpus), { gate });
  return { debates: oneDebate(debate), dispatch: dispatchOn(corpus, {}, debate) };
}
