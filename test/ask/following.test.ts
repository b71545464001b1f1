import { describe, expect, test } from 'vitest';
import type { Answer, Asked } from '../../src/ask/request.ts';
import { moveIn } from '../../src/ask/moves.ts';
import { createDispatch } from '../fixtures/making.ts';
import { callsForHelp, courtesiesIn } from '../../src/french/courtesies.ts';
import { createRetriever } from '../../src/search/retriever.ts';
import { realDispatch } from '../fixtures/bots.ts';
import { realCorpus } from '../fixtures/corpora.ts';

const ADDRESS = { platform: 'slack', workspace: null, channel: 'C1', person: null };
const SUBJECT: Asked = { command: 'debat', options: { sujet: 'blogs' } };
const VOICED: Asked = {
  command: 'debat',
  options: { sujet: 'blogs', auteur: 'Hervé Kabla', page: '2' },
};
const POSITION: Asked = { command: 'position', options: { auteur: 'kabla', sujet: 'Facebook' } };
const COMPARED: Asked = {
  command: 'comparer',
  options: { auteur: 'kabla', auteur2: 'cavazza', sujet: 'blogs' },
};
const OF_CAVAZZA: Asked = { command: 'debat', options: { auteur: 'Fred Cavazza', sujet: 'blogs' } };
const CITATION: Asked = { command: 'citation', options: { sujet: 'blogs' } };

const say = (text: string, after: Asked | null, command = 'debat'): Promise<Answer> =>
  realDispatch({ address: ADDRESS, command, input: { text }, spoken: { after } });

describe('H15: a follow-up', () => {
  test.each<[string, Asked, Asked['options']]>([
    ['et gourvennec ?', SUBJECT, { auteur: 'Yann Gourvennec', sujet: 'blogs' }],
    ['Et Gourvennec alors ?', VOICED, { auteur: 'Yann Gourvennec', sujet: 'blogs' }],
    ['et pour Kabla ?', SUBJECT, { auteur: 'Hervé Kabla', sujet: 'blogs' }],
    ['et chez cavazza', SUBJECT, { auteur: 'Fred Cavazza', sujet: 'blogs' }],
    ['Idem pour gourvenec', SUBJECT, { auteur: 'Yann Gourvennec', sujet: 'blogs' }],
    ['la même chose pour Fred Cavazza stp', SUBJECT, { auteur: 'Fred Cavazza', sujet: 'blogs' }],
    ['Que dit Kabla là-dessus ?', SUBJECT, { auteur: 'Hervé Kabla', sujet: 'blogs' }],
    ['qu’en pense M. Kabla ?', SUBJECT, { auteur: 'Hervé Kabla', sujet: 'blogs' }],
    ['et kabla il en dit quoi ?', SUBJECT, { auteur: 'Hervé Kabla', sujet: 'blogs' }],
    ['ok et du côté de Kabla ?', SUBJECT, { auteur: 'Hervé Kabla', sujet: 'blogs' }],
    ['selon Cavazza ?', VOICED, { auteur: 'Fred Cavazza', sujet: 'blogs' }],
    ['Et l’avis de Gourvennec ?', SUBJECT, { auteur: 'Yann Gourvennec', sujet: 'blogs' }],
    ['Cavazza ?', VOICED, { auteur: 'Fred Cavazza', sujet: 'blogs' }],
    ['seulement Kabla', SUBJECT, { auteur: 'Hervé Kabla', sujet: 'blogs' }],
    ['et les commentateurs ?', VOICED, { sujet: 'blogs selon les commentateurs' }],
    ['et Kabla et Cavazza ?', SUBJECT, { sujet: 'blogs selon Hervé Kabla et Fred Cavazza' }],
  ])('%s asks the same of another voice', async (text, after, options) => {
    expect((await say(text, after)).asked).toEqual({ command: 'debat', options });
  });

  test.each<[string, Asked, Asked]>([
    ['pareil avec Cavazza au lieu de Kabla', VOICED, OF_CAVAZZA],
    ['la même chose avec cavazza à la place de kabla', VOICED, OF_CAVAZZA],
    ['et Cavazza plutôt que Kabla ?', VOICED, OF_CAVAZZA],
    ['au lieu de Kabla, Cavazza', VOICED, OF_CAVAZZA],
    ['mets M. Cavazza à la place d’Hervé Kabla stp', VOICED, OF_CAVAZZA],
    ['remplacez Kabla par Cavazza', VOICED, OF_CAVAZZA],
    [
      'pareil avec Gourvennec au lieu de Kabla',
      COMPARED,
      {
        command: 'comparer',
        options: { auteur: 'Yann Gourvennec', auteur2: 'Fred Cavazza', sujet: 'blogs' },
      },
    ],
    [
      'idem avec Cavazza au lieu de Kabla',
      { command: 'citation', options: { auteur: 'kabla', sujet: '' } },
      { command: 'citation', options: { auteur: 'Fred Cavazza', sujet: '' } },
    ],
    [
      'pareil avec Cavazza au lieu des commentateurs',
      { command: 'debat', options: { sujet: 'blogs selon les commentateurs' } },
      OF_CAVAZZA,
    ],
    [
      'change Cavazza par Gourvennec',
      { command: 'debat', options: { sujet: 'que disent Kabla et Cavazza de Twitter ?' } },
      { command: 'debat', options: { sujet: 'Twitter selon Hervé Kabla et Yann Gourvennec' } },
    ],
  ])('%s puts a voice in the place of another', async (text, after, asked) => {
    expect((await say(text, after)).asked).toEqual(asked);
  });

  test.each<[string, Asked]>([
    ['pareil avec Cavazza au lieu de Kabla', SUBJECT],
    ['pareil avec Kabla au lieu de Cavazza', VOICED],
    ['Twitter au lieu de Facebook', VOICED],
    ['pourquoi Cavazza au lieu de Kabla ?', VOICED],
    ['pourquoi Kabla utilise Twitter au lieu de Facebook ?', VOICED],
    ['le blog de Cavazza au lieu de celui de Kabla', VOICED],
    ['remplacer les blogs par Twitter', VOICED],
    ['Cavazza remplace Kabla par Gourvennec', VOICED],
  ])('%s replaces no voice of the question before', async (text, after) => {
    expect((await say(text, after)).asked).toEqual({ command: 'debat', options: { sujet: text } });
  });

  test.each<[string, Asked, string]>([
    ['la suite', SUBJECT, '2'],
    ['suite', VOICED, '3'],
    ['LA SUITE !!!', SUBJECT, '2'],
    ['page 2', SUBJECT, '2'],
    ['on peut voir la page 3 ?', SUBJECT, '3'],
    ['la deuxième page', SUBJECT, '2'],
    ['page suivante s’il te plaît', SUBJECT, '2'],
    ['la précédente', VOICED, '1'],
    ['continue', SUBJECT, '2'],
    ['montre m’en plus', SUBJECT, '2'],
    ['d’autres passages ?', SUBJECT, '2'],
    ['t’en as d’autres ?', SUBJECT, '2'],
    ['une autre', SUBJECT, '2'],
    ['merci, la suite', SUBJECT, '2'],
    ['plus de détails', SUBJECT, '2'],
  ])('%s turns the page', async (text, after, page) => {
    const { command, options } = after;
    expect((await say(text, after)).asked).toEqual({ command, options: { ...options, page } });
  });

  test.each<[string, Asked['options']]>([
    ['en 2014 ?', { depuis: '2014', jusqua: '2014' }],
    ['et 2012 ?', { depuis: '2012', jusqua: '2012' }],
    ['avant 2012', { jusqua: '2011' }],
    ['avant mars 2012 stp', { jusqua: '2012-02' }],
    ['Et après 2012 ?', { depuis: '2013' }],
    ['depuis mars 2013 ?', { depuis: '2013-03' }],
    ['entre 2011 et 2013 ?', { depuis: '2011', jusqua: '2013' }],
    ['seulement en 2014', { depuis: '2014', jusqua: '2014' }],
  ])('%s asks the same of another time', async (text, period) => {
    const before = { command: 'debat', options: { sujet: 'blogs depuis 2010' } } as const;
    const options = { sujet: 'blogs', ...period };
    expect((await say(text, before)).asked).toEqual({ command: 'debat', options });
  });

  test.each<[string, Asked, string]>([
    ['et il pense quoi des marques ?', POSITION, 'marques'],
    ['que dit-il des marques ?', VOICED, 'marques'],
    ['Qu’est-ce qu’il pense de Twitter ?', POSITION, 'Twitter'],
    ['son avis sur Twitter ?', VOICED, 'Twitter'],
    ['et sa position sur les marques ?', POSITION, 'les marques'],
    ['dit-il que les blogs sont morts ?', VOICED, 'les blogs sont morts'],
  ])('%s asks the voice of the question before', async (text, { command, ...after }, sujet) => {
    const options = { auteur: 'Hervé Kabla', sujet };
    expect((await say(text, { command, ...after })).asked).toEqual({ command, options });
  });

  test.each<[string, Asked, string]>([
    ['sans Kabla', SUBJECT, 'blogs sauf Hervé Kabla'],
    ['mais pas cavazza', SUBJECT, 'blogs sauf Fred Cavazza'],
    ['sans les commentateurs', SUBJECT, 'blogs sauf les commentateurs'],
    ['sans Kabla', VOICED, 'blogs sauf Hervé Kabla'],
    ['et sans parler de Facebook ?', SUBJECT, 'blogs -Facebook'],
    ['et les autres ?', VOICED, 'blogs sauf Hervé Kabla'],
    ['Que disent tous les autres ?', VOICED, 'blogs sauf Hervé Kabla'],
  ])('%s leaves out a voice or a word', async (text, after, sujet) => {
    expect((await say(text, after)).asked?.options).toEqual({ sujet });
  });

  test.each<[string, Asked, Asked]>([
    [
      'et sur les blogs ?',
      POSITION,
      { command: 'position', options: { auteur: 'Hervé Kabla', sujet: 'blogs' } },
    ],
    [
      'et à propos des marques ?',
      POSITION,
      { command: 'position', options: { auteur: 'Hervé Kabla', sujet: 'marques' } },
    ],
    [
      'et la publicité ?',
      VOICED,
      { command: 'debat', options: { auteur: 'Hervé Kabla', sujet: 'publicité' } },
    ],
    [
      'et sur Twitter ?',
      VOICED,
      { command: 'debat', options: { auteur: 'Hervé Kabla', sujet: 'Twitter' } },
    ],
    [
      'et gourvennec ?',
      POSITION,
      { command: 'position', options: { auteur: 'Yann Gourvennec', sujet: 'Facebook' } },
    ],
    [
      'les mêmes pour gourvennec',
      POSITION,
      { command: 'position', options: { auteur: 'Yann Gourvennec', sujet: 'Facebook' } },
    ],
    [
      'et kabla ?',
      CITATION,
      { command: 'citation', options: { auteur: 'Hervé Kabla', sujet: 'blogs' } },
    ],
    ['une autre', CITATION, { command: 'citation', options: { sujet: 'blogs', autre: '2' } }],
    [
      'résume',
      VOICED,
      { command: 'debat', options: { sujet: 'blogs', auteur: 'Hervé Kabla', resume: 'oui' } },
    ],
    ['plus court', SUBJECT, { command: 'debat', options: { sujet: 'blogs', resume: 'oui' } }],
    [
      'retour à la première page',
      VOICED,
      { command: 'debat', options: { sujet: 'blogs', auteur: 'Hervé Kabla' } },
    ],
    [
      'et en 2011, Cavazza ?',
      SUBJECT,
      {
        command: 'debat',
        options: { auteur: 'Fred Cavazza', sujet: 'blogs', depuis: '2011', jusqua: '2011' },
      },
    ],
  ])('%s changes what it says, and nothing else', async (text, after, asked) => {
    expect((await say(text, after)).asked).toEqual(asked);
  });

  test.each(['pourquoi ?', 'explique', 'le contexte ?'])(
    '%s asks for what stands around',
    async (text) => {
      expect((await say(text, SUBJECT)).reply.kind).toBe('context');
    },
  );

  test('plus de détails, on the last page, asks for what stands around too', async () => {
    const after: Asked = { command: 'debat', options: { sujet: 'stagiaire' } };
    expect((await say('plus de détails', after)).reply.kind).toBe('context');
  });

  test.each<[string, Asked, Asked]>([
    [
      'et Kabla ?',
      { command: 'carte', options: { sujet: 'blogs' } },
      { command: 'carte', options: { auteur: 'Hervé Kabla', sujet: 'blogs' } },
    ],
    [
      'et sur facebook ?',
      { command: 'qui-repond', options: { auteur: 'kabla' } },
      { command: 'qui-repond', options: { auteur: 'Hervé Kabla', sujet: 'facebook' } },
    ],
    [
      'en 2012 ?',
      { command: 'carte', options: {} },
      { command: 'carte', options: { depuis: '2012', jusqua: '2012' } },
    ],
    [
      'la suite',
      { command: 'qui-repond', options: { sujet: 'roi' } },
      { command: 'qui-repond', options: { sujet: 'roi', page: '2' } },
    ],
    [
      'qui répond à qui ?',
      POSITION,
      { command: 'qui-repond', options: { auteur: 'Hervé Kabla', sujet: 'Facebook' } },
    ],
    ['la carte du débat', SUBJECT, { command: 'carte', options: { sujet: 'blogs' } }],
    [
      'un résumé',
      { command: 'carte', options: { sujet: 'blogs' } },
      { command: 'debat', options: { sujet: 'blogs', resume: 'oui' } },
    ],
  ])('%s goes on from a map and from who answers whom, or to them', async (text, after, asked) => {
    expect((await say(text, after)).asked).toEqual(asked);
  });

  test.each<Asked>([
    { command: 'carte', options: { sujet: 'blogs' } },
    { command: 'qui-repond', options: { sujet: 'blogs' } },
  ])('le contexte after %o is that of the first passage', async (after) => {
    const { reply } = await say('le contexte', after);
    expect(reply.kind).toBe('context');
  });

  test('of a map has no other page', async () => {
    const after: Asked = { command: 'carte', options: {} };
    expect((await say('la suite', after)).reply).toMatchObject({
      notice: { code: 'no such page' },
    });
  });

  test('of a comparison has no other page', async () => {
    const after: Asked = { command: 'comparer', options: { auteur: 'kabla', auteur2: 'cavazza' } };
    expect((await say('la suite', after)).reply).toMatchObject({
      notice: { code: 'no such page' },
    });
  });

  test('may ask for another quotation in the words of a command', async () => {
    const { asked } = await say('une autre', CITATION, 'citation');
    expect(asked?.options).toEqual({ sujet: 'blogs', autre: '2' });
    expect((await say('une autre', null, 'citation')).asked?.options.autre).toBe('oui');
  });

  test.each(['la suite', 'page 2', 'plus de détails'])(
    '%s without a question before is told so',
    async (text) => {
      expect((await say(text, null)).reply).toMatchObject({
        notice: { code: 'nothing to follow' },
      });
    },
  );
});

describe('H15: no follow-up, but a question of its own, is', () => {
  test.each([
    'et si les médias sociaux mouraient ?',
    'et si facebook fermait demain ?',
    'et pourquoi les gens quittent facebook ?',
    'Et maintenant les médias sociaux, on en fait quoi ?',
    'et est-ce que Kabla aime Twitter ?',
    'Et comment font les entreprises ?',
    'et vous, que pensez-vous de Facebook ?',
    'et que dit Kabla des marques ?',
    'suite de Fibonacci',
    'suite numérique',
    'les suites de l’affaire Facebook',
    'la page Facebook de 2014',
    'la page 2 de Google',
    'pages jaunes',
    '2014',
    'l’année 2012',
    'les blogs en 2011',
    'en 2012 les marques ont quitté Facebook',
    'avant Facebook il y avait MySpace',
    'l’après Facebook',
    'encore Facebook',
    'plus de blogs ?',
    'plus de publicité que de contenu',
    'sans publicité, comment vivre ?',
    'sans les fans une page ne vaut rien',
    'pour ou contre Facebook ?',
    'pourquoi les blogs meurent ?',
    'pourquoi Facebook ?',
    'Résumé du livre de Kabla',
    'résume les blogs',
    'Que pense Kabla de Twitter ?',
    'selon Kabla les blogs sont morts ?',
    'Cavazza',
    'Hervé Kabla',
    'kabla et cavazza sur facebook',
    'autre chose que Facebook',
    'une autre façon de faire du marketing',
    'détails techniques',
    'le contexte économique',
    'retour sur investissement',
    'le suivant est mort',
    'la fin des médias sociaux',
    'il faut quitter Facebook ?',
    'il y a des passages sur facebook ?',
    'est-il vrai que facebook meurt ?',
    'faut-il des blogs ?',
    'et qu’il meure',
    'que pense-t-il ?',
    'sa position dominante',
    'les mêmes causes',
    'même Facebook ?',
    'Cavazza dit-il que les blogs meurent ?',
  ])('%s', async (text) => {
    expect((await say(text, VOICED)).asked).toEqual({ command: 'debat', options: { sujet: text } });
  });
});

// A pattern that tries every beginning of such a word takes minutes.
test('S8: a word of a million letters neither goes on with an answer nor keeps the others waiting', () => {
  const word = 'x'.repeat(1_000_000);
  expect([moveIn(word), courtesiesIn(word), callsForHelp(word)]).toEqual([null, null, false]);
});

describe('H13: nothing but', () => {
  test.each([
    ['merci !', ['thanks']],
    ['MERCI BEAUCOUP', ['thanks']],
    ['merciiii 🙏', ['thanks']],
    ['Bonjour, merci pour tout, bonne journée 😊', ['greeting', 'thanks', 'parting']],
    ['super, merci beaucoup', ['assent', 'thanks']],
    ['salut 👋', ['greeting']],
    ['d’accord', ['assent']],
    ['ça marche', ['assent']],
    ['👍', ['assent']],
    [':+1::skin-tone-2:', ['assent']],
    ['désolée pour le retard', ['regret']],
    ['👍 :+1:', ['assent']],
    ['s’il vous plaît', ['plea']],
    ['hi there, how are you?', ['greeting']],
    ['thank you so much', ['thanks']],
  ])('%s is a courtesy', (text, courtesies) => {
    expect(courtesiesIn(text)).toEqual(courtesies);
  });

  test.each([
    'merci, que pense Kabla des blogs ?',
    'bonjour les blogs',
    'un accord',
    'la marche',
    'le pardon',
    'ok google',
    'super marché',
    'bien noté par les clients',
    '?',
    '',
    '...',
  ])('%s is none', (text) => {
    expect(courtesiesIn(text)).toBeNull();
  });

  test.each(['aide', 'Help!', '???', 'bonjour, aide-moi', 'comment ça marche ?'])(
    '%s is a call for help',
    (text) => {
      expect(callsForHelp(text)).toBe(true);
    },
  );

  test.each(['l’aide aux entreprises', 'help desk', '', '👍 ?', 'ok'])('%s is none', (text) => {
    expect(callsForHelp(text)).toBe(false);
  });

  test('a courtesy or a call for help, nothing is searched', async () => {
    const searched: string[] = [];
    const retriever = createRetriever(realCorpus);
    const search: typeof retriever.search = (question) => {
      searched.push(question.text);
      return retriever.search(question);
    };
    const watched = { ...retriever, search };
    const dispatch = createDispatch(
      { corpus: realCorpus, retriever: watched, today: () => '2026-11-22', choose: null },
      () => expect.fail(),
    );
    const request = { address: ADDRESS, command: 'debat', spoken: { after: SUBJECT } };
    for (const text of ['merci !', 'bonjour', 'ok', '👍', 'bonne journée', 'aide', '?']) {
      const { reply } = await dispatch({ ...request, input: { text } });
      expect(['notice', 'help']).toContain(reply.kind);
    }
    expect(searched).toEqual([]);
    await dispatch({ ...request, input: { text: 'blogs' } });
    expect(searched).not.toEqual([]);
  });

  test('a courtesy after a slash is a subject', async () => {
    const input = { text: 'bonjour blogs' };
    const { asked } = await realDispatch({ address: ADDRESS, command: 'debat', input });
    expect(asked?.options).toEqual({ sujet: 'bonjour blogs' });
    const alone = await realDispatch({
      address: ADDRESS,
      command: 'debat',
      input: { text: 'merci' },
    });
    expect(alone.asked?.options).toEqual({ sujet: 'merci' });
  });
});

describe('a notice that proposes something', () => {
  const asking = (command: string, text: string) =>
    realDispatch({ address: ADDRESS, command, input: { text } });

  test.each<[string, string, readonly Asked['options'][]]>([
    ['position', 'kabal ; blogs', [{ auteur: 'Hervé Kabla', sujet: 'blogs' }]],
    [
      'comparer',
      'kabla ; cavaza ; blogs',
      [{ auteur: 'kabla', auteur2: 'Fred Cavazza', sujet: 'blogs' }],
    ],
    ['posision', 'kabla ; blogs', [{ auteur: 'kabla', sujet: 'blogs' }]],
    [
      'comparer',
      'kabla ; cavazza ; gourvennec',
      [
        { auteur: 'kabla', auteur2: 'cavazza', sujet: '' },
        { auteur: 'kabla', auteur2: 'gourvennec', sujet: '' },
      ],
    ],
  ])('/%s %s offers what can be asked instead', async (command, text, options) => {
    const { offers = [] } = await asking(command, text);
    expect(offers.map((each) => each.options)).toEqual(options);
  });

  test('keeps the voice and the time of a question that found nothing', async () => {
    const { reply, offers = [] } = await asking(
      'debat',
      'que pense Kabla des xylophones depuis 2011 ?',
    );
    expect(reply).toMatchObject({ notice: { code: 'no passage' } });
    expect(offers.length).toBeGreaterThan(0);
    for (const { options } of offers) {
      expect(options).toMatchObject({ auteur: 'Hervé Kabla', depuis: '2011' });
      const { reply: found } = await realDispatch({
        address: ADDRESS,
        command: 'debat',
        input: { options },
      });
      expect(found.kind).toBe('quotes');
    }
  });

  test('offers five at most, each of which has an answer', async () => {
    const { offers = [] } = await asking('position', '');
    expect(offers.length).toBeGreaterThan(1);
    expect(offers.length).toBeLessThanOrEqual(5);
    for (const { command, options } of offers) {
      const { reply } = await realDispatch({ address: ADDRESS, command, input: { options } });
      expect(reply.kind).toBe('position');
    }
  });
});
