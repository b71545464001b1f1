import fc from 'fast-check';
import { DOOR_COMMANDS } from '../../src/doors/commands.ts';
import { answerSchema, errorSchema, verificationSchema } from '../../src/doors/schema.ts';
import { openDoors } from '../doors/serving.ts';
import type { Door } from './door.ts';
import { damaged, drawn, mutated, TEXTS } from './hostile.ts';

const NAMES = Object.values(DOOR_COMMANDS).flatMap(({ parameters }) =>
  Object.keys(parameters.shape),
);
const PATHS = Object.values(DOOR_COMMANDS).map(({ path }) => `/api/${path}`);

const value = fc.oneof(
  fc.constantFrom('roi', 'blogs', 'Kabla', 'Cavazza', '2011', '2', 'oui', 'kabla-2012#rien'),
  fc.constantFrom(...TEXTS),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const query = fc.array(fc.tuple(fc.constantFrom(...NAMES, 'prive', '__proto__'), value), {
  maxLength: 4,
});
const path = fc.constantFrom(...PATHS, ...PATHS, '/api/openapi.json', '/api/rien', '/api');
const method = fc.constantFrom('GET', 'GET', 'GET', 'GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE');

const CALL = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'chercher', arguments: { sujet: 'roi', auteur: 'Kabla', page: 1 } },
};
const CALLS = [
  CALL,
  { ...CALL, params: { name: 'verifier', arguments: { texte: 'Il dit « roi ».' } } },
  { ...CALL, params: { name: 'passage', arguments: { ref: 'kabla-2012#rien' } } },
  { ...CALL, method: 'resources/read', params: { uri: 'debat://oeuvres/kabla-2012' } },
  { ...CALL, method: 'resources/list', params: { cursor: 'kabla-2012' } },
];
const HEADERS = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};

/** What other programs send over HTTP: each request is answered, and each document is what its description says. */
export const otherPrograms: Door = {
  name: 'other programs',
  strikes: 60,
  open: async () => {
    const doors = await openDoors();
    return {
      strike: async (seed) => {
        if (seed % 3 === 0) await strikeTools(doors, seed);
        else if (seed % 3 === 1) await strikeApi(doors, seed);
        else await strikeVerifier(doors, seed);
        if (doors.faults.length > 0) throw doors.faults[0];
      },
      close: async () => {
        const { status } = await doors.ask('/api/debat?sujet=roi');
        await doors[Symbol.asyncDispose]();
        if (status !== 200) throw new Error(`a sound question was answered ${status}`);
      },
    };
  },
};

type Doors = Awaited<ReturnType<typeof openDoors>>;

async function strikeApi(doors: Doors, seed: number): Promise<void> {
  const [at, asked, verb] = drawn(fc.tuple(path, query, method), seed);
  const pairs = asked.map(([name, is]) => {
    // Now and then what no program encodes so.
    const encoded =
      seed % 5 === 0 ? encodeURI(is.toWellFormed()) : encodeURIComponent(is.toWellFormed());
    return `${name}=${encoded}`;
  });
  const response = await doors.ask(`${at}?${pairs.join('&').replaceAll('#', '%')}`, {
    method: verb,
  });
  const body = await response.text();
  if (response.status === 431 || body === '') return;
  if (response.status !== 200) errorSchema.parse(JSON.parse(body));
  else if (!at.endsWith('.json')) answerSchema.parse(JSON.parse(body));
}

async function strikeVerifier(doors: Doors, seed: number): Promise<void> {
  const body = damaged(
    Buffer.from('Il dit « roi », “blogs” et "rien".'),
    Buffer.from('«»“”"'),
    seed,
  );
  const response = await doors.ask('/api/verifier', { method: 'POST', body: Buffer.from(body) });
  const told: unknown = await response.json();
  if (response.status === 200) verificationSchema.parse(told);
  else errorSchema.parse(told);
}

async function strikeTools(doors: Doors, seed: number): Promise<void> {
  const call = mutated(CALLS[seed % CALLS.length], seed);
  const body = JSON.stringify(call);
  const response = await doors.ask('/mcp', { method: 'POST', headers: HEADERS, body });
  const text = await response.text();
  if (response.status >= 500) throw new Error(`${response.status}: ${text.slice(0, 300)}`);
  if (text !== '') JSON.parse(text);
}
