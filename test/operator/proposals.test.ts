import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Address } from '../../src/ask/request.ts';
import { readConfig } from '../../src/config/config.ts';
import { corpusCommand } from '../../src/operator/corpus.ts';
import { isPublic } from '../../src/operator/fetching.ts';
import { keepCorpus } from '../../src/operator/keeping.ts';
import type { Proposed } from '../../src/proposing/proposal.ts';
import { ANSWER_MS, type ConsentAnswer, type Wrote } from '../../src/proposing/thread.ts';
import { watchReloads } from '../../src/running/cache.ts';
import { openStore } from '../../src/store/open.ts';
import { StoreConsents } from '../../src/store/consents.ts';
import { StoreProposals } from '../../src/store/proposals.ts';
import { recording } from '../fixtures/bots.ts';
import { alone, folderWith } from '../fixtures/folder.ts';
import { TestScreen } from '../fixtures/screen.ts';
import { TestTime } from '../fixtures/test-time.ts';
import { SOUND_WORK } from '../fixtures/works.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const FROM: Address = { platform: 'slack', workspace: 'T1', channel: 'C1', person: 'U1' };
const WORDS = 'Une page *vide* ne sert à personne, et « tous » le savent bien.';
const PROPOSED: Proposed = {
  words: WORDS,
  voice: 'Lise Morin',
  url: 'https://www.exemple.org/carnet',
  title: 'Le carnet de Lise',
  date: '2012-03',
  permalink: null,
};
const MESSAGE = 'https://ormelande.slack.com/archives/C1/p1330000000000100';

const PERMALINK = 'https://ormelande.slack.com/archives/C1/p1330000000000100';
const PEOPLE: readonly Wrote[] = [
  {
    ...{ person: 'U1', name: 'Lise Morin' },
    said: [
      { at: 0, day: '2026-11-20', words: 'Une page vide ne sert à personne, « tous » le savent.' },
      { at: 2, day: '2026-11-21', words: 'D’accord.' },
    ],
  },
  {
    ...{ person: 'U2', name: 'Paul Arnoux' },
    said: [
      { at: 1, day: '2026-11-20', words: 'Elle sert à qui veut y écrire un jour, *au moins*.' },
    ],
  },
];

/** A debate of one work, and what was proposed to it. */
async function opened(...given: readonly (Partial<Proposed> | { readonly DEBATES_DIR: string })[]) {
  const proposed = given.filter((each) => !('DEBATES_DIR' in each));
  const house = given.find((each) => 'DEBATES_DIR' in each);
  const corpus = folderWith({ 'exemple-2013.md': SOUND_WORK });
  const STORE_URL = `sqlite:${join(folderWith({}), 'debat.sqlite')}`;
  const config = readConfig({ ...(house ?? { CORPUS_DIR: corpus }), STORE_URL });
  const time = new TestTime(NOW.getTime());
  const kept = async <Result>(use: (proposals: StoreProposals) => Promise<Result>) => {
    const { store, close } = await openStore(STORE_URL, { time, log: recording().log });
    return use(new StoreProposals(store)).finally(close);
  };
  await kept(async (proposals) => {
    for (const each of proposed)
      await proposals.add(FROM, { ...PROPOSED, ...each }, { day: '2026-11-22', debate: '' });
  });
  const run = async (...typed: string[]) => {
    const output = new TestScreen();
    const surroundings = {
      ...{
        output,
        errors: new TestScreen(),
        now: () => new Date(time.now()),
        input: Readable.from([]),
      },
      untilStopped: () => new Promise<never>(() => undefined),
      leaveSoon: () => undefined,
    };
    expect(await keepCorpus(['proposals', ...typed], config, surroundings)).toBe(0);
    return output.text.replaceAll(/[\u00A0\u202F]/gu, ' ');
  };
  /** A thread, whose people answered so; null for no answer. */
  const thread = (...answers: readonly (ConsentAnswer | null)[]) => threadOf(PEOPLE, ...answers);
  const threadOf = async (
    people: readonly Wrote[],
    ...answers: readonly (ConsentAnswer | null)[]
  ) => {
    const { store, close } = await openStore(STORE_URL, { time, log: recording().log });
    const consents = new StoreConsents(store, time.now);
    const made = { place: PERMALINK, link: PERMALINK, day: '2026-11-22', debate: '' };
    const proposal = (await consents.begin(FROM, made, people)) ?? expect.fail();
    for (const [at, answer] of answers.entries()) {
      const consent = await consents.of(proposal, people[at]?.person ?? '');
      if (answer !== null) await consents.answer(consent ?? expect.fail(), answer);
    }
    await close();
  };
  const file = (name: string) => readFileSync(join(corpus, name), 'utf8');
  const check = async () => {
    const output = new TestScreen();
    const code = await corpusCommand(['check'], alone(corpus), { output });
    return code === 0 ? 'sound' : output.text;
  };
  return { corpus, run, file, check, kept, thread, threadOf, time };
}

describe('corpus proposals', () => {
  test('lists what waits, with what is needed to judge it, and never who proposes', async () => {
    const { run } = await opened({}, { url: MESSAGE, permalink: MESSAGE });
    const said = await run();
    expect(said).toContain('n° 1 · 2026-11-22 · slack');
    expect(said).toContain(`mots : ${WORDS}`);
    expect(said).toContain('voix : Lise Morin');
    expect(said).toContain('source : Le carnet de Lise, https://www.exemple.org/carnet');
    expect(said).toContain('mêmes mots que n° 2');
    expect(said).toContain('2 propositions. Pour décider');
    expect(said).not.toContain('U1');
    const documents = (await run('--json')).trim().split('\n');
    expect(documents.map((each) => Object.keys(JSON.parse(each) as object))).toEqual(
      Array(2).fill(['number', 'debate', 'platform', 'workspace', 'day', 'proposed', 'decision']),
    );
    expect(await (await opened()).run()).toBe('Aucune proposition n’attend.\n');
  });

  test('refuses one with a reason that its proposer can be shown, and forgets the rest of it', async () => {
    const { run, kept } = await opened({});
    for (const reason of ['Voyez « ceci »', 'https://exemple.org', 'a'.repeat(201)])
      await expect(run('refuse', '1', reason)).rejects.toThrow('la raison est lue');
    await run('refuse', '1', 'La page ne dit pas cela');
    const decision = { verdict: 'refused', reason: 'La page ne dit pas cela' };
    expect(await kept((proposals) => proposals.all())).toMatchObject([
      { proposed: null, decision },
    ]);
    await expect(run('refuse', '1')).rejects.toThrow('pas de proposition n° 1 en attente');
  });

  test.each([[['accept']], [['accept', 'deux']], [['accepter', '1']], [['--rôle', 'x']]])(
    'says how it is used where it is typed as %j',
    async (typed) => {
      const { run } = await opened({});
      await expect(run(...typed)).rejects.toThrow('usage : npm run corpus -- proposals');
    },
  );
});

describe('corpus proposals accept', () => {
  test('makes a work of it, to the character, that the check finds sound, and asks to read again', async () => {
    const { run, file, check, kept } = await opened({});
    const { promise, resolve } = Promise.withResolvers<unknown>();
    onTestFinished(
      watchReloads(() => {
        resolve(null);
      }),
    );
    expect(await run('accept', '1')).toContain('une œuvre nouvelle, propositions-le-carnet');
    await promise;
    const text = file('propositions-le-carnet-de-lise.md');
    expect(text).toContain(
      String.raw`> Une page \*vide\* ne sert à personne, et « tous » le savent bien.`,
    );
    expect(text).toContain('— Lise Morin, auteur');
    for (const line of [
      'title: Le carnet de Lise',
      'author: Lise Morin',
      'publisher: exemple.org',
      'date: 2012-03',
      'url: https://www.exemple.org/carnet',
      'kind: page web',
      'content: excerpts',
      'typed_by: proposé par un lecteur du débat, repris tel quel',
    ])
      expect(text).toContain(`\n${line}\n`);
    expect(await check()).toBe('sound');
    const decision = { verdict: 'accepted', reason: null };
    expect(await kept((proposals) => proposals.all())).toMatchObject([
      { proposed: null, decision },
    ]);
  });

  test('adds it to the work of the same address, in which the next one has its own anchor', async () => {
    const more = 'Une page vide ne sert toujours à personne, cela reste vrai.';
    const { corpus, run, file, check } = await opened({}, { words: more, date: '2014' });
    await run('accept', '1');
    expect(await run('accept', '2')).toContain('l’œuvre propositions-le-carnet');
    const text = file('propositions-le-carnet-de-lise.md');
    expect(text).toContain(`> ${more}\n\n— Lise Morin, auteur\n\n- Lien :`);
    expect(text).toContain('- Date : 2014');
    expect(readdirSync(corpus)).toHaveLength(2);
    expect(await check()).toBe('sound');
  });

  test('makes a voice of a message one who speaks, and of words that nobody signs an unnamed one', async () => {
    const { run, file, check } = await opened(
      { url: MESSAGE, permalink: MESSAGE, title: null, voice: 'Paul Arnoux' },
      { voice: 'inconnu', words: 'Personne ne sait qui a écrit cette phrase-là.', url: null },
    );
    await run('accept', '1', '--title', 'Un message du canal');
    const message = file('propositions-ormelande-slack-com.md');
    expect(message).toContain('— Paul Arnoux, orateur');
    expect(message).toContain('kind: message\n');
    expect(message).toContain('author: none\n');
    await run('accept', '2');
    expect(file('propositions-le-carnet-de-lise.md')).toContain('— auteur non identifié, auteur');
    expect(await check()).toBe('sound');
  });

  test('never guesses in what quality somebody speaks in the work of another', async () => {
    const { run, file, check } = await opened({});
    const before = file('exemple-2013.md');
    await expect(run('accept', '1', '--work', 'exemple-2013')).rejects.toThrow(
      'Lise Morin parle dans une œuvre de Camille Exemple',
    );
    expect(file('exemple-2013.md')).toBe(before);
    await run('accept', '1', '--work', 'exemple-2013', '--role', 'citée');
    expect(file('exemple-2013.md').startsWith(before.trimEnd())).toBe(true);
    expect(file('exemple-2013.md')).toContain('— Lise Morin, cité par Camille Exemple');
    expect(await check()).toBe('sound');
  });

  test('writes nothing that the check would find wrong, and the proposal waits', async () => {
    const { corpus, run } = await opened({ words: 'Trop court.' });
    await expect(run('accept', '1')).rejects.toThrow(
      /citation de 11 caractères[^]*rien n’est écrit/u,
    );
    expect(readdirSync(corpus)).toEqual(['exemple-2013.md']);
    expect(await run()).toContain('Trop court.');
    expect(await run('accept', '1', '--licence', 'own')).toContain('est dans une œuvre nouvelle');
  });

  test('cuts what is longer than a passage at the ends of its sentences', async () => {
    const sentence = 'Cette phrase est écrite pour remplir une page entière de mots.';
    const { run, file, check } = await opened({ words: Array(15).fill(sentence).join(' ') });
    await run('accept', '1');
    const quoted = file('propositions-le-carnet-de-lise.md').match(/^> .*$/gmu) ?? [];
    expect(quoted.length).toBeGreaterThan(1);
    expect(quoted.join(' ').split(sentence)).toHaveLength(16);
    expect(await check()).toBe('sound');
  });

  test('tells words that the debate holds already, whatever their marks and accents', async () => {
    const held = 'Et vous ne REGRETTEZ pas le temps passe a la remplir ?';
    const { corpus, run } = await opened({ words: held });
    await expect(run('accept', '1')).rejects.toThrow('ces mots sont déjà dans exemple-2013#');
    expect(readdirSync(corpus)).toHaveLength(1);
    expect(await run('accept', '1', '--again')).toContain('est dans');
  });

  test('fetches the page of an address, whose words are then chosen, and none of the operator’s own network', async () => {
    const page = `<html><head><title>Le carnet</title></head><body><article><h1>Le carnet</h1><p>${WORDS}</p></article></body></html>`;
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(page);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/carnet`;
    const { corpus, run, check } = await opened({ words: null, voice: null, url });
    const refused = expect.objectContaining({
      code: 'usage',
      message: expect.stringContaining('de votre propre réseau') as unknown,
    }) as unknown;
    await expect(run('accept', '1')).rejects.toEqual(refused);
    expect(readdirSync(corpus)).toHaveLength(1);
    const said = await run('accept', '1', '--local');
    expect(said).toMatch(/npm run corpus -- doubts --work \S+/u);
    expect(readdirSync(corpus)).toHaveLength(2);
    expect(await check()).toBe('sound');
  });
});

describe('corpus proposals of a thread', () => {
  const NAME = 'propositions-ormelande-slack-com.md';

  test('shows nothing of it before all have answered or the time is over, and never who refused', async () => {
    const { run, thread, time } = await opened();
    await thread('named', null);
    expect(await run()).toBe('Aucune proposition n’attend.\n');
    await expect(run('accept', '1')).rejects.toThrow('pas de proposition n° 1 en attente');
    time.advance(ANSWER_MS + 1);
    const said = await run();
    expect(said).toContain(
      'fil : 2 messages ; 2 personnes interrogées, 1 accord, 0 refus, 1 sans réponse, 0 injoignable',
    );
    expect(said).toContain(`source : ${PERMALINK}`);
    expect(said).toContain('2026-11-20 · Lise Morin : Une page vide ne sert à personne');
    expect(said).not.toMatch(/Arnoux|au moins|U2/u);
    expect(await run('--json')).not.toMatch(/Arnoux|au moins|U2/u);
  });

  test('is a new work, a passage a message, that the check finds sound; nothing else of it is kept', async () => {
    const { run, thread, file, check, kept } = await opened();
    await thread('named', 'unnamed');
    const said = await run('accept', '1');
    expect(said).toContain(`est une œuvre nouvelle, ${NAME} : 2 messages`);
    expect(said).toContain('1 message de moins de 40 caractères, hors du débat');
    const text = file(NAME);
    for (const line of [
      ...['kind: fil de discussion', 'content: excerpts', 'author: none', 'date: 2026-11-20'],
      ...[`url: ${PERMALINK}`, 'title: Fil de discussion sur ormelande.slack.com'],
      'rights: extraits repris avec l’accord de chaque personne qui les a écrits',
    ])
      expect(text).toContain(`\n${line}\n`);
    const words = 'Une page vide ne sert à personne, « tous » le savent.';
    expect(text).toContain(`> ${words}\n\n— Lise Morin, orateur`);
    expect(text).toContain(String.raw`un jour, \*au moins\*.`);
    expect(text).toContain('— un commentateur, commentateur');
    expect(text).not.toMatch(/Arnoux|D’accord/u);
    expect(await check()).toBe('sound');
    expect(await run()).toBe('Aucune proposition n’attend.\n');
    expect(JSON.stringify(await kept((proposals) => proposals.all()))).not.toMatch(/Morin|page/u);
  });

  test('leaves out, and tells, the messages that no passage can hold; a role mends the others', async () => {
    const { run, threadOf, file, check } = await opened();
    const words = [
      'une page vide ne sert à personne, ils le savent',
      'Sans fin '.repeat(80).trim(),
      ', mais elle sert à qui veut y écrire un jour, plus tard.',
    ];
    const said = words.map((each, at) => ({ at, day: '2026-11-20', words: each }));
    await threadOf([{ person: 'U1', name: 'Lise Morin', said }], 'named');
    await expect(run('accept', '1')).rejects.toThrow('--role commentateur');
    expect(await run('accept', '1', '--role', 'commentateur')).toContain(
      '2 messages sans fin de phrase en 600 caractères, ou sans début, hors du débat',
    );
    expect(file(NAME)).toContain(
      '> une page vide ne sert à personne, ils le savent\n\n— Lise Morin',
    );
    expect(await check()).toBe('sound');
  });

  test('is whole only where everybody agreed', async () => {
    const one = await opened();
    await one.thread('named', 'refused');
    await expect(one.run('accept', '1', '--licence', 'own')).rejects.toThrow('n’est pas entier');
    expect(readdirSync(one.corpus)).toHaveLength(1);
    const all = await opened();
    await all.thread('named', 'named');
    await all.run('accept', '1', '--licence', 'own');
    expect(all.file(NAME)).toContain('> D’accord.\n\n— Lise Morin, orateur\n\n- Date : 2026-11-21');
    expect(all.file(NAME)).toContain('content: whole\n');
    expect(await all.check()).toBe('sound');
  });

  test.each([[['--work', 'exemple-2013']], [['--role', 'cité']], [['--by', 'X']]])(
    'is no part of another: %j',
    async (options) => {
      const { run, thread, corpus } = await opened();
      await thread('named', 'named');
      await expect(run('accept', '1', ...options)).rejects.toThrow('une œuvre nouvelle');
      expect(readdirSync(corpus)).toHaveLength(1);
    },
  );

  test('can be refused, and what was agreed to is forgotten', async () => {
    const { run, thread, kept } = await opened();
    await thread('named', 'named');
    await run('refuse', '1', 'Trop loin du sujet');
    expect(JSON.stringify(await kept((proposals) => proposals.all()))).not.toContain('page vide');
  });
});

test('of several debates, one that is accepted is written in the folder of its own', async () => {
  const works = { 'debate.yaml': 'title: Un débat\n', 'exemple-2013.md': SOUND_WORK };
  const folder = folderWith(
    Object.fromEntries(
      ['climat', 'piscine'].flatMap((key) =>
        Object.entries(works).map(([name, text]) => [`${key}/${name}`, text]),
      ),
    ),
  );
  const { run, kept } = await opened({ DEBATES_DIR: folder });
  await kept((proposals) => proposals.add(FROM, PROPOSED, { day: '2026-11-22', debate: 'climat' }));
  expect(await run()).toContain('débat : climat');
  expect(await run('--debat', 'piscine')).toBe('Aucune proposition n’attend.\n');
  await run('accept', '1');
  expect(readdirSync(join(folder, 'climat'))).toHaveLength(3);
  expect(readdirSync(join(folder, 'piscine'))).toHaveLength(2);
});

test.each([
  ['http://127.0.0.1/', false],
  ['http://[::1]/', false],
  ['http://0x7f000001/', false],
  ['http://2130706433/', false],
  ['http://localhost:80/', false],
  ['http://wiki/', false],
  ['http://nas.local/', false],
  ['http://metadata.google.internal/', false],
  ['https://exemple.org/', true],
  ['https://3615.exemple.org/', true],
])('%s is fetched for whoever proposes it: %s', (address, allowed) => {
  expect(isPublic(new URL(address))).toBe(allowed);
});
