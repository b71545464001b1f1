import { describe, expect, test } from 'vitest';
import type { Passage } from '../../src/debate/passage.ts';
import { quotesOf } from '../../src/debate/reply.ts';
import { layoutOfAnswer } from '../../src/conversation/layout.ts';
import { TYPED } from '../../src/messages/examples.ts';
import { dispatchOn } from '../fixtures/bots.ts';
import { realCorpus, townCorpus } from '../fixtures/corpora.ts';

const ADDRESS = { platform: 'test', workspace: null, channel: null, person: null };
const LOOKS = {
  help: () => [],
  manner: TYPED,
  heading: (text: string) => text,
  sentence: (text: string) => text,
  pagesOfWorks: () => [],
};

function askerOn(corpus: typeof realCorpus) {
  const dispatch = dispatchOn(corpus);
  const ask = (line: string) => {
    const [, command = '', text = ''] = /^\/(\S+)\s*(.*)$/u.exec(line) ?? [];
    return dispatch({ address: ADDRESS, command, input: { text } });
  };
  /** What stands over the answer, or the one sentence in its place, with plain spaces. */
  const told = async (line: string) => {
    const { heading, sections } = layoutOfAnswer(await ask(line), LOOKS);
    const text = heading ?? sections.flatMap(({ lines }) => lines).join(' ');
    return text.replace(/[\u00A0\u202F]/gu, ' ');
  };
  const passagesOf = async (line: string) =>
    quotesOf((await ask(line)).reply).map(({ passage }) => passage);
  return { dispatch, ask, told, passagesOf };
}

const { dispatch, ask, told, passagesOf } = askerOn(realCorpus);

describe('what was understood is said over the answer', () => {
  test.each([
    ['/debat que pense Cavazza des blogs ?', /^\d+ passages de Fred Cavazza : blogs$/u],
    ['/debat que pense Cavaza des blogs ?', /^\d+ passages de Fred Cavazza : blogs$/u],
    ['/debat que pense Frédéric Cavazza des blogs ?', /^\d+ passages de Fred Cavazza : blogs$/u],
    ['/debat que pense Jean Cavazza des blogs ?', / à ces mots : que pense Jean Cavazza des /u],
    ['/debat Gourvennec sur le ROI', /^\d+ passages? de Yann Gourvennec : le ROI$/u],
    ['/debat selon M. Kabla, la publicité', /^\d+ passages? d’Hervé Kabla : la publicité$/u],
    [
      '/debat Kabla et Cavazza sur les blogs',
      /^\d+ passages d’Hervé Kabla ou de Fred Cavazza : les blogs$/u,
    ],
    [
      '/debat l’avis de Kabla et de Cavazza sur Facebook',
      /^\d+ passages d’Hervé Kabla ou de Fred Cavazza : Facebook$/u,
    ],
    ['/debat roi depuis 2012', /^\d+ passages depuis 2012 : roi$/u],
    ['/debat roi depuis:2012-03', /^\d+ passages? depuis mars 2012 : roi$/u],
    ['/debat roi avant 2012', /^\d+ passages jusqu’en 2011 : roi$/u],
    ['/debat crise en 2011', /^\d+ passages? en 2011 : crise$/u],
    ['/debat roi -facebook', /^\d+ passages sans le mot facebook : roi$/u],
    ['/debat roi -facebook -fans', /^\d+ passages? sans les mots facebook et fans : roi$/u],
    [
      '/debat que pense Kabla de la publicité depuis 2012 -twitter',
      /^\d+ passages? d’Hervé Kabla depuis 2012 sans le mot twitter : la publicité$/u,
    ],
    ['/debat roi sauf facebook', /^\d+ passages sans le mot facebook : roi$/u],
    [
      '/debat roi sauf les fans, Twitter et Facebook',
      /^\d+ passages? sans les mots fans, Twitter et Facebook : roi$/u,
    ],
    ['/debat roi sauf "réseaux sociaux"', /^\d+ passages sans les mots réseaux sociaux : roi$/u],
    ['/debat blogs hors Facebook', /^\d+ passages sans le mot Facebook : blogs$/u],
    ['/debat à part Facebook, les blogs', /^\d+ passages sans le mot Facebook : les blogs$/u],
    ['/debat les blogs mais pas sur Twitter', /^\d+ passages sans le mot Twitter : les blogs$/u],
    [
      '/debat roi à l’exception de Facebook depuis 2012',
      /^\d+ passages? depuis 2012 sans le mot Facebook : roi$/u,
    ],
    [
      '/debat que dit Kabla de Facebook sans parler de publicité ?',
      /^\d+ passages d’Hervé Kabla sans le mot publicité : Facebook$/u,
    ],
    ['/debat blogs -kabla', /^\d+ passages d’une autre voix que celle d’Hervé Kabla : blogs$/u],
    [
      '/debat blogs sauf ceux de Kabla et de Cavazza',
      /^\d+ passages d’une autre voix que celles d’Hervé Kabla et de Fred Cavazza : blogs$/u,
    ],
    ['/debat blogs sans parler de Kabla', /^\d+ passages sans le mot Kabla : blogs$/u],
    [
      '/debat que pensent les auteurs sauf Kabla de Facebook ?',
      /^\d+ passages des auteurs et d’une autre voix que celle d’Hervé Kabla : Facebook$/u,
    ],
    ['/debat que disent les commentateurs de Facebook ?', /^\d+ .* des commentateurs : Facebook$/u],
    [
      '/debat que disent les commentateurs et commentatrices de Facebook ?',
      /^\d+ passages des commentateurs : Facebook$/u,
    ],
    [
      '/debat que disent les commentateur·rice·s de Facebook ?',
      /^\d+ passages des commentateurs : Facebook$/u,
    ],
    [
      '/debat blogs hors commentaires',
      /^\d+ passages d’une autre voix que celles des commentateurs : blogs$/u,
    ],
    ['/debat selon une commentatrice, les agences', / des commentateurs : les agences$/u],
    ['/debat l’avis des commentateurs sur les agences', / des commentateurs : les agences$/u],
    ['/debat les agences dans les commentaires', / des commentateurs : les agences$/u],
    [
      '/debat que dit Cavazza dans les commentaires des agences ?',
      /^\d+ passages? de Fred Cavazza en commentaire : agences$/u,
    ],
    [
      '/debat que pensent Kabla et les commentateurs de Facebook ?',
      /^\d+ passages d’Hervé Kabla ou des commentateurs : Facebook$/u,
    ],
    [
      '/debat blogs sauf les commentateurs',
      /^\d+ passages d’une autre voix que celles des commentateurs : blogs$/u,
    ],
    ['/debat Cavazza', /^\d+ passages de cette voix ou à son sujet : Cavazza$/u],
    ['/debat Kabla depuis 2012', / passages depuis 2012 de cette voix ou à son sujet : Kabla$/u],
    ['/debat M. Cavazza', /^\d+ passages de cette voix ou à son sujet : Cavazza$/u],
    ['/debat roi en 2008', /^\d+ passages, aucun en 2008 : roi$/u],
    ['/debat roi en mars 2012', /^\d+ passages, aucun en mars 2012 : roi$/u],
    ['/debat que pense Kabla ?', /^Ce que dit Hervé Kabla, en \d+ passages$/u],
    [
      '/debat que pense Kabla sauf de Facebook ?',
      /^Ce que dit Hervé Kabla sans le mot Facebook, /u,
    ],
    [
      '/position kabla ; -"médias sociaux"',
      /^Ce que dit Hervé Kabla sans les mots médias sociaux, /u,
    ],
    ['/debat que pensent Kabla et Cavazza ?', /^Hervé Kabla et Fred Cavazza$/u],
    ['/position gourvennec depuis:2014', /^Ce que dit Yann Gourvennec depuis 2014, en \d+/u],
    ['/position kabla ; blogs en 2012', /^Ce que dit Hervé Kabla en 2012, en \d+ pas.* : blogs$/u],
    [
      '/comparer kabla ; cavazza ; blogs -twitter',
      /^.* et Fred Cavazza sans le mot twitter : blo/u,
    ],
    ['/position kabla depuis 2012 ; blogs', /^Ce que dit Hervé Kabla depuis 2012, .* : blogs$/u],
    ['/position kabla ; blogs ; depuis 2012', /^Ce que dit Hervé Kabla depuis 2012, .* : blogs$/u],
    ['/position en 2012 ; kabla ; blogs', /^Ce que dit Hervé Kabla en 2012, .* : blogs$/u],
    ['/position depuis 2012 kabla blogs', /^Ce que dit Hervé Kabla depuis 2012, .* : blogs$/u],
    ['/comparer kabla ; cavazza depuis 2011 ; blogs', /^.* et Fred Cavazza depuis 2011 : blogs$/u],
    ['/comparer kabla en 2012 ; gourvennec', /^Hervé Kabla et Yann Gourvennec en 2012$/u],
    ['/comparer kabla ; cavazza ; avant 2013', /^.* et Fred Cavazza jusqu’en 2012$/u],
    ['/comparer kabla depuis 2011 et cavazza', /^.* et Fred Cavazza depuis 2011$/u],
    ['/comparer kabla et cavazza ; blogs', /^Hervé Kabla et Fred Cavazza : blogs$/u],
    ['/citation Kabla sur les blogs', /^Une citation d’Hervé Kabla : les blogs$/u],
    ['/citation depuis:2014', /^Une citation du débat depuis 2014$/u],
    ['/sources depuis 2012', /^3 textes du débat depuis 2012$/u],
    ['/sources kabla depuis:2012', /^Hervé Kabla depuis 2012 : 2 textes$/u],
    [
      '/sources visionary',
      /^2 textes dont le titre, l’auteur, l’éditeur ou la date répond à .* : visionary$/u,
    ],
    ['/sources cavazza 2011', /^1 texte dont .* ou la date répond à ces mots : cavazza 2011$/u],
    ['/sources IIIe phase', /^1 texte dont .* : IIIe phase$/u],
    ['/sources média·s sociaux', /^4 textes dont .* : média·s sociaux$/u],
    ['/sources la fin des médias sociaux', /^2 textes .* : la fin des médias sociaux$/u],
  ])('%s', async (line, heading) => {
    expect(await told(line)).toMatch(heading);
  });

  test('a voice that the corpus of another debate declares is heard with its civility', async () => {
    const town = askerOn(townCorpus);
    expect(await town.told('/debat que dit Mme Diallo de la place ?')).toMatch(
      /^\d+ passages? d’Aïssatou Diallo : la place$/u,
    );
  });
});

describe('where nothing passes, a sentence says so', () => {
  test.each([
    ['/debat selon Kabla, les robots', 'Nos extraits d’Hervé Kabla ne répondent pas à ces mots'],
    ['/debat roi depuis 2020', 'Nos extraits depuis 2020 ne répondent pas à ces mots : roi.'],
    ['/debat -facebook', 'Vous dites seulement ce que vous ne voulez pas lire : facebook.'],
    ['/debat sauf Kabla', 'Vous dites seulement ce que vous ne voulez pas lire : Hervé Kabla.'],
    ['/debat depuis 2012', 'Indiquez un sujet'],
    ['/debat que disent les commentateurs ?', 'Indiquez un sujet'],
    ['/debat roi depuis 2013 jusqua:2012', 'Les dates sont inversées'],
    ['/position cavazza depuis:2014', 'Nous n’avons aucun passage de Fred Cavazza depuis 2014.'],
    [
      '/position kabla ; blogs depuis 2013',
      'Ce que nous avons d’Hervé Kabla depuis 2013 ne répond pas à ces mots : blogs.',
    ],
    ['/sources frenchweb', 'Ni voix, ni titre, ni éditeur ne répond à ces mots : frenchweb.'],
    [
      '/comparer kabla ; cavazza ; gourvennec ; blogs',
      'Deux voix se comparent à la fois : tapez /comparer kabla ; cavazza ; blogs ou /comparer kabla ; gourvennec ; blogs.',
    ],
    [
      '/position kabla ; "depuis 2012"',
      'Ce que nous avons d’Hervé Kabla ne répond pas à ces mots : depuis 2012.',
    ],
    [
      '/comparer kabla, cavazza et gourvennec sur les blogs',
      'Deux voix se comparent à la fois : tapez /comparer Hervé Kabla ; Fred Cavazza ; les blogs',
    ],
    ['/debat que pensent Kabla, Cavazza et Gourvennec ?', 'Deux voix se comparent à la fois'],
  ])('%s', async (line, sentence) => {
    expect(await told(line)).toContain(sentence);
  });
});

test.each([
  '/debat la fin des médias sociaux',
  '/debat e-réputation',
  '/debat blogs - forums',
  '/debat le ROI -retour sur investissement-',
  '/debat Faut -il des blogs',
  '/debat blogs sans doute',
  '/debat publicité hors ligne',
  '/debat les médias sociaux hors de l’entreprise',
  '/debat les réseaux sociaux à part entière',
  '/debat Facebook est tout sauf social',
  '/debat Pourquoi les marques vont sur Facebook mais pas sur Twitter ?',
  '/debat fans mais pas seulement Facebook',
  '/debat blogs sauf si Facebook',
  '/debat blogs sauf zorglub',
  '/debat les commentateurs',
  '/debat la réponse aux commentateurs',
  '/debat la modération dans les commentaires de blogs',
  '/debat "que pense Cavazza des blogs"',
  '/debat « roi depuis 2012 »',
  '/debat prédictions 2012',
  '/debat 2012, année noire pour les marques',
  '/debat La fin des médias sociaux ? poursuite du débat avec Hervé Kabla',
])('%s is looked for as it is typed', async (line) => {
  const { reply } = await ask(line);
  const subject = line.replace('/debat ', '');
  if (reply.kind === 'notice') expect(reply.notice).toMatchObject({ subject });
  else
    expect(reply).toMatchObject({ subject, filters: { speakers: [], since: null, without: [] } });
});

test('a subject and its words in an option are understood alike, on any platform', async () => {
  const sujet = 'que pense Cavazza des blogs depuis 2011 -facebook';
  const input = { options: { sujet } };
  const chosen = await dispatch({ address: ADDRESS, command: 'debat', input });
  const typed = await ask(`/debat ${sujet}`);
  expect(chosen.reply).toEqual(typed.reply);
  // A button asks the options again.
  expect(typed.asked).toEqual({ command: 'debat', options: { sujet } });
});

test('a message that nobody asks is looked for with every word of it', async () => {
  const sujet = 'Depuis 2012, Kabla sur les blogs -facebook';
  const input = { options: { sujet, brut: 'oui' } };
  const { reply } = await dispatch({ address: ADDRESS, command: 'debat', input });
  expect(reply).toMatchObject({ subject: sujet, filters: { speakers: [], since: null } });
});

test('words that are left out are in no passage shown', async () => {
  const holds = ({ text, thesis }: Passage) =>
    /facebook/iu.test(`${text ?? ''} ${thesis?.text ?? ''}`);
  const all = await passagesOf('/debat marques');
  const kept = await passagesOf('/debat marques -FACEBOOKS');
  expect(all.filter(holds)).not.toEqual([]);
  expect(kept.filter(holds)).toEqual([]);
  expect(await passagesOf('/debat marques -"médias sociaux"')).not.toEqual([]);
});

describe('the question within a long message is answered as if it were asked alone', () => {
  test.each([
    [
      '/debat Bonjour à tous, je prépare un exposé pour demain et je me demandais si quelqu’un savait ce qui se dit de Gutenberg ici, merci d’avance !',
      /^1 passage ; recherché dans ce message : Gutenberg$/u,
    ],
    [
      '/debat Pardon si ce n’est pas le bon endroit, mais je voudrais savoir ce que Cavaza pense des blogs, merci',
      /^\d+ passages de Fred Cavazza ; recherché dans ce message : ce que Cavaza pense des blogs$/u,
    ],
    [
      '/debat Bonjour, je voudrais vendre mon canapé sur Facebook, vous avez une idée du prix que je peux en demander ?',
      /^Nos extraits du débat ne répondent pas/u,
    ],
  ])('%s', async (line, heading) => {
    expect(await told(line)).toMatch(heading);
  });
});

test('a voice that is left out says nothing that is shown, and a role is that of all that is', async () => {
  const others = await passagesOf('/debat blogs sauf Kabla');
  expect(others.some(({ voice }) => voice.name === 'Hervé Kabla')).toBe(false);
  const comments = await passagesOf('/debat que disent les commentateurs de Facebook ?');
  expect(new Set(comments.map(({ role }) => role))).toEqual(new Set(['commentateur']));
});

test('a total that cannot be read to its end says how far it can', async () => {
  const { reply } = await ask('/debat mort des reseaux sociaux');
  const { total, ranked } = reply.kind === 'quotes' ? reply : expect.fail();
  expect(await told('/debat mort des reseaux sociaux')).toMatch(
    `Les ${ranked.length} premiers de ${total} passages`,
  );
});

test('what is proposed is never the subject that was refused', async () => {
  const line = '/debat auteur:cyroul blogs';
  const { reply } = await ask(line);
  const { notice } = reply.kind === 'notice' ? reply : expect.fail();
  const { suggestions } = notice.code === 'no passage' ? notice : expect.fail();
  for (const each of suggestions) {
    expect(each).not.toBe('blogs');
    expect((await ask(`/debat auteur:cyroul ${each}`)).reply.kind).toBe('quotes');
  }
});
