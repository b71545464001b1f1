import { SocketModeReceiver, type App } from '@slack/bolt';
import { BotError } from '../../../errors.ts';
import { growingWaits, readyWithin, Refusals, waitsAtStart } from '../../../running/work.ts';
import { isTokenFault, readFault } from '../faults.ts';
import {
  CALL_TIMEOUT_MS,
  clientOptions,
  replays,
  type Calling,
  type ConnectionProperties,
  type Transport,
} from './connection.ts';

interface SocketParts extends Calling {
  readonly appToken: string;
}

/** What the client tells of the envelope a request came in, as far as it is used. */
interface Envelope {
  readonly envelope_id?: string;
}

/** The call for an address has its own limit; the connection to it needs one as well. */
const CONNECTING_MS = 2 * CALL_TIMEOUT_MS;
/** How long a closing handshake may take before the connection is cut. */
const CLOSING_MS = 1_000;

/**
 * Slack's requests over a WebSocket. The client's own reconnection waits five seconds after each drop,
 * leaves its failures to kill the process and connects again after a stop, so it is off: this connects
 * again at once, then at growing intervals for as long as it takes.
 */
export class SocketMode implements Transport {
  readonly #parts: SocketParts;
  readonly #receiver: SocketModeReceiver;
  readonly #isReplay: (envelope: string) => boolean;
  readonly #stopping = new AbortController();
  #isConnected = false;
  #connections = 0;
  /** Resolves when the connection that was opened last is lost. */
  #lost = Promise.withResolvers<undefined>();
  #kept: Promise<void> = Promise.resolve();

  constructor(parts: SocketParts) {
    const { appToken, boltLogger: logger } = parts;
    this.#parts = parts;
    this.#isReplay = replays(parts.time.now);
    this.#receiver = new SocketModeReceiver({
      appToken,
      logger,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions: clientOptions(parts) },
      customPropertiesExtractor: (envelope: Envelope) => this.#properties(envelope),
    });
    const { client } = this.#receiver;
    this.#surviveMalformed(client);
    // Heard before anything that comes over the connection is.
    client.on('connected', () => {
      // A second greeting over the same connection changes nothing of what is waited for.
      if (this.#isConnected) return;
      this.#isConnected = true;
      this.#connections += 1;
      this.#lost = Promise.withResolvers();
    });
    client.on('disconnected', () => {
      this.#isConnected = false;
      this.#lost.resolve(undefined);
    });
  }

  init(app: App): void {
    this.#receiver.init(app);
  }

  isOpen(): boolean {
    return this.#isConnected;
  }

  async open(): Promise<void> {
    const refusals = new Refusals();
    await this.#connect(waitsAtStart(), (code, isRefused) => {
      if (!refusals.stand(isRefused)) return;
      const remedy = 'it must be an app-level token (xapp-…) with the scope connections:write';
      throw new BotError('configuration', `SLACK_APP_TOKEN was refused (${code}): ${remedy}`);
    });
    this.#kept = this.#keep();
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    const { client } = this.#receiver;
    await readyWithin(client.disconnect(), CLOSING_MS, this.#parts.time);
    // Said twice, it cuts a connection whose other end does not answer.
    if (this.#isConnected) await client.disconnect();
    this.#lost.resolve(undefined);
    await this.#kept;
  }

  /** The client acknowledges over whatever connection it has: on a new one, Slack does not know the envelope. */
  #properties({ envelope_id: id }: Envelope): ConnectionProperties {
    const connection = this.#connections;
    return {
      isCutOff: () => !this.#isConnected || this.#connections !== connection,
      isRepeated: id !== undefined && this.#isReplay(id),
    };
  }

  /** The client leaves what fails while it reads a message to kill the process. */
  #surviveMalformed(client: SocketModeReceiver['client']): void {
    const { counters, log } = this.#parts;
    const heard: ((...message: unknown[]) => unknown)[] = client.listeners('ws_message');
    client.removeAllListeners('ws_message');
    client.on('ws_message', (...message: unknown[]) => {
      for (const hear of heard) {
        Promise.try(hear, ...message).catch((fault: unknown) => {
          counters.count('refused: malformed');
          log.warn({ fault }, 'a message of Slack could not be read');
        });
      }
    });
  }

  async #keep(): Promise<void> {
    const { counters, log } = this.#parts;
    for (;;) {
      await this.#lost.promise;
      if (this.#stopping.signal.aborted) return;
      counters.count('connection lost');
      await this.#connect(growingWaits(), (code, isRefused) => {
        if (isRefused) log.error({ code }, 'SLACK_APP_TOKEN is refused now: the bot hears nothing');
      });
    }
  }

  /** Connects, however long it takes, unless a stop comes first. */
  async #connect(
    waits: Iterable<number>,
    onFault: (code: string | number, isRefused: boolean) => void,
  ): Promise<void> {
    const { time, log } = this.#parts;
    const { signal } = this.#stopping;
    for (const wait of waits) {
      if (signal.aborted) return;
      try {
        await this.#attempt(signal);
        return;
      } catch (error) {
        const fault = readFault(error);
        const code = fault?.code ?? 'closed';
        onFault(code, fault !== null && isTokenFault(fault));
        log.warn({ code, waitMs: wait }, 'Slack cannot be reached');
        await time.wait(Math.max(wait, fault?.retryAfterMs ?? 0), signal).catch(() => undefined);
      }
    }
  }

  /** One attempt, which the client itself would let hang where the other end says nothing. */
  async #attempt(stopping: AbortSignal): Promise<void> {
    const { client } = this.#receiver;
    const started = client.start().then(() => true);
    if ((await readyWithin(started, CONNECTING_MS, this.#parts.time, stopping)) !== null) return;
    // Wherever it is, it ends; a client that is told so while it asks for its address goes on.
    started.then(() => client.disconnect()).catch(() => undefined);
    void client.disconnect();
    throw new Error('the connection did not open in time');
  }
}
