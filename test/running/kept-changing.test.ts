import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Proposing } from '../../src/ask/command.ts';
import { quotesOf } from '../../src/debate/reply.ts';
import { ANYBODY, debatesFor, type Debated } from '../../src/doors/debated.ts';
import { verified } from '../../src/doors/verifying.ts';
import { listWorks, readWork } from '../../src/doors/works.ts';
import { veloCorpus } from '../fixtures/corpora.ts';
import { bringTo, limitTo, openTestHouse, retireFrom, toldBy } from '../fixtures/house.ts';
import { isQuoted } from '../fixtures/passages.ts';
import { lastFirst } from '../fixtures/summaries.ts';
import { OwnSchema } from '../search/postgres/kept.ts';
import { postgres } from '../store/servers.ts';

const [QUOTED = expect.fail()] = veloCorpus.passages.filter(isQuoted);
const { source: WORK } = QUOTED;
const WORDS = `Il a dit « ${QUOTED.text} ».`;

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
      expect(quotesOf((await kept.ask('/debat pistes debat:velo')).reply)).not.toEqual([]);
      await retireFrom(searchUrl, kept.folder, 'velo');
      for (const line of ['/debat pistes', '/sources', '/citation', '/position Vasseur']) {
        expect([line, toldBy(await kept.ask(`${line} debat:velo`))]).toEqual([line, 'debate gone']);
      }
      await kept.house.reload();
      expect(toldBy(await kept.ask('/sources debat:velo'))).toBe('unknown debate');
    });
  },
);

const WORDS_PROPOSED = 'Personne n’a jamais dit cela';
const PROPOSED = { number: 7, debate: 'velo', proposed: { words: WORDS_PROPOSED, url: null } };
