import type { APIMessage } from 'discord-api-types/v10';
import { textIn } from '../json.ts';
import { controlsOf, textsIn } from './controls.ts';
import type { Message } from './messages.ts';

type Shown = Pick<Message, 'payload'>;

/** The Markdown a person reads in a message, in order, one paragraph for each text. */
export function textOf({ payload }: Shown): string {
  return textOfPayload(payload);
}

export function textOfPayload({ content, components = [] }: APIMessage): string {
  return [content, ...textsIn(components)].filter((text) => text !== '').join('\n');
}

/** What the buttons say, in order; those without words by their `custom_id`. */
export function labelsOf({ payload }: Shown): readonly string[] {
  return controlsOf(payload).map((control) => {
    return textIn(control, 'label') ?? String(control['custom_id']);
  });
}

/** Whether anybody at all is notified by this message, in any of its states. */
export function notifiesNobody({ pings }: Message): boolean {
  return !pings.everyone && pings.users.length === 0 && pings.roles.length === 0;
}
