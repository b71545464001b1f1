import { isJson, type Json } from '../json.ts';
import { invalidForm } from './refusal.ts';

/** Where something stands in a request: keys of objects and positions in lists. */
export type Path = readonly (string | number)[];

interface Objection {
  readonly path: Path;
  readonly code: string;
  readonly message: string;
}

interface Bounds {
  readonly minimum?: number;
  readonly maximum: number;
}

/**
 * Gathers what Discord would object to in a request, in its words:
 * https://docs.discord.com/developers/reference#error-messages. Characters are counted in UTF-16
 * units, of which there are never fewer than Discord can count: what passes here passes there.
 */
export class Inspection {
  readonly #objections: Objection[] = [];

  report(path: Path, code: string, message: string): void {
    this.#objections.push({ path, code, message });
  }

  /** A text that must be there. */
  text(value: unknown, path: Path, bounds: Bounds): void {
    if (typeof value === 'string') this.#length(value.length, path, { minimum: 1, ...bounds });
    else this.missing(path);
  }

  optionalText(value: unknown, path: Path, bounds: Bounds): void {
    if (value !== undefined && value !== null) this.text(value, path, { minimum: 0, ...bounds });
  }

  /** A list that must be there; gives its members, and complains of those that are not objects. */
  objects(value: unknown, path: Path, bounds: Bounds): readonly Json[] {
    if (!Array.isArray(value)) {
      this.missing(path);
      return [];
    }
    const members: readonly unknown[] = value;
    this.#length(members.length, path, bounds);
    return members.map((member, index) => {
      if (isJson(member)) return member;
      this.report([...path, index], 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used.');
      return {};
    });
  }

  /** A whole number within bounds, where one is given. */
  optionalNumber(value: unknown, path: Path, { minimum = 0, maximum }: Bounds): void {
    if (value === undefined || value === null) return;
    const isWithin = Number.isInteger(value) && Number(value) >= minimum;
    if (isWithin && Number(value) <= maximum) return;
    this.report(path, 'NUMBER_TYPE_RANGE', `Must be between ${minimum} and ${maximum}.`);
  }

  /** One of a few values; a missing one is refused too. */
  choice(value: unknown, path: Path, choices: readonly (string | number)[]): void {
    const isChoice = typeof value === 'string' || typeof value === 'number';
    if (isChoice && choices.includes(value)) return;
    const list = choices.map((each) => JSON.stringify(each)).join(', ');
    this.report(path, 'BASE_TYPE_CHOICES', `Value must be one of (${list}).`);
  }

  missing(path: Path): void {
    this.report(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  }

  /** Throws a Refusal with all that was reported, if anything was. */
  conclude(): void {
    if (this.#objections.length > 0) throw invalidForm(nested(this.#objections));
  }

  #length(length: number, path: Path, { minimum = 0, maximum }: Bounds): void {
    if (length >= minimum && length <= maximum) return;
    const message =
      minimum === 0
        ? `Must be ${maximum} or fewer in length.`
        : `Must be between ${minimum} and ${maximum} in length.`;
    this.report(path, 'BASE_TYPE_BAD_LENGTH', message);
  }
}

/** `{components: {0: {label: {_errors: [{code, message}]}}}}` */
function nested(objections: readonly Objection[]): Json {
  const root: Record<string, unknown> = {};
  for (const { path, code, message } of objections) {
    let level = root;
    for (const key of path) {
      level[key] ??= {};
      // Every level was made here, as an object.
      level = level[key] as Record<string, unknown>;
    }
    level['_errors'] = [...((level['_errors'] as object[] | undefined) ?? []), { code, message }];
  }
  return root;
}
