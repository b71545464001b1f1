import { describe, expect, test } from 'vitest';
import { linksIn, mentionsIn, wordsOf } from '../../standins/slack/reading.ts';
import { cut, refused } from '../../standins/slack/faults.ts';
import type { Message } from '../../standins/slack/messages.ts';
import type { Slack } from '../../standins/slack/stand-in.ts';
import { ALICE, BRUNO, GENERAL } from '../../standins/slack/workspace.ts';
import { postAsBot } from './channel.ts';
import { overHttp, overSocket } from './harness.ts';

const THE_END = 'fin des médias sociaux';

type Scene = Parameters<Parameters<typeof overHttp>[0]>[0];

/** Runs a test over a bot that has answered a command of Bruno’s. */
function answered(
  run: (scene: Scene & { readonly message: Message }) => Promise<void>,
  text = THE_END,
): Promise<void> {
  return overHttp(async (scene) => {
    const { message = expect.fail() } = await scene.road.command({ text, user: BRUNO });
    await run({ ...scene, message });
  });
}

/** The private message of the newest answer to a click. */
function whispered(slack: Slack, person: string, words: string): Promise<Message> {
  return slack.waitForMessage(
    GENERAL,
    (each) => each.onlyFor === person && wordsOf(each).includes(words),
  );
}

describe('Contexte', () => {
  test('shows the neighbours to the one who clicked, the passage itself in bold', () =>
    answered(async ({ slack, road, message }) => {
      await road.buttonClick({ actionId: 'debat/context', user: ALICE });
      const shown = await whispered(slack, ALICE, 'Autour de ce passage');
      const bold = JSON.stringify(shown.blocks).match(/"text":"«[^"]*","style":\{"bold":true\}/gu);
      expect(bold).toHaveLength(1);
      const [passage = ''] = wordsOf(message).split('\n').slice(1);
      expect(bold?.[0]).toContain(passage);
      expect(slack.messagesIn(GENERAL, BRUNO)).toEqual([message]);
    }));
});

describe('Partager', () => {
  test('mentions the one who shares, and nobody else', () =>
    answered(async ({ slack, road }) => {
      await road.buttonClick({ actionId: 'debat/share', user: BRUNO });
      const shared = await slack.waitForMessage(GENERAL, ({ onlyFor }) => onlyFor === undefined);
      expect(mentionsIn(shared)).toEqual([JSON.stringify({ type: 'user', user_id: BRUNO })]);
    }, `${THE_END} prive`));

  test('H14: makes no second message where Slack did not say whether it took the first, and says so', () =>
    answered(async ({ slack, road }) => {
      slack.faults.add('response_url', cut('after the work'));
      await road.buttonClick({ actionId: 'debat/share', user: BRUNO });
      await whispered(slack, BRUNO, 'Slack n’a pas confirmé l’envoi');
      await road.buttonClick({ actionId: 'debat/share', user: BRUNO });
      await whispered(slack, BRUNO, 'Cette réponse a peut-être déjà été partagée');
      const isShared = (each: Message) => each.onlyFor === undefined;
      expect(slack.everIn(GENERAL).filter(isShared)).toHaveLength(1);
    }, `${THE_END} prive`));

  test('shares into the thread, where Contexte is answered', () =>
    overSocket(async ({ slack }) => {
      await slack.socket.mention({ text: THE_END, ts: '1700000000.000100' });
      await slack.waitForMessage(GENERAL);
      await slack.socket.buttonClick({ actionId: 'debat/context' });
      expect((await whispered(slack, ALICE, 'Autour')).threadTs).toBe('1700000000.000100');
      await slack.socket.buttonClick({ actionId: 'debat/share' });
      const shared = await slack.waitForMessage(GENERAL, (each) =>
        wordsOf(each).includes('Partagé par'),
      );
      expect(shared).toMatchObject({ threadTs: '1700000000.000100' });
      expect(shared.onlyFor).toBeUndefined();
    }));
});

describe('Retirer', () => {
  test('takes the answer away for an administrator', () =>
    answered(async ({ slack, road }) => {
      await road.buttonClick({ actionId: 'debat/remove', user: ALICE });
      await slack.until(() => slack.messagesIn(GENERAL).length === 0 || undefined);
    }));

  test('asks Slack about administrators only where somebody else clicks', () =>
    answered(async ({ slack, road }) => {
      await road.buttonClick({ actionId: 'debat/remove', user: BRUNO });
      await slack.until(() => slack.messagesIn(GENERAL).length === 0 || undefined);
      expect(slack.calls('users.info')).toEqual([]);
    }));

  test('says so where the bot may not know who administers', () =>
    answered(async ({ slack, bot, road }) => {
      slack.workspace.scopes.delete('users:read');
      await road.buttonClick({ actionId: 'debat/remove', user: ALICE });
      await whispered(slack, ALICE, 'le bot n’a pas le droit de savoir qui administre');
      expect(bot.log).toContainEqual(
        expect.objectContaining({ event: 'administrators cannot be recognised' }),
      );
    }));

  test('deletes by the Web API what the response_url no longer can', () =>
    overSocket(async ({ slack }) => {
      await slack.socket.mention({ text: THE_END });
      await slack.waitForMessage(GENERAL);
      slack.faults.add('response_url', refusedResponse());
      await slack.socket.buttonClick({ actionId: 'debat/remove' });
      await slack.until(() => slack.messagesIn(GENERAL).length === 0 || undefined);
      expect(slack.calls('chat.delete')).toHaveLength(1);
    }));

  test('that Slack refuses altogether is told with a reference', () =>
    answered(async ({ slack, bot, road }) => {
      slack.faults.add('response_url', refusedResponse());
      slack.faults.add('chat.delete', refused('cant_delete_message'));
      await road.buttonClick({ actionId: 'debat/remove', user: BRUNO });
      await whispered(slack, BRUNO, 'Slack n’a pas laissé retirer cette réponse.');
      await whispered(slack, BRUNO, 'ref-1');
      expect(bot.faults).toMatchObject([
        { code: 'platform', message: expect.stringContaining('cant_delete_message') as unknown },
      ]);
    }));
});

describe('👍 and 👎', () => {
  test('👎 opens a form of reasons, in whose place the thanks stand', () =>
    answered(async ({ slack, road }) => {
      await road.buttonClick({ actionId: 'debat/wrong', user: ALICE });
      const { output } = await slack.until(() => slack.views.modalOf(ALICE));
      const form = JSON.stringify(output.blocks);
      const labels = ['Citation inexacte', 'Mauvais auteur', 'Hors sujet', 'Résumé infidèle'];
      for (const label of [...labels, 'Autre']) expect(form).toContain(label);
      await road.viewSubmission({ values: { motif: 'autre' } });
      expect(JSON.stringify(slack.views.modalOf(ALICE)?.output.blocks)).toContain('Merci');
    }));

  test('👎 with a trigger that has expired is told with a reference', () =>
    answered(async ({ slack, road }) => {
      slack.faults.add('views.open', refused('expired_trigger_id'));
      await road.buttonClick({ actionId: 'debat/wrong', user: ALICE });
      await whispered(slack, ALICE, 'ref-1');
    }));
});

describe('a button of another version', () => {
  test.each<[string, { value?: string; action_id?: string }]>([
    ['with a state of the future', { value: '{"v":2,"q":"roi"}' }],
    ['with a state that is no JSON', { value: 'roi|2' }],
    ['with a command that is gone', { value: '{"v":1,"c":"resumer","o":{}}' }],
    ['with an option that is gone', { value: '{"v":1,"c":"debat","o":{"langue":"fr"}}' }],
    ['that asks nothing where something is needed', { value: '{"v":1}' }],
    ['with an action that is gone', { action_id: 'debat/resume' }],
    ['of another app', { action_id: 'approuver' }],
  ])('%s is answered honestly', (_, button) =>
    answered(async ({ slack, bot, road }) => {
      const { action_id: actionId = 'debat/next' } = button;
      await postAsBot(slack, { ...button, action_id: actionId });
      await road.buttonClick({ actionId, user: ALICE });
      const told = await whispered(slack, ALICE, 'Ce bouton vient d’une autre version du bot');
      expect(linksIn(told)).toEqual([]);
      expect(bot.faults).toEqual([]);
    }),
  );
});

/** HTTP 404, as for an address used up. */
function refusedResponse() {
  return { kind: 'broken', status: 404, moment: 'before the work' } as const;
}
