/** The part of edtf 4 that is used here; the package ships no types. */
declare module 'edtf' {
  interface Bitmask {
    /** 0 where nothing of the date is so qualified. */
    readonly value: number;
  }
  interface ExtendedDate {
    readonly type: 'Date';
    /** 1 a year, 2 a month, 3 a day; 0 with a time of day. */
    readonly precision: number;
    readonly year: number;
    /** From 0. */
    readonly month: number;
    readonly date: number;
    readonly approximate: Bitmask;
    readonly uncertain: Bitmask;
  }
  interface OtherValue {
    readonly type: 'Interval' | 'Season' | 'Year' | 'Decade' | 'Century' | 'List' | 'Set';
  }
  /** Throws for text that is not EDTF. */
  export default function edtf(text: string): ExtendedDate | OtherValue;
}
