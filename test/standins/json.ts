/** A JSON object whose members are not known yet: what arrives over a socket before it is checked. */
export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a JSON text, or undefined when it is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function objectIn(json: Json, key: string): Json | undefined {
  const value = json[key];
  return isJson(value) ? value : undefined;
}

export function textIn(json: Json, key: string): string | undefined {
  const value = json[key];
  return typeof value === 'string' ? value : undefined;
}

/** The objects of a list; a missing list is an empty one, and members that are not objects are left out. */
export function objectsIn(json: Json, key: string): readonly Json[] {
  const value = json[key];
  return Array.isArray(value) ? value.filter(isJson) : [];
}
