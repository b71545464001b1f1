/** What the references in a message are shown as. */
export interface References {
  readonly person: (id: string) => string;
  /** Null for a channel that the archive does not list. */
  readonly channel: (id: string) => string | null;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

/**
 * A message as a reader sees it. https://docs.slack.dev/messaging/formatting-message-text: what stands
 * between `<` and `>` is a reference, for those that people type are escaped.
 */
export function slackText(text: string, references: References): string {
  return text.replace(
    /<([^<>]*)>|&(amp|lt|gt);/gu,
    (whole, reference: string | undefined, entity: string | undefined) =>
      reference === undefined ? unescaped(whole, entity) : shown(reference, references),
  );
}

function unescaped(whole: string, entity = ''): string {
  return ENTITIES[entity] ?? whole;
}

function shown(reference: string, { person, channel }: References): string {
  const bar = reference.indexOf('|');
  const target = bar < 0 ? reference : reference.slice(0, bar);
  const label = plain(bar < 0 ? '' : reference.slice(bar + 1));
  if (target.startsWith('@')) return `@${person(target.slice(1))}`;
  if (target.startsWith('#')) return `#${label || (channel(target.slice(1)) ?? target.slice(1))}`;
  if (label !== '') return label;
  return target.startsWith('!') ? `@${target.slice(1)}` : plain(target);
}

function plain(text: string): string {
  return text.replace(/&(amp|lt|gt);/gu, unescaped);
}
