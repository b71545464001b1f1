import { catalogueOf } from '../../src/debate/catalogue.ts';
import { severalHelp } from '../../src/messages/choice.ts';
import { describe, expect, test } from 'vitest';
import { NO_FILTERS } from '../../src/debate/filters.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { helpSections, noticeText } from '../../src/messages/messages.ts';
import { COMMAND_NAMES } from '../../src/ask/request.ts';
import { HOSTILE_TEXTS, noticesOn } from '../fixtures/replies.ts';

const examples = catalogueOf(realCorpus).examples;
const sentences = noticesOn('blogs').map(([name, reply]) => {
  if (reply.kind !== 'notice') throw new Error(`${name} is no notice`);
  return [name, noticeText(reply.notice, examples)] as const;
});
const help = helpSections(catalogueOf(realCorpus)).flatMap(({ title, lines }) => [title, ...lines]);

describe('what the bot says of its own', () => {
  test.each([
    ...sentences,
    ...help.map((line, index) => [`help, line ${index + 1}`, line] as const),
  ])('is set as French is: %s', (_, sentence) => {
    expect(sentence).not.toMatch(/['"«»“”]|\.\.\./u);
    expect(sentence).not.toMatch(/ [?!;:]|[^\s\d:]\u00A0[?!;]|\u202F:/u);
    expect(sentence).not.toMatch(/\s{2}|^\s|\s$|\n/u);
    expect(sentence).toMatch(/^[A-ZÀ-Ý/]/u);
  });

  test.each(sentences)('ends as a sentence does: %s', (_, sentence) => {
    expect(sentence).toMatch(/[.?]$/u);
  });

  test('is never the same for two notices', () => {
    expect(new Set(sentences.map(([, sentence]) => sentence)).size).toBe(sentences.length);
  });

  test('tells the title and the question of the debate, where it has them', () => {
    const { title, question } = realCorpus.debate;
    expect(help.slice(0, 3)).toEqual(['Le débat', title, question?.replace(' ?', '\u202F?')]);
    const untold = { ...realCorpus, debate: { title: null, question: null, themes: null } };
    expect(helpSections(catalogueOf(untold))[0]?.title).toBe('Ce que vous pouvez demander');
  });

  test('helps with every command', () => {
    // What chooses among several debates is told where there are several.
    const told = [...help, ...severalHelp.lines].join('\n');
    for (const name of COMMAND_NAMES) expect(told).toContain(`/${name}`);
  });
});

describe('what was typed is said back', () => {
  const echoes = (typed: string) =>
    noticesOn(typed).flatMap(([, reply]) =>
      reply.kind === 'notice' && JSON.stringify(reply).includes(JSON.stringify(typed))
        ? [noticeText(reply.notice, examples)]
        : [],
    );

  test('as it is, when it is plain', () => {
    const found = echoes('les médias sociaux');
    expect(found.length).toBeGreaterThan(5);
    for (const sentence of found)
      expect(sentence).toMatch(/\u00A0: les médias sociaux|\u202F; les médias/u);
  });

  test('only by its beginning, when it is long', () => {
    const found = echoes('mot '.repeat(500));
    expect(found.length).toBeGreaterThan(5);
    for (const sentence of found) expect(sentence).toMatch(/[:;] (?:mot ){19}mot ?…/u);
  });

  test('at once, whatever its length', { timeout: 10_000 }, () => {
    expect(echoes('x'.repeat(1_000_000)).length).toBeGreaterThan(5);
  });

  test.each(HOSTILE_TEXTS)('in one harmless line, when it is %s', (_, typed) => {
    for (const sentence of echoes(typed)) {
      expect(sentence).not.toMatch(/[«»“”"]|:\/\/|\n|\p{Cc}|\p{Cs}|\p{Cf}/u);
      expect(sentence.length).toBeLessThan(400);
    }
  });
});

describe('a subject that nothing answers', () => {
  const told = (subject: string) => {
    const filters = NO_FILTERS;
    const notice = {
      code: 'no passage',
      subject,
      filters,
      isWhole: false,
      suggestions: [],
    } as const;
    return noticeText(notice, examples).replaceAll('\u00A0', ' ').replaceAll('\u202F', ' ');
  };

  test.each([
    ['télétravail', 'Nos extraits du débat ne répondent pas à ces mots : télétravail.'],
    [
      'et le télétravail ?',
      'Nos extraits du débat ne répondent pas à ces mots : et le télétravail ?',
    ],
    ['« jamais le »', 'Nos extraits du débat ne répondent pas à ces mots : jamais le.'],
  ])('is told as it was typed, in a sentence with one end: %s', (subject, sentence) => {
    expect(told(subject)).toBe(sentence);
  });

  test.each(['trop tard', 'Trop', 'le de la'])(
    'of words that stand in any text says nothing of what is held: %s',
    (subject) => {
      expect(told(subject)).toMatch(/^Ces mots sont trop courants pour être cherchés : /u);
    },
  );
});

describe('a voice that holds no position on a subject', () => {
  const told = (given: { isWhole: boolean; isReported: boolean }) => {
    const said = {
      code: 'silent on subject',
      speaker: 'Jo Exemple',
      subject: 'vols',
      filters: NO_FILTERS,
    } as const;
    return noticeText({ ...said, ...given, topics: [] }, examples).replaceAll('\u00A0', ' ');
  };

  test.each([
    [true, false, 'Aucune position de Jo Exemple ne répond à ces mots : vols.'],
    [false, false, 'Ce que nous avons de Jo Exemple ne répond pas à ces mots : vols.'],
    [
      true,
      true,
      'Jo Exemple ne répond à ces mots que par des propos rapportés ou rejetés : vols. Ils se lisent avec /debat, suivi du sujet et de auteur:.',
    ],
    [
      false,
      true,
      'Ce que nous avons de Jo Exemple ne répond à ces mots que par des propos rapportés ou rejetés : vols. Ils se lisent avec /debat, suivi du sujet et de auteur:.',
    ],
  ])('held whole: %s, reported or rejected: %s', (isWhole, isReported, sentence) => {
    expect(told({ isWhole, isReported })).toBe(sentence);
  });
});
