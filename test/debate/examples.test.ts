import { catalogueOf } from '../../src/debate/catalogue.ts';
import { describe, expect, test } from 'vitest';
import type { Corpus } from '../../src/debate/passage.ts';
import { helpSections, messages, noticeText } from '../../src/messages/messages.ts';
import { discordHelp, IN_OPTIONS } from '../../src/messages/discord.ts';
import { TYPED } from '../../src/messages/examples.ts';
import { slackHelp } from '../../src/messages/slack.ts';
import { dispatchOn } from '../fixtures/bots.ts';
import { hostileCorpus, realCorpus, veloCorpus } from '../fixtures/corpora.ts';
import { corpusOf, passage, source, withoutThemes } from '../fixtures/passages.ts';
import { noticesOn } from '../fixtures/replies.ts';

const ADDRESS = { platform: 'test', workspace: null, channel: null, person: null };

const unsigned = source({ id: 'anonyme-2019', author: null });
const namesakes = ['Marie Martin', 'Paul Martin', 'Marie Martin-Lenoir'];

const CORPORA: Readonly<Record<string, Corpus>> = {
  'the founding debate': realCorpus,
  'a town’s debate': veloCorpus,
  'a debate full of signs': hostileCorpus,
  'one voice, one passage': corpusOf([passage()]),
  'no named voice': corpusOf([
    passage({ source: unsigned, voice: 'auteur non identifié', topics: ['jardins'] }),
  ]),
  'commenters alone': corpusOf([
    passage({
      source: unsigned,
      voice: 'un commentateur',
      role: 'commentateur',
      topics: ['jardins'],
    }),
  ]),
  'no theme': corpusOf([
    passage({ topics: [], thesis: null, text: 'Les trottoirs sont étroits.' }),
    passage({ anchor: 'b', topics: [], thesis: null, text: 'Les trottoirs restent vides.' }),
  ]),
  'nothing held': corpusOf([passage({ stance: 'rejected', topics: ['jardins'] })]),
  namesakes: corpusOf(
    namesakes.map((voice, order) => passage({ anchor: `n${order}`, voice, topics: ['marchés'] })),
  ),
  'themes that are options or say nothing': corpusOf([
    passage({ topics: ['privé', 'avant tout', 'a ; b', 'vie privée'] }),
    passage({ anchor: 'b', topics: ['privé', 'résumé', 'avant tout', 'vie privée'] }),
  ]),
  'two voices with no theme in common': corpusOf([
    passage({ topics: ['jardins'] }),
    passage({ anchor: 'b', voice: 'Zoé D.', topics: ['marchés'] }),
  ]),
  'a town’s debate without themes': withoutThemes(veloCorpus),
  'no known date': corpusOf([
    passage({
      source: source({ date: { edtf: 'XXXX', year: null, approximate: false, uncertain: false } }),
    }),
  ]),
  'nothing at all': corpusOf([]),
};

/** Everything that a help or a notice proposes to type, as it stands there. */
function proposedIn(sentences: readonly string[]): string[] {
  const lines = sentences
    .filter((line) => /par exemple/iu.test(line) && !line.includes('/abonnement'))
    .map((line) => line.replace(/\.(?: Voix connues.*)?$/u, ''));
  return lines.flatMap((line) => line.match(/\/(?:debat|position|comparer) [^,/]+/gu) ?? []);
}

describe.each(Object.entries(CORPORA))('of %s', (_, corpus) => {
  const examples = catalogueOf(corpus).examples;
  const notices = noticesOn('x').flatMap(([, reply]) =>
    reply.kind === 'notice'
      ? [TYPED, IN_OPTIONS].map((manner) => noticeText(reply.notice, examples, manner))
      : [],
  );
  const helps = [helpSections, slackHelp, discordHelp].flatMap((help) =>
    help(catalogueOf(corpus)).flatMap(({ lines }) => lines),
  );
  const dispatch = dispatchOn(corpus);
  const ask = async (line: string) => {
    const [, command = '', text = ''] = /^\/(\S+)\s(.*)$/u.exec(line) ?? [];
    const { reply } = await dispatch({ address: ADDRESS, command, input: { text } });
    return reply.kind === 'notice' ? `${line}: ${reply.notice.code}` : reply.kind;
  };

  test('every question proposed is answered', async () => {
    const proposed = proposedIn([...helps, ...notices, messages.welcomeHint(examples)]);
    expect(proposed.length > 0).toBe(corpus.passages.length > 0);
    for (const line of proposed) {
      expect(await ask(line)).toMatch(/^(?:quotes|position|comparison)$/u);
    }
  });

  test('every option proposed can follow the first subject', async () => {
    const line = helps.find((each) => each.startsWith('Après /debat')) ?? '';
    const options = line.replace(/^.*?:\s|\.$/gu, '').split(', ');
    expect(options).toEqual(expect.arrayContaining(['resume', 'prive']));
    for (const option of examples.subject === null ? [] : options) {
      expect(await ask(`/debat ${examples.subject ?? ''} ${option}`)).toBe('quotes');
    }
  });

  test('nothing says null, nor ends on what is missing', () => {
    for (const line of [...helps, ...notices, messages.welcomeHint(examples)]) {
      expect(line).not.toMatch(/null|undefined|par exemple\s?[.:]?$|connues\s*:\s*\./u);
    }
  });
});

test('are a theme of the first voice, names as they are typed, and the years', () => {
  expect(catalogueOf(veloCorpus).examples).toEqual({
    subject: 'commerces',
    otherSubject: 'stationnement',
    speaker: 'vasseur',
    otherSpeaker: 'kermadec',
    firstYear: 2023,
    lastYear: 2024,
    page: 2,
  });
});

test('name in full whoever shares a last name', () => {
  const { speaker, otherSpeaker } = catalogueOf(CORPORA['namesakes'] ?? veloCorpus).examples;
  expect([speaker, otherSpeaker]).toEqual(['Paul Martin', 'martin-lenoir']);
});
