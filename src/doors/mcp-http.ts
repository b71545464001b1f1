import { refusals } from '../messages/doors.ts';
import { errorAnswer, textIn, type Endpoint } from './api.ts';
import type { Debated } from './debated.ts';

/** More than any question, and less than would keep everybody waiting. */
const LONGEST_BODY_BYTES = 1_048_576;

/** The same tools as over standard input; each request is answered by itself, and no session is kept. */
export function mcpEndpoint(debated: Debated, version: string): Endpoint {
  return {
    methods: ['POST'],
    // A page could have its own name lead to this machine (DNS rebinding); its origin still tells it apart.
    isGuarded: true,
    answer: async (request, response) => {
      const text = await textIn(request, LONGEST_BODY_BYTES);
      if (typeof text !== 'string') return text;
      const message = objectIn(text);
      if (message === null) return errorAnswer(400, 'body', refusals.noMessage());
      // Most processes are never asked: what this loads is loaded with the first request.
      const { debateServer } = await import('./mcp.ts');
      const { StreamableHTTPServerTransport } =
        await import('@modelcontextprotocol/sdk/server/streamableHttp.js');
      const server = debateServer(debated, version);
      const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
      response.once('close', () => void server.close());
      await server.connect(transport);
      await transport.handleRequest(request, response, message);
      return null;
    },
  };
}

/** Null for what is no JSON object: of a list, thousands of questions would be counted as one. */
function objectIn(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
