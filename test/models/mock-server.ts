import { LLMock } from '@copilotkit/aimock';
import type { JournalEntry } from '@copilotkit/aimock';
import type { ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { DRAFT_SCHEMA } from '../../src/answer/draft.ts';
import { LONGEST_MAKING_MS } from '../../src/answer/summarise.ts';
import type { LanguageModel, ModelRequest } from '../../src/answer/language-model.ts';
import { OpenAiModel } from '../../src/models/openai.ts';
import { TestTime } from '../fixtures/test-time.ts';

export const KEY = 'sk-une-clef-que-personne-ne-doit-voir';
export const MODEL = 'modele-d-essai';
export const DRAFT = { sentences: [{ sentence: 'Une phrase.', passages: [1] }] };

type Response = Parameters<LLMock['on']>[1];

/** A line of the operator's log. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly event: string;
}

/** What a test of the real client has: a server on this machine, the client, its clock and its log. */
export interface Bench {
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
export async function benchWriting(write: (response: ServerResponse) => void): Promise<Bench> {
  const server = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
  server.mount('/v1', {
    handleRequest: (_, response) => {
      write(response);
      return Promise.resolve(true);
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
  const time = new TestTime(Date.UTC(2026, 10, 22));
  const log: LogLine[] = [];
  const told = (level: LogLine['level']) => (fields: object, event: string) => {
    log.push({ level, fields, event });
  };
  const parts = { time, log: { info: told('info'), warn: told('warn'), error: told('error') } };
  const model = new OpenAiModel({ apiKey, baseUrl, model: MODEL }, parts);
  return { model, time, log };
}

export const SECRET_QUESTION = 'Ce que personne d’autre ne doit lire.';

/** A request, unless told otherwise of a process that goes on and with all the time a summary has. */
export function request(given: Partial<ModelRequest> = {}): ModelRequest {
  return {
    prompt: 'debat',
    system: 'Résumez.',
    user: SECRET_QUESTION,
    schema: DRAFT_SCHEMA,
    settings: { temperature: 0.2, maxTokens: 1_500 },
    withinMs: LONGEST_MAKING_MS,
    signal: new AbortController().signal,
    ...given,
  };
}
