import { expect, onTestFinished, test } from 'vitest';
import type { Address, Options } from '../../src/ask/request.ts';
import type { Notice } from '../../src/debate/notice.ts';
import { BotError } from '../../src/errors.ts';
import { MOST_WAITING } from '../../src/proposing/proposal.ts';
import { StoreConsents } from '../../src/store/consents.ts';
import { StoreDrafts, StoreProposals } from '../../src/store/proposals.ts';
import { StoreSubscriptions } from '../../src/store/subscriptions.ts';
import { dispatchOn } from '../fixtures/bots.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { openInMemory } from '../store/opening.ts';

const HERE: Address = { platform: 'slack', workspace: 'T1', channel: 'C1', person: 'U1' };
const WHOLE = '« Les carnets durent *toujours*. » auteur:Lise Morin source:https://exemple.org/a';

/** People who propose, and what is kept of it. */
async function opened() {
  const { store, close, time } = await openInMemory();
  onTestFinished(close);
  const proposals = new StoreProposals(store);
  const dispatch = dispatchOn(realCorpus, {
    proposing: {
      ...{ proposals, drafts: new StoreDrafts(store) },
      consents: new StoreConsents(store, time.now),
    },
  });
  const asked = async (typed: string | Options, from: Partial<Address> = {}): Promise<Notice> => {
    const input = typeof typed === 'string' ? { text: typed } : { options: typed };
    const address = { ...HERE, ...from };
    const { reply, audience } = await dispatch({ address, command: 'proposer', input });
    expect(audience).toBe('asker');
    return reply.kind === 'notice' ? reply.notice : expect.fail(reply.kind);
  };
  return { asked, proposals, store, time };
}

test('what is proposed is kept as it was typed, under a number, for whoever keeps the debate', async () => {
  const { asked, proposals } = await opened();
  expect(await asked(WHOLE)).toEqual({ code: 'proposed', number: 1, isAddress: false });
  const [kept] = await proposals.all();
  expect(kept).toMatchObject({
    number: 1,
    platform: 'slack',
    workspace: 'T1',
    day: '2026-11-22',
    decision: null,
    proposed: { words: 'Les carnets durent *toujours*.', voice: 'Lise Morin' },
  });
  expect(JSON.stringify(kept)).not.toContain('U1');
});

test('what is missing is asked for, and what was typed before completes it', async () => {
  const { asked, proposals } = await opened();
  expect(await asked('« Les carnets durent. »')).toEqual({
    code: 'proposal incomplete',
    missing: ['voice', 'source'],
  });
  expect(await asked('auteur:Lise Morin')).toMatchObject({ missing: ['source'] });
  expect(await asked('source:Carnet date:hier')).toMatchObject({ code: 'not a day' });
  expect(await asked('date:2012')).toMatchObject({ code: 'proposed' });
  expect(await proposals.all()).toMatchObject([
    {
      proposed: {
        words: 'Les carnets durent.',
        voice: 'Lise Morin',
        title: 'Carnet',
        date: '2012',
      },
    },
  ]);
  expect(await asked('auteur:Paul')).toMatchObject({ missing: ['words'] });
});

test('what one person has not completed is nobody else’s, and is forgotten after half an hour', async () => {
  const { asked, time } = await opened();
  await asked('« Les carnets durent. » auteur:X');
  expect(await asked('source:Carnet', { person: 'U2' })).toMatchObject({ missing: ['words'] });
  time.advance(31 * 60_000);
  expect(await asked('source:Carnet')).toMatchObject({ missing: ['words'] });
});

test('a form has all that is proposed: what was typed before adds nothing to it', async () => {
  const { asked } = await opened();
  await asked('« Les carnets durent. » auteur:X');
  expect(await asked({ source: 'Carnet' })).toMatchObject({ missing: ['words'] });
});

test('the proposer, and nobody else, is told what became of it and why', async () => {
  const { asked, proposals } = await opened();
  await asked(WHOLE);
  const [kept = expect.fail()] = await proposals.all();
  const decision = { verdict: 'refused', reason: 'La source manque' } as const;
  await proposals.put({ ...kept, proposed: null, decision });
  const told = {
    code: 'proposals',
    states: [{ number: 1, day: '2026-11-22', verdict: 'refused', reason: 'La source manque' }],
  };
  expect(await asked('etat')).toEqual(told);
  expect(await asked('')).toEqual(told);
  expect(await asked('etat', { person: 'U2' })).toEqual({ code: 'proposals', states: [] });
  expect(await asked('etat', { workspace: 'T2' })).toEqual({ code: 'proposals', states: [] });
});

test('a proposal that waits is taken back by its proposer alone', async () => {
  const { asked, proposals } = await opened();
  await asked(WHOLE);
  expect(await asked('retirer 1', { person: 'U2' })).toMatchObject({ code: 'no such proposal' });
  expect(await asked('retirer 1')).toEqual({ code: 'proposal withdrawn', number: 1 });
  expect(await proposals.all()).toEqual([]);
});

test('words that the debate holds, or that the same person proposed, are told', async () => {
  const { asked } = await opened();
  const passage = realCorpus.passages.find(({ text }) => text !== null) ?? expect.fail();
  const held = { mots: passage.text ?? '', auteur: 'X', source: 'Y' };
  expect(await asked(held)).toEqual({ code: 'words held', ref: passage.id });
  await asked(WHOLE);
  expect(await asked(WHOLE)).toEqual({ code: 'proposed before', number: 1 });
});

test('nobody fills the list alone', async () => {
  const { asked } = await opened();
  for (let n = 0; n < MOST_WAITING.person; n += 1) await asked(`« Mots ${n}. » auteur:X source:Y`);
  const refusal = { code: 'too many proposals', of: 'person' };
  expect(await asked('« Encore. » auteur:X source:Y')).toEqual(refusal);
  const other = await asked('« Encore. » auteur:X source:Y', { person: 'U2' });
  expect(other).toMatchObject({ code: 'proposed' });
});

test('erasing a workspace erases what was proposed there, and what was not completed', async () => {
  const { asked, proposals, store } = await opened();
  await asked(WHOLE);
  await asked('« Autres mots. »');
  await asked(WHOLE, { workspace: 'T2' });
  const place = { platform: 'slack', workspace: 'T1', channel: 'C1' };
  await new StoreSubscriptions(store).erase(place);
  expect((await proposals.all()).map(({ workspace }) => workspace)).toEqual(['T2']);
  expect(await asked('auteur:X source:Y')).toMatchObject({ missing: ['words'] });
});

test('a proposal ends by itself after half a year', async () => {
  const { asked, proposals, time } = await opened();
  await asked(WHOLE);
  time.advance(179 * 24 * 3_600_000);
  expect(await proposals.all()).toHaveLength(1);
  time.advance(2 * 24 * 3_600_000);
  expect(await proposals.all()).toEqual([]);
});

test('where nothing lasts, or the store is down, one sentence says so', async () => {
  const request = { address: HERE, command: 'proposer', input: { text: WHOLE } } as const;
  const told = async (dispatch: ReturnType<typeof dispatchOn>) => (await dispatch(request)).reply;
  const down = () => Promise.reject(new BotError('store', 'down'));
  const proposals = { add: down, by: down, all: down, put: down, remove: down };
  const proposing = { proposals, drafts: { of: down, keep: down }, consents: { standing: down } };
  expect(await told(dispatchOn(realCorpus))).toMatchObject({ notice: { code: 'no proposals' } });
  expect(await told(dispatchOn(realCorpus, { proposing }))).toMatchObject({
    notice: { code: 'proposals down' },
  });
});
