import type { webApi } from '@slack/bolt';
import type { Address, Extent } from '../../ask/request.ts';
import type { Log } from '../../ports.ts';
import { readFault } from './faults.ts';

/**
 * Whether a person may decide what is sent to a channel, or what is kept of the whole workspace: an
 * administrator both, whoever created the channel the first. Null when Slack does not say.
 */
export async function mayManage(
  parts: { readonly log: Log },
  client: webApi.WebClient,
  { channel, person }: Address,
  extent: Extent,
): Promise<boolean | null> {
  if (person === null) return null;
  const administers = await isAdministrator(parts, client, person);
  if (administers === true || extent === 'workspace' || channel === null) return administers;
  // Nobody but the person reads the direct conversation.
  if (channel.startsWith('D')) return true;
  const creator = await creatorOf(parts, client, channel);
  if (creator === person) return true;
  return creator === null || administers === null ? null : false;
}

/** Null when it cannot be known, which the scope `users:read` lets the bot do. */
export async function isAdministrator(
  { log }: { readonly log: Log },
  client: webApi.WebClient,
  person: string,
): Promise<boolean | null> {
  try {
    const { user } = await client.users.info({ user: person });
    return user?.is_admin === true || user?.is_owner === true;
  } catch (error) {
    log.warn({ code: readFault(error)?.code ?? 'unknown' }, 'administrators cannot be recognised');
    return null;
  }
}

/** Null when it cannot be known, which the scopes `channels:read` and `groups:read` let the bot do. */
async function creatorOf(
  { log }: { readonly log: Log },
  client: webApi.WebClient,
  channel: string,
): Promise<string | null> {
  try {
    return (await client.conversations.info({ channel })).channel?.creator ?? null;
  } catch (error) {
    const code = readFault(error)?.code ?? 'unknown';
    log.warn({ code }, 'the creator of a channel cannot be recognised');
    return null;
  }
}
