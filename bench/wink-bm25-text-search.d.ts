// The package has no types: these are the parts in use.
declare module 'wink-bm25-text-search' {
  interface Engine {
    defineConfig: (config: { fldWeights: Readonly<Record<string, number>> }) => boolean;
    definePrepTasks: (tasks: readonly ((text: string) => string[])[]) => number;
    addDoc: (document: Readonly<Record<string, string>>, id: number) => number;
    consolidate: () => boolean;
    /** Pairs of an id and its score. */
    search: (text: string, limit: number) => [string, number][];
  }
  export default function bm25(): Engine;
}
