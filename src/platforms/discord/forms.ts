import { ComponentType } from 'discord.js';
import type { APIModalInteractionResponseCallbackData, APIModalSubmission } from 'discord.js';
import { wrongForm as words } from '../../messages/conversation.ts';
import { VERDICTS } from '../../ports.ts';
import type { Verdict } from '../../ports.ts';
import { allIn } from './view/components.ts';
import { identify, readPressed } from './view/buttons.ts';

const REASON = 'motif';

/** Asks why an answer is bad. */
export function wrongForm(): APIModalInteractionResponseCallbackData {
  const reasons = VERDICTS.filter((verdict) => verdict !== 'utile');
  const options = reasons.map((value) => ({ label: words.reasons[value], value }));
  return {
    custom_id: identify('wrong', '').customId,
    title: words.wrongTitle,
    components: [
      {
        type: ComponentType.Label,
        label: words.reason,
        description: words.reasonHint,
        component: { type: ComponentType.StringSelect, custom_id: REASON, options },
      },
    ],
  };
}

/** The reason that was chosen; null for a form or a reason that this version does not know. */
export function reasonIn({ custom_id, components }: APIModalSubmission): Verdict | null {
  if (readPressed(custom_id)?.action !== 'wrong') return null;
  const chosen = components.flatMap(allIn).find(({ custom_id: field }) => field === REASON)?.[
    'values'
  ];
  const values: readonly unknown[] = Array.isArray(chosen) ? chosen : [];
  return VERDICTS.find((verdict) => verdict === values[0]) ?? null;
}
