const NAME =
  '(?:[a-z]+:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflection|analysis|scratchpad)';
/** How models mark what they reason within their answer: Qwen, Magistral, Kimi, Cohere and their like. */
const MARKS = new RegExp(
  [
    String.raw`(?<closing></${NAME}\s*>|\[/THINK\]|◁/think▷|<\|END_(?:THINKING|THOUGHT)\|>)`,
    String.raw`<${NAME}\b[^<>]*>|\[THINK\]|◁think▷|<\|START_(?:THINKING|THOUGHT)\|>`,
  ].join('|'),
  'giu',
);
/** OpenAI's open models write each part into a channel: https://github.com/openai/harmony */
const CHANNEL = '<|channel|>';
const FINAL =
  /<\|channel\|>\s*final\b(?:[^<]|<\|constrain\|>)*<\|message\|>(?<answer>[^]*?)(?=<\|(?:end|return|start|channel)\|>|$)/giu;

/**
 * What a model wrote, without what it reasoned. A chat template may have swallowed the opening mark: what
 * stands before a lone closing one was reasoned too. So is what follows a mark that is never closed.
 */
export function withoutReasoning(written: string): string {
  if (written.includes(CHANNEL)) {
    return [...written.matchAll(FINAL)].at(-1)?.groups?.['answer']?.trim() ?? '';
  }
  let answer = '';
  let from = 0;
  let isReasoning = false;
  for (const { 0: mark, index, groups } of written.matchAll(MARKS)) {
    const closes = groups?.['closing'] !== undefined;
    if (closes && !isReasoning) answer = '';
    else if (!closes && !isReasoning) answer += written.slice(from, index);
    isReasoning = !closes;
    from = index + mark.length;
  }
  return (isReasoning ? answer : answer + written.slice(from)).trim();
}
