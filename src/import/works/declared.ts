import { isSeq, parseDocument } from 'yaml';
import type { KnownVoice } from '../../debate/passage.ts';

/** The text of `voices.yaml` with these voices after those it has; nothing else of it changes. */
export function withVoices(
  text: string,
  voices: readonly Pick<KnownVoice, 'name' | 'quality'>[],
): string {
  if (voices.length === 0) return text;
  const document = parseDocument(text);
  if (!isSeq(document.contents)) document.contents = document.createNode([]) as never;
  for (const { name, quality } of voices) {
    document.add(document.createNode(quality === null ? { name } : { name, quality }));
  }
  return document.toString({ lineWidth: 0 });
}
