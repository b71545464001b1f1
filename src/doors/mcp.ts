import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
  type CallToolResult,
  type Result,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import { asking, howToChoose, howToQuote, refusals } from '../messages/doors.ts';
import { ask, faultText } from './asking.ts';
import {
  askedIn,
  debateAmong,
  DOOR_COMMANDS,
  parametersOf,
  parsed,
  textNamed,
  type DoorAsking,
} from './commands.ts';
import { debateFor, debatesFor, debatesTold, keysFor, type Debated } from './debated.ts';
import { answerSchema, debatesSchema, jsonSchemaOf, verificationSchema } from './schema.ts';
import { verified } from './verifying.ts';
import { listWorks, readWork, workTemplate } from './works.ts';

// The SDK's own registering, of tools and of handlers, answers what is wrong with a list of issues in JSON, as a
// fault of ours, and promises to tell of changes: its server is given what is asked, and we read it.

const VERIFIER = 'verifier';
const DEBATES = 'debats';

const COMMANDS: ReadonlyMap<string, DoorAsking> = new Map(
  (Object.keys(DOOR_COMMANDS) as DoorAsking[]).map((name) => [DOOR_COMMANDS[name].tool, name]),
);

/** `keys` are the debates that may be named; null where there is one alone. */
function toolsFor(keys: readonly string[] | null): readonly Tool[] {
  const ofCommands = Object.values(DOOR_COMMANDS).map(({ tool, ...told }) =>
    toolOf(tool, { ...told, parameters: parametersOf(told, keys) }, answerSchema),
  );
  const verifier = { ...asking.verifier, parameters: verifierParameters(keys) };
  const debates = { ...asking.debats, parameters: z.strictObject({}) };
  return [
    ...ofCommands,
    toolOf(VERIFIER, verifier, verificationSchema),
    ...(keys === null ? [] : [toolOf(DEBATES, debates, debatesSchema)]),
  ];
}

function verifierParameters(keys: readonly string[] | null) {
  const ofText = z.strictObject({ texte: textNamed('texte') });
  return keys === null ? ofText : ofText.extend({ debat: debateAmong(keys) });
}

/** A server of the Model Context Protocol that answers from the debate, connected to nothing yet. */
export function debateServer(debated: Debated, version: string): McpServer {
  const keys = keysFor(debated);
  const [only] = keys === null ? debated.debates.knownAt(debated.asker) : [];
  const mcp = new McpServer(
    { name: 'debat-bot', version, ...(only?.title != null && { title: only.title }) },
    { instructions: keys === null ? howToQuote : `${howToQuote}\n${howToChoose}` },
  );
  const { server } = mcp;
  server.registerCapabilities({ tools: {}, resources: {} });
  const answers = answersOf(debated);
  server.fallbackRequestHandler = async (request) => {
    const answer = answers.get(request.method);
    if (answer === undefined) throw protocolError(ErrorCode.MethodNotFound, 'Method not found');
    return answer(request);
  };
  return mcp;
}

type Answering = (request: unknown) => Result | Promise<Result>;

/** What is answered to each method of the protocol. */
function answersOf(debated: Debated): ReadonlyMap<string, Answering> {
  return new Map<string, Answering>([
    [
      'tools/list',
      answering(ListToolsRequestSchema, () => ({ tools: [...toolsFor(keysFor(debated))] })),
    ],
    [
      'tools/call',
      answering(CallToolRequestSchema, ({ params }) =>
        call(params.name, params.arguments ?? {}, debated).catch((fault: unknown) =>
          failed(faultText(fault, debated)),
        ),
      ),
    ],
    [
      'resources/list',
      answering(ListResourcesRequestSchema, ({ params }) =>
        whole(() => listWorks(params?.cursor, debated), refusals.badCursor(), debated),
      ),
    ],
    [
      'resources/templates/list',
      answering(ListResourceTemplatesRequestSchema, () => ({
        resourceTemplates: [workTemplate(debated)],
      })),
    ],
    [
      'resources/read',
      answering(ReadResourceRequestSchema, ({ params }) =>
        whole(() => readWork(params.uri, debated), refusals.unknownResource(), debated),
      ),
    ],
  ]);
}

/** Answers a request of this form; of another, it is told so as the asker's own fault. */
function answering<Schema extends z.ZodType>(
  schema: Schema,
  answer: (asked: z.infer<Schema>) => Result | Promise<Result>,
): Answering {
  return (request) => {
    const read = schema.safeParse(request);
    if (!read.success) throw protocolError(ErrorCode.InvalidParams, refusals.noParameters());
    return answer(read.data);
  };
}

/** What is made, unless there is none of it or the gate refuses it, which is told as the protocol tells faults. */
async function whole<Made>(
  make: () => Promise<Made | null>,
  missing: string,
  debated: Debated,
): Promise<Made> {
  let made;
  try {
    made = await make();
  } catch (fault) {
    throw protocolError(ErrorCode.InternalError, faultText(fault, debated));
  }
  if (made === null) throw protocolError(ErrorCode.InvalidParams, missing);
  return made;
}

/** The SDK's own class writes « MCP error » and the code before the sentence, and so does that of who reads it. */
function protocolError(code: ErrorCode, sentence: string): Error {
  return Object.assign(new Error(sentence), { code });
}

function toolOf(
  name: string,
  {
    title,
    description,
    parameters,
  }: { title: string; description: string; parameters: z.ZodObject },
  output: z.ZodObject,
): Tool {
  return {
    name,
    title,
    description,
    // An object, as both are.
    inputSchema: jsonSchemaOf(parameters) as Tool['inputSchema'],
    outputSchema: jsonSchemaOf(output) as NonNullable<Tool['outputSchema']>,
    annotations: { title, readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  };
}

async function call(tool: string, given: object, debated: Debated): Promise<CallToolResult> {
  const keys = keysFor(debated);
  if (tool === VERIFIER) return verify(given, debated);
  if (tool === DEBATES && keys !== null) {
    const read = parsed(z.strictObject({}), given);
    return 'problem' in read ? failed(read.problem) : succeeded(debatesTold(debated));
  }
  const command = COMMANDS.get(tool);
  if (command === undefined) {
    const known = toolsFor(keys).map(({ name }) => name);
    return failed(refusals.unknownTool(tool, known));
  }
  const asked = askedIn(command, pagedFrom(command, given), keys);
  if ('problem' in asked) return failed(asked.problem);
  const debate = await debateFor(asked.options.debat, debated);
  if ('problem' in debate) return failed(debate.problem);
  const told = await ask(asked, debate, debated);
  const { document, refusal } = told;
  return refusal === null ? succeeded(told) : failed(document.payload.message ?? refusal.code);
}

/** An assistant reads page by page: fifty passages are more than it asked for. */
function pagedFrom(command: DoorAsking, given: object): object {
  return 'page' in DOOR_COMMANDS[command].parameters.shape ? { page: 1, ...given } : given;
}

async function verify(given: object, debated: Debated): Promise<CallToolResult> {
  const read = parsed(verifierParameters(keysFor(debated)), given);
  if ('problem' in read) return failed(read.problem);
  const { texte, debat }: { texte: string; debat?: string | undefined } = read.values;
  const among = await debatesFor(debat, debated);
  return 'problem' in among ? failed(among.problem) : succeeded(await verified(texte, among));
}

interface Sent {
  readonly document: { readonly payload: object };
  readonly text: () => { readonly payload: string };
}

/** The only function that makes a result with words of the debate: both of its forms are cleared. */
function succeeded({ document, text }: Sent): CallToolResult {
  return {
    structuredContent: { ...document.payload },
    content: [{ type: 'text', text: text().payload }],
  };
}

function failed(sentence: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: sentence }] };
}
