import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDispatch } from '../fixtures/making.ts';
import { COMMAND_NAMES, OPTION_NAMES, type Asking } from '../../src/ask/request.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { askerOf, simpleRetriever } from '../fixtures/dispatch.ts';
import { HOSTILE_TEXTS } from '../fixtures/replies.ts';

const { ask, choose } = askerOf(realCorpus);
const noticeOf = async (line: string) => {
  const { reply } = await ask(line);
  return reply.kind === 'notice' ? reply.notice : reply.kind;
};

describe('a command', () => {
  test.each<[string, Asking]>([
    ['/debat roi', 'debat'],
    ['/DEBAT roi', 'debat'],
    ['/débat roi', 'debat'],
    ['/position kabla', 'position'],
    ['/comparer kabla ; cavazza', 'comparer'],
    ['/citation', 'citation'],
    ['/sources', 'sources'],
    ['/aide-debat', 'aide-debat'],
    ['/aide', 'aide-debat'],
    ['/contexte blog-interaction-2012#roi', 'contexte'],
  ])('%s is %s', async (line, command) => {
    expect((await ask(line)).asked?.command).toBe(command);
  });

  test.each([
    ['/debta', 'debat'],
    ['/positions', 'position'],
    ['/comparez', 'comparer'],
    ['/source', 'sources'],
    ['/cit', 'citation'],
    ['/inconnue', null],
    [`/${'x'.repeat(10_000)}`, null],
  ])('%s is unknown, and perhaps %s', async (line, suggestion) => {
    expect(await ask(line)).toMatchObject({
      asked: null,
      audience: 'asker',
      reply: { notice: { code: 'unknown command', suggestion } },
    });
  });

  test('without a name is unknown', async () => {
    expect(await choose('', {})).toMatchObject({
      asked: null,
      reply: { notice: { code: 'unknown command', suggestion: null } },
    });
  });

  test('is answered the same whether its options are typed or chosen', async () => {
    const typed = await ask('/debat bulle auteur:"Fred Cavazza" depuis:2011 page:1');
    const options = { sujet: 'bulle', auteur: 'Fred Cavazza', depuis: '2011', page: '1' };
    expect(await choose('debat', options)).toEqual(typed);
    expect(typed.asked).toEqual({ command: 'debat', options });
  });

  test('says with what it was asked, so that it can be asked again', async () => {
    const { asked, reply } = await ask('/position kabla ; blogs page:1');
    const options = { auteur: 'kabla', sujet: 'blogs', page: '1' };
    expect(asked).toEqual({ command: 'position', options });
    expect((await choose('position', asked?.options ?? {})).reply).toEqual(reply);
  });
});

describe('the query of an answer', () => {
  test.each([
    ['/debat roi', 'roi'],
    ['/debat  roi   et  roe ', 'roi et roe'],
    ['/position kabla ; blogs', 'blogs'],
    ['/position kabla', 'kabla'],
    ['/comparer kabla ; cavazza', 'kabla ; cavazza'],
    ['/sources kabla', 'kabla'],
    ['/citation', ''],
    ['/aide-debat', ''],
  ])('to %s is %j', async (line, query) => {
    expect((await ask(line)).query).toBe(query);
  });
});

describe('an answer is for', () => {
  test.each([
    ['/debat bulle', 'everyone'],
    ['/debat bulle prive', 'asker'],
    ['/debat bulle privé:oui', 'asker'],
    ['/debat', 'asker'],
    ['/debat zzz', 'asker'],
    ['/aide-debat', 'asker'],
    ['/position kabla', 'everyone'],
    ['/position kabla prive', 'asker'],
    ['/comparer kabla ; cavazza', 'everyone'],
    ['/citation', 'everyone'],
    ['/citation prive', 'asker'],
    ['/sources', 'everyone'],
    ['/position', 'asker'],
    ['/debat roi autor:kabla', 'asker'],
    ['/inconnue', 'asker'],
  ])('%s: %s', async (line, audience) => {
    expect((await ask(line)).audience).toBe(audience);
  });
});

describe('what is typed wrong gets its notice', () => {
  test.each([
    ['/debat auteur:kabla', { code: 'subject missing' }],
    ['/debat depuis:2011', { code: 'subject missing' }],
    ['/debat ?!', { code: 'subject without words' }],
    ['/debat a', { code: 'subject too short' }],
    [
      `/debat ${'a '.repeat(10_001)}`,
      { code: 'subject too long', length: 20_002, longest: 20_000 },
    ],
    [
      '/debat zzz',
      expect.objectContaining({ subject: 'zzz', suggestions: ['blogs', 'fans', 'crise'] }),
    ],
    ['/debat bulle depuis:11', { code: 'not a date', option: 'depuis', value: '11' }],
    ['/debat bulle jusqua:demain', { code: 'not a date', option: 'jusqua', value: 'demain' }],
    [
      '/debat bulle depuis:2014 jusqua:2011',
      { code: 'dates reversed', since: '2014', until: '2011' },
    ],
    ['/debat bulle page:0', { code: 'not a page', value: '0' }],
    ['/debat bulle page:deux', { code: 'not a page', value: 'deux' }],
    ['/debat bulle page:99', { code: 'no such page', pages: 3 }],
    ['/position', expect.objectContaining({ code: 'author missing' })],
    ['/position ; blogs', expect.objectContaining({ code: 'author missing' })],
    ['/position kabla ; ?', { code: 'subject without words' }],
    ['/position kabla ; b', { code: 'subject too short' }],
    ['/position commentateurs', expect.objectContaining({ code: 'no position' })],
    ['/position kbla', expect.objectContaining({ suggestions: ['Hervé Kabla'] })],
    ['/position fin kabla', expect.objectContaining({ code: 'unknown author' })],
    ['/comparer kabla', expect.objectContaining({ code: 'two authors needed' })],
    ['/comparer', expect.objectContaining({ code: 'two authors needed' })],
    ['/comparer kabla ; hervé', { code: 'same author twice', author: 'Hervé Kabla' }],
    ['/comparer kabla ; kbla', expect.objectContaining({ code: 'unknown author' })],
    ['/comparer kbla ; kabla', expect.objectContaining({ code: 'unknown author' })],
    ['/comparer kabla ; cavazza ; !', { code: 'subject without words' }],
    ['/citation auteur:personne', expect.objectContaining({ code: 'unknown author' })],
    ['/citation zzz', expect.objectContaining({ code: 'no passage' })],
    ['/citation b', { code: 'subject too short' }],
    ['/sources kbla', expect.objectContaining({ code: 'unknown author' })],
    ['/sources personne', { code: 'unknown work', words: 'personne' }],
    ['/debat -bulle', { code: 'only exclusions', others: [], without: ['bulle'] }],
    ['/contexte rien', { code: 'passage gone' }],
  ])('%s', async (line, notice) => {
    expect(await noticeOf(line)).toEqual(notice);
  });
});

describe('whatever is asked', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
    fc.constantFrom(...HOSTILE_TEXTS.map(([, text]) => text)),
    fc.string({
      unit: fc.constantFrom(
        'kabla',
        ' ; ',
        'auteur:',
        ' roi ',
        'page:',
        '2',
        ' et ',
        '"',
        '« ',
        '»',
      ),
    }),
  );
  const command = fc.oneof(fc.constantFrom(...COMMAND_NAMES, 'contexte'), anyText);

  test('has an answer, typed', async () => {
    await fc.assert(
      fc.asyncProperty(command, anyText, async (name, text) => {
        expect((await ask(`/${name} ${text}`)).reply).toBeDefined();
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('has an answer, chosen', async () => {
    const options = fc.dictionary(fc.constantFrom(...OPTION_NAMES), anyText);
    await fc.assert(
      fc.asyncProperty(command, options, async (name, given) => {
        expect((await choose(name, given)).reply).toBeDefined();
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('at length, is answered soon', { timeout: 10_000 }, async () => {
    for (const name of ['debat', 'position', 'comparer', 'sources']) {
      for (const word of ['kabla ', 'de ', '« ', 'zzz ', 'auteur:de ', 'a; ']) {
        const line = `/${name} ${word.repeat(Math.floor(10_000 / word.length))}`;
        expect((await ask(line)).asked?.command).toBe(name);
      }
    }
  });
});

describe('a fault inside', () => {
  test('is reported, and told to the asker by its reference only', async () => {
    const fault = new Error('disk on fire');
    const reported: unknown[] = [];
    const retriever = {
      ...simpleRetriever(realCorpus),
      search: () => {
        throw fault;
      },
    };
    const dispatch = createDispatch(
      { corpus: realCorpus, retriever, today: () => '2026-11-22', choose: null },
      (thrown) => `n${reported.push(thrown)}`,
    );
    const address = { platform: 'test', workspace: null, channel: null, person: null };
    const answer = await dispatch({ address, command: 'debat', input: { text: 'roi' } });
    expect(reported).toEqual([fault]);
    expect(answer).toEqual({
      asked: null,
      query: '',
      reply: { kind: 'notice', notice: { code: 'fault', reference: 'n1' } },
      audience: 'asker',
    });
  });
});
