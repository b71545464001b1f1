import { describe, expect, test } from 'vitest';
import type { Options } from '../../src/ask/request.ts';
import { realDispatch } from '../fixtures/bots.ts';

const address = { platform: 'test', workspace: null, channel: null, person: null };
const say = (text: string) =>
  realDispatch({ address, command: 'debat', input: { text }, spoken: { after: null } });

describe('said in plain words, another command is heard', () => {
  test.each([
    ['citation de kabla', { auteur: 'Hervé Kabla', sujet: '' }],
    ['Une citation d’Hervé Kabla, svp', { auteur: 'Hervé Kabla', sujet: '' }],
    ['une p’tite citation de Fred Cavazza', { auteur: 'Fred Cavazza', sujet: '' }],
    ['donne-moi une citation de Cavazza !', { auteur: 'Fred Cavazza', sujet: '' }],
    ['une citation de Kabla en image', { auteur: 'Hervé Kabla', sujet: '', image: 'oui' }],
    ['une citation sur les blogs en image !', { sujet: 'les blogs', image: 'oui' }],
    [
      'Pourriez-vous me donner une citation de kabla sur les blogs ?',
      { auteur: 'Hervé Kabla', sujet: 'les blogs' },
    ],
    [
      'citation de kabla en 2012',
      { auteur: 'Hervé Kabla', sujet: '', depuis: '2012', jusqua: '2012' },
    ],
    ['des citations sur les blogs', { sujet: 'les blogs' }],
    ['cite-moi Gourvennec', { auteur: 'Yann Gourvennec', sujet: '' }],
    ['citation : kabla', { auteur: 'Hervé Kabla', sujet: '' }],
    ['citation des commentateurs', { sujet: 'selon les commentateurs' }],
  ])('%s: /citation', async (text, options) => {
    const { asked, reply } = await say(text);
    expect(asked).toEqual({ command: 'citation', options });
    expect(['citation', 'notice']).toContain(reply.kind);
  });

  test.each([
    ['kabla vs gourvennec', ['Hervé Kabla', 'Yann Gourvennec', '']],
    ['Kabla contre Gourvennec ?', ['Hervé Kabla', 'Yann Gourvennec', '']],
    ['kabla face à cavazza sur les blogs', ['Hervé Kabla', 'Fred Cavazza', 'les blogs']],
    ['Hervé Kabla versus Fred Cavazza : blogs', ['Hervé Kabla', 'Fred Cavazza', 'blogs']],
    [
      'différence entre kabla et cavazza sur les blogs',
      ['Hervé Kabla', 'Fred Cavazza', 'les blogs'],
    ],
    [
      'Quelles sont les divergences entre Kabla et Cavazza à propos de Facebook ?',
      ['Hervé Kabla', 'Fred Cavazza', 'Facebook'],
    ],
    ['différences kabla cavazza', ['Hervé Kabla', 'Fred Cavazza', '']],
    ['ce qui oppose Kabla à Cavazza', ['Hervé Kabla', 'Fred Cavazza', '']],
    ['qu’est-ce qui distingue kabla de cavazza ?', ['Hervé Kabla', 'Fred Cavazza', '']],
    ['compare kabla avec cavazza', ['Hervé Kabla', 'Fred Cavazza', '']],
    ['compare les 2 : Kabla, Cavazza', ['Hervé Kabla', 'Fred Cavazza', '']],
    [
      'Comparez ces deux voix : Kabla, Cavazza sur les blogs',
      ['Hervé Kabla', 'Fred Cavazza', 'les blogs'],
    ],
    ['peux-tu comparer les deux : Kabla, Cavazza ?', ['Hervé Kabla', 'Fred Cavazza', '']],
    ['compare-moi ces 2 : kabla + gourvennec', ['Hervé Kabla', 'Yann Gourvennec', '']],
    ['comparaison : Kabla, Gourvennec', ['Hervé Kabla', 'Yann Gourvennec', '']],
    ['différences: kabla / cavazza', ['Hervé Kabla', 'Fred Cavazza', '']],
    ['le débat entre kabla et cavazza', ['Hervé Kabla', 'Fred Cavazza', '']],
  ])('%s: /comparer', async (text, [auteur = '', auteur2 = '', sujet = '']) => {
    const { asked } = await say(text);
    expect(asked).toEqual({ command: 'comparer', options: { auteur, auteur2, sujet } });
  });

  test.each([
    'compare les 2 : blogs, Twitter',
    'compare les deux blogs : Kabla, Cavazza',
    'compare les deux : Kabla',
    'les 2 : Kabla, Cavazza',
  ])('%s compares no two voices', async (text) => {
    expect((await say(text)).asked?.command).toBe('debat');
  });

  test('a count may stand before the voices of /comparer too', async () => {
    const input = { text: 'les deux : Kabla ; Cavazza ; blogs' };
    expect(await realDispatch({ address, command: 'comparer', input })).toMatchObject({
      asked: { options: { auteur: 'Kabla', auteur2: 'Cavazza', sujet: 'blogs' } },
      reply: { kind: 'comparison' },
    });
  });

  test.each<[string, Options]>([
    ['desactive l’abonnement', { geste: 'desactive' }],
    ["désactive l'abonnement", { geste: 'désactive' }],
    ['arrete l abonnement', { geste: 'arrete' }],
    ['peux-tu arrêter notre abonnement ?', { geste: 'arrêter' }],
    ['stop abonnement', { geste: 'stop' }],
    ['active un abonnement à 9h', { geste: 'active', heure: '9h' }],
    ['activer l’abonnement lun-ven 8h30', { geste: 'activer', jours: 'lun-ven', heure: '8h30' }],
    ['quel est l’état de l’abonnement ?', { geste: 'état' }],
    ['désabonne-moi', { geste: 'désabonne' }],
    ['Abonne-nous à 9h', { geste: 'Abonne', heure: '9h' }],
    ['je veux me désabonner', { geste: 'désabonner' }],
  ])('%s: /abonnement', async (text, options) => {
    expect((await say(text)).asked).toEqual({ command: 'abonnement', options });
  });

  test.each([
    'arrêter les abonnements payants',
    'arrêter l’abonnement au journal Le Monde',
    'supprimer l’abonnement aux journaux',
    'comment désactiver l’abonnement ?',
    'les abonnés arrêtent l’abonnement',
    'désactiver son compte',
    's’abonner à un blog',
    'abonner',
  ])('%s is a subject', async (text) => {
    expect((await say(text)).asked).toEqual({ command: 'debat', options: { sujet: text } });
  });

  test.each([
    ['c koi la position de Kabla', 'c’est quoi la position de Kabla'],
    ['ke pense Cavazza des marques ?', 'que pense Cavazza des marques ?'],
    [
      'C koi la position de Cavazza sur les blogs ?',
      'C’est quoi la position de Cavazza sur les blogs ?',
    ],
    ['qd Kabla parle de twitter', 'quand Kabla parle de twitter'],
  ])('%s: written as it sounds, it is answered as it is written', async (text, sujet) => {
    const [heard, written] = [await say(text), await say(sujet)];
    expect(heard.asked).toEqual({ command: 'debat', options: { sujet } });
    expect(heard.reply).toEqual(written.reply);
    expect(heard.reply.kind).not.toBe('notice');
    const chosen = { address, command: 'debat', input: { options: { sujet: text } } };
    expect((await realDispatch(chosen)).reply).toEqual(written.reply);
  });

  test.each([
    ['c koi tes sources', 'sources'],
    ['pk ?', 'aide-debat'],
  ])('%s: written as it sounds, /%s', async (text, command) => {
    expect((await say(text)).asked?.command).toBe(command);
  });

  test.each([
    ['les textes de Kabla', 'Kabla'],
    ['Montre-moi les articles de Fred Cavazza', 'Fred Cavazza'],
    ['Sources : gourvennec', 'gourvennec'],
  ])('%s: /sources', async (text, auteur) => {
    expect((await say(text)).asked).toEqual({ command: 'sources', options: { auteur } });
  });

  test.each<[string, Options]>([
    ['la carte du débat', { sujet: '' }],
    ['Montre-moi la carte du débat sur les blogs', { sujet: 'les blogs' }],
    ['dessine la carte des arguments : facebook', { sujet: 'facebook' }],
    ['je voudrais voir une cartographie des échanges autour de Kabla', { sujet: 'Kabla' }],
    ['carte du débat selon Kabla', { sujet: 'selon Kabla' }],
  ])('%s: /carte', async (text, options) => {
    expect((await say(text)).asked).toEqual({ command: 'carte', options });
  });

  test.each<[string, Options]>([
    ['qui répond à Kabla ?', { auteur: 'Kabla', sujet: '' }],
    ['Qui a répondu à Hervé Kabla sur les blogs ?', { auteur: 'Hervé Kabla', sujet: 'les blogs' }],
    ['à qui répond gourvennec ?', { auteur: 'gourvennec', sujet: '' }],
    ['qui répond à qui ?', { sujet: '' }],
    ['qui repond a qui sur les médias sociaux', { sujet: 'les médias sociaux' }],
  ])('%s: /qui-repond', async (text, options) => {
    expect((await say(text)).asked).toEqual({ command: 'qui-repond', options });
  });

  test.each(['quelles sont tes sources ?', 'Montrez-moi vos textes', 'tes sources'])(
    '%s: /sources',
    async (text) => {
      expect((await say(text)).asked).toEqual({ command: 'sources', options: {} });
    },
  );

  test('two voices are compared at a time', async () => {
    expect((await say('comparer kabla, cavazza et gourvennec')).reply).toMatchObject({
      notice: { code: 'two voices at a time' },
    });
  });

  test.each([
    ['Bonjour Kabla', 'Kabla'],
    ['salut Fred !', 'Fred'],
  ])('%s asks for the voice that is greeted', async (text, sujet) => {
    expect((await say(text)).asked).toEqual({ command: 'debat', options: { sujet } });
  });

  test.each([
    'Bonjour Kabla, que penses-tu des blogs ?',
    'Bonsoir Kabla. Que pensez-vous des blogs ?',
    'Dis-moi ce que Kabla pense des blogs',
    's’il te plaît dis-moi ce que pense Kabla des blogs',
  ])('%s asks what a voice says', async (text) => {
    expect((await say(text)).reply).toMatchObject({
      subject: 'blogs',
      filters: { speakers: [{ label: 'Hervé Kabla' }] },
    });
  });

  test.each([
    'carte de visite',
    'la carte des restaurants',
    'qui répond aux questions des clients ?',
    'qui répond à la critique',
    'citation de presse',
    'la citation de presse sur facebook',
    'la lutte contre le spam',
    'facebook contre google',
    'facebook vs kabla',
    'kabla contre la publicité',
    'la guerre contre Kabla',
    'différence entre un blog et un forum',
    'la différence entre réseaux sociaux et médias sociaux',
    'le débat entre blogs et forums',
    'compare facebook et google',
    'comparer les blogs',
    'débat public',
    'quels débats ?',
    'les débats',
    'quels débats sur les blogs ?',
    'cite universitaire',
    'citation presse',
    'sources de revenus',
    'quelles sont tes sources de revenus ?',
    'articles de presse',
    'les textes de Kabla sur les blogs',
    'dis-moi si les blogs sont morts',
    'kabla et cavazza sur facebook',
    'bonjour tristesse',
    'Bonjour Facebook',
  ])('%s stays a subject', async (text) => {
    expect((await say(text)).asked).toEqual({ command: 'debat', options: { sujet: text } });
  });

  test.each([
    'quels débats connaissez-vous ?',
    'la liste des débats',
    'quels débats sont ouverts ?',
  ])('%s: /debats, of one too', async (text) => {
    expect((await say(text)).reply).toMatchObject({ notice: { code: 'debates', here: '' } });
  });

  test('after a slash the same words are a subject', async () => {
    const input = { text: 'kabla vs gourvennec' };
    expect((await realDispatch({ address, command: 'debat', input })).asked?.command).toBe('debat');
  });

  test('an endless line is heard in a moment', async () => {
    for (const word of ['je voudrais ', 'compare ', 'quelle ', 'bonjour ', 'kabla contre ', '> ']) {
      expect((await say(word.repeat(1_500))).reply).toBeDefined();
    }
  });
});
