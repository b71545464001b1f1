import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleaned } from '../../src/french/typed-text.ts';

describe('what was typed, cleaned', () => {
  test.each([
    // Nothing invisible.
    ['H10: U+200B before it', '\u200B/position x ; blogs', '/position x ; blogs'],
    ['U+200B in it', 'Europe/Pa\u200Bris\u200B', 'Europe/Paris'],
    ['a byte order mark', '\uFEFFroi', 'roi'],
    ['marks of direction', '\u2068roi\u2069 \u202Ede\u202C \u200Ffin', 'roi de fin'],
    ['a soft hyphen within a word', 'commu\u00ADnautés', 'communautés'],
    ['a soft hyphen at the end of a line', 'commu\u00AD nautés', 'commu- nautés'],
    ['a variation selector', 'roi\uFE0F', 'roi'],
    ['half a character', 'roi \uD83D', 'roi'],
    ['a control character', 'roi\u0000blogs\u0007', 'roi blogs'],
    ['the place of a picture', '\uFFFC roi', 'roi'],
    ['what joins Persian letters', 'می\u200Cخواهم', 'می\u200Cخواهم'],
    ['an accent beside its letter', 'e\u0301te\u0301', 'e\u0301te\u0301'],
    // No exotic space or letter.
    ['spaces', 'fin\u00A0de\u202Fpartie\u3000ici\u2003\u2003là', 'fin de partie ici là'],
    ['lines', ' a \r\n\n b\u2028c ', 'a\nb c'],
    ['full width', '／ｄｅｂａｔ　ｒｏｉ；２', '/debat roi;2'],
    ['letters of mathematics', '𝐩𝐨𝐬𝐢𝐭𝐢𝐨𝐧 𝘳𝘰𝘪', 'position roi'],
    ['a ligature', 'la ﬁn', 'la fin'],
    // No emoji.
    ['H9: the name of an emoji', 'roi :thinking_face:', 'roi'],
    ['names with a skin tone', ':+1::skin-tone-2: roi :-1:', 'roi'],
    ['names one after the other', 'roi :fire::fire: :été:', 'roi'],
    ['a time', 'à 9:30:00 ou 10:30', 'à 9:30:00 ou 10:30'],
    ['an option', 'roi auteur:x page:2', 'roi auteur:x page:2'],
    ['a colon', 'fin : suite', 'fin : suite'],
    ['emoji', 'roi 🤔👍🏽👩‍💻 et 🇫🇷 blogs ❤️☎️1️⃣', 'roi et blogs'],
    ['signs of writing', 'X© Y® Z™ → 1ᵉʳ №2', 'X© Y® Z™ → 1ᵉʳ №2'],
    ['smileys', ';) roi :-) et blogs:) ^^ :/ <3 :p XD', 'roi et blogs'],
    ['a smiley that ends no word', 'a:(b) 3:1 x;y :paris', 'a:(b) 3:1 x;y :paris'],
    ['entries that are counted', '1. roi\n2) blogs\na) fans\n3.0 web', 'roi\nblogs\nfans\n3.0 web'],
    // No marks that say how words look.
    ['bold, slanted, struck out, hidden, code', '*a* **b** _c_ ~d~ ||e|| `f`', 'a b c d e f'],
    ['a block of code', '```\nroi\n```', 'roi'],
    ['a block of code in a language', '```sh\n/debat roi\n```', '/debat roi'],
    ['a sign within a word', 'snake_case l`homme 2*3', 'snake_case l`homme 2*3'],
    ['a quotation', '> un\n>>> deux\n> > trois', 'un\ndeux\ntrois'],
    ['headings and lists', '## roi\n- blogs\n• fans\n#mot', 'roi\nblogs\nfans\n#mot'],
    ['quotation marks', '« fin de partie » "x"', '« fin de partie » "x"'],
    // No address behind words.
    ['a link', 'lire [cet article](https://a.invalid/b_(c)) ici', 'lire cet article ici'],
    ['an address that is not shown', '<https://a.invalid/b_c>', 'https://a.invalid/b_c'],
    ['signs in an address', 'https://a.invalid/~b/_c*d', 'https://a.invalid/~b/_c*d'],
    ['brackets', 'il [sic] dit (oui)', 'il [sic] dit (oui)'],
    ['less than', 'a < b > c', 'a < b > c'],
    // Marks after a name.
    ['a comma', ', roi', 'roi'],
    ['a colon first', ': roi', 'roi'],
    ['a dash', '— roi', 'roi'],
    ['an exclamation mark', '\u202F! roi !', 'roi !'],
    ['a word to leave out', '-facebook roi', '-facebook roi'],
    ['nothing but marks', '?!', '?!'],
    ['nothing but emoji', '👍 :+1:', ''],
    ['a semicolon first', '; blogs', '; blogs'],
  ])('%s: %j is %j', (_, typed, words) => {
    expect(cleaned(typed)).toBe(words);
  });

  test('keeps every letter and figure of what is no link, address, emoji or code', () => {
    const signs = Array.from('a9 é/\n"«»>#-—;,.!?*_~`|()👍\u{1F1EB}\u200B\u00AD\uFE0F\uD83D');
    const lettersOf = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.join('') ?? '';
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...signs), maxLength: 30 }), (typed) => {
        expect(lettersOf(cleaned(typed))).toBe(lettersOf(typed));
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });
});
