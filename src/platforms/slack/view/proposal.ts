import type { types, ViewOutput } from '@slack/bolt';
import type { Options } from '../../../ask/request.ts';
import { parsedObject } from '../../../conversation/buttons.ts';
import {
  filledIn,
  PROPOSAL_FIELDS,
  PROPOSAL_LOOKS,
  type ProposalFieldName,
  type ProposalForm,
} from '../../../conversation/proposing.ts';
import type { Reading } from '../../../debate/reading.ts';
import type { ProposalField } from '../../../debate/proposal.ts';
import { proposalForm as words } from '../../../messages/proposals.ts';
import { forms } from '../../../messages/slack.ts';
import { line, plain, quotation, richText, type SlackMessage } from './blocks.ts';
import { FORMS } from './forms.ts';
import { readMessage, readOwnWords } from './read.ts';

const FIELD_OF: Readonly<Record<ProposalField, ProposalFieldName>> = {
  words: 'mots',
  voice: 'auteur',
  source: 'source',
  date: 'date',
};

export function proposalView({ draft, debate, told }: ProposalForm): types.ModalView {
  const { lien } = draft;
  return {
    type: 'modal',
    callback_id: FORMS.propose,
    title: plain(words.title),
    submit: plain(words.send),
    close: plain(forms.cancel),
    private_metadata: JSON.stringify({ lien, debat: debate }),
    blocks: [
      ...(told === null ? [] : [richText([line(told)])]),
      ...PROPOSAL_FIELDS.map((name) => fieldOf(name, draft[name])),
    ],
  };
}

/** Which are needed depends on what is proposed: that is said when it is sent. */
function fieldOf(name: ProposalFieldName, written = ''): types.InputBlock {
  const { label, hint, longest } = PROPOSAL_LOOKS[name];
  const initial_value = written.slice(0, longest).toWellFormed();
  return {
    type: 'input',
    block_id: name,
    label: plain(label),
    hint: plain(hint),
    optional: true,
    element: {
      type: 'plain_text_input',
      action_id: name,
      max_length: longest,
      ...(name === 'mots' && { multiline: true }),
      ...(initial_value !== '' && { initial_value }),
    },
  };
}

/**
 * Finds what the form itself says. What stands in its fields is the person's own, to be changed, and quotes
 * nothing: it is no message of the bot.
 */
export function readAround(view: types.ModalView): Reading {
  const blocks = view.blocks.map((block) => {
    if (!('element' in block) || block.element.type !== 'plain_text_input') return block;
    const { initial_value: _, ...element } = block.element;
    return { ...block, element };
  });
  return readOwnWords({ ...view, blocks });
}

/** What was filled in, as the options of `/proposer`. */
export function proposalOptions({ state, private_metadata }: ViewOutput): Options {
  const { lien, debat } = parsedObject(private_metadata) ?? {};
  return {
    ...filledIn((name) => state.values[name]?.[name]?.value),
    ...(typeof lien === 'string' && { lien }),
    ...(typeof debat === 'string' && debat !== '' && { debat }),
  };
}

export function proposalFieldFor(field: ProposalField): ProposalFieldName {
  return FIELD_OF[field];
}

/** The block of a person's own words, in a message for that person alone. */
const OWN_WORDS = 'vos-mots';

/** Adds them over the buttons: rich text is not parsed, so that they are shown to the character. */
export function withOwnWords(message: SlackMessage, own: readonly string[]): SlackMessage {
  const { text, blocks } = message;
  const at = blocks.findIndex(({ type }) => type === 'actions');
  const words = { ...richText(own.map((each) => quotation(each))), block_id: OWN_WORDS };
  return { text, blocks: blocks.toSpliced(at < 0 ? blocks.length : at, 0, words) };
}

/** Finds all else that is in such a message. */
export function readAroundOwnWords(message: SlackMessage): Reading {
  const blocks = message.blocks.filter(({ block_id }) => block_id !== OWN_WORDS);
  return readMessage({ ...message, blocks });
}
