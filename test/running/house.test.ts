import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/ask/request.ts';
import { quotesOf } from '../../src/debate/reply.ts';
import { BotError } from '../../src/errors.ts';
import type { Choose } from '../../src/summary/model-choice.ts';
import { REAL_FOLDER, veloCorpus } from '../fixtures/corpora.ts';
import { openProposing, openSubscribing } from '../fixtures/bots.ts';
import { at, entitle, FOLDERS, limitTo, openTestHouse, toldBy } from '../fixtures/house.ts';
import { lastFirst } from '../fixtures/summaries.ts';

const MAY = { mayManage: () => Promise.resolve(true) };

/** The debate that an answer is of, and the works that it quotes. */
const from = ({ from: debate }: Answer) => debate?.key;
const keysOf = (answer: Answer) => (answer.offers ?? []).map(({ options }) => options.debat);

describe('a house of debates', () => {
  test('knows them by their names, and opens none before it is asked', async () => {
    await using home = await openTestHouse();
    const { house, ask } = home;
    expect(house.knownAt(at({})).map(({ key }) => key)).toEqual(['velo', 'medias', 'place']);
    expect(house.open).toEqual([]);
    const answer = await ask('/debat debat:velo pistes');
    expect(from(answer)).toBe('velo');
    expect(house.open.map(({ debate }) => debate.key)).toEqual(['velo']);
  });

  test('answers from none where none is chosen, and offers the question to each', async () => {
    await using home = await openTestHouse();
    const answer = await home.ask('/debat commerces');
    expect(toldBy(answer)).toBe('no debate chosen');
    expect(answer.offers).toEqual(
      ['velo', 'medias', 'place'].map((debat) => ({
        command: 'debat',
        options: { sujet: 'commerces', debat },
      })),
    );
    expect(home.house.open).toEqual([]);
  });

  test('quotes the debate that a question names, by its key, its title or the beginning of one', async () => {
    await using home = await openTestHouse();
    for (const named of ['place', 'PLACE', '"la place du Marché"', '« La place »', 'plce']) {
      const answer = await home.ask(`/debat stationnement debat:${named}`);
      expect(from(answer), named).toBe('place');
      expect(answer.asked?.options).toMatchObject({ debat: 'place', sujet: 'stationnement' });
      const works = quotesOf(answer.reply).map(({ passage }) => passage.source.title);
      expect(works.length).toBeGreaterThan(0);
    }
  });

  test('knows a key before a title, where a copy has kept the title of the first', async () => {
    await using home = await openTestHouse();
    cpSync(FOLDERS.place, join(home.folder, 'place-2024'), { recursive: true });
    for (const key of ['place', 'place-2024']) entitle(join(home.folder, key), 'Place');
    await home.house.reload();
    for (const key of ['place', 'place-2024'])
      expect(from(await home.ask(`/debat stationnement debat:${key}`)), key).toBe(key);
    expect(toldBy(await home.ask('/debats choisir place', {}, MAY))).toBe('debate chosen');
  });

  test.each([
    'stationnement (debat:place)',
    'stationnement, «debat:place»',
    'stationnement,debat:place',
    'stationnement *debat:place*',
    'debat:place… stationnement',
    'stationnement De\u0301bat:place',
    'stationnement debat :place',
    'stationnement debat:‘place’',
  ])('is found in « %s », whatever stands around its name', async (said) => {
    await using home = await openTestHouse();
    await home.ask('/debats choisir velo', {}, MAY);
    const answer = await home.ask(`/debat ${said}`, {}, { spoken: { after: null } });
    expect([from(answer), toldBy(answer)]).toEqual(['place', 'quotes']);
  });

  test('says of a name that is none that it is none, and offers the others', async () => {
    await using home = await openTestHouse();
    const answer = await home.ask('/position Vasseur debat:climat');
    expect(toldBy(answer)).toBe('unknown debate');
    expect(keysOf(answer)).toEqual(['velo', 'medias', 'place']);
    expect(answer.offers?.[0]?.command).toBe('position');
  });

  test('is one at a time: two are told so, and each is offered the question', async () => {
    await using home = await openTestHouse();
    await home.ask('/debats choisir medias', {}, MAY);
    for (const said of [
      'stationnement debat:velo debat:place',
      'debat:velo stationnement debat:plce',
    ]) {
      const answer = await home.ask(`/debat ${said}`, {}, { spoken: { after: null } });
      expect(toldBy(answer), said).toBe('several debates named');
      expect(answer.offers?.map(({ options }) => options)).toEqual([
        { sujet: 'stationnement', debat: 'velo' },
        { sujet: 'stationnement', debat: 'place' },
      ]);
    }
    const twice = await home.ask('/debat debat:place stationnement debat:"la place du Marché"');
    expect(from(twice)).toBe('place');
    expect(twice.asked?.options).toMatchObject({ sujet: 'stationnement' });
    expect((await home.ask('/debat stationnement debat:velo debat:climat')).reply).toMatchObject({
      notice: { code: 'unknown debate', name: 'climat' },
    });
  });

  test('takes « le débat : qui a raison » for words, and an address for none of its names', async () => {
    await using home = await openTestHouse();
    await home.ask('/debats choisir velo', {}, MAY);
    for (const words of ['le débat : qui a raison ?', 'voir debat://x']) {
      expect(from(await home.ask(`/debat ${words}`)), words).toBe('velo');
    }
  });
});

describe('the choice of a debate', () => {
  test('holds in its channel, and for the whole workspace where no other was chosen there', async () => {
    await using home = await openTestHouse();
    const { ask } = home;
    expect(toldBy(await ask('/debats choisir place', {}, MAY))).toBe('debate chosen');
    expect(toldBy(await ask('/debats choisir velo partout', { channel: 'C2' }, MAY))).toBe(
      'debate chosen',
    );
    const asked = async (channel: string, workspace = 'T1') =>
      from(await ask('/sources', { channel, workspace }));
    expect([await asked('C1'), await asked('C2'), await asked('C3')]).toEqual([
      'place',
      'velo',
      'velo',
    ]);
    expect(await asked('C1', 'T2')).toBeUndefined();
    expect(toldBy(await ask('/debats oublier', {}, MAY))).toBe('choice ended');
    expect(await asked('C1')).toBe('velo');
    expect(toldBy(await ask('/debats oublier partout', {}, MAY))).toBe('choice ended');
    expect(await asked('C1')).toBeUndefined();
  });

  test('is made by a name alone, by a button and by the form of a platform', async () => {
    await using home = await openTestHouse();
    const { ask, choose } = home;
    await ask('/debats place', {}, MAY);
    expect(from(await ask('/sources'))).toBe('place');
    await choose('debats', { geste: 'choisir', debat: 'velo' }, { ...MAY, isPressed: true });
    expect(from(await ask('/sources'))).toBe('velo');
    await choose('debats', { geste: 'choisir', debat: 'medias', partout: 'oui' }, MAY);
    expect(from(await ask('/sources', { channel: 'C9' }))).toBe('medias');
  });

  test.each([
    'choisir debat:place',
    'debat:place',
    'choisir: place',
    'choisir le débat place',
    'choisir la place du Marché.',
    'choisir place ici',
  ])('is made by « /debats %s »', async (gesture) => {
    await using home = await openTestHouse();
    expect(toldBy(await home.ask(`/debats ${gesture}`, {}, MAY))).toBe('debate chosen');
    expect(from(await home.ask('/sources'))).toBe('place');
  });

  test.each([
    'quels débats ?',
    'Quels sont les débats ?',
    'liste des débats',
    'les débats',
    'donne-moi la liste des débats',
    'quels débats connaissez-vous ?',
    'Quel débat est choisi ici ?',
    'sur quels débats peut-on interroger ?',
  ])('is offered to whoever asks « %s », without a command', async (said) => {
    await using home = await openTestHouse();
    await home.ask('/debats choisir place', {}, MAY);
    const answer = await home.ask(`/debat ${said}`, {}, { spoken: { after: null } });
    expect(answer.reply).toMatchObject({ notice: { code: 'debates', here: 'place' } });
    expect(keysOf(answer)).toEqual(['velo', 'medias', 'place']);
  });

  test.each(['les débats sur les pistes', 'quels débats sur le stationnement ?', 'débat public'])(
    'is not what « %s » asks for',
    async (said) => {
      await using home = await openTestHouse();
      await home.ask('/debats choisir place', {}, MAY);
      const answer = await home.ask(`/debat ${said}`, {}, { spoken: { after: null } });
      expect(answer.asked?.command).toBe('debat');
    },
  );

  describe('whose debate is gone', () => {
    /** A channel that chose the debate of the place, in a workspace that chose the one about cycling. */
    const chosen = async () => {
      const home = await openTestHouse();
      await home.ask('/debats choisir place', {}, MAY);
      await home.ask('/debats choisir velo partout', {}, MAY);
      return home;
    };
    const aside = async (home: Awaited<ReturnType<typeof chosen>>, line = '/debat pistes') => {
      const answer = await home.ask(line);
      return [from(answer), answer.aside?.code];
    };
    const toNobody = (home: { readonly folder: string }) => {
      limitTo(join(home.folder, 'place'), ['slack:T2']);
    };
    const away = (home: { readonly folder: string }) => {
      rmSync(join(home.folder, 'place'), { recursive: true });
    };

    test.each([
      ['removed', away],
      ['no longer for this workspace', toNobody],
    ])(
      'because it is %s is said once, in the answer of the one that takes its place',
      async (_, go) => {
        await using home = await chosen();
        expect(await aside(home)).toEqual(['place', undefined]);
        go(home);
        await home.house.reload();
        const answer = await home.ask('/debat pistes');
        expect(answer.aside).toEqual({
          ...{ code: 'chosen debate gone', extent: 'channel' },
          debate: { ...veloCorpus.debate, key: 'velo' },
        });
        expect(await aside(home)).toEqual(['velo', undefined]);
        const { reply } = await home.ask('/debats');
        expect(reply).toMatchObject({ notice: { code: 'debates', here: 'velo', gone: 'channel' } });
      },
    );

    test('stays said where a model completes the answer, which is itself where it does not', async () => {
      let choose: Choose = () => Promise.resolve(null);
      await using home = await openTestHouse({ choose: (wanted) => choose(wanted) });
      await home.ask('/debats choisir velo partout', {}, MAY);
      await home.ask('/debats choisir place', {}, MAY);
      away(home);
      await home.house.reload();
      const answer = await home.ask('/debat pistes resume');
      expect(answer.aside?.code).toBe('chosen debate gone');
      expect(await answer.complete?.()).toBe(answer);
      choose = lastFirst;
      const completed = await answer.complete?.();
      expect(completed?.aside).toBe(answer.aside);
      expect(completed?.reply).not.toEqual(answer.reply);
    });

    test('is said again when it was back, and to nobody who names another', async () => {
      await using home = await chosen();
      const back = () => {
        cpSync(FOLDERS.place, join(home.folder, 'place'), { recursive: true });
      };
      for (let time = 0; time < 2; time += 1) {
        away(home);
        await home.house.reload();
        expect(await aside(home, '/debat pistes debat:medias')).toEqual(['medias', undefined]);
        expect(await aside(home)).toEqual(['velo', 'chosen debate gone']);
        expect(await aside(home)).toEqual(['velo', undefined]);
        back();
        await home.house.reload();
        expect(await aside(home, '/debat stationnement')).toEqual(['place', undefined]);
      }
    });

    test('stays to be said to all while it is said to one', async () => {
      await using home = await chosen();
      away(home);
      await home.house.reload();
      for (let time = 0; time < 2; time += 1) {
        expect(await aside(home, '/debat xyzzy')).toEqual(['velo', 'chosen debate gone']);
      }
    });

    test('and none takes its place, is why none answers', async () => {
      await using home = await openTestHouse();
      await home.ask('/debats choisir place partout', {}, MAY);
      away(home);
      await home.house.reload();
      const { reply } = await home.ask('/debat pistes');
      expect(reply).toMatchObject({ notice: { code: 'no debate chosen', gone: 'workspace' } });
    });

    test('is said where only one is left', async () => {
      await using home = await chosen();
      away(home);
      rmSync(join(home.folder, 'medias'), { recursive: true });
      await home.house.reload();
      await home.ask('/debats oublier partout', {}, MAY);
      expect(await aside(home)).toEqual(['velo', 'chosen debate gone']);
    });
  });

  test('is for those who may manage as much, and a platform that does not say so says no', async () => {
    await using home = await openTestHouse();
    const told = async (may: boolean | null) =>
      toldBy(await home.ask('/debats choisir velo', {}, { mayManage: () => Promise.resolve(may) }));
    expect([await told(false), await told(null)]).toEqual([
      'may not choose',
      'choosing rights unknown',
    ]);
    expect(toldBy(await home.ask('/debats choisir velo'))).toBe('choosing rights unknown');
    expect(home.choices.chosen.size).toBe(0);
  });

  test('is listed, with the one that answers, and proposed by buttons', async () => {
    await using home = await openTestHouse();
    await home.ask('/debats choisir place', {}, MAY);
    const answer = await home.ask('/debats');
    expect(answer.reply).toMatchObject({ notice: { code: 'debates', here: 'place' } });
    expect(keysOf(answer)).toEqual(['velo', 'medias', 'place']);
    expect(toldBy(await home.ask('/debats choisir'))).toBe('choosing rights unknown');
    expect(toldBy(await home.ask('/debats choisir', {}, MAY))).toBe('debate missing');
    expect(toldBy(await home.ask('/debats xyzzy', {}, MAY))).toBe('unknown choice');
  });

  test('that is made in a direct message is no one else’s, however far it is meant to reach', async () => {
    await using home = await openTestHouse();
    const direct = (channel: string) => ({ platform: 'discord', workspace: null, channel });
    const chosen = await home.ask('/debats choisir velo partout', direct('D1'), MAY);
    expect(chosen.reply).toMatchObject({ notice: { code: 'debate chosen', extent: 'channel' } });
    expect(from(await home.ask('/sources', direct('D1')))).toBe('velo');
    expect(toldBy(await home.ask('/sources', direct('D2')))).toBe('no debate chosen');
  });

  test('stays what it is while the debate has a fault, and is told without opening it', async () => {
    await using home = await openTestHouse();
    await home.ask('/debats choisir place', {}, MAY);
    writeFileSync(join(home.folder, 'place', 'cassee.md'), 'rien');
    const { reply } = await home.ask('/debats');
    expect(reply).toMatchObject({ notice: { code: 'debates', here: 'place' } });
    expect(home.house.open).toEqual([]);
  });

  test('that cannot be read is said to be so, and a debate that is named answers all the same', async () => {
    const down = () => Promise.reject(new BotError('store', 'down', { retryable: true }));
    await using home = await openTestHouse({ choices: { of: down, keep: down } });
    expect(toldBy(await home.ask('/debat pistes'))).toBe('choices down');
    expect(from(await home.ask('/debat pistes debat:velo'))).toBe('velo');
    expect(home.faults).toEqual([]);
  });
});

describe('a button', () => {
  test('asks the debate that it was made from, whatever its channel chose since', async () => {
    await using home = await openTestHouse();
    const { ask, choose } = home;
    const answer = await ask('/debat stationnement debat:place');
    await ask('/debats choisir velo', {}, MAY);
    const { command = 'debat', options = {} } = answer.asked ?? {};
    expect(from(await choose(command, options, { isPressed: true }))).toBe('place');
  });

  test('says so where its debate is gone, or where it was made before there were several', async () => {
    await using home = await openTestHouse();
    const { ask, choose, house, folder } = home;
    const { asked } = await ask('/debat stationnement debat:place');
    rmSync(join(folder, 'place'), { recursive: true });
    await house.reload();
    const pressed = (options: object) => choose('debat', { ...options }, { isPressed: true });
    expect(toldBy(await pressed(asked?.options ?? {}))).toBe('debate gone');
    expect(toldBy(await pressed({ sujet: 'stationnement' }))).toBe('debate gone');
  });
});

test('what follows in a thread is asked of the debate of what it goes on from', async () => {
  await using home = await openTestHouse();
  await home.ask('/debats choisir medias', {}, MAY);
  const { asked } = await home.ask('/debat pistes debat:velo');
  const spoken = { after: asked };
  const followed = await home.ask('/debat et les commerces ?', {}, { spoken });
  expect(from(followed)).toBe('velo');
  const other = await home.ask('/debat et le stationnement ? debat:place', {}, { spoken });
  expect(from(other)).toBe('place');
});

test('what follows an answer of a debate that is gone is a question of its own', async () => {
  await using home = await openTestHouse();
  await home.ask('/debats choisir velo', {}, MAY);
  const { asked } = await home.ask('/debat stationnement debat:place');
  rmSync(join(home.folder, 'place'), { recursive: true });
  await home.house.reload();
  const spoken = { after: asked };
  expect(toldBy(await home.ask('/debat la suite', {}, { spoken }))).toBe('nothing to follow');
  const answer = await home.ask('/debat pistes', {}, { spoken });
  expect([from(answer), toldBy(answer)]).toEqual(['velo', 'quotes']);
});

test('the health of the process counts nothing of a debate that is not for all', async () => {
  await using home = await openTestHouse({ tenants: { place: ['slack:T1'] } });
  const { ask, house } = home;
  await ask('/sources debat:place');
  expect([house.hash, house.passages.length]).toEqual(['', 0]);
  await ask('/sources debat:velo');
  expect(house.passages.length).toBe(veloCorpus.passages.length);
});

describe('memory', () => {
  test('has room for those asked last: another is opened again when it is asked', async () => {
    await using home = await openTestHouse({ memoryBytes: 1 });
    const { ask, house } = home;
    for (const key of ['velo', 'place', 'velo', 'medias']) {
      expect(from(await ask(`/sources debat:${key}`))).toBe(key);
      expect(house.open.map(({ debate }) => debate.key)).toEqual([key]);
    }
  });

  test('is not taken by all of those at once that are first asked at once', async () => {
    const shares: number[] = [];
    await using home = await openTestHouse({ reportProgress: (share) => shares.push(share) });
    const keys = Array.from({ length: 12 }, (_, number) => `velo-${number}`);
    for (const key of keys) cpSync(FOLDERS.velo, join(home.folder, key), { recursive: true });
    await home.house.reload();
    const answers = await Promise.all(keys.map((key) => home.ask(`/sources debat:${key}`)));
    expect(answers.map(from)).toEqual(keys);
    // They tell of as many steps each: twelve at once would all but end before the first is whole.
    const each = shares.length / keys.length;
    expect(shares.indexOf(1)).toBeLessThan(3 * each);
  });

  test('is counted anew as the files are read again, and the least asked is let go of', async () => {
    await using measured = await openTestHouse();
    const both = ['/sources debat:place', '/sources debat:velo'];
    for (const line of both) await measured.ask(line);
    const memoryBytes = measured.house.open.reduce((sum, { bytes }) => sum + bytes, 0);
    await using home = await openTestHouse({ memoryBytes });
    const { ask, house, folder } = home;
    const keys = () => house.open.map(({ debate }) => debate.key);
    for (const line of both) await ask(line);
    await house.reload();
    expect(keys()).toEqual(['velo', 'place']);
    const work = (id: string) => join(folder, 'velo', `${id}.md`);
    const again = readFileSync(work('quintin-2024'), 'utf8').replace(
      'quintin-2024',
      'quintin-2025',
    );
    writeFileSync(work('quintin-2025'), again);
    await house.reload();
    expect(keys()).toEqual(['velo']);
    rmSync(work('quintin-2025'));
    await house.reload();
    await ask('/sources debat:place');
    expect(keys()).toEqual(['place', 'velo']);
    expect(home.faults).toEqual([]);
  });

  test('opens a debate once, however many ask for it meanwhile', async () => {
    await using home = await openTestHouse();
    const answers = await Promise.all(
      ['pistes', 'commerces', 'voitures'].map((words) => home.ask(`/debat ${words} debat:velo`)),
    );
    expect(new Set(answers.map((each) => each.from)).size).toBe(1);
  });
});

describe('the files of a house', () => {
  /** Time that passes until there was so much of it, and what is then given. */
  const untilLooks = (looks: number, before: (look: number) => void = () => undefined) => {
    const ended = new AbortController();
    const wait = (ms: number) => {
      expect(ms).toBe(60_000);
      looks -= 1;
      if (looks === 0) ended.abort();
      else before(looks);
      return Promise.resolve();
    };
    return [{ wait }, ended.signal] as const;
  };
  test('are read again: a new debate is there, one that is gone is not, one with a fault stays', async () => {
    await using home = await openTestHouse();
    const { ask, house, folder, log } = home;
    await ask('/sources debat:velo');
    cpSync(FOLDERS.place, join(folder, 'marche'), { recursive: true });
    rmSync(join(folder, 'place'), { recursive: true });
    writeFileSync(join(folder, 'medias', 'debate.yaml'), 'title: [1\n');
    await house.reload();
    const keys = house.knownAt(at({})).map(({ key }) => key);
    expect(keys.toSorted()).toEqual(['marche', 'medias', 'velo']);
    expect(from(await ask('/sources debat:marche'))).toBe('marche');
    expect(log.map(({ event, fields }) => [event, fields['debate']])).toContainEqual([
      'a debate cannot be read',
      'medias',
    ]);
  });

  test('with a fault in one debate keep no other from answering', async () => {
    await using home = await openTestHouse();
    writeFileSync(join(home.folder, 'place', 'cassee.md'), 'rien');
    const answer = await home.ask('/sources debat:place');
    expect(answer.reply).toMatchObject({
      notice: { code: 'debate unavailable', reference: 'ref-1' },
    });
    expect(from(await home.ask('/sources debat:velo'))).toBe('velo');
  });

  test('are looked through before anybody asks, and the operator learns what is wrong with one', async () => {
    await using home = await openTestHouse();
    writeFileSync(join(home.folder, 'place', 'cassee.md'), 'rien');
    await home.house.lookThrough(...untilLooks(1));
    expect(home.log).toMatchObject([
      { level: 'error', fields: { debate: 'place' }, event: 'a debate cannot be answered from' },
    ]);
    expect(home.house.open).toEqual([]);
  });

  test('are tried again, where what a debate says of itself has a fault at a start', async () => {
    await using home = await openTestHouse();
    const file = join(home.folder, 'place', 'debate.yaml');
    const sound = readFileSync(file, 'utf8');
    writeFileSync(file, 'title: [1\n');
    await using started = await openTestHouse({ debatesFolder: home.folder });
    const { house, log, ask } = started;
    const known = () => house.knownAt(at({})).map(({ key }) => key);
    expect(known()).toEqual(['velo', 'medias']);
    const lines = () => log.map(({ level, fields, event }) => [level, fields['debate'], event]);
    const fault = ['error', 'place', 'a debate cannot be read'];
    const atEach = (left: number) => {
      expect(lines()).toEqual([fault]);
      if (left === 1) writeFileSync(file, sound);
    };
    await house.lookThrough(...untilLooks(4, atEach));
    expect(lines()).toEqual([fault, ['info', 'place', 'a debate can be read again']]);
    expect(known()).toEqual(['velo', 'medias', 'place']);
    expect(from(await ask('/sources debat:place'))).toBe('place');
  });

  test('that cannot be read are told by their setting', async () => {
    await expect(openTestHouse({ debatesFolder: '/nulle/part' })).rejects.toThrow(
      'cannot read the folder of debates /nulle/part: set DEBATES_DIR',
    );
  });

  test('are named as people type them, and a folder without debate.yaml is no debate', async () => {
    await using home = await openTestHouse();
    mkdirSync(join(home.folder, 'Brouillons'));
    await home.house.reload();
    cpSync(REAL_FOLDER, join(home.folder, 'Été 2024'), { recursive: true });
    await expect(home.house.reload()).rejects.toThrow('Été 2024 cannot be a debate');
    expect(from(await home.ask('/sources debat:velo'))).toBe('velo');
  });
});

test('a debate that becomes some workspaces’ own is no other’s from then on', async () => {
  await using home = await openTestHouse();
  const { ask, house, folder } = home;
  const answer = await ask('/debat pistes debat:velo');
  limitTo(join(folder, 'velo'), ['slack:T2']);
  await house.reload();
  expect(toldBy(await ask('/debat pistes debat:velo'))).toBe('unknown debate');
  expect(from(await ask('/debat pistes debat:velo', { workspace: 'T2' }))).toBe('velo');
  const { command, options } = answer.asked ?? expect.fail();
  const pressed = await home.choose(command, options, { isPressed: true });
  expect(toldBy(pressed)).toBe('debate gone');
});

describe('the quotation of the day, of several debates,', () => {
  /** A house that keeps subscriptions, and how many it keeps. */
  const subscribing = async () => {
    const { subscribing: kept, subscriptions, close } = await openSubscribing();
    const home = await openTestHouse({ subscribing: kept });
    const count = async () => (await Array.fromAsync(subscriptions.all())).length;
    const end = async () => {
      await home[Symbol.asyncDispose]();
      await close();
    };
    return { ...home, count, end };
  };

  test('is not begun where none is chosen, which is offered to be mended', async () => {
    const { ask, choose, count, end } = await subscribing();
    for (const [line, spoken] of [
      ['/abonnement 9h', undefined],
      ['/debat abonne-nous à 9 h', { after: null }],
    ] as const) {
      const answer = await ask(line, {}, { ...MAY, ...(spoken && { spoken }) });
      expect(toldBy(answer), line).toBe('no debate chosen');
      expect(answer.offers?.map(({ command }) => command)).toEqual(['debats', 'debats', 'debats']);
    }
    const pressed = { geste: 'activer', heure: '9h', debat: 'velo' };
    const answer = await choose('abonnement', pressed, { ...MAY, isPressed: true });
    expect(toldBy(answer)).toBe('not of the chosen debate');
    expect(await count()).toBe(0);
    await end();
  });

  test('is that of the debate which is chosen, however another is named', async () => {
    const { ask, count, end } = await subscribing();
    await ask('/debats choisir velo', {}, MAY);
    const said = '/debat abonne-nous à 9 h';
    const { asked } = await ask('/debat stationnement debat:place');
    for (const [line, after] of [
      [`${said} debat:place`, null],
      [said, asked],
    ] as const) {
      const answer = await ask(line, {}, { ...MAY, spoken: { after } });
      expect(toldBy(answer), line).toBe('not of the chosen debate');
    }
    expect(await count()).toBe(0);
    for (const line of [said, `${said} debat:velo`, '/abonnement 9h debat:velo']) {
      const answer = await ask(line, {}, { ...MAY, spoken: { after: null } });
      expect(toldBy(answer), line).toBe('subscribed');
    }
    expect(await count()).toBe(1);
    await end();
  });
});

describe('a proposal to one of several debates', () => {
  /** A house that takes proposals. */
  const proposing = async () => {
    const { proposals, drafts, consents, close } = await openProposing();
    const home = await openTestHouse({ proposing: { proposals, drafts, consents } });
    const end = async () => {
      await home[Symbol.asyncDispose]();
      await close();
    };
    return { ask: home.ask, proposals, end };
  };
  const WHOLE = '« Ils disent debat:place, et rien. » auteur:Lise source:Carnet';

  test('is for the one that it names, which its own words do not', async () => {
    const { ask, proposals, end } = await proposing();
    expect(toldBy(await ask(`/proposer ${WHOLE} debat:velo`))).toBe('proposed');
    const words = 'Ils disent debat:place, et rien.';
    expect(await proposals.all()).toMatchObject([{ debate: 'velo', proposed: { words } }]);
    await end();
  });

  test.each([
    ['Un débat:place est ouvert, dit-il. auteur:Lise source:Carnet debat:velo', 'velo'],
    ['debat:velo Un débat:place est ouvert, dit-il. auteur:Lise source:Carnet', 'velo'],
    ['Un débat:place est ouvert, dit-il. debat:velo auteur:Lise source:Carnet', 'velo'],
    ['Un débat:place est ouvert, dit-il. auteur:Lise source:Carnet', 'medias'],
    ['« Un débat:place est ouvert, dit-il. » debat:velo auteur:"Lise M." source:Carnet', 'velo'],
  ])('keeps its words, wherever its debate is named: %s', async (line, debate) => {
    const { ask, proposals, end } = await proposing();
    await ask('/debats choisir medias', {}, MAY);
    await ask(`/proposer ${line}`);
    const words = 'Un débat:place est ouvert, dit-il.';
    expect(await proposals.all()).toMatchObject([{ debate, proposed: { words } }]);
    await end();
  });

  test('is another than that of the same to another debate, and is completed in its own', async () => {
    const { ask, proposals, end } = await proposing();
    await ask('/debats choisir velo', {}, MAY);
    const page = '/proposer https://exemple.fr/page';
    for (const [line, code] of [
      [`${page} debat:place`, 'proposed'],
      [page, 'proposed'],
      [`${page} debat:velo`, 'proposed before'],
      ['/proposer « Il faut le voir. » debat:place', 'proposal incomplete'],
      ['/proposer auteur:Lise source:Carnet', 'proposal incomplete'],
      ['/proposer « Il faut le voir. » debat:place', 'proposal incomplete'],
      ['/proposer auteur:Lise source:Carnet debat:place', 'proposed'],
    ] as const) {
      expect(toldBy(await ask(line)), line).toBe(code);
    }
    expect((await proposals.all()).map(({ debate }) => debate)).toEqual(['place', 'velo', 'place']);
    await end();
  });

  test('is put before none where none is chosen, and can be put before each', async () => {
    const { ask, proposals, end } = await proposing();
    const answer = await ask(`/proposer ${WHOLE}`);
    expect(toldBy(answer)).toBe('no debate chosen');
    expect(keysOf(answer)).toEqual(['velo', 'medias', 'place']);
    expect(answer.offers?.[0]?.options).toMatchObject({ auteur: 'Lise' });
    expect(await proposals.all()).toEqual([]);
    expect(toldBy(await ask('/proposer etat'))).toBe('proposals');
    await end();
  });
});
