import { createHash } from 'node:crypto';
import type { SummarisedReply } from '../debate/reply.ts';
import type { Quote } from '../debate/quote.ts';
import { datum, passageData } from './data.ts';
import type { TopicOf } from './data.ts';
import { DRAFT_SCHEMA } from './draft.ts';
import { fillSlots } from './prompt.ts';
import type { PromptName, Prompts } from './prompt.ts';
import type { Asking } from './session.ts';

/** What a reply asks a model: its passages, whose they are, and what the debate knows of the subject. */
export function questionOf(
  reply: SummarisedReply,
  shown: readonly Quote[],
  prompts: Prompts,
  topicOf: TopicOf,
): Asking {
  const name = promptFor(reply);
  const { system, user, settings } = prompts[name];
  const filled = fillSlots(user, {
    sujet: datum('sujet', topicOf(subjectOf(reply))),
    voix: datum('voix', voicesOf(reply).join(' ; ')),
    passages: passageData(shown),
  });
  return { prompt: name, system, user: filled, schema: DRAFT_SCHEMA, settings };
}

/** The name under which a summary is kept: whatever it was made from changes it. */
export function keyOf(
  { system, user }: Asking,
  shown: readonly Quote[],
  made: {
    readonly model: string;
    readonly corpus: string;
    readonly versions: readonly number[];
    readonly judges: boolean;
  },
): string {
  const places = shown.map(({ passage, start, end }) => [passage.id, start, end]);
  const parts = [made.model, made.corpus, made.versions, made.judges, places, system, user];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function promptFor({ kind }: SummarisedReply): PromptName {
  switch (kind) {
    case 'quotes':
      return 'debat';
    case 'position':
      return 'position';
    case 'comparison':
      return 'comparaison';
  }
}

/** Two voices without a subject are compared on what they have in common. */
function subjectOf(reply: SummarisedReply): string | null {
  return reply.subject ?? (reply.kind === 'comparison' ? reply.topics.join(', ') : null);
}

function voicesOf(reply: SummarisedReply): readonly string[] {
  if (reply.kind === 'position') return [reply.speaker.label];
  return reply.kind === 'comparison' ? reply.sides.map(({ speaker }) => speaker.label) : [];
}
