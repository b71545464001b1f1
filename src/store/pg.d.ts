/** The part of pg 8 that is used here; its types are another package. */
declare module 'pg' {
  interface PoolConfig {
    readonly connectionString: string;
    readonly max?: number;
    /** To connect, or to wait for a connection that is free. */
    readonly connectionTimeoutMillis: number;
    /** For an answer; a connection that gave none is dropped. */
    readonly query_timeout?: number;
    readonly application_name?: string;
    readonly keepAlive?: boolean;
    /** Whether connections that nobody uses keep no process from its end. */
    readonly allowExitOnIdle?: boolean;
  }

  interface Types {
    /** Reads a value of the type that the server numbers so. */
    getTypeParser(type: number): (value: string) => unknown;
  }

  interface QueryConfig {
    readonly text: string;
    readonly values?: readonly unknown[] | undefined;
    /** Prepares the statement once a connection. */
    readonly name?: string;
    readonly types?: Types;
    readonly query_timeout?: number;
  }

  export interface Queried {
    readonly rows: Record<string, unknown>[];
  }

  interface PoolClient {
    query(config: QueryConfig): Promise<Queried>;
    /** Gives the connection back, or ends it. */
    release(isBroken: boolean): void;
    on(event: 'error', listener: (fault: Error) => void): this;
  }

  export class Pool {
    constructor(config: PoolConfig);
    query(sql: string, values?: readonly unknown[]): Promise<Queried>;
    query(config: QueryConfig): Promise<Queried>;
    connect(): Promise<PoolClient>;
    on(event: 'error', listener: (fault: Error) => void): this;
    on(event: 'connect', listener: (client: PoolClient) => void): this;
    end(): Promise<void>;
  }
}
