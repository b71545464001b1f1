import { realDebate } from '../fixtures/open.ts';
import { expect, test } from 'vitest';
import type { Dispatch } from '../../src/ask/request.ts';
import { remembering } from '../../src/running/remembering.ts';
import { realDispatch } from '../fixtures/bots.ts';
import { TestTime } from '../fixtures/test-time.ts';

const ADDRESS = { platform: 'test', workspace: null, channel: 'C1', person: 'U1' };

test('a question is worked out once for all who ask it in one minute, and never kept longer', async () => {
  const counted: string[] = [];
  const dispatch: Dispatch = (request) => {
    counted.push(request.command);
    return realDispatch(request);
  };
  const time = new TestTime();
  const remembered = remembering(dispatch, realDebate, time);
  const ask = (person: string, command: string, text: string) =>
    remembered({ address: { ...ADDRESS, person }, command, input: { text } });
  const first = await ask('alice', 'debat', 'roi');
  expect(await ask('bruno', 'debat', 'roi')).toBe(first);
  time.advance(60_001);
  await ask('alice', 'debat', 'roi');
  expect(counted).toEqual(['debat', 'debat']);
  // That of the day changes with the day, and how a subscription stands with its place.
  for (const command of ['citation', 'abonnement', 'proposer']) {
    for (const person of ['alice', 'bruno']) await ask(person, command, '');
  }
  expect(counted.slice(2)).toEqual([
    ...['citation', 'citation', 'abonnement', 'abonnement', 'proposer', 'proposer'],
  ]);
});
