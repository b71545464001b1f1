import { ApplicationCommandType, GatewayDispatchEvents, InteractionType } from 'discord.js';
import type { APIInteraction, GatewayDispatchPayload } from 'discord.js';
import type { Work } from '../../running/work.ts';
import { apologise, apologiseForSpoken } from './apology.ts';
import { answerCommand, answerMessageCommand, propose, readAsked } from './asking.ts';
import { countReason, react } from './clicks.ts';
import type { Asked, Desk } from './desk.ts';
import type { Servers } from './transport/servers.ts';
import { answerSpoken, readSpoken } from './speaking.ts';

/** Those who take what the gateway tells. */
export interface Listeners {
  readonly desk: Desk;
  readonly work: Work;
  readonly servers: Servers;
  /** The bot's own user, once a session has told it. */
  bot: string;
}

/** Gives every event to those who answer it. Never throws: an event that lacks something is a fault to report. */
export function hear(listeners: Listeners, packet: GatewayDispatchPayload): void {
  try {
    tell(listeners, packet);
  } catch (fault) {
    listeners.desk.counters.count('events not understood');
    listeners.desk.reportFault(fault);
  }
}

/** Most of what Discord tells is not for the bot. */
function tell(listeners: Listeners, packet: GatewayDispatchPayload): void {
  const { servers } = listeners;
  switch (packet.t) {
    case GatewayDispatchEvents.Ready: {
      const { user, guilds, shard = [0, 1] } = packet.d;
      listeners.bot = user.id;
      const there = guilds.map(({ id }) => id);
      void servers.present(there, shard);
      break;
    }
    case GatewayDispatchEvents.InteractionCreate:
      hearInteraction(listeners, packet.d);
      break;
    case GatewayDispatchEvents.MessageCreate: {
      const { desk, work, bot } = listeners;
      const spoken = readSpoken(packet.d, bot);
      if (spoken === null) break;
      const kind = spoken.guild === null ? 'direct message' : 'mention';
      const answer = () => answerSpoken(desk, spoken);
      void work.run(kind, answer, (fault) => apologiseForSpoken(desk, spoken, fault));
      break;
    }
    case GatewayDispatchEvents.GuildCreate:
      void servers.joined(packet.d.id);
      break;
    case GatewayDispatchEvents.GuildDelete:
      void servers.gone(packet.d.id, packet.d.unavailable === true);
      break;
  }
}

function hearInteraction({ desk, work }: Listeners, interaction: APIInteraction): void {
  const asked = readAsked(interaction, desk.time.now());
  const kind = kindOf(interaction);
  const answer = () => answerInteraction(desk, asked, interaction);
  void work.run(kind, answer, (fault) => {
    // A menu without proposals is no reason for a message: the person goes on typing.
    const { ApplicationCommandAutocomplete } = InteractionType;
    if (interaction.type === ApplicationCommandAutocomplete) return forget(desk, kind, fault);
    return apologise(desk, kind, asked, fault);
  });
}

async function answerInteraction(
  desk: Desk,
  asked: Asked,
  interaction: APIInteraction,
): Promise<void> {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      // The type of the command's data is that of the command.
      if (interaction.data.type === ApplicationCommandType.Message) {
        type Related = Parameters<typeof answerMessageCommand>[2];
        await answerMessageCommand(desk, asked, interaction as Related);
      } else {
        // Of another type there is none: « unknown command » is what it gets.
        await answerCommand(desk, asked, interaction as Parameters<typeof answerCommand>[2]);
      }
      break;
    case InteractionType.ApplicationCommandAutocomplete:
      await propose(desk, asked, interaction);
      break;
    case InteractionType.MessageComponent:
      await react(desk, asked, interaction);
      break;
    case InteractionType.ModalSubmit:
      await countReason(desk, asked, interaction);
      break;
    case InteractionType.Ping:
      break;
  }
}

function kindOf({ type, data }: APIInteraction): string {
  if (type === InteractionType.ApplicationCommand) return `command ${data.name}`;
  return KINDS.get(type) ?? 'interaction';
}

const KINDS: ReadonlyMap<InteractionType, string> = new Map([
  [InteractionType.ApplicationCommandAutocomplete, 'menu'],
  [InteractionType.MessageComponent, 'click'],
  [InteractionType.ModalSubmit, 'form'],
]);

function forget({ counters, log }: Desk, kind: string, fault: unknown): Promise<void> {
  counters.count(`unanswered: ${kind}`);
  log.warn({ kind, fault: (fault as Error).name }, 'a menu got no proposals');
  return Promise.resolve();
}
