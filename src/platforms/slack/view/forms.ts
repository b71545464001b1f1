import type { types, ViewOutput } from '@slack/bolt';
import { VERDICTS } from '../../../ports.ts';
import type { Verdict } from '../../../ports.ts';
import { debateName, type NamedDebate } from '../../../debate/choice.ts';
import type { Notice } from '../../../debate/notice.ts';
import { LONGEST_SUBJECT } from '../../../debate/reply.ts';
import type { Examples } from '../../../debate/examples.ts';
import { forms } from '../../../messages/slack.ts';
import type { Options } from '../../../ask/request.ts';
import {
  choicesAmong,
  chosenFrom,
  REASONS,
  type Contestable,
} from '../../../conversation/feedback.ts';
import { shortened } from '../../../conversation/sentences.ts';
import { ELEMENT, plain } from './blocks.ts';
import { PREFIX } from './buttons.ts';

/** The forms by which Slack knows them. */
export const FORMS = {
  search: `${PREFIX}search`,
  wrong: `${PREFIX}wrong`,
  propose: `${PREFIX}propose`,
} as const;

/** The fields of the forms: one element in a block of the same name. */
const FIELDS = {
  debate: 'debat',
  subject: 'sujet',
  author: 'auteur',
  since: 'depuis',
  until: 'jusqua',
  place: 'lieu',
  audience: 'prive',
  reason: 'motif',
  which: 'citation',
} as const;
type Field = (typeof FIELDS)[keyof typeof FIELDS];

const PRIVATE = 'oui';

/** `debates` are those to choose from; where none is chosen, the one of the place answers. */
export function searchForm(examples: Examples, debates: readonly NamedDebate[]): types.ModalView {
  return {
    type: 'modal',
    callback_id: FORMS.search,
    title: plain(forms.searchTitle),
    submit: plain(forms.submit),
    close: plain(forms.cancel),
    blocks: [
      {
        ...field(FIELDS.subject, forms.subject, {
          type: 'plain_text_input',
          action_id: FIELDS.subject,
          max_length: LONGEST_SUBJECT,
          focus_on_load: true,
        }),
        hint: plain(forms.subjectHint(examples)),
      },
      ...debateField(debates),
      optional(FIELDS.author, forms.author, {
        type: 'external_select',
        action_id: FIELDS.author,
        // Slack's own minimum of three letters would hide a short name.
        min_query_length: 1,
        placeholder: plain(forms.authorPlaceholder),
      }),
      optional(FIELDS.since, forms.since, year(FIELDS.since)),
      optional(FIELDS.until, forms.until, year(FIELDS.until)),
      field(FIELDS.place, forms.place, {
        type: 'conversations_select',
        action_id: FIELDS.place,
        default_to_current_conversation: true,
        // The answer needs no membership of the channel: it goes through this address.
        response_url_enabled: true,
      }),
      optional(FIELDS.audience, forms.audience, {
        type: 'checkboxes',
        action_id: FIELDS.audience,
        options: [{ text: plain(forms.private), value: PRIVATE }],
      }),
    ],
  };
}

function debateField(debates: readonly NamedDebate[]): types.InputBlock[] {
  const options = debates
    .slice(0, ELEMENT.options)
    .map((each) => option({ value: each.key, label: debateName(each) }));
  if (options.length < 2) return [];
  const element: types.StaticSelect = {
    type: 'static_select',
    action_id: FIELDS.debate,
    options,
  };
  return [optional(FIELDS.debate, forms.debate, element)];
}

/** The quotations of the answer are known again by what the form carries with it. */
export function wrongForm(quotations: readonly Contestable[]): types.ModalView {
  const options = REASONS.map(option);
  const element: types.RadioButtons = { type: 'radio_buttons', action_id: FIELDS.reason, options };
  return {
    type: 'modal',
    callback_id: FORMS.wrong,
    title: plain(forms.wrongTitle),
    submit: plain(forms.send),
    close: plain(forms.cancel),
    private_metadata: quotations.map(({ ref }) => ref).join(' '),
    blocks: [
      ...whichField(quotations),
      { ...field(FIELDS.reason, forms.reason, element), hint: plain(forms.reasonHint) },
    ],
  };
}

function whichField(quotations: readonly Contestable[]): types.InputBlock[] {
  const options = choicesAmong(quotations).map(option);
  const [whole] = options;
  if (whole === undefined) return [];
  const element: types.StaticSelect = {
    type: 'static_select',
    action_id: FIELDS.which,
    initial_option: whole,
    options,
  };
  return [field(FIELDS.which, forms.which, element)];
}

function option({ value, label }: { readonly value: string; readonly label: string }) {
  return { value, text: plain(shortened(label, ELEMENT.optionText)) };
}

/** The passages that are contested. */
export function contestedIn(view: ViewOutput): readonly string[] {
  const refs = view.private_metadata.split(' ').filter((ref) => ref !== '');
  return chosenFrom(refs, choiceIn(view, FIELDS.which)?.selected_option?.value);
}

/** One sentence, in the place of a form that was taken or where there is no message to answer with. */
export function farewell(title: string, sentence: string): types.ModalView {
  const words: types.RichTextText = { type: 'text', text: sentence };
  const section: types.RichTextSection = { type: 'rich_text_section', elements: [words] };
  return {
    type: 'modal',
    title: plain(title),
    close: plain(forms.close),
    blocks: [{ type: 'rich_text', elements: [section] }],
  };
}

/** What was filled in, as the options of `/debat`. */
export function searchOptions(view: ViewOutput): Options {
  const debat = debateIn(view);
  const auteur = choiceIn(view, FIELDS.author)?.selected_option?.value;
  const depuis = choiceIn(view, FIELDS.since)?.value;
  const jusqua = choiceIn(view, FIELDS.until)?.value;
  const isPrivate = (choiceIn(view, FIELDS.audience)?.selected_options ?? []).length > 0;
  return {
    sujet: choiceIn(view, FIELDS.subject)?.value ?? '',
    ...(debat === null ? {} : { debat }),
    ...(auteur === undefined ? {} : { auteur }),
    ...(typeof depuis === 'string' ? { depuis } : {}),
    ...(typeof jusqua === 'string' ? { jusqua } : {}),
    ...(isPrivate ? { prive: PRIVATE } : {}),
  };
}

/** The key of the debate that is chosen in a form, submitted or not; null where none is. */
export function debateIn(view: Pick<ViewOutput, 'state'>): string | null {
  return choiceIn(view, FIELDS.debate)?.selected_option?.value ?? null;
}

export function placeIn(view: ViewOutput): string | null {
  return choiceIn(view, FIELDS.place)?.selected_conversation ?? null;
}

/** The reason that was chosen; null for one that this version does not know. */
export function reasonIn(view: ViewOutput): Verdict | null {
  const chosen = choiceIn(view, FIELDS.reason)?.selected_option?.value;
  return VERDICTS.find((verdict) => verdict === chosen) ?? null;
}

/** The field in which a person mends what a notice tells of. */
export function fieldFor({ code }: Notice): Field {
  switch (code) {
    case 'unknown author':
    case 'several authors':
      return FIELDS.author;
    case 'not a date':
    case 'dates reversed':
      return FIELDS.since;
    default:
      return FIELDS.subject;
  }
}

function choiceIn({ state }: Pick<ViewOutput, 'state'>, name: Field) {
  return state.values[name]?.[name];
}

function field(name: Field, label: string, element: types.InputBlock['element']) {
  return { type: 'input', block_id: name, label: plain(label), element } satisfies types.InputBlock;
}

function optional(name: Field, label: string, element: types.InputBlock['element']) {
  return { ...field(name, label, element), optional: true };
}

function year(name: Field): types.NumberInput {
  return {
    type: 'number_input',
    action_id: name,
    is_decimal_allowed: false,
    min_value: '1000',
    max_value: '9999',
  };
}
