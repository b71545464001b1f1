import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cleared } from '../../src/conversation/composer.ts';
import { commandNames } from '../../src/platforms/slack/view/blocks.ts';
import { Renderer } from '../../src/platforms/slack/view/render.ts';
import { openChoosing } from '../../src/running/model.ts';
import { createRetriever } from '../../src/search/retriever.ts';
import { recording } from '../fixtures/bots.ts';
import { veloCorpus } from '../fixtures/corpora.ts';
import { askerOf } from '../fixtures/dispatch.ts';
import type { Door } from './door.ts';
import { damaged, drawn, mutated } from './hostile.ts';
import { HurriedTime } from './slack.ts';
import fc from 'fast-check';

const KEY = 'sk-une-clef-que-personne-ne-doit-voir';
const look = new Renderer(commandNames(''));
const SUBJECTS = ['piste', 'vélo', 'voiture', 'sécurité', 'commerce'];

const choices = (message: object, finish = 'stop') => ({
  id: 'x',
  choices: [{ index: 0, finish_reason: finish, message }],
  usage: { prompt_tokens: 400, completion_tokens: 20, completion_tokens_details: {} },
});
const ANSWER = '{"groups":[[2,1],[3]]}';
const BODIES = [
  choices({ role: 'assistant', content: ANSWER }),
  choices({ content: `<think>[1]{"groups"</think>\n${ANSWER}` }),
  choices({ content: null, reasoning_content: `d’abord… ${ANSWER}` }),
  choices({
    content: [
      { type: 'thinking', thinking: [] },
      { type: 'text', text: ANSWER },
    ],
  }),
  choices({ tool_calls: [{ function: { name: 'choix', arguments: ANSWER } }] }),
  choices({ content: `\`\`\`json\n${ANSWER}\n\`\`\`` }, 'length'),
  { error: { message: 'overloaded', code: 503, type: 'server_error' } },
  { message: { content: ANSWER } },
];
const STATUSES = [200, 200, 200, 200, 201, 307, 400, 401, 404, 422, 429, 500, 503];
const WRITTEN = fc.record({
  body: fc.constantFrom(...BODIES),
  status: fc.constantFrom(...STATUSES),
  isStream: fc.boolean(),
  isDamaged: fc.boolean(),
  type: fc.constantFrom('application/json', 'text/event-stream', 'text/html', ''),
});

/** What a server writes for a seed. */
function written(seed: number): { status: number; type: string; bytes: Uint8Array } {
  const { body, status, isStream, isDamaged, type } = drawn(WRITTEN, seed);
  const json = JSON.stringify(mutated<unknown>(body, seed) ?? null);
  const text = isStream ? `data: ${json}\n\ndata: [DONE]\n\n` : json;
  const bytes = Buffer.from(text);
  return { status, type, bytes: isDamaged ? damaged(bytes, bytes, seed) : bytes };
}

/** Answers of a model's server: the passages come as ever, and nothing of what it wrote is shown. */
export const modelAnswers: Door = {
  name: 'model answers',
  strikes: 60,
  open: async () => {
    let seed = 0;
    const server = createServer((request, response) => {
      request.resume();
      const { status, type, bytes } = written(seed);
      response.writeHead(status, {
        'content-type': type,
        location: '/v1/other',
        'retry-after': '0',
      });
      response.end(bytes);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const { lines, log } = recording();
    const choose = await openChoosing(
      {
        server: { apiKey: KEY, baseUrl: `http://127.0.0.1:${port}/v1`, model: 'petit' },
        tokensPerDay: 1e12,
        concurrency: 4,
      },
      {
        today: () => '2026-11-27',
        time: new HurriedTime(),
        signal: new AbortController().signal,
        log,
      },
    );
    const { ask } = askerOf(veloCorpus, createRetriever(veloCorpus), choose);
    return {
      strike: async (at) => {
        seed = at;
        const answer = await ask(`/debat ${SUBJECTS[at % SUBJECTS.length] ?? 'vélo'} resume`);
        const whole = (await answer.complete?.()) ?? answer;
        const render = (each: typeof answer) =>
          look.render(each, { shownTo: 'everyone', isOwned: false, sharedBy: null });
        cleared(whole, { render, read: look.read }, (fault) => {
          throw fault;
        });
        if (whole.reply.kind !== 'quotes')
          throw new Error(`the passages became ${whole.reply.kind}`);
      },
      close: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
        if (JSON.stringify(lines).includes(KEY)) throw new Error('the log holds the key');
      },
    };
  },
};
