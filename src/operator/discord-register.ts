import { applicationOf, register } from '../platforms/discord/register.ts';
import { toBotError, makeRest } from '../platforms/discord/transport/rest.ts';
import type { Time } from '../ports.ts';
import type { Config } from '../config/config.ts';
import { examplesOf } from '../debate/examples.ts';
import { loadCorpus } from '../running/reader.ts';
import { BotError } from '../errors.ts';

type Registered = Pick<Config, 'discord' | 'corpusFolder' | 'showsProposed'>;

/** `discord-register`: makes Discord's commands those of this version, without starting the bot. */
export async function registerCommand(
  typed: readonly string[],
  config: Registered,
  { output }: { readonly output: { write: (text: string) => unknown } },
  time: Time,
): Promise<number> {
  if (typed.length > 0) throw new BotError('usage', 'usage: npm run discord:register');
  const { token, apiUrl, guildId } = config.discord;
  if (token === null) throw new BotError('configuration', 'DISCORD_TOKEN is not set');
  const examples = examplesOf(await loadCorpus(config));
  const rest = makeRest({ token, apiUrl });
  try {
    const { id, name } = await applicationOf(rest);
    const isChanged = await register(rest, id, { guildId, examples }, time);
    const place = guildId === null ? 'everywhere' : `on the server ${guildId}`;
    output.write(
      `${name}: ${isChanged ? 'commands registered' : 'commands were the same'} ${place}\n`,
    );
  } catch (error) {
    throw toBotError(error, 'the registration of commands');
  }
  return 0;
}
