import { expect, test } from 'vitest';
import type { Asked } from '../../src/ask/request.ts';
import { Threads } from '../../src/conversation/threads.ts';
import { MemoryNotes } from '../../src/store/ports.ts';
import { answerOf, quotesReply } from '../fixtures/replies.ts';
import { TestTime } from '../fixtures/test-time.ts';

const HALF_AN_HOUR_MS = 30 * 60_000;
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

test('H15: what stood before a message is forgotten half an hour after it was asked, not after it was gone on from', async () => {
  const { time, threads, keep } = remembering();
  const blogs: Asked = { command: 'debat', options: { sujet: 'blogs' } };
  await keep(blogs);
  time.advance(HALF_AN_HOUR_MS - 1);
  expect(await threads.before(PLACE, 'm1', false)).toEqual(blogs);
  await keep({ command: 'debat', options: { sujet: 'blogs', page: '2' } });
  expect(await threads.before(PLACE, 'm1', true)).toEqual(blogs);
  time.advance(2);
  expect(await threads.before(PLACE, 'm1', true)).toBeNull();
  expect(await threads.before(PLACE, 'm2', false)).toMatchObject({ options: { page: '2' } });
});

test('H15: the words of somebody’s message are not kept; of a long question, the part that was searched is', async () => {
  const { threads, keep } = remembering();
  await keep({ command: 'debat', options: { sujet: 'blogs', brut: 'oui' } });
  expect(await threads.before(PLACE, 'm1', false)).toBeNull();
  const part: Asked = { command: 'debat', options: { sujet: 'blogs', extrait: 'oui' } };
  await keep(part);
  expect(await threads.before(PLACE, 'm2', false)).toEqual(part);
});
