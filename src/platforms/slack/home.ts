import type { App } from '@slack/bolt';
import type { Options } from '../../ask/request.ts';
import type { Reply } from '../../debate/reply.ts';
import { BotError } from '../../errors.ts';
import { noticeText } from '../../messages/messages.ts';
import { publishHome, suggest } from './deliver.ts';
import { PLATFORM } from './exchange.ts';
import type { ListenerParts, Origin } from './exchange.ts';
import { toBotError } from './faults.ts';
import { CHANNELS_AT_HOME } from './limits.ts';
import { mayManage } from './rights.ts';
import { homeView, promptsFrom } from './view/home.ts';
import type { ChannelState, Subscriptions } from './view/home.ts';

/** Who looks at the Home tab, and of which workspace. */
type Visitor = Pick<Origin, 'client' | 'workspace' | 'person'>;

/** Fills the Home tab when somebody opens it, and proposes what to say where messages are. */
export function listenToHome(app: App, parts: ListenerParts): void {
  app.event('app_home_opened', ({ event, context, client }) =>
    parts.work.run(
      'home',
      async () => {
        const { composer, corpus } = parts;
        if (event.tab === 'messages') {
          await suggest(client, event.channel, composer.ownWords(promptsFrom(corpus)));
        } else await showHome(parts, { client, workspace: context.teamId, person: event.user });
      },
      (fault) => {
        // Nobody waits for an answer here: the operator is told, the person sees the tab as it was.
        parts.reportFault(toBotError(fault, 'home'));
        return Promise.resolve();
      },
    ),
  );
}

/** Shows the Home tab as it is now, with a sentence on what was just done there. */
async function showHome(parts: ListenerParts, visitor: Visitor, told: string | null = null) {
  const { composer, corpus, names } = parts;
  const shown = await subscriptionsOf(parts, visitor, told);
  const view = homeView(corpus, names, shown);
  await publishHome(visitor.client, visitor.person, composer.ownWords(view));
}

/** Erases what is kept of the workspace, for an administrator, and says what became of it. */
export async function eraseAll(parts: ListenerParts, visitor: Visitor): Promise<void> {
  // Any channel stands for its workspace.
  const reply = await manage(parts, visitor, '', { geste: 'effacer oui' });
  await showHome(parts, visitor, sentenceOf(reply));
}

async function subscriptionsOf(
  parts: ListenerParts,
  visitor: Visitor,
  told: string | null,
): Promise<Subscriptions> {
  try {
    const channels = await channelsOf(parts, visitor);
    const shown = await Promise.all(
      channels.slice(0, CHANNELS_AT_HOME).map(async (channel): Promise<ChannelState> => {
        const reply = await manage(parts, visitor, channel, { geste: 'etat' });
        return { channel, state: sentenceOf(reply) };
      }),
    );
    return { channels: shown, others: channels.length - shown.length, told };
  } catch (fault) {
    if (!(fault instanceof BotError) || fault.code !== 'store') throw fault;
    return { channels: [], others: 0, told: noticeText({ code: 'store down' }) };
  }
}

/** Direct conversations are nobody else's business. */
async function channelsOf(
  { subscriptions }: ListenerParts,
  { workspace }: Visitor,
): Promise<string[]> {
  if (subscriptions === undefined || typeof workspace !== 'string') return [];
  const places = await Array.fromAsync(subscriptions.within(PLATFORM, workspace));
  const channels = places.map(({ place }) => place.channel);
  return channels.filter((channel) => !channel.startsWith('D')).sort();
}

async function manage(
  parts: ListenerParts,
  { client, workspace, person }: Visitor,
  channel: string,
  options: Options,
): Promise<Reply> {
  const address = { platform: PLATFORM, workspace: workspace ?? null, channel, person };
  const { reply } = await parts.dispatch({
    address,
    command: 'abonnement',
    input: { options },
    mayManage: (extent) => mayManage(parts, client, address, extent),
  });
  return reply;
}

function sentenceOf(reply: Reply): string {
  return reply.kind === 'notice' ? noticeText(reply.notice) : '';
}
