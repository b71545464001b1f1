import type {
  AckFn,
  App,
  types,
  ViewClosedAction,
  ViewOutput,
  ViewResponseAction,
  ViewSubmitAction,
} from '@slack/bolt';
import { ACKNOWLEDGE_WITHIN_MS } from '../../conversation/delivery.ts';
import { judge } from '../../conversation/feedback.ts';
import { shortened } from '../../conversation/sentences.ts';
import { debateShownAt, type Answer } from '../../ask/request.ts';
import { NO_DEBATE } from '../../debate/debates.ts';
import type { Notice } from '../../debate/notice.ts';
import type { Speaker } from '../../debate/speaker.ts';
import { startsLike } from '../../french/words.ts';
import { noticeText } from '../../messages/messages.ts';
import { forms, sentences } from '../../messages/slack.ts';
import { readyWithin } from '../../running/work.ts';
import { acknowledge, type Offer } from './deliver.ts';
import {
  ANY,
  PLATFORM,
  outsideChannels,
  Acknowledgement,
  type ListenerParts,
  type Origin,
} from './requests.ts';
import { PlacedExchange } from './exchanges.ts';
import { takeProposal } from './proposing.ts';
import { ELEMENT, plain } from './view/blocks.ts';
import {
  contestedIn,
  debateIn,
  farewell,
  FORMS,
  fieldFor,
  placeIn,
  reasonIn,
  searchOptions,
} from './view/forms.ts';

/** Takes what was filled in, and proposes while it is. */
export function listenToForms(app: App, parts: ListenerParts): void {
  const { conversation } = parts;
  app.view<ViewSubmitAction>({ callback_id: ANY, type: 'view_submission' }, (args) => {
    const { view, body, client, ack } = args;
    // It comes with an address only where somebody chose a channel in it.
    const respond = args.respond as Origin['respond'];
    const origin = { ...outsideChannels('form', client, body), respond };
    const exchange = new PlacedExchange(parts, origin);
    const take = async ({ give }: Acknowledgement<ViewResponseAction>) => {
      if (view.callback_id === FORMS.search) await answerSearch(parts, origin, view, give);
      else if (view.callback_id === FORMS.wrong) await takeReason(parts, exchange, view, give);
      else if (view.callback_id === FORMS.propose) await takeProposal(parts, exchange, view, give);
    };
    return conversation.perform(exchange, acknowledged(ack, take));
  });
  app.view<ViewClosedAction>({ callback_id: ANY, type: 'view_closed' }, ({ ack }) => ack());
  app.options<'block_suggestion'>(
    { type: 'block_suggestion' },
    ({ options, body, client, ack }) => {
      const exchange = new PlacedExchange(parts, outsideChannels('menu', client, body));
      const propose = async ({ give }: Acknowledgement<Offer>) => {
        const { debates } = parts;
        const chosen = debateIn({ state: { values: {}, ...body.view?.state } });
        const named = chosen === null ? null : await debates.named(chosen, exchange.address);
        const debate = named ?? (await debateShownAt(debates, exchange.address));
        const offer = { options: authorsLike(options.value, debate.catalogue.speakers) };
        await acknowledge(give, parts.composer.ownWords(offer, debate));
      };
      return conversation.perform(exchange, acknowledged(ack, propose));
    },
  );
}

/** Whatever becomes of the work, Slack gets its acknowledgement. */
function acknowledged<Payload>(
  ack: AckFn<Payload>,
  work: (given: Acknowledgement<Payload>) => Promise<void>,
): () => Promise<void> {
  const given = new Acknowledgement(ack);
  return async () => {
    try {
      await work(given);
    } catch (fault) {
      await given.giveOnce().catch(() => undefined);
      throw fault;
    }
    await given.giveOnce();
  };
}

type AckForm = AckFn<ViewResponseAction>;

/** Answers the form of a search where it says; what is wrong in it keeps it open. */
async function answerSearch(
  parts: ListenerParts,
  origin: Origin,
  view: ViewOutput,
  ack: AckForm,
): Promise<void> {
  const { conversation, composer, names, time } = parts;
  const channel = placeIn(view);
  const exchange = new PlacedExchange(parts, { ...origin, channel });
  const question = { command: 'debat', input: { options: searchOptions(view) } };
  const work = conversation.answerTo(exchange, question);
  const ready = await readyWithin(work, ACKNOWLEDGE_WITHIN_MS, time);
  const wrong = ready === null ? null : noticeOf(ready);
  if (ready !== null && wrong !== null) {
    const { from = NO_DEBATE } = ready;
    const errors = { [fieldFor(wrong)]: names.written(noticeText(wrong, from.catalogue.examples)) };
    await acknowledge(ack, composer.ownWords({ response_action: 'errors', errors }, from));
    return;
  }
  await ack();
  await conversation.show(exchange, await work);
}

/** What can be mended in the form; an empty subject would be answered with the help. */
function noticeOf({ reply }: Answer): Notice | null {
  if (reply.kind === 'help') return { code: 'subject missing' };
  return reply.kind === 'notice' ? reply.notice : null;
}

/** Counts what is wrong with an answer and says thanks in the form's place. */
async function takeReason(
  parts: ListenerParts,
  { address }: PlacedExchange,
  view: ViewOutput,
  ack: AckForm,
): Promise<void> {
  const reason = reasonIn(view);
  const isNew = await parts.conversation.isFirst(`form:${view.id}`);
  if (reason !== null && isNew)
    await judge({ ...parts, platform: PLATFORM }, reason, contestedIn(view), address);
  const thanks = farewell(forms.wrongTitle, sentences.thanks());
  await acknowledge(ack, parts.composer.ownWords({ response_action: 'update', view: thanks }));
}

/** The voices whose name, or a part of it, begins as what was typed. */
function authorsLike(typed: string, speakers: readonly Speaker[]): types.PlainTextOption[] {
  const found = speakers.filter(({ label }) => startsLike(label, typed.trim()));
  return found.slice(0, ELEMENT.options).map(({ label }) => ({
    text: plain(shortened(label, ELEMENT.optionText)),
    // A part of a name names its voice as well as the whole.
    value: label.slice(0, ELEMENT.optionValue),
  }));
}
