import { type Config, secretsIn } from './config/config.ts';
import { misnamedText } from './config/misnamed.ts';
import { BotError } from './errors.ts';
import type { Console } from './platforms/terminal/adapter.ts';
import { isSlackNamed } from './platforms/slack/installs/settings.ts';
import type { Bot } from './running/bot.ts';
import type { Reloadable } from './running/reloading.ts';
import { ANSWERED, lazyLog, USAGE_FAULT, type Surroundings } from './running/surroundings.ts';
import { openDaily, openStoreOf } from './serve.ts';
import type { LateStore } from './store/late.ts';

// Each part is loaded only where it is used, so that one answer in the terminal costs little more than
// starting Node.

/** A service that was started without its token would end well at once. */
const NOTHING_TO_DO =
  'nobody can ask: no platform is configured (SLACK_BOT_TOKEN or DISCORD_TOKEN), no terminal is there, and nothing was piped in';

/** Runs what the arguments name, or says how it is used; resolves to the exit code. */
export async function run(
  typed: readonly string[],
  config: Config,
  surroundings: Surroundings,
): Promise<number> {
  if (!typed.some((each) => each === '--help' || each === '-h')) {
    return runCommand(typed, config, surroundings);
  }
  const [name = ''] = typed;
  if (COMMANDS.has(name)) return tellUsage(typed, config, surroundings);
  const { USAGE } = await import('./platforms/terminal/input.ts');
  surroundings.output.write(`${USAGE}\n\n`);
  return talk(['/aide-debat'], config, surroundings);
}

type Command = (
  typed: readonly string[],
  config: Config,
  surroundings: Surroundings,
) => Promise<number>;

/** What is run by a name of its own, beside serving and talking. */
const COMMANDS = new Map<string, () => Promise<Command>>([
  ['corpus', async () => (await import('./operator/keeping.ts')).keepCorpus],
  ['verifier', async () => (await import('./operator/verifier.ts')).verifierCommand],
  ['doctor', async () => (await import('./operator/doctor.ts')).doctorCommand],
  ['site', async () => (await import('./operator/site.ts')).siteCommand],
  ['avis', async () => (await import('./operator/avis.ts')).avisCommand],
  ['discord-register', async () => (await import('./operator/registering.ts')).registerCommand],
  ['mcp', () => Promise.resolve(assist)],
  ['slack-manifest', async () => (await import('./operator/registering.ts')).manifestCommand],
]);

/** Each command says how it is used where it is typed wrongly, as `--help` is to it. */
async function tellUsage(typed: readonly string[], config: Config, surroundings: Surroundings) {
  try {
    return await runCommand(typed, config, surroundings);
  } catch (fault) {
    const isUsage = fault instanceof BotError && fault.code === 'usage';
    const [usage = null] = (isUsage ? /^usage\s?: [^]*/mu.exec(fault.message) : null) ?? [];
    if (usage === null) throw fault;
    surroundings.output.write(`${usage}\n`);
    return ANSWERED;
  }
}

async function runCommand(
  typed: readonly string[],
  config: Config,
  surroundings: Surroundings,
): Promise<number> {
  const [name, ...rest] = typed;
  if (name === undefined) return start(config, surroundings);
  if (name === 'serve') return serving(config, surroundings, rest.includes('--watch'));
  const command = await COMMANDS.get(name)?.();
  if (command !== undefined) return command(rest, config, surroundings);
  return talk(name === 'debat' ? rest : typed, config, surroundings);
}

/** Serves where a platform is configured, else talks with whoever sits at the terminal, or answers what is piped in. */
async function start(config: Config, surroundings: Surroundings): Promise<number> {
  const { slack, discord, doors, publicUrl } = config;
  const isShown = slack.port !== null && (publicUrl !== null || doors.mcp);
  const isServer = isSlackNamed(slack) || discord.token !== null || isShown;
  if (isServer) return serving(config, surroundings);
  refuseMisnamed(config);
  const nobody = [NOTHING_TO_DO, ...config.misnamed.map(misnamedText)].join('\n');
  return talk([], config, surroundings, nobody);
}

async function serving(config: Config, surroundings: Surroundings, isWatching = false) {
  refuseMisnamed(config);
  const { serve } = await import('./serve.ts');
  return serve(config, surroundings, isWatching);
}

/** What was meant for a setting and missed it would be done without. */
function refuseMisnamed({ misnamed }: Config): void {
  const faults = misnamed.filter(({ isFault }) => isFault);
  if (faults.length > 0) throw new BotError('configuration', faults.map(misnamedText).join('\n'));
}

/**
 * Answers in the terminal: one line, the lines of standard input, or a conversation. Rejects with a
 * BotError that says so where `nobody` is a fault and there is not one line.
 */
async function talk(
  typed: readonly string[],
  config: Config,
  surroundings: Surroundings,
  nobody: string | null = null,
) {
  const { readArguments } = await import('./platforms/terminal/input.ts');
  const { line, json, explain, watch } = readArguments(typed);
  const { input, output, errors } = surroundings;
  const log = lazyLog(errors, secretsIn(config));
  const { LateStore } = await import('./store/late.ts');
  const store = new LateStore(() => openStoreOf(config, surroundings, log), log);
  const reasons = explain ? new (await import('./search/scoring/explanation.ts')).Reasons() : null;
  // Ctrl-C ends the process itself.
  const stopping = new AbortController();
  const { openBot } = await import('./running/bot.ts');
  const { signal } = stopping;
  const parts = { log, store: store.store, signal, recordHit: reasons?.record };
  const bot = await openBot(config, surroundings, parts);
  const { Console } = await import('./platforms/terminal/adapter.ts');
  const { MemoryNotes } = await import('./store/ports.ts');
  const notes = new MemoryNotes(bot.time.now);
  const terminal = new Console({ ...bot, notes, output, errors, json, explanationOf: reasons?.of });
  const unwatch = watch ? await watchCorpus(bot.debates, config, surroundings) : () => null;
  try {
    if (line !== null) return (await terminal.ask(line)) ? ANSWERED : USAGE_FAULT;
    if (input.isTTY !== true || json) {
      const asked = await terminal.askAll(input);
      if (asked === 0 && nobody !== null) throw new BotError('configuration', nobody);
    } else {
      const stopDaily = await startDailyIn(terminal, bot, store, config);
      await terminal.converse(input).finally(stopDaily);
    }
    return ANSWERED;
  } finally {
    unwatch();
    stopping.abort();
    await Promise.all([store.close(), bot.close()]);
  }
}

/** Answers an assistant that starts the program itself, by the Model Context Protocol, until its input ends. */
async function assist(typed: readonly string[], config: Config, surroundings: Surroundings) {
  if (typed.length > 0) throw new BotError('usage', 'usage: npm run --silent mcp');
  const { createLog } = await import('./running/log.ts');
  const log = createLog(surroundings.errors, secretsIn(config));
  const { LateStore } = await import('./store/late.ts');
  const store = new LateStore(() => openStoreOf(config, surroundings, log), log);
  const stopping = new AbortController();
  const { openBot } = await import('./running/bot.ts');
  const parts = { log, store: store.store, signal: stopping.signal };
  const bot = await openBot(config, surroundings, parts);
  const { reloadWhenAsked } = await import('./running/reloading.ts');
  const unwatch = reloadWhenAsked(bot.debates, log, null, surroundings, () => undefined);
  const { programVersion } = await import('./running/files.ts');
  const { serveStreams } = await import('./doors/stdio.ts');
  const { OPERATOR } = await import('./running/listing.ts');
  await serveStreams({ ...bot, asker: OPERATOR }, programVersion(), surroundings);
  unwatch();
  stopping.abort();
  await Promise.all([store.close(), bot.close()]);
  return ANSWERED;
}

/** Whoever writes a work sees it answered from as soon as it is saved, or what is wrong with it. */
async function watchCorpus(
  house: Reloadable,
  { corpusFolder, debatesFolder }: Config,
  { errors }: Surroundings,
) {
  const { reloading } = await import('./running/reloading.ts');
  const { watchFolder } = await import('./running/files.ts');
  const tell = (fault: unknown) => {
    errors.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
  };
  return watchFolder(
    debatesFolder ?? corpusFolder,
    reloading(house, () => undefined, tell),
  );
}

/** Prints the quotation of the day in a conversation, until what it returns is called. */
async function startDailyIn(terminal: Console, bot: Bot, store: LateStore, { storeUrl }: Config) {
  const { fileExists } = await import('./running/files.ts');
  const daily = await openDaily([terminal], bot, store.store);
  void store.ready.then(() => daily.start());
  // Whoever subscribed before is served from the first minute on; nothing is made for nothing.
  const [, path = null] = /^sqlite:(?:\/\/)?(.+)$/u.exec(storeUrl) ?? [];
  if (path === null || fileExists(path)) await store.opened().catch(() => undefined);
  return () => daily.stop(0);
}
