import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Log } from '../ports.ts';
import type { Debated } from './debated.ts';
import { debateServer } from './mcp.ts';

/** A message that is longer ends the conversation: nobody can tell where the next one begins. */
const LONGEST_MESSAGE_BYTES = 64 * 1024 * 1024;

interface Streams {
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * Answers one assistant over two streams until the input ends, or holds what is no message. What was asked
 * before is still answered afterwards: the output stays open.
 */
export async function serveStreams(
  debated: Debated & { readonly log: Log },
  version: string,
  { input, output }: Streams,
): Promise<void> {
  const { server } = debateServer(debated, version);
  const closed = Promise.withResolvers<undefined>();
  server.onclose = () => {
    closed.resolve(undefined);
  };
  server.onerror = (fault) => {
    debated.log.warn({ fault }, 'a message was not understood');
  };
  const transport = new StdioServerTransport(input, output, {
    maxBufferSize: LONGEST_MESSAGE_BYTES,
  });
  await server.connect(transport);
  await Promise.race([finished(input, { writable: false }).catch(() => undefined), closed.promise]);
}
