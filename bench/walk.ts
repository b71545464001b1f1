// How many of the project's own files and functions one request enters, beside what the project allows itself:
// `npm run bench:walk`, and with `-- --files` which files they are. A real bot serves stand-ins of Slack (Socket Mode)
// and Discord in this process, and V8 counts calls. What a module runs when it is loaded does not count, and one
// request before each measured one has loaded what is loaded late.
import { Session } from 'node:inspector/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Config } from '../src/config/config.ts';
import { startDiscord } from '../test/standins/discord/stand-in.ts';
import { elementsOf } from '../test/standins/slack/scene.ts';
import { startSlack } from '../test/standins/slack/stand-in.ts';
import { GENERAL } from '../test/standins/slack/workspace.ts';
import { optionsOf } from './arguments.ts';

const SOURCE = new URL('../src/', import.meta.url).href;
const MINUTE_MS = 60_000;
/** After its answer a request may still have something to note. */
const REST_MS = 300;
/** Before a due minute: the bot connects first. */
const EARLY_MS = 5_000;

/** One file, and the functions entered in it. */
type Entered = ReadonlyMap<string, number>;

const { files: listsFiles } = optionsOf(
  { files: { type: 'boolean', default: false } },
  'npm run bench:walk -- [--files]',
);

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
// Counted from their first line on.
const { run } = await import('../src/app.ts');
const { readConfig } = await import('../src/config/config.ts');

let shiftMs = 0;
const now = () => Date.now() + shiftMs;
const slack = await startSlack({ clock: now });
const discord = await startDiscord({ clock: now });
const folder = mkdtempSync(join(tmpdir(), 'debat-walk-'));
const STORE_URL = `sqlite:${join(folder, 'debat.sqlite')}`;
const onSlack = readConfig({
  SLACK_BOT_TOKEN: slack.credentials.botToken,
  SLACK_APP_TOKEN: slack.credentials.appToken,
  SLACK_API_URL: slack.apiUrl,
  STORE_URL,
});
const onDiscord = readConfig({
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.apiUrl,
  STORE_URL,
});

// A request that is never answered would be waited for for ever.
setTimeout(() => {
  throw new Error('a request was not answered');
}, 2 * MINUTE_MS).unref();
const walks: (readonly [what: string, limit: number, entered: Entered])[] = [];
try {
  await whileServing(onSlack, untilMinuteIn(MINUTE_MS), walkSlack);
  await whileServing(onDiscord, untilMinuteIn(MINUTE_MS), walkDiscord);
  // A day later, so that what was subscribed to is due.
  await whileServing(onSlack, 24 * 60 * MINUTE_MS + untilMinuteIn(EARLY_MS), walkDaily);
} finally {
  await Promise.all([slack.stop(), discord.stop()]);
  rmSync(folder, { recursive: true });
}

console.log(`files and functions of ours that one request enters, Node ${process.version}`);
for (const [what, limit, entered] of walks) {
  const functions = [...entered.values()].reduce((sum, each) => sum + each, 0);
  console.log(
    `${what.padEnd(24)} ${String(entered.size).padStart(3)} files (at most ${limit})   ${String(functions).padStart(4)} functions`,
  );
  if (!listsFiles) continue;
  for (const [file, count] of entered) console.log(`    ${String(count).padStart(3)}  ${file}`);
}
const isShort = walks.every(([, limit, entered]) => entered.size <= limit);
// Sockets of the libraries may still be closing.
process.exit(isShort ? 0 : 1);

async function walkSlack(): Promise<void> {
  await slack.socket.waitForConnections(1);
  await slack.socket.command({ command: '/citation', text: '' });
  await walk('Slack  /debat roi', 40, () => slack.socket.command({ text: 'roi' }));
  await walk('Slack  ▶', 40, async () => {
    await slack.socket.buttonClick(buttonOnSlack('▶'));
    await slack.waitForMessage(GENERAL, ({ edits }) => edits > 0);
  });
  await walk('Slack  👍', 14, async () => {
    const thanked = newMessageOnSlack();
    await slack.socket.buttonClick(buttonOnSlack('👍'));
    await thanked;
  });
  // The hour that it is now.
  const hour = new Intl.DateTimeFormat('fr', { timeStyle: 'short', timeZone: onSlack.timeZone });
  const text = `activer ${hour.format(now())} lun-dim`;
  await slack.socket.command({ command: '/abonnement', text });
}

async function walkDiscord(): Promise<void> {
  await discord.until(() => discord.gateway.shards.length > 0 || undefined);
  await discord.until(() => discord.commands.in().length > 0 || undefined);
  await discord.command({ name: 'citation' });
  const asked = { name: 'debat', options: { sujet: 'roi' } };
  await walk('Discord  /debat roi', 40, () => discord.command(asked));
  await walk('Discord  ▶', 40, () => discord.button({ label: '▶' }));
  await walk('Discord  👍', 14, () => discord.button({ label: '👍' }));
}

async function walkDaily(): Promise<void> {
  await slack.socket.waitForConnections(1);
  await slack.socket.command({ text: 'roi' });
  await walk('Slack  daily quotation', 28, newMessageOnSlack);
}

/** Runs the bot from `shift` milliseconds after now on, until the work is done. */
async function whileServing(
  config: Config,
  shift: number,
  work: () => Promise<void>,
): Promise<void> {
  shiftMs = shift;
  const stopped = Promise.withResolvers<undefined>();
  const log: string[] = [];
  const errors = new Writable({
    write: (line: Buffer, _, done) => {
      log.push(line.toString());
      done();
    },
  });
  const serving = run(['serve'], config, {
    input: Readable.from([]),
    output: errors,
    errors,
    now: () => new Date(now()),
    untilStopped: () => stopped.promise.then(() => undefined),
    leaveSoon: () => undefined,
  });
  const failing = serving.then(() => Promise.reject(new Error(log.join(''))));
  await Promise.race([work(), failing]);
  stopped.resolve(undefined);
  await serving;
}

/** How far clocks must be put forward for a minute to begin in so many milliseconds. */
function untilMinuteIn(ms: number): number {
  return MINUTE_MS - ((Date.now() + ms) % MINUTE_MS);
}

/** Calls counted from here on, until the work and what follows it are done. */
async function walk(what: string, limit: number, work: () => Promise<unknown>): Promise<void> {
  await wait(REST_MS);
  await session.post('Profiler.takePreciseCoverage');
  await work();
  await wait(REST_MS);
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const entered = result
    .filter(({ url }) => url.startsWith(SOURCE))
    .map(({ url, functions }) => {
      const called = functions.filter(({ ranges: [whole] }) => {
        // What begins the file is the module itself.
        return whole !== undefined && whole.count > 0 && whole.startOffset > 0;
      });
      return [relative(fileURLToPath(SOURCE), fileURLToPath(url)), called.length] as const;
    })
    .filter(([, count]) => count > 0)
    .sort(([one], [other]) => one.localeCompare(other));
  walks.push([what, limit, new Map(entered)]);
}

function newMessageOnSlack(): Promise<unknown> {
  const before = slack.everIn(GENERAL).length;
  return slack.until(() => slack.everIn(GENERAL).length > before || undefined);
}

/** The newest of its kind. */
function buttonOnSlack(label: string): { actionId: string } {
  for (const { blocks } of slack.messagesIn(GENERAL).toReversed()) {
    const found = elementsOf(blocks).find(({ element }) => {
      return (element['text'] as { text?: string } | undefined)?.text === label;
    });
    if (found !== undefined) return { actionId: String(found.element['action_id']) };
  }
  throw new Error(`no message has the button ${label}`);
}
