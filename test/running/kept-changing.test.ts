import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Proposing } from '../../src/ask/command.ts';
import { messageOf } from '../../src/conversation/json.ts';
import { ANYBODY, debatesFor, type Debated } from '../../src/doors/debated.ts';
import { verified } from '../../src/doors/verifying.ts';
import { listWorks, readWork } from '../../src/doors/works.ts';
import { veloCorpus } from '../fixtures/corpora.ts';
import {
  at,
  bringTo,
  FOLDERS,
  limitTo,
  openTestHouse,
  retireFrom,
  toldBy,
} from '../fixtures/house.ts';
import { isQuoted } from '../fixtures/passages.ts';
import { lastFirst } from '../fixtures/summaries.ts';
import { OwnSchema } from '../search/postgres/kept.ts';
import { postgres } from '../store/servers.ts';

const [QUOTED = expect.fail()] = veloCorpus.passages.filter(isQuoted);
const { source: WORK } = QUOTED;
const WORDS = `Il a dit « ${QUOTED.text} ».`;

const MAY = { mayManage: () => Promise.resolve(true) };

type OpenedHouse = Awaited<ReturnType<typeof openTestHouse>>;

describe.skipIf(!postgres.isThere)(
  'debates that change on their server while they are open',
  () => {
    let searchUrl = '';
    let own: OwnSchema;
    beforeEach(() => {
      own = new OwnSchema();
      searchUrl = own.url;
    });
    afterEach(() => own.remove());

    const byDoor = ({ house, dispatch }: OpenedHouse): Debated => ({
      ...{ dispatch, debates: house, asker: ANYBODY },
      reportFault: (fault) => expect.fail(String(fault)),
    });
    /** Another process gives a work another title. */
    const entitle = async ({ folder }: OpenedHouse, title: string) => {
      const path = join(folder, 'velo', `${WORK.id}.md`);
      const text = readFileSync(path, 'utf8');
      const [, before = expect.fail()] = /^# (.*)$/mu.exec(text) ?? [];
      writeFileSync(path, text.replaceAll(before, title));
      await bringTo(searchUrl, folder);
    };
    const verify = async (house: OpenedHouse) => {
      const opening = await debatesFor('velo', byDoor(house));
      if ('problem' in opening) return opening.problem;
      return JSON.stringify((await verified(WORDS, opening)).document.payload);
    };
    const workAt = async (house: OpenedHouse) => {
      const read = await readWork(`debat://velo/oeuvres/${WORK.id}`, byDoor(house));
      return JSON.stringify(read?.contents ?? null);
    };

    test('are listed in the order of their names, as those that lie in memory', async () => {
      await using memory = await openTestHouse();
      await using kept = await openTestHouse({ searchUrl });
      const keysOf = ({ house }: OpenedHouse) => house.knownAt(ANYBODY).map(({ key }) => key);
      expect(keysOf(kept)).toEqual(keysOf(memory));
    });

    test('are told by doors as they are, never the words of one state under the title of another', async () => {
      await using kept = await openTestHouse({ searchUrl });
      const before = [await verify(kept), await workAt(kept)];
      expect(before.join()).toContain(QUOTED.id);
      await entitle(kept, 'Tout autre titre');
      const [told, work] = [await verify(kept), await workAt(kept)];
      const listed = await listWorks('velo/', byDoor(kept));
      const { hash } = (await kept.house.named('velo', ANYBODY))?.catalogue ?? {};
      for (const each of [told, work]) {
        expect(each).toContain('Tout autre titre');
        expect(each).toContain(String(hash));
        expect(before.join()).not.toContain(String(hash));
      }
      expect(JSON.stringify(listed)).toContain('Tout autre titre');
    });

    test('are known no more by doors as soon as they are for others alone', async () => {
      await using kept = await openTestHouse({ searchUrl });
      expect(await verify(kept)).toContain(QUOTED.id);
      limitTo(join(kept.folder, 'velo'), ['slack:T1']);
      await bringTo(searchUrl, kept.folder);
      expect(await verify(kept)).not.toContain(QUOTED.id);
      expect(await workAt(kept)).toBe('null');
      expect(await kept.house.named('velo', ANYBODY)).toBeNull();
    });

    test('take what is proposed once, and say that they did', async () => {
      const added: unknown[] = [];
      let house: OpenedHouse | null = null;
      const proposals = {
        by: () => Promise.resolve(added.map(() => PROPOSED)),
        all: () => Promise.resolve([]),
        add: async () => {
          added.push(null);
          if (house !== null) await entitle(house, `Titre ${added.length}`);
          return PROPOSED;
        },
      };
      const drafts = { of: () => Promise.resolve(null), keep: () => Promise.resolve() };
      const proposing = { proposals, drafts } as unknown as Proposing;
      await using kept = await openTestHouse({ searchUrl, proposing });
      house = kept;
      const line = `/proposer « ${WORDS_PROPOSED} » auteur:Ana source:Carnet date:2012 debat:velo`;
      const { reply } = await kept.ask(line);
      expect(reply).toMatchObject({ notice: { code: 'proposed', number: 7 } });
      expect(added).toHaveLength(1);
    });

    test('keep the summary that stands where a model completes it after they changed', async () => {
      await using kept = await openTestHouse({ searchUrl, choose: lastFirst });
      const line = '/debat pistes resume debat:velo';
      const { complete = expect.fail(), reply } = await kept.ask(line);
      const completed = await complete();
      expect(completed.reply).not.toEqual(reply);
      expect(completed.from?.gate).toBeDefined();
      const again = await kept.ask(line);
      await entitle(kept, 'Tout autre titre');
      expect(await again.complete?.()).toBe(again);
    });

    test('are gone where they are retired, however they are asked, though their server answers', async () => {
      await using kept = await openTestHouse({ searchUrl });
      const { house } = kept;
      const velo = (await house.named('velo', at({}))) ?? expect.fail();
      await retireFrom(searchUrl, kept.folder, 'velo');
      // As where it goes between the beginning of a question and its answer.
      for (const command of ['debat', 'sources', 'citation', 'position']) {
        const input = { text: 'Vasseur' };
        const answer = await house.ask(velo, { address: at({}), command, input });
        expect([command, toldBy(answer)]).toEqual([command, 'debate gone']);
      }
      expect(toldBy(await kept.ask('/sources debat:velo'))).toBe('unknown debate');
      const pressed = await kept.choose('sources', { debat: 'velo' }, { isPressed: true });
      expect(toldBy(pressed)).toBe('debate gone');
      expect(house.open.map(({ debate }) => debate.key)).toEqual([]);
    });

    test('are listed, chosen and asked as soon as they are there, and no more once they are gone', async () => {
      await using kept = await openTestHouse({ searchUrl });
      const listed = async () => {
        const { offers = [] } = await kept.ask('/debats');
        return offers.map(({ options }) => options.debat);
      };
      expect(await listed()).toEqual(['velo', 'medias', 'place']);
      cpSync(FOLDERS.place, join(kept.folder, 'marche'), { recursive: true });
      limitTo(join(kept.folder, 'velo'), ['slack:T2']);
      await bringTo(searchUrl, kept.folder);
      expect(await listed()).toEqual(['medias', 'marche', 'place']);
      await retireFrom(searchUrl, kept.folder, 'place');
      expect(toldBy(await kept.ask('/debats choisir marche', {}, MAY))).toBe('debate chosen');
      expect((await kept.ask('/debat stationnement')).from?.key).toBe('marche');
      await retireFrom(searchUrl, kept.folder, 'marche');
      expect((await kept.ask('/debat facebook')).aside?.code).toBe('chosen debate gone');
    });

    test('are said to be none where the last is retired, to the operator once, and can be brought again', async () => {
      await using kept = await openTestHouse({ searchUrl });
      const { house, folder, log } = kept;
      const NONE =
        'Aucun débat n’est ouvert ici. La personne qui s’occupe du bot peut en ajouter un.';
      for (const key of ['medias', 'place', 'velo']) await retireFrom(searchUrl, folder, key);
      for (const line of ['/debat pistes', '/debats', '/debats choisir']) {
        expect(messageOf(await kept.ask(line, {}, MAY))).toBe(NONE);
      }
      expect(messageOf(await kept.ask('/debat pistes debat:velo'))).toBe(
        `Aucun débat ne répond à ce nom\u00A0: velo. ${NONE}`,
      );
      for (let minutes = 0; minutes < 3; minutes += 1) await house.reload();
      expect(log).toEqual([
        { level: 'warn', fields: {}, event: expect.stringContaining('keeps no debate') as string },
      ]);
      await bringTo(searchUrl, folder);
      expect((await kept.ask('/debat pistes debat:velo')).from?.key).toBe('velo');
      expect(log.slice(1).map(({ event }) => event)).toEqual([
        'the search server keeps a debate again',
      ]);
      expect(kept.faults).toEqual([]);
    });
  },
);

const WORDS_PROPOSED = 'Personne n’a jamais dit cela';
const PROPOSED = { number: 7, debate: 'velo', proposed: { words: WORDS_PROPOSED, url: null } };
