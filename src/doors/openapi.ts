import * as z from 'zod';
import { parameters as described, asking, debateApi } from '../messages/doors.ts';
import { debateAmong, DOOR_COMMANDS, parametersOf } from './commands.ts';
import {
  answerSchema,
  debatesSchema,
  errorSchema,
  jsonSchemaOf,
  verificationSchema,
} from './schema.ts';

/** The version of the addresses and of the documents, not of the program. */
const VERSION = '1';

/**
 * What the API takes and gives, as OpenAPI 3.1 tells it: made of what requests are checked with. `keys` are the
 * debates that it names; null where there is one alone.
 */
export function openApiOf(publicUrl: string | null, keys: readonly string[] | null) {
  const paths = Object.values(DOOR_COMMANDS).map((command): [string, object] => {
    const { path, title, description } = command;
    const parameters = parametersOf(command, keys);
    const operation = { operationId: path, summary: title, description };
    const get = { ...operation, parameters: queryOf(parameters), responses: responsesOf('Answer') };
    return [`/api/${path}`, { get }];
  });
  return {
    openapi: '3.1.0',
    info: { title: debateApi.title, description: debateApi.description, version: VERSION },
    servers: [{ url: publicUrl?.replace(/\/$/u, '') ?? '/' }],
    security: [{}, { key: [] }],
    paths: {
      ...Object.fromEntries(paths),
      '/api/verifier': { post: keys === null ? VERIFYING : verifyingAmong(keys) },
      ...(keys !== null && { '/api/debats': { get: LISTING } }),
    },
    components: {
      schemas: {
        Answer: jsonSchemaOf(answerSchema),
        Verification: jsonSchemaOf(verificationSchema),
        Error: jsonSchemaOf(errorSchema),
        ...(keys !== null && { Debates: jsonSchemaOf(debatesSchema) }),
      },
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
    },
  };
}

const VERIFYING = {
  operationId: 'verifier',
  summary: asking.verifier.title,
  description: asking.verifier.description,
  requestBody: {
    required: true,
    description: described.texte,
    content: { 'text/plain': { schema: { type: 'string' } } },
  },
  responses: responsesOf('Verification'),
};

function verifyingAmong(keys: readonly string[]) {
  return { ...VERIFYING, parameters: queryOf(z.strictObject({ debat: debateAmong(keys) })) };
}

const LISTING = {
  operationId: 'debats',
  summary: asking.debats.title,
  description: asking.debats.description,
  responses: responsesOf('Debates'),
};

function queryOf({ shape }: z.ZodObject) {
  return Object.entries(shape).map(([name, schema]) => {
    const { description, ...told } = jsonSchemaOf(schema as z.ZodType);
    const required = !(schema as z.ZodType).safeParse(undefined).success;
    return { name, in: 'query', required, description, schema: told };
  });
}

function responsesOf(schema: 'Answer' | 'Verification' | 'Debates') {
  const { responses } = debateApi;
  return {
    200: { description: responses.answered, content: contentOf(schema) },
    ...(schema !== 'Verification' && { 304: { description: responses.unchanged } }),
    default: { description: responses.refused, content: contentOf('Error') },
  };
}

function contentOf(schema: string) {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } };
}
