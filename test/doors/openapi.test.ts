import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { openDoors } from './serving.ts';

interface Described {
  readonly info: { readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly required: boolean }[];
  readonly responses: Readonly<Record<string, { content?: Readonly<Record<string, Media>> }>>;
}

interface Media {
  readonly schema: { readonly $ref: string };
}

type Opened = Awaited<ReturnType<typeof openDoors>>;

async function describedBy(doors: Opened): Promise<Described> {
  const response = await doors.ask('/api/openapi.json');
  expect(response.status).toBe(200);
  return (await response.json()) as Described;
}

/** Whether an answer is what the description of its address says. */
function fits({ paths, components }: Described, path: string, status: number, body: unknown) {
  const [operation] = Object.values(paths[path] ?? {});
  const { content } = operation?.responses[status] ?? operation?.responses['default'] ?? {};
  const name = content?.['application/json']?.schema.$ref.split('/').at(-1) ?? '';
  const schema = components.schemas[name];
  if (schema === undefined) throw new Error(`${path} has no answer ${status}`);
  return new AjvJsonSchemaValidator().getValidator(schema)(body);
}

const GIVEN: Readonly<Record<string, string>> = {
  ...{ sujet: 'blogs', auteur: 'Kabla', auteur2: 'Cavazza', ref: 'kabla-2012#rien' },
};

describe('the description of the API', () => {
  test('is OpenAPI 3.1', async () => {
    await using doors = await openDoors();
    const validator = new Validator();
    const { valid, errors } = await validator.validate({ ...(await describedBy(doors)) });
    expect(errors).toBeUndefined();
    expect({ valid, version: validator.version }).toEqual({ valid: true, version: '3.1' });
  });

  test('names the public address, which its paths are below', async () => {
    const publicUrl = 'https://exemple.invalid/debat/';
    await using doors = await openDoors({}, { publicUrl });
    expect((await describedBy(doors)).servers).toEqual([{ url: 'https://exemple.invalid/debat' }]);
  });

  test('tells how to quote', async () => {
    await using doors = await openDoors();
    expect((await describedBy(doors)).info.description).toMatch(/guillemets.*thèse/su);
  });

  test('is true of every answer: with what must be given, and without', async () => {
    await using doors = await openDoors();
    const description = await describedBy(doors);
    for (const [path, { get }] of Object.entries(description.paths)) {
      if (get === undefined) continue;
      const required = get.parameters?.filter((each) => each.required) ?? [];
      const query = new URLSearchParams(
        Object.fromEntries(required.map(({ name }) => [name, GIVEN[name] ?? ''])),
      );
      for (const [asked, isWhole] of [
        [`${path}?${query.toString()}`, true],
        [path, false],
      ] as const) {
        const response = await doors.ask(asked);
        expect(response.status === 200).toBe(
          (isWhole || required.length === 0) && path !== '/api/passage',
        );
        const told = fits(description, path, response.status, await response.json());
        expect(told.errorMessage, asked).toBeUndefined();
      }
    }
  });

  test('is true of texts that are verified', async () => {
    await using doors = await openDoors();
    const description = await describedBy(doors);
    for (const [body, status] of [
      ['Il dit « blogs ».', 200],
      ['x'.repeat(100_000), 413],
    ] as const) {
      const response = await doors.ask('/api/verifier', { method: 'POST', body });
      expect(response.status).toBe(status);
      const told = fits(description, '/api/verifier', status, await response.json());
      expect(told.errorMessage).toBeUndefined();
    }
  });

  test('is not true of an answer that lacks what it tells', async () => {
    await using doors = await openDoors();
    const description = await describedBy(doors);
    const document = (await (await doors.ask('/api/sources')).json()) as object;
    expect(fits(description, '/api/sources', 200, document).valid).toBe(true);
    expect(fits(description, '/api/sources', 200, { ...document, quotes: [{}] }).valid).toBe(false);
  });
});
