import type { webApi } from '@slack/bolt';
import { noticeText } from '../../messages/messages.ts';
import { BotError } from '../../errors.ts';
import type { Reply } from '../../debate/reply.ts';
import type { Options } from '../../ask/request.ts';
import { publishHome } from './deliver.ts';
import { addressOf, PLATFORM } from './desk.ts';
import type { Desk } from './desk.ts';
import { homeView } from './home.ts';
import type { ChannelState, Household } from './home.ts';
import { CHANNELS_AT_HOME } from './limits.ts';
import { mayManage } from './rights.ts';

/** Somebody who looks at the Home tab. */
export interface Visit {
  readonly client: webApi.WebClient;
  readonly workspace: string | undefined;
  readonly person: string;
}

/** Shows the Home tab as it is now, with a sentence on what was just done there. */
export async function showHome(desk: Desk, visit: Visit, told: string | null = null) {
  const { composer, corpus, names } = desk;
  const household = await householdOf(desk, visit, told);
  const view = homeView(corpus, names, household);
  await publishHome(visit.client, visit.person, composer.ownWords(view));
}

/** Erases what is kept of the workspace, for an administrator, and says what became of it. */
export async function eraseAll(desk: Desk, visit: Visit): Promise<void> {
  // Any channel stands for its workspace.
  const reply = await manage(desk, visit, '', { geste: 'effacer oui' });
  await showHome(desk, visit, sentenceOf(reply));
}

async function householdOf(desk: Desk, visit: Visit, told: string | null): Promise<Household> {
  try {
    const channels = await channelsOf(desk, visit);
    const shown = await Promise.all(
      channels.slice(0, CHANNELS_AT_HOME).map(async (channel): Promise<ChannelState> => {
        const reply = await manage(desk, visit, channel, { geste: 'etat' });
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
async function channelsOf({ subscriptions }: Desk, { workspace }: Visit): Promise<string[]> {
  if (subscriptions === undefined || workspace === undefined) return [];
  const places = await Array.fromAsync(subscriptions.within(PLATFORM, workspace));
  const channels = places.map(({ place }) => place.channel);
  return channels.filter((channel) => !channel.startsWith('D')).sort();
}

async function manage(
  desk: Desk,
  { client, workspace, person }: Visit,
  channel: string,
  options: Options,
): Promise<Reply> {
  const address = addressOf(workspace, channel, person);
  const { reply } = await desk.dispatch({
    ...{ address, command: 'abonnement', input: { options } },
    mayManage: (extent) => mayManage(desk, client, address, extent),
  });
  return reply;
}

function sentenceOf(reply: Reply): string {
  return reply.kind === 'notice' ? noticeText(reply.notice) : '';
}
