import { isJson, type Json } from '../json.ts';
import { invalidForm } from './refusal.ts';

/** Where something stands in a request: keys of objects and positions in lists. */
export type Path = readonly (string | number)[];

/** What Discord asks of one value. */
export type Rule = (inspection: Inspection, value: unknown, path: Path) => void;

/**
 * Gathers what Discord would object to in a request, in its words:
 * https://docs.discord.com/developers/reference#error-messages. Characters are counted in UTF-16
 * units, of which there are never fewer than Discord can count: what passes here passes there.
 */
export class Inspection {
  readonly #objections: { path: Path; code: string; message: string }[] = [];
  /** No two interactive components of a message or modal may share theirs. */
  readonly customIds = new Set<string>();

  report(path: Path, code: string, message: string): void {
    this.#objections.push({ path, code, message });
  }

  missing(path: Path): void {
    this.report(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  }

  length(length: number, path: Path, maximum: number, minimum: number): void {
    if (length >= minimum && length <= maximum) return;
    const bounds = minimum === 0 ? `${maximum} or fewer` : `between ${minimum} and ${maximum}`;
    this.report(path, 'BASE_TYPE_BAD_LENGTH', `Must be ${bounds} in length.`);
  }

  /**
   * Throws a Refusal with all that was reported, if anything was, as Discord nests it:
   * `{components: {0: {label: {_errors: [{code, message}]}}}}`.
   */
  conclude(): void {
    if (this.#objections.length === 0) return;
    const root: Record<string, unknown> = {};
    for (const { path, code, message } of this.#objections) {
      let level = root;
      for (const key of path) {
        level[key] ??= {};
        // Every level was made here, as an object.
        level = level[key] as Record<string, unknown>;
      }
      level['_errors'] = [...((level['_errors'] as object[] | undefined) ?? []), { code, message }];
    }
    throw invalidForm(root);
  }
}

/** Throws a Refusal where the value breaks the rule. */
export function inspect(rule: Rule, value: unknown, path: Path = []): void {
  const inspection = new Inspection();
  rule(inspection, value, path);
  inspection.conclude();
}

export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

export function optional(rule: Rule): Rule {
  return (inspection, value, path) => {
    if (isPresent(value)) rule(inspection, value, path);
  };
}

export function all(...rules: readonly Rule[]): Rule {
  return (inspection, value, path) => {
    for (const rule of rules) rule(inspection, value, path);
  };
}

/** A text that must be there. */
export function text(maximum: number, minimum = 1): Rule {
  return (inspection, value, path) => {
    if (typeof value === 'string') inspection.length(value.length, path, maximum, minimum);
    else inspection.missing(path);
  };
}

export const optionalText = (maximum: number, minimum = 0): Rule =>
  optional(text(maximum, minimum));

/** A whole number within bounds, where one is given. */
export function number(maximum: number, minimum = 0): Rule {
  return optional((inspection, value, path) => {
    const isWithin = Number.isInteger(value) && Number(value) >= minimum;
    if (isWithin && Number(value) <= maximum) return;
    const message = `Must be between ${minimum} and ${maximum}.`;
    inspection.report(path, 'NUMBER_TYPE_RANGE', message);
  });
}

/** One of a few values; a missing one is refused too. */
export function choice(...choices: readonly (string | number)[]): Rule {
  return (inspection, value, path) => {
    const isChoice = typeof value === 'string' || typeof value === 'number';
    if (isChoice && choices.includes(value)) return;
    const list = choices.map((each) => JSON.stringify(each)).join(', ');
    inspection.report(path, 'BASE_TYPE_CHOICES', `Value must be one of (${list}).`);
  };
}

/** A list of objects that must be there. */
export function list(maximum: number, rule: Rule, minimum = 0): Rule {
  return (inspection, value, path) => {
    if (!Array.isArray(value)) {
      inspection.missing(path);
      return;
    }
    const members: readonly unknown[] = value;
    inspection.length(members.length, path, maximum, minimum);
    for (const [index, member] of members.entries()) {
      const at = [...path, index];
      if (isJson(member)) rule(inspection, member, at);
      else inspection.report(at, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used.');
    }
  };
}

export function fields(rules: Readonly<Record<string, Rule>>): Rule {
  return (inspection, value, path) => {
    const json: Json = isJson(value) ? value : {};
    for (const [key, rule] of Object.entries(rules)) rule(inspection, json[key], [...path, key]);
  };
}

/** An object of one of these types, each with its own rule. */
export function variant(rules: Readonly<Record<number, Rule>>, types: readonly number[]): Rule {
  return (inspection, value, path) => {
    const type = isJson(value) ? value['type'] : undefined;
    const rule = types.find((each) => each === type) && rules[Number(type)];
    if (!isPresent(value)) inspection.missing(path);
    else if (rule) rule(inspection, value, path);
    else {
      const message = `Value of field "type" must be one of (${types.join(', ')}).`;
      inspection.report([...path, 'type'], 'UNION_TYPE_CHOICES', message);
    }
  };
}

/** No two members of the list say the same of themselves. */
export function distinct(key: string, code: string, message: string): Rule {
  return (inspection, value, path) => {
    const members = Array.isArray(value) ? value.filter(isJson) : [];
    const told = new Set(members.map((member) => member[key]));
    if (told.size < members.length) inspection.report(path, code, message);
  };
}
