import type { types } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/ask/request.ts';
import { Cleared, Gate } from '../../../src/debate/gate.ts';
import { captionOf, linkOf, shownWords } from '../../../src/debate/quote.ts';
import type { ComparisonReply } from '../../../src/debate/reply.ts';
import { commandNames, type SlackMessage } from '../../../src/platforms/slack/view/blocks.ts';
import { readMessage } from '../../../src/platforms/slack/view/read.ts';
import { Renderer } from '../../../src/platforms/slack/view/render.ts';
import { dispatchOn } from '../../fixtures/bots.ts';
import { hostileCorpus, realCorpus, veloCorpus } from '../../fixtures/corpora.ts';
import { corpusOf, passage } from '../../fixtures/passages.ts';
import { answerOf, comparisonReply } from '../../fixtures/replies.ts';
import { isTooLong, objectionsTo } from '../../standins/slack/limits.ts';
import { answered, broken, refused } from '../../standins/slack/faults.ts';
import { wordsOf } from '../../standins/slack/reading.ts';
import { ALICE, GENERAL } from '../../standins/slack/workspace.ts';
import { overHttp, ROADS } from './harness.ts';

// Two voices face to face are a table on Slack, where it takes one.

const ADDRESS = { platform: 'test', workspace: null, channel: null, person: null };
const PUBLIC = { shownTo: 'everyone', isOwned: true, sharedBy: null } as const;
const KABLA = 'kabla ; gourvennec';

type Corpus = typeof realCorpus;

function messageOf(answer: Answer, corpus: Corpus = realCorpus): SlackMessage {
  const rendered = new Renderer(commandNames('')).render(answer, PUBLIC);
  return Cleared.by(Gate.of(corpus), rendered, readMessage).payload;
}

const asked = await dispatchOn(realCorpus)({
  address: ADDRESS,
  command: 'comparer',
  input: { text: KABLA },
});
const reply = asked.reply.kind === 'comparison' ? asked.reply : expect.fail();
const message = messageOf(asked);

function tableIn({ blocks }: Pick<SlackMessage, 'blocks'>): types.TableBlock | undefined {
  return blocks.find((block): block is types.TableBlock => block.type === 'table');
}

/** The message with its table changed, and nothing else in it: what is read is read from the table. */
function withTable(change: (rows: types.TableBlock['rows']) => unknown): SlackMessage {
  const blocks = message.blocks.map((block) => {
    if (block.type !== 'table') return block;
    const rows = structuredClone(block.rows);
    change(rows);
    return { ...block, rows };
  });
  return { text: 'Deux voix', blocks };
}

const clear = (each: SlackMessage) => Cleared.by(Gate.of(realCorpus), each, readMessage);

describe('a comparison', () => {
  test('is a table of two columns, a voice at the head of each', () => {
    const table = tableIn(message) ?? expect.fail();
    const [heads = []] = table.rows;
    expect(heads.map((head) => JSON.stringify(head))).toEqual([
      expect.stringContaining('"text":"Hervé Kabla"'),
      expect.stringContaining('"text":"Yann Gourvennec"'),
    ]);
    expect(table.rows).toHaveLength(1 + reply.points.length);
    expect(table.rows.every(({ length }) => length === 2)).toBe(true);
    expect(table.column_settings).toEqual([{ is_wrapped: true }, { is_wrapped: true }]);
    expect(objectionsTo(message.blocks, 'message')).toEqual([]);
  });

  test('is read back from its table alone: words, voice, work, date, link, number and the line over it', () => {
    const { payload } = clear(withTable(() => undefined));
    const { quotations, sentences = [] } = readMessage(payload);
    const facing = reply.points.flatMap((_, n) => reply.sides.map((side) => side.quotes[n]));
    expect(quotations.map(({ words, caption, url }) => [words, caption, url])).toEqual(
      facing.map((quote) => {
        const shown = quote ?? expect.fail();
        return [shownWords(shown), captionOf(shown.passage), linkOf(shown.passage)];
      }),
    );
    expect(quotations.map(({ label }) => label)).toEqual(facing.map((_, n) => String(n + 1)));
    expect(quotations.map(({ speaker }) => speaker)).toEqual(
      facing.map((_, n) => ['Hervé Kabla', 'Yann Gourvennec'][n % 2]),
    );
    expect(quotations.filter((each) => each.facing !== undefined)).toHaveLength(
      reply.points.length,
    );
    expect(sentences.length).toBeGreaterThan(0);
  });

  test('says the same without its table, and to whoever is read the plain text', () => {
    const { withoutTable = [], text } = message;
    const list = clear({ text, blocks: withoutTable }).payload;
    expect(tableIn(list)).toBeUndefined();
    expect(text).toContain('Hervé Kabla');
    for (const { quotes } of reply.sides) {
      for (const quote of quotes)
        expect(JSON.stringify(list)).toContain(shownWords(quote).slice(2, 30));
    }
  });

  test('of every corpus fits, and leaves', () => {
    for (const corpus of [realCorpus, hostileCorpus, veloCorpus]) {
      const { blocks } = messageOf(answerOf(comparisonReply(corpus, 'x')), corpus);
      expect(objectionsTo(blocks, 'message')).toEqual([]);
    }
  });

  test('that a table cannot hold whole has no table', () => {
    const [one, other] = reply.sides;
    const uneven: ComparisonReply = {
      ...reply,
      summary: null,
      points: [],
      sides: [one, { ...other, quotes: other.quotes.slice(1) }],
    };
    const none: ComparisonReply = {
      ...reply,
      summary: null,
      points: [],
      sides: [
        { ...one, quotes: [] },
        { ...other, quotes: [] },
      ],
    };
    for (const each of [uneven, none]) {
      const { blocks, withoutTable } = messageOf(answerOf(each));
      expect(tableIn({ blocks })).toBeUndefined();
      expect(withoutTable).toBeUndefined();
    }
  });

  /** Two voices on three points, the longest there are, each passage with so many characters. */
  const longest = (length: number) => {
    const voices = ['Jo', 'Ada'].map((name) => `${name} ${'x'.repeat(78 - name.length)}`);
    const texts = voices.flatMap((voice) =>
      [1, 2, 3].map((n) => {
        const anchor = `${voice.slice(0, 2).toLowerCase()}-${n}`;
        return passage({ voice, anchor, text: 'mot '.repeat(length / 4).trim() });
      }),
    );
    const corpus = corpusOf(texts);
    return messageOf(answerOf(comparisonReply(corpus, 'x')), corpus);
  };

  test('is a table as long as Slack takes one, and no longer', () => {
    const lengths = Array.from({ length: 500 }, (_, n) => 400 + 4 * n);
    const isTabled = lengths.map((length) => tableIn(longest(length)) !== undefined);
    const most = isTabled.lastIndexOf(true);
    expect(isTabled.indexOf(false)).toBe(most + 1);
    // Longer than any passage of the corpora may be.
    expect(lengths[most]).toBeGreaterThan(1_200);
    for (const length of [lengths[most], lengths[most + 1], 3_000]) {
      const { blocks, withoutTable = [] } = longest(length ?? expect.fail());
      for (const shown of [blocks, withoutTable]) {
        expect(objectionsTo(shown, 'message')).toEqual([]);
        expect(isTooLong(shown)).toBe(false);
      }
    }
  });
});

type Cell = types.RichTextBlock;
const partsOf = (cell: unknown) =>
  ((cell as Cell).elements[0] as types.RichTextSection).elements as types.RichTextText[];
/** Changes the first text of a cell that fits. */
const respelt = (cell: unknown, found: RegExp, into: string) => {
  const part = partsOf(cell).find(({ text }) => found.test(text)) ?? expect.fail();
  part.text = part.text.replace(found, into);
};
const swapped = (row: unknown[]) => row.reverse();

describe('a table is refused by the gate', () => {
  test('with nothing changed it leaves', () => {
    expect(() => clear(withTable(() => undefined))).not.toThrow();
  });

  test.each<[string, (rows: types.TableBlock['rows']) => unknown]>([
    [
      'with a letter changed',
      (rows) => {
        respelt(rows[1]?.[0], /^«\u00A0Donc/u, '«\u00A0Danc');
      },
    ],
    [
      'with a column swapped',
      (rows) => {
        rows.slice(1).forEach(swapped);
      },
    ],
    ['with one row swapped', (rows) => swapped(rows[2] ?? [])],
    ['with its heads swapped', (rows) => swapped(rows[0] ?? [])],
    [
      'with one voice at both heads',
      (rows) => {
        respelt(rows[0]?.[1], /^.*$/u, 'Hervé Kabla');
      },
    ],
    [
      'under a voice that says neither',
      (rows) => {
        respelt(rows[0]?.[0], /^.*$/u, 'Fred Cavazza');
      },
    ],
    [
      'under a name of nobody',
      (rows) => {
        respelt(rows[0]?.[0], /^.*$/u, 'Zoé Personne');
      },
    ],
    ['without its heads', (rows) => rows.shift()],
    [
      'with quotations beyond its heads',
      (rows) => rows[1]?.unshift(structuredClone(rows[0]?.[0] ?? expect.fail())),
    ],
    [
      'with another voice under a quotation',
      (rows) => {
        respelt(rows[1]?.[0], /^— Hervé Kabla/u, '— Fred Cavazza');
      },
    ],
    [
      'with another year',
      (rows) => {
        respelt(rows[1]?.[0], /2012$/u, '2013');
      },
    ],
    [
      'with another title',
      (rows) => {
        respelt(rows[1]?.[0], /poursuite/u, 'suite');
      },
    ],
    ['without a caption', (rows) => partsOf(rows[1]?.[0]).splice(-4)],
    ['without its address', (rows) => partsOf(rows[1]?.[0]).pop()],
    [
      'with another address',
      (rows) => {
        const link = partsOf(rows[1]?.[0]).at(-1) as unknown as types.RichTextLink;
        link.url = 'https://piege.invalid';
      },
    ],
    [
      'with an address more',
      (rows) =>
        partsOf(rows[1]?.[0]).push({
          type: 'link',
          url: 'https://piege.invalid',
          text: 'ici',
        } as never),
    ],
    [
      'with two numbers exchanged',
      (rows) => {
        respelt(rows[1]?.[0], /^\[1\]/u, '[2]');
        respelt(rows[1]?.[1], /^\[2\]/u, '[1]');
      },
    ],
    [
      'with another relation over a row',
      (rows) => {
        respelt(rows[1]?.[0], /rejoint/u, 'rejette ce que dit');
      },
    ],
    [
      'with two cells of a column exchanged, under the line of another point',
      (rows) => {
        const [first, second] = [rows[1] ?? [], rows[2] ?? []];
        [first[1], second[1]] = [second[1] ?? expect.fail(), first[1] ?? expect.fail()];
      },
    ],
    [
      'with a cell of another form',
      (rows) => rows[1]?.splice(0, 1, { type: 'raw_text', text: '« Jamais dit »' }),
    ],
    [
      'with a quotation more',
      (rows) =>
        partsOf(rows[1]?.[0]).push(
          { type: 'text', text: '\n' },
          { type: 'text', text: '« Jamais dit. »' },
        ),
    ],
  ])('%s', (_, change) => {
    const changed = withTable(change);
    expect(changed.blocks).not.toEqual(message.blocks);
    expect(() => clear(changed)).toThrow('refused');
  });

  test('with other numbers where it is shown without its table', () => {
    const exchanged: Record<string, string> = { '[1]': '[2]', '[2]': '[1]' };
    const withoutTable = JSON.parse(JSON.stringify(message.withoutTable), (_, value: unknown) =>
      typeof value === 'string' ? (exchanged[value] ?? value) : value,
    ) as SlackMessage['blocks'];
    expect(() => clear({ ...message, withoutTable })).toThrow('refused');
  });
});

describe.each(ROADS)('a table, %s', (_, over) => {
  test('is shown by a road on which Slack says that it refuses one, and never in an acknowledgement', () =>
    over(async ({ slack, road }) => {
      const { message: acknowledged } = await road.command({ command: '/comparer', text: KABLA });
      expect(acknowledged).toBeUndefined();
      const shown = await slack.waitForMessage(GENERAL);
      expect(shown.road).toBe('response_url');
      expect(tableIn(shown as SlackMessage)).toBeDefined();
    }));

  test.each([
    ['with a status', broken(400)],
    ['with an error under status 200', refused('invalid_blocks')],
    ['with an error alone under status 200', answered(200, 'invalid_blocks')],
    ['with an error alone under status 500', answered(500, 'invalid_blocks')],
    ['with `ok: false` and no error', answered(200, { ok: false })],
  ])('gives way to the list where the response_url refuses it %s', (__, fault) =>
    over(async ({ slack, bot, road }) => {
      slack.faults.add('response_url', fault);
      await road.command({ command: '/comparer', text: KABLA });
      const shown = await slack.waitForMessage(GENERAL);
      expect(tableIn(shown as SlackMessage)).toBeUndefined();
      expect(wordsOf(shown)).toContain('Yann Gourvennec');
      expect(slack.everIn(GENERAL)).toHaveLength(1);
      expect(bot.faults).toEqual([]);
    }),
  );

  test.each(['invalid_blocks', 'invalid_attachments', 'msg_blocks_too_long'])(
    'gives way to the list where the thread of a mention answers %s',
    (code) =>
      over(async ({ slack, bot, road }) => {
        slack.faults.add('chat.postMessage', refused(code));
        await road.mention({ text: `comparer ${KABLA}` });
        const shown = await slack.waitForMessage(GENERAL);
        expect(tableIn(shown as SlackMessage)).toBeUndefined();
        expect(slack.everIn(GENERAL)).toHaveLength(1);
        expect(bot.faults).toEqual([]);
      }),
  );

  test.each([
    ['to a private command', 'response_url', `prive ${KABLA}`],
    ['to a private mention', 'chat.postEphemeral', `comparer ${KABLA} prive`],
  ] as const)('gives way to the list where it is refused in an answer %s', (__, way, text) =>
    over(async ({ slack, bot, road }) => {
      slack.faults.add(way, refused('invalid_blocks'));
      if (way === 'response_url') await road.command({ command: '/comparer', text });
      else await road.mention({ text });
      const shown = await slack.waitForMessage(GENERAL);
      expect([shown.onlyFor, tableIn(shown as SlackMessage)]).toEqual([ALICE, undefined]);
      expect(wordsOf(shown)).toContain('Yann Gourvennec');
      expect([slack.everIn(GENERAL).length, bot.faults]).toEqual([1, []]);
    }),
  );

  test('gives way to the list where it is refused in the place of another answer', () =>
    over(async ({ slack, bot, road }) => {
      const message = { text: 'blogs', ts: slack.timestamp() };
      await road.mention(message);
      const { ts } = await slack.waitForMessage(GENERAL);
      slack.faults.add('chat.update', refused('invalid_blocks'));
      const more = { edited: { user: ALICE, ts: slack.timestamp() } };
      await road.mention({ ...message, text: `comparer ${KABLA}`, more });
      const shown = await slack.waitForMessage(GENERAL, (each) =>
        wordsOf(each).includes('Hervé Kabla et Yann Gourvennec'),
      );
      expect([shown.ts, shown.edits, tableIn(shown as SlackMessage)]).toEqual([ts, 1, undefined]);
      expect(bot.faults).toEqual([]);
    }));

  test('has a button under it for each of its quotations', () =>
    over(async ({ slack, road }) => {
      await road.command({ command: '/comparer', text: KABLA });
      const shown = await slack.waitForMessage(GENERAL);
      expect(JSON.stringify(shown.blocks)).toContain('"text":"Contexte [2]"');
      await road.buttonClick({ actionId: 'debat/context#2', user: ALICE });
      const around = await slack.waitForMessage(GENERAL, (each) => each.onlyFor === ALICE);
      const second = reply.sides[1].quotes[0] ?? expect.fail();
      expect(JSON.stringify(around.blocks)).toContain(shownWords(second).slice(2, 40));
    }));
});

test('a table that cannot be posted for another reason is not sent again', () =>
  overHttp(async ({ slack, road }) => {
    slack.faults.add('chat.postMessage', refused('is_archived'));
    await road.mention({ text: `comparer ${KABLA}` });
    await slack.waitForCall('chat.postEphemeral');
    expect(slack.calls('chat.postMessage')).toHaveLength(1);
  }));
