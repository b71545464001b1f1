import { checkUpDiscord } from '../platforms/discord/checkup.ts';
import { checkUp } from '../platforms/slack/transport/checkup.ts';
import { isSlackNamed } from '../platforms/slack/installs/settings.ts';
import type { Config } from '../config/config.ts';
import { examplesOf } from '../debate/examples.ts';
import { BotError } from '../errors.ts';
import { bad, good, note, type Finding } from './finding.ts';
import { checkUpModel } from '../summary/models/checkup.ts';
import { checkUpStore } from '../store/open.ts';
import { loadCorpus } from '../running/reader.ts';
import { openThesaurus } from '../running/thesaurus.ts';
import { platformTime } from '../running/work.ts';

const USAGE = 'usage: npm run doctor';
const WELL = 0;
const UNWELL = 2;

const MARKS: Readonly<Record<Finding['verdict'], string>> = {
  good: 'ok   ',
  bad: 'FAULT',
  note: 'note ',
};

type Looked = Pick<
  Config,
  'slack' | 'discord' | 'model' | 'storeUrl' | 'thesaurus' | 'corpusFolder' | 'showsProposed'
>;

/** `doctor`: says what is configured, what is missing and what the platforms think of it. 0 when all is well, else 2. */
export async function doctorCommand(
  typed: readonly string[],
  config: Looked,
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
  config: Looked,
  now: () => Date,
): AsyncGenerator<readonly [platform: string, finding: Finding]> {
  const { slack, discord, model, storeUrl, thesaurus } = config;
  if (isSlackNamed(slack) || discord.token === null) {
    for await (const finding of checkUp(slack, () => now().getTime())) yield ['Slack', finding];
  }
  if (discord.token !== null) {
    const settings = { ...discord, token: discord.token };
    // What commands say of themselves has examples of the corpus.
    const examples = examplesOf(await loadCorpus(config));
    for await (const finding of checkUpDiscord(settings, examples)) {
      yield ['Discord', finding];
    }
  }
  yield ['Thesaurus', checkUpThesaurus(thesaurus)];
  yield ['Store', await checkUpStore(storeUrl, platformTime(now))];
  if (model.server !== null) yield ['Model', await checkUpModel(model.server, now)];
}
