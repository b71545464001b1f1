import type { APIInteraction } from 'discord.js';
import type { Corpus } from '../../../src/debate/passage.ts';
import { readPressed } from '../../../src/platforms/discord/view/buttons.ts';
import { unescaped } from '../../../src/platforms/discord/view/markdown.ts';
import { conversationContract } from '../../contracts/conversation.ts';
import type { Channel, Person } from '../../contracts/conversation.ts';
import { realCorpus } from '../../fixtures/corpora.ts';
import pressedButton from '../../fixtures/discord/button.json' with { type: 'json' };
import { ALICE, BRUNO, GENERAL } from '../../standins/discord/community.ts';
import { controlsOf } from '../../standins/discord/controls.ts';
import type { Message } from '../../standins/discord/messages.ts';
import { textOf } from '../../standins/discord/reading.ts';
import { withDiscord } from './harness.ts';
import type { Bot, Scene } from './harness.ts';

const USERS: Readonly<Record<Person, string>> = { alice: ALICE, bruno: BRUNO };

function shownIn(message: Message) {
  const { onlyFor } = message;
  const seenBy = onlyFor === ALICE ? 'alice' : 'bruno';
  const person: Person | null = onlyFor === undefined ? null : seenBy;
  const actions = controlsOf(message.payload)
    .map((control) => readPressed(String(control['custom_id']))?.action)
    .filter((action) => action !== undefined);
  return { words: unescaped(textOf(message)), actions, onlyFor: person };
}

function channelOn({ discord, start }: Scene, first: Bot): Channel {
  let bot = first;
  return {
    ask: async (by, sujet, options = {}) => {
      await discord.command({ name: 'debat', options: { sujet, ...options }, user: USERS[by] });
    },
    press: async (by, action) => {
      await discord.button({ customId: new RegExp(`^d1/${action}/`, 'u'), user: USERS[by] });
    },
    giveReason: async (by, reason) => {
      await discord.modalSubmit({ fields: { motif: [reason] }, user: USERS[by] });
    },
    pressUnknown: async (by) => {
      const { member } = pressedButton;
      const user = { ...member.user, id: USERS[by] };
      // JSON has numbers where the types have enumerations.
      const pressed = { ...pressedButton, member: { ...member, user } } as unknown;
      await discord.replay(pressed as APIInteraction);
    },
    shown: () => discord.messagesIn(GENERAL).map(shownIn),
    everShown: () => discord.everIn(GENERAL).length,
    verdicts: () => [...bot.feedback.counts()],
    faults: () => bot.faults,
    restart: async (corpus: Corpus = realCorpus) => {
      await bot.adapter.stop();
      bot = await start({ corpus });
    },
    until: async (condition) => {
      await discord.until(() => condition() || undefined);
    },
  };
}

conversationContract('discord', (run) =>
  withDiscord(async (scene) => run(channelOn(scene, await scene.start()))),
);
