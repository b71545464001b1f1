import type { types, ViewOutput } from '@slack/bolt';
import type { Options } from '../../../ask/request.ts';
import { parsedObject } from '../../../conversation/buttons.ts';
import type { ProposalForm } from '../../../conversation/proposing.ts';
import type { Reading } from '../../../debate/reading.ts';
import type { ProposalField } from '../../../debate/proposal.ts';
import { proposalForm as words } from '../../../messages/proposals.ts';
import { forms } from '../../../messages/slack.ts';
import { LONGEST } from '../../../proposing/proposal.ts';
import { line, plain, richText } from './blocks.ts';
import { FORMS } from './forms.ts';
import { readOwnWords } from './read.ts';

/** The fields by the names of the options that they fill in. */
const FIELDS = ['mots', 'auteur', 'source', 'date'] as const;
type Field = (typeof FIELDS)[number];

const LOOKS: Readonly<Record<Field, { label: string; hint: string; longest: number }>> = {
  mots: { label: words.words, hint: words.wordsHint, longest: LONGEST.words },
  auteur: { label: words.voice, hint: words.voiceHint, longest: LONGEST.voice },
  source: { label: words.source, hint: words.sourceHint, longest: LONGEST.address },
  date: { label: words.date, hint: words.dateHint, longest: 40 },
};

const FIELD_OF: Readonly<Record<ProposalField, Field>> = {
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
      ...FIELDS.map((name) => fieldOf(name, draft[name])),
    ],
  };
}

/** Which are needed depends on what is proposed: that is said when it is sent. */
function fieldOf(name: Field, written = ''): types.InputBlock {
  const { label, hint, longest } = LOOKS[name];
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
  const filled = FIELDS.flatMap((name): [Field, string][] => {
    const value = state.values[name]?.[name]?.value;
    return typeof value === 'string' && value.trim() !== '' ? [[name, value]] : [];
  });
  return {
    ...Object.fromEntries(filled),
    ...(typeof lien === 'string' && { lien }),
    ...(typeof debat === 'string' && debat !== '' && { debat }),
  };
}

export function proposalFieldFor(field: ProposalField): Field {
  return FIELD_OF[field];
}
