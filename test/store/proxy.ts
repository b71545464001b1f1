import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a client and a server on this machine, and can be cut or silenced. */
export class Proxy {
  #target: { readonly host: string; readonly port: number };
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;
  #isSilent = false;

  constructor(url: string) {
    this.#target = targetOf(url);
  }

  /** Connects to another server from now on; what is connected stays connected. */
  lead(url: string): void {
    this.#target = targetOf(url);
  }

  /** The address of the server, through here. */
  urlOf(url: string): string {
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String(this.#port);
    return through.href;
  }

  /** Lets everything through, on the same port as before. */
  async restore(): Promise<void> {
    this.#isSilent = false;
    this.#drop();
    if (this.#server !== null) return;
    this.#server = createServer((client) => {
      this.#serve(client);
    });
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Ends what is connected, and refuses what would connect. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = once(server, 'close');
    server.close();
    this.#drop();
    await closed;
  }

  /** Accepts what would connect, takes all that is sent, and answers nothing. */
  silence(): void {
    this.#isSilent = true;
  }

  #serve(client: Socket): void {
    const server = connect(this.#target);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (bytes) => {
        if (!this.#isSilent) to.write(bytes);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }

  #drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

function targetOf(url: string) {
  const { hostname, port, protocol } = new URL(url);
  const standard = protocol.startsWith('redis') ? 6379 : 5432;
  return { host: hostname, port: Number(port || standard) };
}
