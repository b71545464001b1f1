import { ComponentType, TextInputStyle } from 'discord.js';
import type {
  APILabelComponent,
  APIModalInteractionResponseCallbackData,
  APIModalSubmission,
} from 'discord.js';
import type { Options } from '../../../ask/request.ts';
import type { ProposalForm } from '../../../conversation/proposing.ts';
import { proposalForm as words } from '../../../messages/proposals.ts';
import { LONGEST } from '../../../proposing/proposal.ts';
import { BUTTON } from '../limits.ts';
import { allIn, escaped } from './components.ts';

/** The form by which Discord knows it, then the message that is proposed, where it is one. */
const FORM = 'd1/proposal/';
/** The address of a message, then where it is: https://docs.discord.com/developers/reference#message-formatting */
const MESSAGES = 'https://discord.com/channels/';
/** Before the key of the debate. */
const DEBATE = '|';
const PLACE = /^(?:\d{1,20}|@me)\/\d{1,20}\/\d{1,20}$/u;

/** The fields by the names of the options that they fill in. */
const FIELDS = ['mots', 'auteur', 'source', 'date'] as const;
type Field = (typeof FIELDS)[number];

const LOOKS: Readonly<Record<Field, { label: string; description: string; max_length: number }>> = {
  mots: { label: words.words, description: words.wordsHint, max_length: LONGEST.words },
  auteur: { label: words.voice, description: words.voiceHint, max_length: LONGEST.voice },
  source: { label: words.source, description: words.sourceHint, max_length: LONGEST.address },
  date: { label: words.date, description: words.dateHint, max_length: 40 },
};

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
    components: [...sentence, ...FIELDS.map((name) => fieldOf(name, draft[name]))],
  };
}

/** Where a name is too long to go with it, the debate is that of the place. */
function identified(place: string, debate: string): string {
  const whole = `${FORM}${place}${debate === '' ? '' : DEBATE + debate}`;
  return whole.length <= BUTTON.customId ? whole : FORM + place;
}

/** Which are needed depends on what is proposed: that is said once it is sent. */
function fieldOf(name: Field, written = ''): APILabelComponent {
  const { label, description, max_length } = LOOKS[name];
  const value = written.slice(0, max_length).toWellFormed();
  return {
    type: ComponentType.Label,
    label,
    description,
    component: {
      type: ComponentType.TextInput,
      custom_id: name,
      style: name === 'mots' ? TextInputStyle.Paragraph : TextInputStyle.Short,
      max_length,
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
  const filled = FIELDS.flatMap((name): [Field, string][] => {
    const value = fields.find((each) => each['custom_id'] === name)?.['value'];
    return typeof value === 'string' && value.trim() !== '' ? [[name, value]] : [];
  });
  return {
    ...Object.fromEntries(filled),
    ...(PLACE.test(place) && { lien: MESSAGES + place }),
    ...(debat !== '' && { debat }),
  };
}
