import type { AckFn, MessageShortcut, ViewOutput, ViewResponseAction, webApi } from '@slack/bolt';
import { ACKNOWLEDGE_WITHIN_MS } from '../../conversation/delivery.ts';
import type { ProposalForm } from '../../conversation/proposing.ts';
import { NO_DEBATE } from '../../debate/debates.ts';
import { OF_THE_BOT, proposalForm as words, WITHOUT_WORDS } from '../../messages/proposals.ts';
import { readyWithin } from '../../running/work.ts';
import { acknowledge, openModal } from './deliver.ts';
import type { PlacedExchange } from './exchanges.ts';
import type { ListenerParts } from './requests.ts';
import { isByPerson, spokenIn } from './spoken.ts';
import { farewell } from './view/forms.ts';
import { proposalFieldFor, proposalOptions, proposalView, readAround } from './view/proposal.ts';

/** What Slack is asked for before a form opens must be there soon: its trigger lives three seconds. */
const KNOWN_WITHIN_MS = 1_500;

export function openProposal(
  { composer }: Pick<ListenerParts, 'composer'>,
  client: webApi.WebClient,
  triggerId: string,
  form: ProposalForm,
): Promise<void> {
  return openModal(client, triggerId, composer.quoting(proposalView(form), readAround, NO_DEBATE));
}

/** Opens the form on a message of a person. */
export async function proposeMessage(
  parts: ListenerParts,
  exchange: PlacedExchange,
  { message, channel, trigger_id: triggerId }: MessageShortcut,
  client: webApi.WebClient,
): Promise<void> {
  if (!isByPerson(message)) return parts.conversation.tell(exchange, OF_THE_BOT);
  const { text: mots } = spokenIn(message);
  if (mots === '') return parts.conversation.tell(exchange, WITHOUT_WORDS);
  const { user, ts } = message;
  const [auteur, lien] = await Promise.all([
    known(parts, nameOf(client, user)),
    known(parts, addressOf(client, channel.id, ts)),
  ]);
  const date = new Date(Number(ts) * 1000).toISOString().slice(0, 10);
  const source = lien === null ? {} : { source: lien, lien };
  const draft = { mots, date, ...source, ...(auteur === null ? {} : { auteur }) };
  await parts.proposing.openOn(exchange, draft, (form) =>
    openProposal(parts, client, triggerId, form),
  );
}

/** Takes the form; what is wrong in it keeps it open. */
export async function takeProposal(
  { conversation, proposing, composer, names, time }: ListenerParts,
  exchange: PlacedExchange,
  view: ViewOutput,
  ack: AckFn<ViewResponseAction>,
): Promise<void> {
  const work = proposing.take(exchange, proposalOptions(view));
  const ready = await readyWithin(work, ACKNOWLEDGE_WITHIN_MS, time);
  if (ready === null) {
    await ack();
    await conversation.show(exchange, await work, 'asker');
    return;
  }
  const { sentence, wrong } = proposing.taken(ready);
  const told = names.written(sentence);
  const errors = wrong === null ? null : { [proposalFieldFor(wrong)]: told };
  const answer: ViewResponseAction =
    errors === null
      ? { response_action: 'update', view: farewell(words.title, told) }
      : { response_action: 'errors', errors };
  await acknowledge(ack, composer.ownWords(answer, ready.from));
}

/** What is not known in time is left for the person to fill in. */
async function known<Answer>(
  { time, log }: Pick<ListenerParts, 'time' | 'log'>,
  asked: Promise<Answer>,
): Promise<Answer | null> {
  try {
    return await readyWithin(asked, KNOWN_WITHIN_MS, time);
  } catch {
    log.info({}, 'a message is proposed without its author or its address');
    return null;
  }
}

/** The scope `users:read` lets the bot know it. */
async function nameOf(client: webApi.WebClient, person: string): Promise<string | null> {
  const { user } = await client.users.info({ user: person });
  return user?.profile?.real_name ?? user?.real_name ?? user?.name ?? null;
}

async function addressOf(client: webApi.WebClient, channel: string, ts: string) {
  const { permalink } = await client.chat.getPermalink({ channel, message_ts: ts });
  return permalink ?? null;
}
