import { stringify } from 'yaml';
import type { Config } from '../config/config.ts';
import { NO_DEBATE } from '../debate/debates.ts';
import { catalogueOf, type Catalogue } from '../debate/catalogue.ts';
import { BotError } from '../errors.ts';
import { applicationOf, register } from '../platforms/discord/register.ts';
import { makeRest, toBotError } from '../platforms/discord/transport/rest.ts';
import { MANIFEST_KINDS, manifestOf, type ManifestKind } from '../platforms/slack/manifest.ts';
import { loadCorpus } from '../running/reader.ts';
import type { Surroundings } from '../running/surroundings.ts';
import { platformTime } from '../running/work.ts';
import { debatesChosen, takeKey, type KeptSettings } from './choosing.ts';

const MANIFEST_USAGE = 'usage: npm run --silent slack:manifest [-- --http | --oauth] [--debat KEY]';
const REGISTER_USAGE = 'usage: npm run discord:register [-- --debat KEY]';
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

/** `slack-manifest`: prints the manifest to make the Slack app of, with examples of the debate that is named, or the only one. */
export async function manifestCommand(
  typed: readonly string[],
  config: KeptSettings & Pick<Config, 'slack'>,
  { output }: Pick<Surroundings, 'output'>,
): Promise<number> {
  const { key, rest } = takeKey(typed);
  const [option = '--socket', ...others] = rest;
  const kind = MANIFEST_KINDS.find((each) => `--${each}` === option);
  if (kind === undefined || others.length > 0) throw new BotError('usage', MANIFEST_USAGE);
  output.write(manifestText(kind, await exampleCatalogue(key, config), config.slack.commandPrefix));
  return 0;
}

/** Of several debates none is everybody's example, unless one is named: null. */
async function exampleCatalogue(key: string | null, config: KeptSettings) {
  const [debate, ...others] = debatesChosen(key, config);
  return others.length === 0 ? catalogueOf(await loadCorpus(debate)) : null;
}

/** A manifest as Slack takes it, in YAML; null is no corpus. */
export function manifestText(kind: ManifestKind, catalogue: Catalogue | null, prefix = ''): string {
  const head = HEADS[kind].map((line) => `# ${line}\n`).join('');
  return head + stringify(manifestOf(kind, catalogue, prefix), { lineWidth: 0, singleQuote: true });
}

/** `discord-register`: makes Discord's commands those of this version, without starting the bot. */
export async function registerCommand(
  typed: readonly string[],
  config: KeptSettings & Pick<Config, 'discord'>,
  { output, now }: Pick<Surroundings, 'output' | 'now'>,
): Promise<number> {
  const { key, rest: others } = takeKey(typed);
  if (others.length > 0) throw new BotError('usage', REGISTER_USAGE);
  const { token, apiUrl, guildId } = config.discord;
  if (token === null) throw new BotError('configuration', 'DISCORD_TOKEN is not set');
  const { examples } = (await exampleCatalogue(key, config)) ?? NO_DEBATE.catalogue;
  const rest = makeRest({ token, apiUrl });
  try {
    const { id, name } = await applicationOf(rest);
    const wanted = { guildId, examples, areSeveral: config.debatesFolder !== null };
    const isChanged = await register(rest, id, wanted, platformTime(now));
    const what = isChanged ? 'commands registered' : 'commands were the same';
    output.write(
      `${name}: ${what} ${guildId === null ? 'everywhere' : `on the server ${guildId}`}\n`,
    );
  } catch (error) {
    throw toBotError(error, 'the registration of commands');
  }
  return 0;
}
