import { LLMock, type JournalEntry } from '@copilotkit/aimock';
import type { ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { LanguageModel, ModelRequest } from '../../../src/summary/language-model.ts';
import { OpenAiModel } from '../../../src/summary/models/openai.ts';
import { TestTime } from '../../fixtures/test-time.ts';

export const KEY = 'sk-une-clef-que-personne-ne-doit-voir';
export const MODEL = 'modele-d-essai';
/** What is asked for: numbers, and where there are none, none. */
export const CHOICE = { theses: [3, 1] };
export const WITHIN_MS = 8_000;
const MAX_TOKENS = 60;

type Response = Parameters<LLMock['on']>[1];

/** A line of the operator's log. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly event: string;
}

/** What a test of the real client has: a server on this machine, the client, its clock and its log. */
interface Bench {
  readonly server: LLMock;
  readonly model: LanguageModel;
  readonly time: TestTime;
  readonly log: readonly LogLine[];
  /** What the server was asked, in order. */
  readonly asked: () => readonly JournalEntry[];
}

/** Starts a server that gives these responses, one after another, then the last one for ever. */
export async function benchWith(...responses: readonly Response[]): Promise<Bench> {
  const server = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
  responses.forEach((response, index) => {
    const isLast = index === responses.length - 1;
    server.on(isLast ? {} : { sequenceIndex: index }, response);
  });
  return benchOf(server);
}

/** The same, where the answer is written by hand: what the library's fixtures have no words for. */
export async function benchWriting(
  write: (response: ServerResponse, body: string) => void,
): Promise<Bench> {
  const server = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
  server.mount('/v1', {
    handleRequest: async (asked, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of asked) pieces.push(piece as Buffer);
      write(response, Buffer.concat(pieces).toString());
      return true;
    },
  });
  return benchOf(server);
}

async function benchOf(server: LLMock): Promise<Bench> {
  await server.start();
  onTestFinished(() => server.stop());
  const { time, log, model } = clientOf(`${server.url}/v1`);
  return { server, model, time, log, asked: () => server.getRequests() };
}

/** The real client, asking a server at an address. */
export function clientOf(baseUrl: string, apiKey: string | null = KEY) {
  const time = new TestTime('2026-11-22');
  const log: LogLine[] = [];
  const told = (level: LogLine['level']) => (fields: object, event: string) => {
    log.push({ level, fields, event });
  };
  const parts = { time, log: { info: told('info'), warn: told('warn'), error: told('error') } };
  const model = new OpenAiModel({ apiKey, baseUrl, model: MODEL }, parts);
  return { model, time, log };
}

export const SECRET_QUESTION = 'Ce que personne d’autre ne doit lire.';

/** A request, unless told otherwise of a process that goes on and with all the time there is. */
export function request(given: Partial<ModelRequest<readonly number[]>> = {}) {
  const schema = {
    type: 'object',
    properties: { theses: { type: 'array' } },
    required: ['theses'],
  };
  return {
    prompt: 'debat',
    system: 'Choisissez.',
    user: SECRET_QUESTION,
    schema: { name: 'choix', schema: { ...schema, additionalProperties: false } },
    read: readChoice,
    settings: { temperature: 0.2, maxTokens: MAX_TOKENS },
    withinMs: WITHIN_MS,
    signal: new AbortController().signal,
    ...given,
  };
}

/** What the tests ask for: a list of numbers, in its place. */
export function readChoice(json: unknown): readonly number[] | undefined {
  const { theses } = Object(json) as { readonly theses?: unknown };
  const isChoice = Array.isArray(theses) && theses.every((each) => Number.isInteger(each));
  return isChoice ? (theses as readonly number[]) : undefined;
}

/** What a server writes: texts as they are, all else as JSON. */
export interface Written {
  readonly status?: number;
  readonly body: unknown;
  readonly type?: string;
}

/** A choice of a completion, as servers write it. */
export function completionOf(message: object | null, finish = 'stop', more: object = {}) {
  return { choices: [{ index: 0, finish_reason: finish, message }], ...more };
}

/** What answers well. */
export const good = { body: completionOf({ content: JSON.stringify(CHOICE) }) };

/** One piece of a stream. */
export function eventOf(delta: object, finish: string | null = null): string {
  const choice = { index: 0, delta, finish_reason: finish };
  return `data: ${JSON.stringify({ choices: [choice] })}\n\n`;
}

/** Starts a server that writes these bodies as they are, one after another, then the last one for ever. */
export async function benchOfBodies(
  ...bodies: readonly Written[]
): Promise<Bench & { readonly sent: readonly Readonly<Record<string, unknown>>[] }> {
  const sent: Readonly<Record<string, unknown>>[] = [];
  const bench = await benchWriting((response, body) => {
    const {
      status = 200,
      type = 'application/json',
      body: written,
    } = bodies[Math.min(sent.length, bodies.length - 1)] ?? { body: '' };
    sent.push(JSON.parse(body) as Readonly<Record<string, unknown>>);
    response.writeHead(status, { 'content-type': type });
    response.end(typeof written === 'string' ? written : JSON.stringify(written));
  });
  return { ...bench, sent };
}
