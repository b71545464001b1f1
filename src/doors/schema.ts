import * as z from 'zod';
import { fields } from '../messages/doors.ts';

// The document of `src/debate/document.ts`, for programs that read descriptions: told in JSON Schema by
// OpenAPI and by tools, and what every answer of the tests is compared with. Fields may be added to it.

const text = (name: keyof typeof fields) => z.string().describe(fields[name]);
const count = z.int().min(0);

const relation = z.enum(['answers', 'joins', 'qualifies', 'rejects']);

const source = z.object({
  id: z.string(),
  title: z.string(),
  author: z.string().nullable(),
  publisher: z.string(),
  date: text('date'),
  dateText: z.string(),
  url: z.string().nullable(),
});

/** Its key; absent where there is only one. */
const debat = { debat: text('debat').optional() };

const quote = z.object({
  ref: z.string(),
  text: text('text').nullable(),
  place: z.object({ from: z.string(), to: z.string() }).describe(fields.place),
  followsOn: z.boolean(),
  voice: z.string(),
  quality: z.string().nullable(),
  role: text('role'),
  deduced: z.boolean().describe(fields.deduced),
  reportedBy: text('reportedBy').nullable(),
  stance: z.enum(['assumed', 'reported', 'rejected']).describe(fields.stance),
  flags: z.array(z.string()),
  thesis: text('thesis').nullable(),
  thesisRead: z.boolean().nullable().describe(fields.thesisRead),
  topics: z.array(z.string()),
  answers: z.array(z.object({ relation, ref: z.string() })),
  date: text('date'),
  link: text('link').nullable(),
  page: text('page').nullable(),
  source,
});

const corpus = z.object({ hash: text('hash'), sources: count, passages: count });

const understood = z.object({
  subject: z.string().nullable(),
  voices: z.array(z.string()),
  notBy: z.array(z.string()),
  since: z.string().nullable(),
  until: z.string().nullable(),
  without: z.array(z.string()),
  isMet: z.boolean(),
});

const summary = z.object({
  points: z.array(z.object({ sentence: z.string(), refs: z.array(z.string()) })),
  by: z.enum(['corpus', 'model']),
});

const voices = z.array(z.object({ name: z.string(), passages: count }));

/** An answer. */
export const answerSchema = z.object({
  version: z.literal(1),
  kind: z.string(),
  command: z.string().nullable(),
  ...debat,
  query: z.string(),
  synonym: z.string().nullable(),
  understood: understood.nullable(),
  total: count.describe(fields.total),
  message: text('message').nullable(),
  summary: summary.nullable(),
  sides: z.array(z.object({ author: z.string(), quotes: z.array(quote) })).nullable(),
  works: z.array(source.extend({ passages: count, voices })).nullable(),
  arrows: z
    .array(z.object({ relation, from: z.string(), to: z.string() }))
    .nullable()
    .describe(fields.arrows),
  loose: z.boolean().describe(fields.loose),
  quotes: z.array(quote),
  corpus,
});

/** A work, passage by passage, so many at a time. */
export const workSchema = z.object({
  version: z.literal(1),
  kind: z.literal('work'),
  ...debat,
  work: source,
  page: z.int().min(1),
  pages: z.int().min(1),
  quotes: z.array(quote),
  corpus,
});

/** Which quotations of a text are exact. */
export const verificationSchema = z.object({
  version: z.literal(1),
  kind: z.literal('verification'),
  quotations: z.array(
    z.object({
      start: count.describe(fields.start),
      end: count.describe(fields.end),
      verdict: z
        .enum(['exact', 'retyped', 'title', 'unchecked', 'unknown'])
        .describe(fields.verdict),
      quotes: z.array(quote.extend(debat)),
    }),
  ),
  corpus,
});

/** The debates that may be asked, where there are several. */
export const debatesSchema = z.object({
  version: z.literal(1),
  kind: z.literal('debates'),
  debates: z.array(
    z.object({
      debat: text('debat'),
      title: z.string().nullable(),
      question: z.string().nullable(),
    }),
  ),
});

/** Why a request was not answered. */
export const errorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
});

/** As a program reads it that knows nothing of zod. */
export function jsonSchemaOf(schema: z.ZodType) {
  const { $schema, ...told } = z.toJSONSchema(schema, { io: 'input' });
  return told;
}
