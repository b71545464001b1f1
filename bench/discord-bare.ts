// A bare discord.js bot that answers a constant, the very message that the bot answers or one word:
// what `npm run bench:discord` compares the bot with.
import { Client, Events, GatewayIntentBits } from 'discord.js';
import type { InteractionReplyOptions } from 'discord.js';

const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
const client = new Client({
  intents: [Guilds, GuildMessages, DirectMessages],
  rest: { api: process.env['DISCORD_API_URL'] ?? '' },
});
const given = process.env['ANSWER'];
// The benchmark gives what the bot sent, which is what a reply takes.
const answer = given === undefined ? 'Bonjour.' : (JSON.parse(given) as InteractionReplyOptions);
client.on(Events.InteractionCreate, (interaction) => {
  if (interaction.isChatInputCommand()) void interaction.reply(answer as string);
});
await client.login(process.env['DISCORD_TOKEN']);
process.once('SIGTERM', () => {
  void client.destroy();
});
