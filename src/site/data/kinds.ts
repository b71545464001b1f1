import type { Source } from '../../debate/passage.ts';

/** What a kind of work is called in the vocabularies of others. */
interface Kind {
  /** https://schema.org/CreativeWork */
  readonly schema: string;
  /** https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types */
  readonly csl: string;
  readonly ris: string;
  /** Whether what published it is itself the work that holds it, as a blog is. */
  readonly isPartOfPublisher: boolean;
}

const OTHER: Kind = {
  schema: 'CreativeWork',
  csl: 'document',
  ris: 'GEN',
  isPartOfPublisher: false,
};

/** A work is of a kind where the corpus says so in these words alone; a guess would be cited by others. */
const KINDS: Readonly<Record<string, Kind>> = {
  'article de blog': {
    schema: 'BlogPosting',
    csl: 'post-weblog',
    ris: 'BLOG',
    isPartOfPublisher: true,
  },
  'article de presse': {
    schema: 'NewsArticle',
    csl: 'article-newspaper',
    ris: 'NEWS',
    isPartOfPublisher: true,
  },
  livre: { schema: 'Book', csl: 'book', ris: 'BOOK', isPartOfPublisher: false },
  rapport: { schema: 'Report', csl: 'report', ris: 'RPRT', isPartOfPublisher: false },
};

export const ALL_KINDS: readonly Kind[] = [OTHER, ...Object.values(KINDS)];

export function kindOf({ kind }: Pick<Source, 'kind'>): Kind {
  return KINDS[kind] ?? OTHER;
}
