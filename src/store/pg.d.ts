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
  }

  export class Pool {
    constructor(config: PoolConfig);
    query(
      sql: string,
      values?: readonly unknown[],
    ): Promise<{ readonly rows: Record<string, unknown>[] }>;
    on(event: 'error', listener: (fault: Error) => void): this;
    end(): Promise<void>;
  }
}
