// A bare Bolt app that answers a constant: what `npm run bench:slack` compares the bot with.
import { App } from '@slack/bolt';

const app = new App({
  token: process.env['SLACK_BOT_TOKEN'] ?? '',
  signingSecret: process.env['SLACK_SIGNING_SECRET'] ?? '',
  clientOptions: { slackApiUrl: process.env['SLACK_API_URL'] ?? '' },
});
app.command('/debat', ({ ack }) => ack({ response_type: 'in_channel', text: 'Bonjour.' }));
const server = await app.start({ port: 0, host: '127.0.0.1' });
const address = server.address();
process.stderr.write(`${JSON.stringify(typeof address === 'object' ? address : {})}\n`);
process.once('SIGTERM', () => {
  void app.stop();
  server.closeAllConnections();
});
