/** Keeps what a button asks where the button itself cannot hold it. */
export interface Notes {
  /** Remembers a text for `ttlMs`; the same key always stands for the same text. */
  keep: (key: string, text: string, ttlMs: number) => Promise<void>;
  /** The text, or null when it was never kept, has expired, or was lost with its process. */
  recall: (key: string) => Promise<string | null>;
}
