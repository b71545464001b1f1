import * as v from 'valibot';
import { parseDocument } from 'yaml';
import { BotError } from '../errors.ts';
import type { ModelSettings } from './language-model.ts';

/** The text of a prompt's file. */
export interface PromptFile {
  /** As it is told to the operator: `prompts/choix.fr.md`. */
  readonly name: string;
  readonly text: string;
}

/** A prompt: instructions of ours, and a question with slots for the data. */
export interface Prompt {
  readonly settings: ModelSettings;
  readonly system: string;
  readonly user: string;
}

/** What each prompt is given. */
const SLOTS = {
  choix: ['titre', 'sujet', 'theses'],
  these: ['titre', 'question', 'themes', 'source', 'passage'],
  recherche: ['titre', 'question', 'source', 'passage', 'these'],
  relecture: ['source', 'passage', 'these'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PromptName = keyof typeof SLOTS;
export type Prompts = Readonly<Record<PromptName, Prompt>>;

const SLOT = /\{\{\s*([^{}]*?)\s*\}\}/gu;
const PARTS = /^---\n([^]*?)\n---\n[^]*?^## Consigne\n([^]*?)^## Demande\n([^]*)$/mu;
const settings = v.strictObject({
  temperature: v.pipe(v.number(), v.minValue(0), v.maxValue(2)),
  max_tokens: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
});

/** Reads every prompt; throws one BotError that tells every fault of every file. */
export function openPrompts(files: readonly PromptFile[]): Prompts {
  const faults: string[] = [];
  const entries = Object.entries(SLOTS).map(([name, slots]) => {
    const file = files.find((each) => each.name.endsWith(`/${name}.fr.md`));
    if (file === undefined) faults.push(`prompts/${name}.fr.md is missing`);
    return [name, file === undefined ? null : readPrompt(file, slots, faults)];
  });
  if (faults.length > 0) throw new BotError('configuration', faults.join('\n'));
  // Without a fault, every prompt was read.
  return Object.fromEntries(entries) as Prompts;
}

/**
 * What is asked, with the data in its slots, each on one line of its own where it has no lines itself; the
 * data's own braces are no slots, for the template is read once.
 */
export function fillSlots(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(SLOT, (_, name: string) => values[name] ?? '');
}

function readPrompt(
  { name, text }: PromptFile,
  slots: readonly string[],
  faults: string[],
): Prompt | null {
  const [, head, system = '', user = ''] = PARTS.exec(text) ?? [];
  const tell = (fault: string) => faults.push(`${name}: ${fault}`);
  if (head === undefined) {
    tell('expected front matter, then « ## Consigne », then « ## Demande »');
    return null;
  }
  const read = v.safeParse(settings, parseDocument(head).toJSON());
  if (!read.success) tell('the front matter has two numbers, temperature and max_tokens');
  for (const slot of slotsIn(system)) tell(`« ## Consigne » is no place for data: ${slot}`);
  const found = slotsIn(user);
  for (const slot of slots) if (!found.includes(slot)) tell(`slot « ${slot} » is missing`);
  for (const slot of found) if (!slots.includes(slot)) tell(`slot « ${slot} » is not known`);
  if (!read.success) return null;
  const { temperature, max_tokens: maxTokens } = read.output;
  return { settings: { temperature, maxTokens }, system: system.trim(), user: user.trim() };
}

function slotsIn(template: string): string[] {
  return [...new Set([...template.matchAll(SLOT)].map(([, name = '']) => name))];
}
