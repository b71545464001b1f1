import { describe, expect, test } from 'vitest';
import { plainText } from '../../../src/platforms/slack/view/blocks.ts';
import { subjectIn, typedIn } from '../../../src/conversation/typed.ts';

const readTyped = (marked: string) => typedIn(plainText(marked));
const relatedSubject = (marked: string) => subjectIn(plainText(marked));

describe('a text that Slack has marked up', () => {
  test.each([
    ['<@U0DEBAT01> roi', 'roi'],
    ['<@U0DEBAT01|debat> roi <!here> <!subteam^S1|@equipe>', 'roi'],
    ['<#C0GENERAL|general> roi <#C2>', 'roi'],
    ['<!date^1392734382^{date_num}|le 18 février> roi', 'roi'],
    ['lire <https://exemple.invalid/a|cet article> en entier', 'lire cet article en entier'],
    ['<https://exemple.invalid/a>', 'https://exemple.invalid/a'],
    ['<mailto:a@exemple.invalid|a@exemple.invalid>', 'a@exemple.invalid'],
    ['roi:thinking_face:', 'roi'],
    ['roi:fire::fire: blogs', 'roi  blogs'],
    ['auteur:kabla: roi', 'auteur:kabla: roi'],
    ['12:30:45', '12:30:45'],
    ['R&amp;D &lt;!channel&gt;', 'R&D <!channel>'],
    ['&amp;lt;', '&lt;'],
  ])('%j reads %j', (marked, words) => {
    expect(plainText(marked)).toBe(words);
  });
});

describe('what a mention or a direct message asks', () => {
  test.each([
    ['<@U0DEBAT01>', 'debat', ''],
    ['<@U0DEBAT01> fin des médias sociaux', 'debat', 'fin des médias sociaux'],
    ['<@U0DEBAT01> /position kabla ; blogs', 'position', 'kabla ; blogs'],
    ['/sources', 'sources', ''],
    ['Aide', 'aide', ''],
    ['citation', 'citation', ''],
    ['Citation une autre', 'citation', 'une autre'],
    ['une autre citation !', 'citation', 'une autre'],
    ['sources d’information', 'debat', 'sources d’information'],
    ['position kabla ; blogs', 'position', 'kabla ; blogs'],
    ['comparer kabla ; cavazza', 'comparer', 'kabla ; cavazza'],
    ['position de leader', 'debat', 'position de leader'],
  ])('%j is %s %j', (text, command, rest) => {
    expect(readTyped(text)).toMatchObject({ command, text: rest });
  });
});

describe('a message as a subject', () => {
  test('is its words, without the marks that ask for those very words', () => {
    expect(relatedSubject('Il dit : « la fin » et "le début"\n!')).toBe(
      'Il dit : la fin et le début\n!',
    );
  });

  test.each(['', ' ', ':-)', '<@U1> !'])('%j is none', (text) => {
    expect(relatedSubject(text)).toBe('');
  });

  test('keeps the lines of a long one, whose most telling part is looked for', () => {
    expect(relatedSubject(`Question\n${'mot '.repeat(500)}`)).toHaveLength(9 + 4 * 500 - 1);
  });
});
