import { expect, test } from 'vitest';
import type { Asked } from '../../src/ask/request.ts';
import { Threads } from '../../src/conversation/threads.ts';
import { MemoryNotes } from '../../src/store/ports.ts';
import { answerOf, quotesReply } from '../fixtures/replies.ts';
import { TestTime } from '../fixtures/test-time.ts';

const HALF_AN_HOUR_MS = 30 * 60_000;
const PLACE = { thread: { before: ['here'], shared: ['here'], own: [] } };
const about = (sujet: string, page?: string): Asked => ({
  command: 'debat',
  options: { sujet, ...(page === undefined ? {} : { page }) },
});

function remembering() {
  const time = new TestTime();
  const reportFault = (fault: unknown) => expect.fail(String(fault));
  const notes = new MemoryNotes(time.now);
  const process = () => new Threads({ platform: 'test', notes, time, reportFault });
  const threads = process();
  const keep = (asked: Asked, where = { ...PLACE }, by = threads) =>
    by.keep(where, { ...answerOf(quotesReply([])), asked }, 'everyone');
  /** A message, or a message in other words, is heard by some process and asks something. */
  const hear = async (message: string, asked: Asked, isHeardAgain = false) => {
    const [by, where] = [process(), { ...PLACE }];
    await by.before(where, message, isHeardAgain);
    await keep(asked, where, by);
  };
  const last = () => threads.before({ ...PLACE }, 'next', false);
  return { time, threads, keep, hear, last };
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

test('H15: an older question that is edited is not the last of its thread', async () => {
  const { hear, last } = remembering();
  await hear('m1', about('blogs'));
  await hear('m2', about('facebook'));
  await hear('m1', about('fans'), true);
  expect(await last()).toEqual(about('facebook'));
});

test('H15: the last question of a thread is the last when it is edited, however often and whatever page of it was turned to', async () => {
  const { hear, keep, last } = remembering();
  await hear('m1', about('blogs'));
  await hear('m2', about('facebook'));
  await keep(about('facebook', '2'));
  await hear('m2', about('fans'), true);
  expect(await last()).toEqual(about('fans'));
  await hear('m2', about('twitter'), true);
  expect(await last()).toEqual(about('twitter'));
  await hear('m1', about('forums'), true);
  expect(await last()).toEqual(about('twitter'));
});

test('H15: a question that found nothing to follow is the last of its thread once it is edited, unless another came since', async () => {
  const { threads, hear, last } = remembering();
  await hear('m1', about('blogs'));
  await threads.before({ ...PLACE }, 'm2', false);
  await hear('m2', about('fans'), true);
  expect(await last()).toEqual(about('fans'));
  await threads.before({ ...PLACE }, 'm3', false);
  await hear('m4', about('facebook'));
  await hear('m3', about('forums'), true);
  expect(await last()).toEqual(about('facebook'));
});
