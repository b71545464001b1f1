import * as z from 'zod';
import type { Asked, Asking, Options } from '../ask/request.ts';
import { asking, parameters, refusals } from '../messages/doors.ts';

/** One thing that other programs may ask: every door is made of these. */
interface DoorCommand {
  /** Its name as a tool. */
  readonly tool: string;
  /** Its address below `/api/`. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** By the names of the options they are; all of them are told in JSON Schema as they are checked. */
  readonly parameters: z.ZodObject;
}

/** As long as a message that dispatch takes, in UTF-16 units. */
export const LONGEST_TEXT = 20_000;

export const textNamed = (
  name: Exclude<keyof typeof parameters, 'debat'>,
  longest = LONGEST_TEXT,
) => z.string().regex(/\S/u).max(longest).describe(parameters[name]);
const numberNamed = (name: 'page' | 'autre') =>
  z.int().min(1).max(999_999).optional().describe(parameters[name]);

const subject = { sujet: textNamed('sujet').optional() };
const voice = { auteur: textNamed('auteur').optional() };
const period = {
  depuis: textNamed('depuis').optional(),
  jusqua: textNamed('jusqua').optional(),
};
const page = { page: numberNamed('page') };

/** What other programs may not ask: it changes something, or tells people what to type. */
type Kept = 'abonnement' | 'proposer' | 'debats' | 'aide-debat';

/** A command has no parameter that says who sees its answer, or what a button remembers. */
export const DOOR_COMMANDS: Readonly<Record<Exclude<Asking, Kept>, DoorCommand>> = {
  debat: {
    tool: 'chercher',
    path: 'debat',
    ...asking.debat,
    parameters: z.strictObject({
      sujet: textNamed('sujet'),
      ...voice,
      ...period,
      resume: z.literal('oui').optional().describe(parameters.resume),
      ...page,
    }),
  },
  position: {
    tool: 'position',
    path: 'position',
    ...asking.position,
    parameters: z.strictObject({ auteur: textNamed('auteur'), ...subject, ...period, ...page }),
  },
  comparer: {
    tool: 'comparer',
    path: 'comparer',
    ...asking.comparer,
    parameters: z.strictObject({
      auteur: textNamed('auteur'),
      auteur2: textNamed('auteur2'),
      ...subject,
      ...period,
    }),
  },
  carte: {
    tool: 'carte',
    path: 'carte',
    ...asking.carte,
    parameters: z.strictObject({ ...subject, ...voice, ...period }),
  },
  'qui-repond': {
    tool: 'qui_repond',
    path: 'qui-repond',
    ...asking['qui-repond'],
    parameters: z.strictObject({
      ...subject,
      ...voice,
      ref: textNamed('ref').optional(),
      ...period,
      ...page,
    }),
  },
  citation: {
    tool: 'citation',
    path: 'citation',
    ...asking.citation,
    parameters: z.strictObject({ ...subject, ...voice, ...period, autre: numberNamed('autre') }),
  },
  sources: {
    tool: 'sources',
    path: 'sources',
    ...asking.sources,
    parameters: z.strictObject({ ...voice, ...period }),
  },
  contexte: {
    tool: 'passage',
    path: 'passage',
    ...asking.contexte,
    parameters: z.strictObject({ ref: textNamed('ref') }),
  },
};

export type DoorAsking = keyof typeof DOOR_COMMANDS;

/** Whether a parameter of a command is a number. */
export function isNumber(command: DoorAsking, name: string): boolean {
  const { shape } = DOOR_COMMANDS[command].parameters;
  return Object.hasOwn(shape, name) && (shape[name] as z.ZodType).safeParse(1).success;
}

/** What a command takes: where there are several debates, which one as well. `keys` is null where there is one. */
export function parametersOf(
  { parameters: own }: Pick<DoorCommand, 'parameters'>,
  keys: readonly string[] | null,
) {
  return keys === null ? own : own.extend({ debat: debateAmong(keys) });
}

/** One of these debates. */
export function debateAmong(keys: readonly string[]) {
  return z.string().regex(/\S/u).max(LONGEST_TEXT).optional().describe(parameters.debat(keys));
}

/** What is wrong with what was given, in one sentence. */
export interface Problem {
  readonly problem: string;
}

/** What was given as a question, or the first thing that is wrong with it. */
export function askedIn(
  command: DoorAsking,
  given: unknown,
  keys: readonly string[] | null,
): Asked | Problem {
  const read = parsed(parametersOf(DOOR_COMMANDS[command], keys), given);
  if ('problem' in read) return read;
  const entries = Object.entries(read.values).filter(([, value]) => value !== undefined);
  const options: Options = Object.fromEntries(entries.map(([name, is]) => [name, String(is)]));
  return { command, options };
}

/** What was given as these parameters, or the first thing that is wrong with it. */
export function parsed<Parameters extends z.ZodObject>(
  schema: Parameters,
  given: unknown,
): { readonly values: z.infer<Parameters> } | Problem {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return { problem: refusals.noParameters() };
  const { data, error } = schema.safeParse(given);
  return error === undefined ? { values: data } : { problem: problemIn(error, schema, given) };
}

function problemIn({ issues: [issue] }: z.ZodError, schema: z.ZodObject, given: object): string {
  const known = Object.keys(schema.shape);
  if (issue?.code === 'unrecognized_keys') {
    return refusals.unknownParameters(issue.keys, known);
  }
  const name = String(issue?.path[0] ?? '');
  if (!Object.hasOwn(given, name)) return refusals.missing(name);
  if (issue?.code === 'too_big' && issue.origin === 'string')
    return refusals.tooLong(name, Number(issue.maximum));
  const { description } = z.globalRegistry.get(schema.shape[name] as z.ZodType) ?? {};
  return refusals.invalid(name, description ?? '');
}
