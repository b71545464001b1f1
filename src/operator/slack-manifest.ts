import { stringify } from 'yaml';
import type { Config } from '../config/config.ts';
import { BotError } from '../errors.ts';
import type { Told } from '../messages/messages.ts';
import { MANIFEST_KINDS, manifestOf, type ManifestKind } from '../platforms/slack/manifest.ts';
import { loadCorpus } from '../running/reader.ts';

const USAGE = 'usage: npm run --silent slack:manifest [-- --http | --oauth]';

const PASTE = 'https://api.slack.com/apps?new_app=1, « From a manifest ».';
const HEADS: Readonly<Record<ManifestKind, readonly string[]>> = {
  socket: ['The Slack app in Socket Mode: paste this at', PASTE],
  http: ['The Slack app over signed HTTP: replace YOUR-HOST, then paste this at', PASTE],
  oauth: [
    'The Slack app that any workspace or organisation can install, over signed HTTP: replace YOUR-HOST,',
    `then paste this at ${PASTE}`,
    'Token rotation cannot be turned off again.',
  ],
};

/** `slack-manifest`: prints the manifest to make the Slack app of, with examples of the corpus that is loaded. */
export async function manifestCommand(
  typed: readonly string[],
  config: Pick<Config, 'corpusFolder' | 'showsProposed' | 'slack'>,
  { output }: { readonly output: { write: (text: string) => unknown } },
): Promise<number> {
  const [option = '--socket', ...others] = typed;
  const kind = MANIFEST_KINDS.find((each) => `--${each}` === option);
  if (kind === undefined || others.length > 0) throw new BotError('usage', USAGE);
  output.write(manifestText(kind, await loadCorpus(config), config.slack.commandPrefix));
  return 0;
}

/** A manifest as Slack takes it, in YAML; null is no corpus. */
export function manifestText(kind: ManifestKind, corpus: Told | null, prefix = ''): string {
  const head = HEADS[kind].map((line) => `# ${line}\n`).join('');
  return head + stringify(manifestOf(kind, corpus, prefix), { lineWidth: 0, singleQuote: true });
}
