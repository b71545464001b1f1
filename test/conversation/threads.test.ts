import { expect, test } from 'vitest';
import type { Asked } from '../../src/ask/request.ts';
import { FOLLOWED_FOR_MS, Threads } from '../../src/conversation/threads.ts';
import { MemoryNotes } from '../../src/store/ports.ts';
import { answerOf, quotesReply } from '../fixtures/replies.ts';
import { TestTime } from '../fixtures/test-time.ts';

const PLACE = { thread: { answered: [], shared: ['here'], own: [] } };

function remembering() {
  const time = new TestTime();
  const reportFault = (fault: unknown) => expect.fail(String(fault));
  const threads = new Threads({
    platform: 'test',
    notes: new MemoryNotes(time.now),
    time,
    reportFault,
  });
  const keep = (asked: Asked) =>
    threads.keep(PLACE, { ...answerOf(quotesReply([])), asked }, 'everyone');
  return { time, threads, keep };
}


test('H15: the words of somebody’s message are not kept; of a long question, the part that was searched is', async () => {
  const { threads, keep } = remembering();
  await keep({ command: 'debat', options: { sujet: 'blogs', brut: 'oui' } });
  expect(await threads.before(PLACE, 'm1', false)).toBeNull();
  const part: Asked = { command: 'debat', options: { sujet: 'blogs', extrait: 'oui' } };
  await keep(part);
  expect(await threads.before(PLACE, 'm2', false)).toEqual(part);
});
