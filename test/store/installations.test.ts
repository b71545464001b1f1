import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { StoreInstallations } from '../../src/store/installations.ts';
import { Sealing } from '../../src/store/sealing.ts';
import { kind } from '../../src/store/store.ts';
import { openInMemory } from './opening.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');
const NEW_KEY = Buffer.alloc(32, 2).toString('base64');
const ANY = kind('installation', v.unknown());
const SUBSCRIPTION = kind('subscription', v.unknown());

async function opened() {
  const { store, log, events } = await openInMemory();
  const installations = (keys: string) =>
    new StoreInstallations('slack', store, new Sealing(keys), log);
  return { store, events, installations };
}

describe('an installation in the store', () => {
  test('is found under its workspace, and no other', async () => {
    const { installations } = await opened();
    const kept = installations(KEY);
    await kept.keep('T1', 'one');
    await kept.keep('T2', 'two');
    expect(await kept.find('T1')).toEqual({ text: 'one', isOutdated: false });
    expect(await kept.find('T2')).toEqual({ text: 'two', isOutdated: false });
    expect(await kept.find('T3')).toBeNull();
    expect(await Array.fromAsync(kept.all())).toEqual(['T1', 'T2']);
  });

  test('cannot be moved to another workspace', async () => {
    const { store, installations, events } = await opened();
    const kept = installations(KEY);
    await kept.keep('T1', 'one');
    await store.set(ANY.at('slack', 'T2'), await store.get(ANY.at('slack', 'T1')));
    expect(await kept.find('T2')).toBeNull();
    expect(events).toEqual([
      expect.stringMatching(/counts as none: .* must install the app again/u),
    ]);
  });

  test('sealed with a key that is not given counts as none, which the log hears once', async () => {
    const { installations, events } = await opened();
    await installations(KEY).keep('T1', 'one');
    const others = installations(NEW_KEY);
    expect([await others.find('T1'), await others.find('T1')]).toEqual([null, null]);
    expect(events).toEqual([expect.stringMatching(/counts as none: give TOKEN_ENCRYPTION_KEY/u)]);
  });

  test('is sealed with the first key when it is kept again', async () => {
    const { installations } = await opened();
    await installations(KEY).keep('T1', 'one');
    const both = installations(`${NEW_KEY},${KEY}`);
    expect(await both.find('T1')).toEqual({ text: 'one', isOutdated: true });
    await both.keep('T1', 'one');
    expect(await installations(NEW_KEY).find('T1')).toEqual({ text: 'one', isOutdated: false });
  });

  test('is erased with all that its workspace left, and nothing of another', async () => {
    const { store, installations } = await opened();
    const kept = installations(KEY);
    for (const workspace of ['T1', 'T10']) {
      await kept.keep(workspace, workspace);
      await store.set(SUBSCRIPTION.at('slack', workspace, 'C1'), workspace);
    }
    await kept.erase('T1');
    expect(await kept.find('T1')).toBeNull();
    expect(await store.get(SUBSCRIPTION.at('slack', 'T1', 'C1'))).toBeNull();
    expect(await kept.find('T10')).toMatchObject({ text: 'T10' });
    expect(await store.get(SUBSCRIPTION.at('slack', 'T10', 'C1'))).toBe('T10');
  });

  test('that is no record counts as none', async () => {
    const { store, installations } = await opened();
    for (const value of ['text', 1, null, [], {}, { workspace: 'T1', sealed: 'x' }]) {
      await store.set(ANY.at('slack', 'T1'), value);
      expect(await installations(KEY).find('T1')).toBeNull();
    }
  });
});
