import { createServer } from 'node:http';
import { misnamedText } from '../config/misnamed.ts';
import { checkUpDiscord } from '../platforms/discord/checkup.ts';
import { checkUp } from '../platforms/slack/transport/checkup.ts';
import { isSlackNamed } from '../platforms/slack/installs/settings.ts';
import { STANDARD_PORT } from '../platforms/slack/transport/signed-http.ts';
import type { Config } from '../config/config.ts';
import { NO_DEBATE } from '../debate/debates.ts';
import { catalogueOf } from '../debate/catalogue.ts';
import type { Corpus } from '../debate/passage.ts';
import { BotError } from '../errors.ts';
import { bad, type Finding, good, note } from '../ports.ts';
import { checkUpModel } from '../summary/models/checkup.ts';
import { checkUpStore } from '../store/open.ts';
import { close, HEALTH_PATH, isHealth, listen } from '../running/health.ts';
import { unreadInCorpus, unreadText } from '../running/files.ts';
import { KeptDebates } from '../running/kept.ts';
import { loadCorpus } from '../running/reader.ts';
import { openThesaurus } from '../running/thesaurus.ts';
import { bytesOfBody, platformTime } from '../running/work.ts';
import { debatesChosen, type KeptDebate } from './choosing.ts';

const USAGE = 'usage: npm run doctor';
const WELL = 0;
const UNWELL = 2;

const MARKS: Readonly<Record<Finding['verdict'], string>> = {
  good: 'ok   ',
  bad: 'FAULT',
  note: 'note ',
};

/** `doctor`: says what is configured, what is missing and what the platforms think of it. 0 when all is well, else 2. */
export async function doctorCommand(
  typed: readonly string[],
  config: Config,
  {
    output,
    now,
  }: { readonly output: { write: (text: string) => unknown }; readonly now: () => Date },
): Promise<number> {
  if (typed.length > 0) throw new BotError('usage', USAGE);
  let faults = 0;
  for await (const [platform, { verdict, text }] of findingsOn(config, now)) {
    if (verdict === 'bad') faults += 1;
    output.write(`${MARKS[verdict]} ${platform}: ${text}\n`);
  }
  output.write(faults === 0 ? 'Ready: npm start\n' : `${faults} to mend; docs/ says how\n`);
  return faults === 0 ? WELL : UNWELL;
}

function checkUpThesaurus(thesaurus: Config['thesaurus']): Finding {
  try {
    const isOpen = openThesaurus(thesaurus) !== null;
    const text = isOpen ? `synonyms from ${thesaurus.file}` : 'none; mythes-fr of Debian is one';
    return isOpen ? good(text) : note(text);
  } catch (fault) {
    return bad(fault instanceof BotError ? fault.message : String(fault));
  }
}

/** A platform of which nothing is set is left out, unless that is true of all. */
async function* findingsOn(
  config: Config,
  now: () => Date,
): AsyncGenerator<readonly [platform: string, finding: Finding]> {
  const { slack, discord, model, storeUrl, thesaurus, misnamed, unused } = config;
  for (const each of misnamed) {
    yield ['Settings', (each.isFault ? bad : note)(misnamedText(each))];
  }
  if (unused !== null) yield ['Settings', note(unused)];
  const corpora: Corpus[] = [];
  const { searchUrl } = config;
  let areSeveral = config.debatesFolder !== null;
  if (searchUrl === null) {
    for await (const { corpus, findings } of checkUpDebates(config)) {
      if (corpus !== null) corpora.push(corpus);
      for (const each of findings) yield ['Corpus', each];
    }
  } else {
    const { keys, findings } = await checkUpSearch(searchUrl);
    areSeveral = !keys.includes('');
    for (const each of findings) yield ['Search', each];
  }
  if (isSlackNamed(slack) || discord.token === null) {
    for await (const each of checkUp(slack, () => now().getTime())) yield ['Slack', each];
  }
  if (discord.token !== null) {
    const settings = { ...discord, token: discord.token };
    // What commands say of themselves has examples of the corpus, where there is one.
    const [corpus, ...others] = corpora;
    const isOnly = corpus !== undefined && others.length === 0;
    const { examples } = isOnly ? catalogueOf(corpus) : NO_DEBATE.catalogue;
    for await (const each of checkUpDiscord(settings, examples, areSeveral))
      yield ['Discord', each];
  }
  const port = slack.port ?? (slack.signingSecret === null ? null : STANDARD_PORT);
  if (port !== null) yield ['Port', await checkUpPort(port, slack.host)];
  yield ['Thesaurus', checkUpThesaurus(thesaurus)];
  yield ['Store', await checkUpStore(storeUrl, platformTime(now))];
  if (model.server !== null) yield ['Model', await checkUpModel(model.server, now)];
}

/** What the search server keeps, which is all that is answered from. */
async function checkUpSearch(searchUrl: string) {
  const findings: Finding[] = [];
  // Of all debates it is said at once.
  const warn = (_: object, told: string) => findings.splice(0, 1, note(told));
  const kept = new KeptDebates(searchUrl, { warn });
  try {
    const { listing } = await kept.look(null);
    const keys = [...listing.keys()];
    const named = keys.includes('') ? 'its only debate' : `debates: ${keys.join(', ')}`;
    return { keys, findings: [good(`the search server keeps ${named}`), ...findings] };
  } catch (fault) {
    if (!(fault instanceof BotError)) throw fault;
    return { keys: [], findings: [bad(fault.message)] };
  } finally {
    await kept.close();
  }
}

/** The debates, one after the other. */
async function* checkUpDebates(config: Config) {
  let debates: readonly KeptDebate[];
  try {
    debates = debatesChosen(null, config);
  } catch (fault) {
    if (!(fault instanceof BotError)) throw fault;
    yield { corpus: null, findings: [bad(fault.message)] };
    return;
  }
  for (const debate of debates) yield await checkUpCorpus(debate);
}

/** Null where it does not load. */
async function checkUpCorpus(debate: KeptDebate) {
  const { corpusFolder } = debate;
  try {
    const corpus = await loadCorpus(debate);
    const { sources, passages } = corpus;
    const text = `${passages.length} passages of ${sources.length} works in ${corpusFolder}`;
    const { tenants = null } = corpus.debate;
    const whose = tenants === null ? '' : `, for ${tenants.join(', ') || 'nobody'} alone`;
    const unread = unreadInCorpus(corpusFolder);
    return {
      corpus,
      findings: [good(text + whose), ...(unread.length > 0 ? [note(unreadText(unread))] : [])],
    };
  } catch (fault) {
    if (!(fault instanceof BotError)) throw fault;
    const [first = '', ...others] = fault.message.split('\n');
    const more = others.length === 0 ? '' : ` (and ${others.length} more: npm run corpus -- check)`;
    return { corpus: null, findings: [bad(`${first}${more}`)] };
  }
}

/** A port that this bot itself holds is no fault: it may be asked while it runs. */
async function checkUpPort(port: number, host: string | null): Promise<Finding> {
  const server = createServer();
  try {
    await listen(server, port, host);
  } catch (fault) {
    if (!(fault instanceof BotError)) throw fault;
    return (await isOurs(port, host))
      ? note(`${port} is held by a bot that runs`)
      : bad(fault.message);
  }
  await close(server);
  return good(`${port} is free`);
}

const LONGEST_ANSWER_MS = 2_000;

async function isOurs(port: number, host: string | null): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(LONGEST_ANSWER_MS);
    const url = `http://${host ?? '127.0.0.1'}:${port}${HEALTH_PATH}`;
    const { body } = await fetch(url, { signal });
    return isHealth(JSON.parse((await bytesOfBody(body)).toString()));
  } catch {
    return false;
  }
}
