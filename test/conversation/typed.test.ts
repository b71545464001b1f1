import { describe, expect, test } from 'vitest';
import { typedIn } from '../../src/conversation/typed.ts';
import { plainText as plainOnDiscord } from '../../src/platforms/discord/requests.ts';
import { plainText as plainOnSlack } from '../../src/platforms/slack/view/blocks.ts';

/** A command and what follows it, as a test writes them: « position x ; blogs ». */
function asked({ command, text }: { command: string; text: string }): string {
  return `${command} ${text}`.trim();
}

describe('what is typed without a slash command, in plain words', () => {
  test.each([
    // A phone's capital, an accent, a space, a backslash: still the command.
    ['Position x ; blogs', 'position x ; blogs'],
    ['POSITION X ; BLOGS', 'position X ; BLOGS'],
    ['Comparer x ; y', 'comparer x ; y'],
    ['Comparez x ; y', 'comparer x ; y'],
    ['Aide', 'aide'],
    ['aide !', 'aide'],
    ['Help', 'aide'],
    ['Aide, s’il vous plaît', 'aide'],
    ['Citation', 'citation'],
    ['Une citation !', 'citation'],
    ['La citation du jour', 'citation'],
    ['Citation, une autre', 'citation une autre'],
    ['Une autre citation…', 'citation une autre'],
    ['Sources ?', 'sources'],
    ['Les sources', 'sources'],
    ['Abonnement état', 'abonnement état'],
    ['abonnement activer 9h lun-ven', 'abonnement activer 9h lun-ven'],
    ['/debat roi', 'debat roi'],
    ['/Débat roi', 'Débat roi'],
    ['/DEBAT roi', 'DEBAT roi'],
    ['/ debat roi', 'debat roi'],
    ['\\debat roi', 'debat roi'],
    ['//debat roi', 'debat roi'],
    ['/debat\u00A0roi', 'debat roi'],
    ['/debat\nroi', 'debat roi'],
    ['/debat, roi', 'debat roi'],
    ['/debat : roi', 'debat roi'],
    ['/position: x ; blogs', 'position x ; blogs'],
    ['/position — x ; blogs', 'position x ; blogs'],
    ['/position ; blogs', 'position ; blogs'],
    ['/debat -facebook roi', 'debat -facebook roi'],
    ['/aide !', 'aide'],
    ['/', 'debat'],
    ['/inconnue roi', 'inconnue roi'],
    ['position : x ; blogs', 'position x ; blogs'],
    ['position, x ; blogs', 'position x ; blogs'],
    ['position\u00A0x\u202F; blogs', 'position x ; blogs'],
    // Marks, a greeting, emoji before it.
    [', position x ; blogs', 'position x ; blogs'],
    [': /position x ; blogs', 'position x ; blogs'],
    ['! Aide', 'aide'],
    ['(aide)', 'aide'],
    ['; position x ; blogs', 'position x ; blogs'],
    ['bonjour, position x ; blogs', 'position x ; blogs'],
    ['Salut ! /debat roi', 'debat roi'],
    ['👋 /debat roi', 'debat roi'],
    [':wave: aide', 'aide'],
    ['> /debat roi', 'debat roi'],
    ['• sources', 'sources'],
    // Marks of code and of quotation around the whole.
    ['`position x ; blogs`', 'position x ; blogs'],
    ['`position x`', 'position x'],
    [', `Citation blogs` !', 'citation blogs'],
    ['`/debat roi`', 'debat roi'],
    ['```\nposition x ; blogs\n```', 'position x ; blogs'],
    ['*/debat roi*', 'debat roi'],
    ['**Position x ; blogs**', 'position x ; blogs'],
    ['_aide_', 'aide'],
    ['||aide||', 'aide'],
    ['"position x ; blogs"', 'position x ; blogs'],
    ['« /debat roi »', 'debat roi'],
    ['“aide”.', 'aide'],
    ["'sources'", 'sources'],
    ['(/sources)', 'sources'],
    // A colon, a mistyping that is proposed for what it may be, a smiley that parts nothing.
    ['Débat : roi', 'debat roi'],
    ['postion x ; blogs', 'postion x ; blogs'],
    ['position x ; blogs ;)', 'position x ; blogs'],
    ['Bonjour Monsieur, position x ; blogs', 'position x ; blogs'],
    ['position x ; blogs\n\nCordialement,\nMarie', 'position x ; blogs'],
    // A greeting, whatever parts it from the command, if anything does.
    ['Bonjour position x ; blogs', 'position x ; blogs'],
    ['Bonjour : position x ; blogs', 'position x ; blogs'],
    ['Hé — position x ; blogs', 'position x ; blogs'],
    ['Hey (aide)', 'aide'],
    ['Bonsoir (sources', 'sources'],
    ['salut /debat roi', 'debat roi'],
    ['Dis-moi aide', 'aide'],
    ['Bonjour, dis-moi : sources', 'sources'],
    ['stp position x ; blogs', 'position x ; blogs'],
    ['S’il vous plaît, citation', 'citation'],
    ['Hello there! sources', 'sources'],
    ['Good morning, please: help', 'aide'],
    ['merci, « aide »', 'aide'],
    ['bonjour, `position x`', 'position x'],
    // Quotation marks around its name alone.
    ['« position » x ; blogs', 'position x ; blogs'],
    ['"Comparer" x ; y', 'comparer x ; y'],
    ['« débat » : roi', 'debat roi'],
  ])('H3, H11: %j asks %j', (typed, command) => {
    expect(asked(typedIn(typed))).toBe(command);
  });

  test.each([
    'roi',
    'position des journalistes',
    'position x',
    'positions x ; blogs',
    'position-clé ; blogs',
    'sources de revenus',
    'sources d’information',
    'citation de presse',
    'aide à la presse',
    'abonnement aux blogs',
    'comparer les blogs',
    'débat sur la fin',
    '"fin de partie"',
    '« fin de partie » et la suite',
    '"aide" et "sources"',
    '`roi`',
    '/ roi',
    '2/3 des blogs',
    '-facebook roi',
    'bonjour la presse',
    'composer ; avec',
    '« aide » et « sources »',
    '« position » des journalistes',
    '« fin » x ; blogs',
    'bonjour tristesse',
  ])('H3: %j stays a subject', (typed) => {
    expect(typedIn(typed).command).toBe('debat');
  });
});

test.each([
  ['roi stp', 'roi'],
  ['roi, s’il vous plaît.', 'roi'],
  ['Bonsoir à tous, roi', 'roi'],
  ['hey roi', 'roi'],
  ['Que pense x ? Merci d’avance !', 'Que pense x ?'],
  ['Bonjour,\nmerci\nroi', 'roi'],
  ['roi\n-- \nMarie\nMairie', 'roi'],
  ['roi -- Envoyé de mon iPhone', 'roi'],
  ['roi\nSent from my iPhone', 'roi'],
  ['Bonjour\n\nroi\n\nBien à vous,\nMarie\n01 02', 'roi'],
  ['1. roi', 'roi'],
  ['roi :-) <3', 'roi'],
  ['Bonjour : roi', 'roi'],
  ['Salut — roi', 'roi'],
  ['Ça va ? roi', 'roi'],
  ['Dis-moi, roi', 'roi'],
  ['Bonjour, s’il te plaît : roi', 'roi'],
  ['stp roi', 'roi'],
  ['100 € svp', '100 €'],
  ['J.O. svp', 'J.O.'],
  // In English.
  ['hi, roi', 'roi'],
  ['hi roi', 'roi'],
  ['hello there, roi', 'roi'],
  ['Good morning everyone! roi', 'roi'],
  ['please roi', 'roi'],
  ['roi, please', 'roi'],
  ['roi please!', 'roi'],
  ['roi? Thanks a lot', 'roi?'],
  ['Thank you in advance. roi', 'roi'],
  // Lines that quote somebody are not what is asked, where anything else is.
  ['> la fin\n> du web\n\nroi', 'roi'],
  ['roi\n> la fin', 'roi'],
  ['> roi', 'roi'],
  ['> la fin\n> du web', 'la fin\ndu web'],
  ['>>> la fin\ndu web', 'la fin\ndu web'],
  ['> roi\n\nmerci !', 'merci !'],
  ['> roi\n👍', 'roi'],
  // What may be a part of the subject stays.
  ['le mot merci', 'le mot merci'],
  ['les blogs, c’est génial !', 'les blogs, c’est génial !'],
  ['un message envoyé de x', 'un message envoyé de x'],
  ['roi\n--\net la fin ?', 'roi\n--\net la fin ?'],
  ['"roi, merci"', '"roi, merci"'],
  ['CC BY', 'CC BY'],
  ['hi fi', 'hi fi'],
  ['bonjour tristesse', 'bonjour tristesse'],
  ['salut les copains', 'salut les copains'],
  ['l’art de dire merci', 'l’art de dire merci'],
  ['« please, roi »', '« please, roi »'],
  ['3 > 2 et roi', '3 > 2 et roi'],
  ['Bonjour, merci', 'Bonjour, merci'],
  [':)', ':)'],
  [':+1:', ':+1:'],
  ['👍 :tada:', '👍 :tada:'],
  ['s’il vous plaît', 's’il vous plaît'],
])('H13: %j asks for %j, without what is said to whom it is asked of', (typed, text) => {
  expect(typedIn(typed)).toEqual({ command: 'debat', text, isPlain: true });
});

describe('what each platform writes in its own way', () => {
  test.each([
    ['<@U1>, position x ; blogs', 'position x ; blogs'],
    ['<@U1>: roi', 'debat roi'],
    ['<@U1> — roi', 'debat roi'],
    ['<@U1>! Position x ; blogs', 'position x ; blogs'],
    ['<@U1> `position x`', 'position x'],
    ['<@U1> roi :thinking_face:', 'debat roi'],
    ['<@U1> roi:thinking_face:', 'debat roi'],
    ['<@U1> position x :+1::skin-tone-2: ; blogs', 'position x ; blogs'],
    ['<@U1> position <@U2> x ; <#C1|general> blogs', 'position x ; blogs'],
    ['<@U1> <!subteam^S1|@x> roi <!date^1^{date}|hier>', 'debat roi'],
    ['<@U1> R&amp;D', 'debat R&D'],
    ['&gt; roi', 'debat roi'],
    ['&gt;&gt;&gt; roi', 'debat roi'],
    ['<@U1> <https://a.invalid|roi>', 'debat roi'],
    ['<@U1> roi <mailto:a@b.invalid|a@b.invalid>', 'debat roi a@b.invalid'],
  ])('Slack: %j asks %j', (typed, command) => {
    expect(asked(typedIn(plainOnSlack(typed)))).toBe(command);
  });

  test.each([
    ['<@1>, position x ; blogs', 'position x ; blogs'],
    ['<@!1> : roi', 'debat roi'],
    ['<@1> `position x`', 'position x'],
    ['<@1> roi <:thinking:1>', 'debat roi'],
    ['<@1> roi<a:thinking:1>', 'debat roi'],
    ['<@1> roi :thinking:', 'debat roi'],
    ['<@&3> <#4> roi <t:1700000000:R>', 'debat roi'],
    ['<@1> </debat:123> roi', 'debat roi'],
    ['</abonnement etat:123>', 'abonnement etat'],
    ['||<@1> aide||', 'aide'],
    ['-# <@1> roi', 'debat roi'],
    ['### <@1> roi', 'debat roi'],
    ['<@1> [roi](<https://a.invalid>)', 'debat roi'],
    ['<@1> ~~blogs~~ **roi**', 'debat blogs roi'],
  ])('Discord: %j asks %j', (typed, command) => {
    expect(asked(typedIn(plainOnDiscord(typed)))).toBe(command);
  });
});
