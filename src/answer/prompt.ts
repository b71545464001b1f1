import * as v from 'valibot';
import { parseDocument } from 'yaml';
import { BotError } from '../errors.ts';
import type { ModelSettings } from './language-model.ts';

/** The text of a prompt's file. */
export interface PromptFile {
  /** As it is told to the operator: `prompts/debat.fr.md`. */
  readonly name: string;
  readonly text: string;
}

/** A prompt: instructions of ours, and a question with slots for the data. */
export interface Prompt {
  readonly version: number;
  readonly settings: ModelSettings;
  readonly system: string;
  readonly user: string;
}

/** What each prompt is given; what is written once for all of them stands in `regles`. */
const SLOTS = {
  debat: ['sujet', 'passages'],
  position: ['voix', 'sujet', 'passages'],
  comparaison: ['voix', 'sujet', 'passages'],
  reprise: ['demande', 'defauts'],
  juge: ['affirmations'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PromptName = keyof typeof SLOTS;
export type Prompts = Readonly<Record<PromptName, Prompt>>;
export const PROMPT_NAMES = Object.keys(SLOTS) as PromptName[];

const RULES = 'regles';
const SLOT = /\{\{\s*([^{}]*?)\s*\}\}/gu;
const PARTS = /^---\n([^]*?)\n---\n[^]*?^## Consigne\n([^]*?)^## Demande\n([^]*)$/mu;

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
}
const VERSIONS: Bounds = { least: 1, most: 1e6, isWhole: true };
const KEYS = ['version', 'slots', 'temperature', 'max_tokens'];

/** Reads every prompt; throws one BotError that tells every fault of every file. */
export function openPrompts(files: readonly PromptFile[]): Prompts {
  const faults: string[] = [];
  const rules = readRules(fileNamed(RULES, files, faults), faults);
  const entries = PROMPT_NAMES.map((name) => {
    const file = fileNamed(name, files, faults);
    return [name, file === null ? null : readPrompt(file, SLOTS[name], rules, faults)];
  });
  if (faults.length > 0) throw new BotError('configuration', faults.join('\n'));
  // Without a fault, every prompt was read.
  return Object.fromEntries(entries) as Prompts;
}

/**
 * What is asked, with the data in its slots; the data's own braces are no slots, for the template is
 * read once.
 */
export function fillSlots(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(SLOT, (_, name: string) => values[name] ?? '');
}

/** What every prompt says; without slots, for it's the same wherever it stands. */
function readRules(file: PromptFile | null, faults: string[]): string {
  if (file === null) return '';
  const [, head, body = ''] = /^---\n([^]*?)\n---\n([^]*)$/u.exec(file.text) ?? [];
  const tell = tellOf(file, faults);
  if (head === undefined) tell('expected front matter');
  else numberOf('version', readFrontMatter(head, tell), VERSIONS, tell);
  for (const slot of slotsIn(body)) tell(`unknown slot « ${slot} »: rules have none`);
  return body.trim();
}

function fileNamed(
  name: string,
  files: readonly PromptFile[],
  faults: string[],
): PromptFile | null {
  const found = files.find((file) => file.name.endsWith(`/${name}.fr.md`));
  if (found === undefined) faults.push(`prompts/${name}.fr.md is missing`);
  return found ?? null;
}

function readPrompt(
  file: PromptFile,
  slots: readonly string[],
  rules: string,
  faults: string[],
): Prompt | null {
  const [, head, system = '', user = ''] = PARTS.exec(file.text) ?? [];
  const before = faults.length;
  const tell = tellOf(file, faults);
  if (head === undefined) {
    tell('expected front matter, then « ## Consigne », then « ## Demande »');
    return null;
  }
  const front = readFrontMatter(head, tell);
  checkSlots('slots', front['slots'], slots, tell);
  checkSlots('« ## Demande »', slotsIn(user), slots, tell);
  const inRules = slotsIn(system).filter((slot) => slot !== RULES);
  if (inRules.length > 0) tell(`« ## Consigne » is no place for data: ${inRules.join(', ')}`);
  const prompt = {
    version: numberOf('version', front, VERSIONS, tell),
    settings: {
      temperature: numberOf('temperature', front, { least: 0, most: 2, isWhole: false }, tell),
      maxTokens: numberOf('max_tokens', front, { least: 1, most: 1e5, isWhole: true }, tell),
    },
    system: fillSlots(system, { [RULES]: rules }).trim(),
    user: user.trim(),
  };
  return faults.length === before ? prompt : null;
}

type Front = Readonly<Record<string, unknown>>;
type Tell = (fault: string) => void;

function tellOf({ name }: PromptFile, faults: string[]): Tell {
  return (fault) => {
    faults.push(`${name}: ${fault}`);
  };
}

function readFrontMatter(head: string, tell: Tell): Front {
  const document = parseDocument(head);
  const read = v.safeParse(v.record(v.string(), v.unknown()), document.toJSON());
  if (document.errors.length > 0 || !read.success) {
    tell('the front matter cannot be read as YAML');
    return {};
  }
  for (const key of Object.keys(read.output).filter((each) => !KEYS.includes(each))) {
    tell(`unknown setting « ${key} »: known are ${KEYS.join(', ')}`);
  }
  return read.output;
}

function slotsIn(template: string): string[] {
  return [...new Set([...template.matchAll(SLOT)].map(([, name = '']) => name))];
}

function checkSlots(place: string, found: unknown, expected: readonly string[], tell: Tell): void {
  const names = Array.isArray(found) ? found.map(String) : [];
  for (const name of names.filter((each) => !expected.includes(each))) {
    tell(`unknown slot « ${name} » in ${place}: expected ${expected.join(', ')}`);
  }
  for (const name of expected.filter((each) => !names.includes(each))) {
    tell(`missing slot « ${name} » in ${place}`);
  }
}

function numberOf(key: string, front: Front, { least, most, isWhole }: Bounds, tell: Tell): number {
  const value = front[key];
  const isGood =
    typeof value === 'number' &&
    value >= least &&
    value <= most &&
    (!isWhole || Number.isInteger(value));
  if (isGood) return value;
  tell(`${key}: expected a${isWhole ? ' whole' : ''} number from ${least} to ${most}`);
  return least;
}
