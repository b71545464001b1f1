import { nearForms } from '../french/spelling.ts';
import { SETTINGS } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that seems to be meant for this program, which has no setting of that name. */
export interface Misnamed {
  readonly name: string;
  /** The settings it may stand for, the nearest alone; empty where none is near. */
  readonly near: readonly string[];
  /** Whether it is one of those mistyped, and nothing else sets that one: then what was wanted is not done. */
  readonly isFault: boolean;
}

const NAMES = Object.keys(SETTINGS).toSorted();
/** What begins so is for this program, else for nobody. OpenAI's client has further variables of its own. */
const OURS = /^(?:SLACK|DISCORD|SUMMARY|EMBEDDINGS|CORPUS|THESAURUS|STORE)_/u;
/** Shorter names are near too many that others use, as HOST is to PORT. */
const SHORTEST_NAME = 8;
/** As many letters added, dropped, changed or swapped are a slip. */
const SLIPS = 2;
/** As many as « BOT_ » and a letter: SLACK_TOKEN, DISCORD_BOT_TOKEN. */
const FAR = 5;

/** The variables of an environment that were meant for a setting, or may have been. No value is looked at but whether it is empty. */
export function misnamedIn(environment: Environment): readonly Misnamed[] {
  const isSet = (name: string) => (environment[name] ?? '') !== '';
  const strangers = Object.keys(environment).filter((name) => isSet(name) && !NAMES.includes(name));
  return strangers.flatMap((name): Misnamed[] => {
    if (name.length < SHORTEST_NAME) return [];
    const isOurs = OURS.test(name);
    const found = nearForms(NAMES, name.toUpperCase(), isOurs ? FAR : SLIPS);
    const edits = Math.min(...found.map((each) => each.edits));
    const near = found.filter((each) => each.edits === edits).map(({ form }) => form);
    if (near.length === 0 && !isOurs) return [];
    return [{ name, near, isFault: edits <= SLIPS && !near.some(isSet) }];
  });
}

/** For whoever set it. */
export function misnamedText({ name, near }: Misnamed): string {
  const question = near.length === 0 ? '' : `: did you mean ${near.join(' or ')}?`;
  return `${name} is no setting of this program${question}`;
}
