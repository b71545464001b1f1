/** What the tests use of it: https://citation.js.org/api/ */
declare module '@citation-js/core' {
  interface Item {
    readonly title?: string;
    readonly note?: string;
    readonly URL?: string;
    readonly author?: readonly { readonly literal?: string; readonly family?: string }[];
    readonly issued?: {
      readonly 'date-parts'?: readonly (readonly number[])[];
      readonly circa?: boolean;
    };
  }
  export class Cite {
    constructor(text: string);
    readonly data: readonly Item[];
  }
}
declare module '@citation-js/plugin-ris';
