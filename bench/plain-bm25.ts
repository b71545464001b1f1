/** BM25 with nothing beside: every posting of every word is read, every score sorted by a full pass. */
export class PlainBm25 {
  readonly #postings = new Map<string, { documents: number[]; counts: number[] }>();
  readonly #lengths: number[] = [];
  #scores = new Float64Array();

  add(words: readonly string[]): void {
    const document = this.#lengths.push(words.length) - 1;
    for (const [word, same] of Map.groupBy(words, (each) => each)) {
      const list = this.#postings.get(word) ?? { documents: [], counts: [] };
      this.#postings.set(word, list);
      list.documents.push(document);
      list.counts.push(same.length);
    }
  }

  search(words: readonly string[], limit: number): number[] {
    const { length } = this.#lengths;
    if (this.#scores.length !== length) this.#scores = new Float64Array(length);
    const average = this.#lengths.reduce((sum, each) => sum + each, 0) / length;
    for (const word of new Set(words)) this.#score(word, average);
    const touched: number[] = [];
    this.#scores.forEach((score, document) => {
      if (score > 0) touched.push(document);
    });
    const best = touched.sort((a, b) => (this.#scores[b] ?? 0) - (this.#scores[a] ?? 0));
    this.#scores.fill(0);
    return best.slice(0, limit);
  }

  #score(word: string, average: number): void {
    const list = this.#postings.get(word);
    if (list === undefined) return;
    const { length } = this.#lengths;
    const found = list.documents.length;
    const rarity = Math.log(1 + (length - found + 0.5) / (found + 0.5));
    list.documents.forEach((document, place) => {
      const count = list.counts[place] ?? 0;
      const norm = 0.9 * (0.6 + (0.4 * (this.#lengths[document] ?? 0)) / average);
      const score = (rarity * count * 1.9) / (count + norm);
      this.#scores[document] = (this.#scores[document] ?? 0) + score;
    });
  }
}
