import * as v from 'valibot';
import { decoded } from '../bounds.ts';
import { type BroughtFile, ImportFault } from '../format.ts';

/** Enough for a guild, a channel and its topic before the messages begin. */
const BEGINNING_BYTES = 16 * 1024;
const LONGEST_PATH = 60;

/** Whether a file calls itself JSON and has each of these keys near its beginning. */
export function beginsWithKeys({ name, bytes }: BroughtFile, ...keys: readonly RegExp[]): boolean {
  if (bytes.length === 0 || !/\.json(?:$|[?#])/iu.test(name)) return false;
  const beginning = decoded({ name, bytes: bytes.subarray(0, BEGINNING_BYTES) });
  return keys.every((key) => key.test(beginning));
}

/** What a JSON file holds, in the shape of `kind` (« un export de Discord »). */
export function readJson<Schema extends v.GenericSchema>(
  file: Pick<BroughtFile, 'name' | 'bytes'>,
  schema: Schema,
  kind: string,
): v.InferOutput<Schema> {
  return shaped(file.name, parsed(file), schema, kind);
}

/** A value in its shape; throws an ImportFault that says where it has another. */
export function shaped<Schema extends v.GenericSchema>(
  name: string,
  value: unknown,
  schema: Schema,
  kind: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const path = v.getDotPath(result.issues[0])?.slice(0, LONGEST_PATH);
  const place = path === undefined ? '' : ` (à ${path})`;
  throw new ImportFault(`${name} n’a pas la forme d’${kind}${place} : exportez-le de nouveau`);
}

/** Deep nesting ends in a RangeError, and anything else that is no JSON in a SyntaxError. */
function parsed(file: Pick<BroughtFile, 'name' | 'bytes'>): unknown {
  const text = decoded(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new ImportFault(`${file.name} n’est pas du JSON entier : exportez-le de nouveau`);
  }
}
