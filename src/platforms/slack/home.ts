import type { Contested } from '../../ports.ts';
import type { App, types } from '@slack/bolt';
import { debateShownAt, nobodyOn, type Answer, type Options } from '../../ask/request.ts';
import { NO_DEBATE, readQualifiedRef, type OpenDebate } from '../../debate/debates.ts';
import type { Catalogue } from '../../debate/catalogue.ts';
import { Quote } from '../../debate/quote.ts';
import { BotError } from '../../errors.ts';
import { debateLine } from '../../messages/choice.ts';
import { contestedText } from '../../messages/conversation.ts';
import { noticeText, type HelpSection } from '../../messages/messages.ts';
import { home, sentences, slackHelp, suggestedPrompts } from '../../messages/slack.ts';
import { openModal, publishHome, suggest, type Prompts } from './deliver.ts';
import { proposedBlocks } from './proposed.ts';
import { isAdministrator, PLATFORM, mayManage } from './requests.ts';
import type { ListenerParts, Origin } from './requests.ts';
import { toBotError } from './faults.ts';
import {
  CHANNELS_AT_HOME,
  header,
  line,
  list,
  PROMPTS,
  richText,
  type Block,
} from './view/blocks.ts';
import { actionsBlock } from './view/buttons.ts';
import type { SlackAction } from './view/buttons.ts';
import { farewell, searchForm } from './view/forms.ts';
import { readMessage } from './view/read.ts';
import { quotationBlocks, sectionBlock } from './view/render.ts';

type Visitor = Pick<Origin, 'client' | 'workspace' | 'person'>;

/** Fills the Home tab when somebody opens it, and proposes what to say where messages are. */
export function listenToHome(app: App, parts: ListenerParts): void {
  app.event('app_home_opened', ({ event, context, client }) =>
    parts.work.run(
      'home',
      async () => {
        const { composer } = parts;
        if (event.tab === 'messages') {
          const debate = await debateOf(parts, { workspace: context.teamId });
          const prompts = composer.ownWords(promptsFrom(debate.catalogue), debate);
          await suggest(client, event.channel, prompts);
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

/** What a workspace is answered from, where it chose no other in a channel. */
function debateOf({ debates }: ListenerParts, { workspace = null }: Pick<Visitor, 'workspace'>) {
  return debateShownAt(debates, { platform: PLATFORM, workspace });
}

/** Shows the Home tab as it is now, with a sentence on what was just done there. */
async function showHome(
  parts: ListenerParts,
  visitor: Visitor,
  told: string | null = null,
): Promise<void> {
  let sentence = told;
  const debate = await debateOf(parts, visitor);
  const subscriptions = await subscriptionLines(parts, visitor).catch((fault: unknown) => {
    if (!(fault instanceof BotError) || fault.code !== 'store') throw fault;
    sentence = noticeText({ code: 'store down' }, debate.catalogue.examples);
    return [];
  });
  const { contested, from } = await contestedTo(parts, visitor, debate).catch((fault: unknown) => {
    if (!(fault instanceof BotError) || !['store', 'search'].includes(fault.code)) throw fault;
    if (fault.code === 'search') parts.reportFault(fault);
    return { contested: [], from: debate };
  });
  const judged = [...contestedBlocks(contested), ...(await proposedBlocks(parts, visitor))];
  const shown = { debate, debates: debatesAt(parts, visitor), subscriptions, judged };
  const view = homeView(parts, shown, sentence);
  const read = ({ blocks }: typeof view) => readMessage({ text: '', blocks });
  const message = parts.composer.quoting(view, read, from);
  await publishHome(visitor.client, visitor.person, message);
}

/** Does what a button of the Home tab says, which is in no channel, and has no address that takes an answer. */
export async function reactOnHome(
  parts: ListenerParts,
  action: SlackAction | null,
  visitor: Visitor & { readonly triggerId: string },
): Promise<void> {
  const { client, triggerId } = visitor;
  const debate = await debateOf(parts, visitor);
  const open = (view: types.ModalView) =>
    openModal(client, triggerId, parts.composer.ownWords(view, debate));
  if (action === 'search')
    await open(searchForm(debate.catalogue.examples, knownTo(parts, visitor)));
  else if (action === 'erase') await eraseAll(parts, visitor);
  else await open(farewell(home.title, sentences.outdatedButton()));
}

/** Erases what is kept of the workspace, for an administrator, and says what became of it. */
async function eraseAll(parts: ListenerParts, visitor: Visitor): Promise<void> {
  // Any channel stands for its workspace.
  const answer = await manage(parts, visitor, '', { geste: 'effacer oui' });
  await showHome(parts, visitor, sentenceOf(answer));
}

/** How and when each channel of the workspace is sent the quotation of the day. */
async function subscriptionLines(
  parts: ListenerParts,
  visitor: Visitor,
): Promise<types.RichTextSection[]> {
  const channels = await channelsOf(parts, visitor);
  const shown = channels.slice(0, CHANNELS_AT_HOME).map(async (channel) => {
    const answer = await manage(parts, visitor, channel, { geste: 'etat' });
    return channelLine(channel, sentenceOf(answer));
  });
  const others = channels.length - shown.length;
  const more = others === 0 ? [] : [line(home.otherSubscriptions(others))];
  return [...(await Promise.all(shown)), ...more];
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
): Promise<Answer> {
  const address = { platform: PLATFORM, workspace: workspace ?? null, channel, person };
  return parts.dispatch({
    address,
    command: 'abonnement',
    input: { options },
    mayManage: (extent) => mayManage(parts, client, address, extent),
  });
}

function sentenceOf({ reply, from = NO_DEBATE }: Answer): string {
  return reply.kind === 'notice' ? noticeText(reply.notice, from.catalogue.examples) : '';
}

/** Slack writes the name of a channel for those alone who may know it. */
function channelLine(channel: string, state: string): types.RichTextSection {
  const name: types.RichTextChannelMention = { type: 'channel', channel_id: channel };
  const words: types.RichTextText = { type: 'text', text: home.subscription(state) };
  return { type: 'rich_text_section', elements: [name, words] };
}

/** Passages shown to administrators, and characters of each. */
const [CONTESTED_AT_HOME, CONTESTED_ROOM] = [3, 400];

interface ContestedQuote {
  readonly each: Contested;
  readonly quote: Quote;
}

/** The quotations contested most often, for whoever administers the workspace, and the debate that lets them through. */
async function contestedTo(
  parts: ListenerParts,
  { client, person }: Visitor,
  debate: OpenDebate,
): Promise<{ readonly contested: readonly ContestedQuote[]; readonly from: OpenDebate }> {
  const all = (await parts.contested?.()) ?? [];
  const named = all.filter(({ passage }) => readQualifiedRef(passage).key === debate.key);
  if (named.length > 0) await debate.catchUp();
  const { holdings } = debate;
  const refs = named.map(({ passage }) => readQualifiedRef(passage).ref);
  const held = new Map((await holdings.passages(refs)).map((passage) => [passage.id, passage]));
  const known = named.flatMap((each, place) => {
    const passage = held.get(refs[place] ?? '');
    return passage === undefined ? [] : [{ each, quote: Quote.at(passage) }];
  });
  const isTold = known.length > 0 && (await isAdministrator(parts, client, person)) === true;
  const told = isTold ? known.slice(0, CONTESTED_AT_HOME) : [];
  return { contested: told, from: await debate.showing(told.map(({ quote }) => quote.passage.id)) };
}

function contestedBlocks(contested: readonly ContestedQuote[]): readonly Block[] {
  if (contested.length === 0) return [];
  const shown = contested.flatMap(({ each, quote }) => {
    return quotationBlocks(quote, contestedText(each), CONTESTED_ROOM);
  });
  return [richText([line(home.contested, { bold: true })]), ...shown];
}

/** Of several debates, which the workspace may ask, each as its name is typed. */
function debatesAt(parts: ListenerParts, visitor: Visitor): readonly string[] {
  return parts.debates.areSeveral ? knownTo(parts, visitor).map(debateLine) : [];
}

function knownTo({ debates }: ListenerParts, { workspace = null }: Visitor) {
  return debates.knownAt({ ...nobodyOn(PLATFORM), workspace });
}

interface Home {
  readonly debate: OpenDebate;
  readonly debates: readonly string[];
  readonly subscriptions: readonly types.RichTextSection[];
  /** What administrators alone read. */
  readonly judged: readonly Block[];
}

function homeView(
  { names }: ListenerParts,
  { debate: { catalogue }, debates, subscriptions, judged }: Home,
  told: string | null,
) {
  const renamed = ({ title, lines }: HelpSection) => {
    return sectionBlock({ title, lines: lines.map(names.written) });
  };
  const none = { title: home.subscriptions, lines: [home.noSubscription] };
  const blocks = [
    header(home.title),
    ...(told === null ? [] : [richText([line(names.written(told))])]),
    ...actionsBlock([{ action: 'search', asked: null }]),
    ...(debates.length === 0 ? [] : [renamed({ title: home.debates, lines: debates })]),
    ...slackHelp(catalogue).map(renamed),
    subscriptions.length === 0
      ? renamed(none)
      : richText([
          line(home.subscriptions, { bold: true }),
          { ...list([]), elements: [...subscriptions] },
        ]),
    ...judged,
    renamed({ title: home.erase, lines: [home.eraseText] }),
    ...actionsBlock([{ action: 'erase', asked: null }]),
  ];
  return { type: 'home', blocks } satisfies types.HomeView;
}

/** How many subjects of the corpus the Messages tab proposes, beside the quotation of the day and help. */
const PROPOSED_TOPICS = PROMPTS - 2;

/** What the Messages tab proposes: the topics of most passages first, because they give results. */
export function promptsFrom({ topics }: Pick<Catalogue, 'topics'>): Prompts {
  return { prompts: suggestedPrompts(topics.all.slice(0, PROPOSED_TOPICS)) };
}
