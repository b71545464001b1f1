import { ComponentType, TextInputStyle } from 'discord.js';
import type {
  APILabelComponent,
  APIModalInteractionResponseCallbackData,
  APIModalSubmission,
} from 'discord.js';
import type { Reading } from '../../../debate/reading.ts';
import type { Options } from '../../../ask/request.ts';
import {
  filledIn,
  PROPOSAL_FIELDS,
  PROPOSAL_LOOKS,
  type ProposalFieldName,
  type ProposalForm,
} from '../../../conversation/proposing.ts';
import { proposalForm as words } from '../../../messages/proposals.ts';
import { BUTTON } from '../limits.ts';
import { allIn, container, escaped, QUOTATION, text, type DiscordMessage } from './components.ts';
import { readMessage } from './read.ts';

/** The form by which Discord knows it, then the message that is proposed, where it is one. */
const FORM = 'd1/proposal/';
/** The address of a message, then where it is: https://docs.discord.com/developers/reference#message-formatting */
const MESSAGES = 'https://discord.com/channels/';
/** Before the key of the debate. */
const DEBATE = '|';
const PLACE = /^(?:\d{1,20}|@me)\/\d{1,20}\/\d{1,20}$/u;

/** Where a message can be read; the guild is null in a conversation. */
export function addressOfMessage(guild: string | null, channel: string, message: string): string {
  return `${MESSAGES}${guild ?? '@me'}/${channel}/${message}`;
}

/** What stands in a field is the person's own, to be changed, and quotes nothing: the gate reads what is around it. */
export function proposalModal({
  draft,
  debate,
  told,
}: ProposalForm): APIModalInteractionResponseCallbackData {
  const place = (draft.lien ?? '').replace(MESSAGES, '');
  const sentence =
    told === null ? [] : [{ type: ComponentType.TextDisplay as const, content: escaped(told) }];
  return {
    custom_id: identified(PLACE.test(place) ? place : '', debate),
    title: words.title,
    components: [...sentence, ...PROPOSAL_FIELDS.map((name) => fieldOf(name, draft[name]))],
  };
}

/** Where a name is too long to go with it, the debate is that of the place. */
function identified(place: string, debate: string): string {
  const whole = `${FORM}${place}${debate === '' ? '' : DEBATE + debate}`;
  return whole.length <= BUTTON.customId ? whole : FORM + place;
}

/** Which are needed depends on what is proposed: that is said once it is sent. */
function fieldOf(name: ProposalFieldName, written = ''): APILabelComponent {
  const { label, hint: description, longest } = PROPOSAL_LOOKS[name];
  const value = written.slice(0, longest).toWellFormed();
  return {
    type: ComponentType.Label,
    label,
    description,
    component: {
      type: ComponentType.TextInput,
      custom_id: name,
      style: name === 'mots' ? TextInputStyle.Paragraph : TextInputStyle.Short,
      max_length: longest,
      required: false,
      ...(value !== '' && { value }),
    },
  };
}

/** What was filled in, as the options of `/proposer`; null for another form. */
export function proposalOptions({ custom_id, components }: APIModalSubmission): Options | null {
  if (!custom_id.startsWith(FORM)) return null;
  const [place = '', debat = ''] = custom_id.slice(FORM.length).split(DEBATE);
  const fields = components.flatMap(allIn);
  return {
    ...filledIn((name) => fields.find((each) => each['custom_id'] === name)?.['value']),
    ...(PLACE.test(place) && { lien: MESSAGES + place }),
    ...(debat !== '' && { debat }),
  };
}

/** The component of a person's own words, in a message for that person alone. */
const OWN_WORDS = 7_000;

/** Adds them over the buttons. */
export function withOwnWords(message: DiscordMessage, own: readonly string[]): DiscordMessage {
  const [{ components: parts }] = message.components;
  const at = parts.findIndex(({ type }) => type === ComponentType.ActionRow);
  const words = { ...text(...own.map((each) => QUOTATION + escaped(each))), id: OWN_WORDS };
  const whole = parts.toSpliced(at < 0 ? parts.length : at, 0, words);
  return { components: [container(whole)], notes: message.notes };
}

/** Finds all else that is in such a message. */
export function readAroundOwnWords({ components }: DiscordMessage): Reading {
  const [{ components: parts }] = components;
  return readMessage({ components: [container(parts.filter(({ id }) => id !== OWN_WORDS))] });
}
