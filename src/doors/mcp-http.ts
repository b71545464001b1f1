import type { Endpoint } from './api.ts';
import type { Debated } from './asking.ts';

/** More than any question, and less than would keep everybody waiting. */
const LONGEST_BODY_BYTES = 1_048_576;

/** The same tools as over standard input; each request is answered by itself, and no session is kept. */
export function mcpEndpoint(debated: Debated, version: string): Endpoint {
  return {
    methods: ['POST'],
    // A page could have its own name lead to this machine (DNS rebinding); its origin still tells it apart.
    isGuarded: true,
    answer: async (request, response) => {
      // Most processes are never asked: what this loads is loaded with the first request.
      const { debateServer } = await import('./mcp.ts');
      const { StreamableHTTPServerTransport } =
        await import('@modelcontextprotocol/sdk/server/streamableHttp.js');
      const server = debateServer(debated, version);
      const transport = new StreamableHTTPServerTransport({
        enableJsonResponse: true,
        maxRequestBodySize: LONGEST_BODY_BYTES,
      });
      response.once('close', () => void server.close());
      await server.connect(transport);
      await transport.handleRequest(request, response);
      return null;
    },
  };
}
