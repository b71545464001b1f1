import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Answer, Options } from '../../src/ask/request.ts';
import { messageOf, readDocument } from '../../src/conversation/json.ts';
import { offerButtons } from '../../src/conversation/buttons.ts';
import { answerDocument } from '../../src/debate/document.ts';
import { Cleared } from '../../src/debate/gate.ts';
import { NO_DEBATE } from '../../src/debate/debates.ts';
import { quotesOf } from '../../src/debate/reply.ts';
import { read, render } from '../../src/platforms/terminal/render.ts';
import { bringTo, limitTo, openTestHouse } from '../fixtures/house.ts';
import { openDoors } from '../doors/serving.ts';
import { SOUND_WORK } from '../fixtures/works.ts';
import { OwnSchema } from '../search/postgres/kept.ts';
import { Proxy } from '../store/proxy.ts';
import { postgres } from '../store/servers.ts';

/** What is shown of an answer: as programs read it, as the terminal writes it, both cleared by its gate. */
function shown(answer: Answer) {
  const { catalogue, gate } = answer.from ?? NO_DEBATE;
  const document = answerDocument(answer, messageOf(answer), catalogue);
  const text = Cleared.by(gate, render(answer, { columns: 100, coloured: false }), read).payload;
  const offers = offerButtons(answer).map(({ label }) => label);
  return { document: Cleared.by(gate, document, readDocument).payload, text, offers };
}

const LINES = [
  '/debat roi',
  '/debat blogs page:2',
  '/debat blogs auteur:kabla',
  '/debat blogs depuis:2012 jusqua:2013',
  '/debat « médias sociaux »',
  '/debat facebok',
  '/debat la reproduction des escargots',
  '/debat blogs -fans resume',
  '/debat 2012',
  '/position kabla',
  '/position kabla ; blogs',
  '/position cavazza ; la reproduction des escargots',
  '/position personne',
  '/comparer kabla ; cavazza',
  '/comparer kabla ; cavazza ; blogs',
  '/carte',
  '/carte blogs',
  '/carte la reproduction des escargots',
  '/qui-repond',
  '/qui-repond kabla',
  '/citation',
  '/citation blogs',
  '/citation auteur:kabla autre:2',
  '/sources',
  '/sources kabla',
  '/sources 2012',
  '/aide-debat',
  '/debat',
  '/deba blogs',
  '/proposer etat',
];

describe.skipIf(!postgres.isThere)('debates that a search server keeps', () => {
  const own = new OwnSchema();
  const { schema, url: searchUrl } = own;
  afterAll(() => own.remove());

  test('are answered from as those that lie in memory, to the letter', async () => {
    await using memory = await openTestHouse();
    await using kept = await openTestHouse({ searchUrl });
    for (const key of ['medias', 'velo', 'place']) {
      for (const line of LINES) {
        const [answer, expected] = [
          await kept.ask(`${line} debat:${key}`),
          await memory.ask(`${line} debat:${key}`),
        ];
        expect([line, shown(answer)]).toEqual([line, shown(expected)]);
        for (const quote of quotesOf(expected.reply).slice(0, 2)) {
          const options: Options = { ref: quote.passage.id, debat: key };
          const around = await kept.choose('contexte', options);
          expect(shown(around)).toEqual(shown(await memory.choose('contexte', options)));
        }
      }
    }
    expect(kept.faults).toEqual([]);
  });

  test('are shown from what is at hand of each answer alone, which its gate compares', async () => {
    await using kept = await openTestHouse({ searchUrl });
    const answer = await kept.ask('/debat blogs debat:medias');
    const { from = NO_DEBATE } = answer;
    expect([from.key, from.corpus]).toEqual(['medias', null]);
    const told = shown(answer).text;
    const [quote] = quotesOf(answer.reply);
    const words = quote?.passage.text ?? '';
    const changed = told.replace(words.slice(0, 20), words.slice(0, 20).toUpperCase());
    expect(changed).not.toBe(told);
    expect(() => Cleared.by(from.gate, changed, read)).toThrow('gate');
    // What another answer quotes is not at hand for this one.
    const other = shown(await kept.ask('/citation debat:velo')).text;
    expect(() => Cleared.by(from.gate, other, read)).toThrow('gate');
  });

  test('are those of the next edition as soon as it is there, whoever brings it', async () => {
    await using kept = await openTestHouse({ searchUrl });
    const found = async () => {
      const { reply, from } = await kept.ask('/debat zorglub debat:velo');
      return [quotesOf(reply).map(({ passage }) => passage.source.title), from?.catalogue.size];
    };
    const size = (await kept.ask('/sources debat:velo')).from?.catalogue.size ?? 0;
    expect(await found()).toEqual([[], size]);
    const path = join(kept.folder, 'velo', 'exemple-2013.md');
    writeFileSync(path, SOUND_WORK.replaceAll('comptait', 'comptait un zorglub et'));
    await bringTo(searchUrl, kept.folder);
    const [titles] = await found();
    expect(titles).toEqual(["Pourquoi j'ai fermé notre page"]);
    rmSync(path);
    await bringTo(searchUrl, kept.folder);
    expect(await found()).toEqual([[], size]);
  });

  test('say in one sentence that their server is away, and are back by themselves', async () => {
    const proxy = new Proxy(postgres.url);
    await proxy.restore();
    const through = `${proxy.urlOf(postgres.url)}?schema=${schema}`;
    await using kept = await openTestHouse({ searchUrl: through });
    const before = shown(await kept.ask('/debat blogs debat:medias'));
    await proxy.cut();
    for (const line of [
      '/debat blogs',
      '/position kabla',
      '/citation',
      '/sources',
      '/debat jamais',
    ]) {
      const { reply, audience } = await kept.ask(`${line} debat:medias`);
      expect([line, reply, audience]).toEqual([
        line,
        { kind: 'notice', notice: { code: 'search down' } },
        'asker',
      ]);
    }
    expect(kept.faults).toHaveLength(5);
    for (const fault of kept.faults)
      expect(fault).toMatchObject({ code: 'search', retryable: true });
    await proxy.restore();
    expect(shown(await kept.ask('/debat blogs debat:medias'))).toEqual(before);
    await proxy.cut();
  });

  test('are refused to a program as a server that is away, by each door, open or not', async () => {
    const proxy = new Proxy(postgres.url);
    await proxy.restore();
    const through = `${proxy.urlOf(postgres.url)}?schema=${schema}`;
    await using kept = await openTestHouse({ searchUrl: through });
    await kept.ask('/sources debat:medias');
    const { house: debates, dispatch } = kept;
    await using doors = await openDoors({}, { debates, dispatch });
    await proxy.cut();
    const answers = await Promise.all(
      ['medias', 'velo'].flatMap((debat) => [
        doors.ask(`/api/verifier?debat=${debat}`, { method: 'POST', body: '« Une phrase. »' }),
        doors.ask(`/api/sources?debat=${debat}`),
      ]),
    );
    for (const answer of answers) {
      const { error } = (await answer.json()) as { error: { code: string; message: string } };
      expect([answer.status, error.code]).toEqual([503, 'search down']);
      expect(error.message).toMatch(/le serveur qui le garde ne répond pas/u);
    }
  });

  test('are known to those alone who may know them, from the edition on that says so', async () => {
    await using kept = await openTestHouse({ searchUrl });
    const T2 = { workspace: 'T2' };
    expect((await kept.ask('/debat pistes debat:velo', T2)).reply.kind).toBe('quotes');
    limitTo(join(kept.folder, 'velo'), ['slack:T1']);
    await bringTo(searchUrl, kept.folder);
    const refused = await kept.ask('/debat pistes debat:velo', T2);
    expect(refused.reply).toMatchObject({ kind: 'notice' });
    expect(JSON.stringify(refused.reply)).not.toContain('pistes');
    await kept.house.reload();
    expect((await kept.ask('/debat pistes debat:velo', T2)).reply).toMatchObject({
      notice: { code: 'unknown debate' },
    });
    expect((await kept.ask('/debat pistes debat:velo')).reply.kind).toBe('quotes');
  });
});
