import { catalogueOf } from '../../src/debate/catalogue.ts';
import { describe, expect, test } from 'vitest';
import type { CommandName } from '../../src/ask/request.ts';
import { standsAlone } from '../../src/debate/standing.ts';
import type { Corpus, Passage } from '../../src/debate/passage.ts';
import type { Notice } from '../../src/debate/notice.ts';
import { quotesOf } from '../../src/debate/reply.ts';
import { noticeText } from '../../src/messages/messages.ts';
import { dispatchOn } from '../fixtures/bots.ts';
import { realCorpus, townCorpus } from '../fixtures/corpora.ts';

const ADDRESS = { platform: 'test', workspace: null, channel: null, person: null };
const EXCERPTS = /^(?:Nos extraits|Ce que nous avons) /u;

interface Voice {
  readonly name: string;
  readonly said: readonly Passage[];
  /** What it says in its own name; unsigned commenters are many, and hold nothing together. */
  readonly own: readonly Passage[];
}

/** Everybody who can be asked for, worked out from the passages alone. */
function voicesIn({ passages, ...corpus }: Corpus): readonly Voice[] {
  const named = Map.groupBy(
    passages.filter(({ voice }) => voice.named),
    ({ voice }) => voice.name,
  );
  const unnamed = catalogueOf({ passages, ...corpus }).speakers.flatMap(({ kind, label }) => {
    const roles = { 'unnamed author': 'auteur', 'unnamed commenters': 'commentateur' };
    const role = Object.entries(roles).find(([each]) => each === kind)?.[1];
    const said = passages.filter((each) => !each.voice.named && each.role === role);
    return said.length === 0 ? [] : [[label, said] as const];
  });
  return [...named, ...unnamed].map(([name, said]) => {
    const isSeveral = name.startsWith('les commentateurs');
    const own = said.filter(({ stance }) => stance === 'assumed' && !isSeveral);
    return { name, said, own };
  });
}

const bearers = (theme: string, said: readonly Passage[]) =>
  said.filter(({ topics }) => topics.includes(theme));

/** A subject without its capitals, its accents and its endings. */
function plain(subject: string): string {
  const words =
    subject
      .toLowerCase()
      .normalize('NFD')
      .match(/[a-z\d\u0300-\u036F]+/gu) ?? [];
  return words
    .map((word) => word.replace(/[\u0300-\u036F]/gu, '').replace(/e?[sx]?$/u, ''))
    .join(' ');
}

function proposedBy(notice: Notice): readonly string[] {
  if ('topics' in notice) return notice.topics;
  return 'suggestions' in notice ? notice.suggestions : [];
}

describe.each([
  ['the founding debate', realCorpus],
  ['a town’s debate', townCorpus],
])('of what is held in %s, for every voice and every theme,', (_, corpus) => {
  const dispatch = dispatchOn(corpus);
  const themes = [...new Set(corpus.passages.flatMap(({ topics }) => topics))];
  const voices = voicesIn(corpus);
  const pairs = voices.flatMap((voice) => themes.map((theme) => ({ voice, theme })));
  const answerTo = async (command: CommandName, { name }: Voice, theme: string) => {
    const options = { auteur: name, sujet: theme };
    return (await dispatch({ address: ADDRESS, command, input: { options } })).reply;
  };

  /** A notice speaks of excerpts where there are excerpts, and proposes what has an answer. */
  const expectTrue = async (command: CommandName, voice: Voice, theme: string, notice: Notice) => {
    const isWhole = voice.said.every(({ source }) => source.content === 'whole');
    const sentence = noticeText(notice, catalogueOf(corpus).examples);
    if (notice.code === 'no passage' || notice.code === 'silent on subject') {
      expect(EXCERPTS.test(sentence), sentence).toBe(!isWhole);
    }
    for (const proposed of proposedBy(notice)) {
      expect(plain(proposed), sentence).not.toBe(plain(theme));
      const { kind } = await answerTo(command, voice, proposed);
      expect(kind, `${sentence} ${proposed}`).not.toBe('notice');
    }
  };

  test('/position is silent where no passage of its own bears the theme, and only there', async () => {
    for (const { voice, theme } of pairs) {
      const reply = await answerTo('position', voice, theme);
      const borne = bearers(theme, voice.own);
      const place = `${voice.name} ; ${theme}`;
      if (reply.kind === 'notice') {
        expect(borne, place).toEqual([]);
        const code = voice.own.length === 0 ? 'no position' : 'silent on subject';
        expect(reply.notice, place).toMatchObject({ code });
        await expectTrue('position', voice, theme, reply.notice);
      } else {
        const found = quotesOf(reply).map(({ passage }) => passage);
        expect(voice.own, place).toEqual(expect.arrayContaining(found));
        expect(found, place).toEqual(expect.arrayContaining(borne));
      }
    }
  });

  test.each(['debat', 'citation'] as const)(
    '/%s finds nothing where no passage of its voice bears the theme, and only there',
    async (command) => {
      for (const { voice, theme } of pairs) {
        const reply = await answerTo(command, voice, theme);
        const borne = bearers(theme, voice.said);
        const place = `${voice.name} ; ${theme}`;
        if (reply.kind === 'notice') {
          const isFound = reply.notice.code === 'no citation';
          expect(isFound ? borne.filter(standsAlone) : borne, place).toEqual([]);
          await expectTrue(command, voice, theme, reply.notice);
        } else {
          const found = quotesOf(reply).map(({ passage }) => passage);
          expect(voice.said, place).toEqual(expect.arrayContaining(found));
          if (command === 'debat') expect(found, place).toEqual(expect.arrayContaining(borne));
        }
      }
    },
  );
});
