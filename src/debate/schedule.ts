/** When the quotation of the day is sent somewhere: on the wall clock of a zone. */
export interface Schedule {
  /** From 0 to 23. */
  readonly hour: number;
  /** From 0 to 59. */
  readonly minute: number;
  /** An IANA name, `Europe/Paris`. */
  readonly zone: string;
  /** From 1, Monday, to 7, Sunday: in order, each once, one at least. */
  readonly days: readonly number[];
}
