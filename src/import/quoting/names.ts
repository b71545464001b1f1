import { foldText, isStopWord } from '../../french/words.ts';
import type { Draft } from '../draft.ts';

const WORD = String.raw`\p{Lu}[\p{L}\p{M}'’-]*\p{L}`;
/** « Anne Roux », « Jean de La Fontaine »; a word of one letter is no name. */
const PARTICLES = String.raw`(?:(?:de|du|des|la|le|van|von|ben|el) |d['’])*`;
/** « V. », « J.-P. », and not « M. ». */
const INITIALS = String.raw`(?!M\.)\p{Lu}\.(?:[ -]?\p{Lu}\.){0,2}`;
export const FULL_NAME = String.raw`(?:${WORD}|${INITIALS})(?:(?: ${INITIALS})? ${PARTICLES}${WORD}){1,3}`;
const CIVILITY = String.raw`(?:MM?\.|Mme|Mlle|Me|Dr|Pr|[Mm]onsieur|[Mm]adame) `;

/** A person's name in a text, as the source of a regular expression without a group that captures. */
export const NAME = String.raw`(?:${CIVILITY})?(?:${FULL_NAME}|${WORD})`;

/** A name that is more than one word, or comes after a civility. */
export const CIVIL_OR_FULL = String.raw`(?:${CIVILITY}(?:${FULL_NAME}|${WORD})|${FULL_NAME})`;

/** « Marine Le Pen », and not the « Le » of « Le Pen ». */
const ARTICLE = '(?:Les?|La|L|Des?|Du|Une?|The|El)';
/** A first name and a surname, and nothing of what may be before it: « la députée Renaissance Anne Roux ». */
export const FIRST_AND_LAST = String.raw`(?!${ARTICLE}[ ’'])${WORD} (?:${PARTICLES}|${ARTICLE} )${WORD}`;

/** « Le Monde », « Saint Denis », « New York », « Sud Ouest »: no first name. */
const NOT_OF_PEOPLE = new RegExp(
  `^(?:${ARTICLE}[ ’']|(?:Sainte?|New|San|Los|Nord|Sud|Est|Ouest|Pôle|Croix|Notre) )`,
  'u',
);
/** « EDF Énergies », « BFM TV »; a whole name in capitals says nothing. */
const ACRONYM = /^\p{Lu}{2,}(?: .*\p{Ll}|(?: \p{Lu}{2,3})?$)/u;
/** What is called by a name, and is nobody: « le quotidien Ouest France », « l’aéroport Jean Roux ». */
const ORGANISED = String.raw`(?:association|agence|cabinet|chaîne|collectif|entreprise|fondation|groupe|hebdomadaire|institut|journal|magazine|marque|mouvement|ong|parti|quotidien|radio|revue|site|société|syndicat|université|ville|lycée|collège|école|hôpital|clinique|chu|théâtre|musée|médiathèque|bibliothèque|stade|aéroport|gare|rue|avenue|place|pont|centre|espace|salle|prix|maison|résidence|quartier|film|livre|roman|série|club|banque|crédit|compagnie|caisse|fédération|ligue|union|conseil|comité|commission|assemblée)(?!\p{L})`;
const IS_ORGANISED = new RegExp(
  String.raw`^(?:\p{L}{1,5} |\p{L}['’])?(?:\p{Ll}+ )?${ORGANISED}|(?<!\p{L})${ORGANISED} ?$`,
  'iu',
);

/** Whether what stands before a name is an organisation or a place rather than a person. */
export function isOrganised(office: string): boolean {
  return IS_ORGANISED.test(office);
}

/** What organisations call themselves, and people don't. */
const ORGANISATION = new RegExp(
  String.raw`(?<!\p{L})(?:(?:internationale?|nationale?|européen(?:ne)?|générale?|france|europe|tv|info|matin|news|times|post|press|group|watch|institute|bank|company|universit\p{L}+)(?!\p{L})|${ORGANISED})`,
  'iu',
);

/** « la France », « du Monde », « en Suisse »: nobody's name has an article. */
const THINGS = new RegExp(
  String.raw`(?<=(?<!\p{Lu}[\p{L}-]{0,30} de )(?<!\p{L})(?:l[ea] |l['’]|du |au |en ))(?<thing>${WORD})`,
  'gu',
);
/** « Anne Roux », where a sentence does not begin: its first word has a capital whatever it is. */
const WITHIN = new RegExp(
  String.raw`(?<=[\p{Ll},;:’'] )(?<!(?:^|[^\p{L}])(?:[Ll][ea]s?|[Dd]u|[Dd]es|[Aa]ux?|[Uu]ne?) )(?:${CIVILITY})?(?!${CIVILITY})(?<name>${FULL_NAME})`,
  'gu',
);
/** « Marie, 34 ans », « Zineb, étudiante »: what only a person is. */
const AGED = new RegExp(
  String.raw`(?<name>${WORD})\*?, (?:\d{1,3} ans|étudiante?|élève|lycéen(?:ne)?|habitante?|retraitée?|mère|père)(?!\p{L})`,
  'gu',
);
const OPENING = new RegExp(
  String.raw`(?<=^|[.!?…»] )(?!${CIVILITY})(?<name>${FULL_NAME})(?=,| \p{Ll})`,
  'gu',
);

/** « maire », « Premier ministre »: what somebody may be called by. */
const TITLE = String.raw`(?:[Pp]remi(?:er|ère) )?\p{Ll}[\p{Ll}-]{3,}`;
/** « la toxicologue », where the text has said who that is. */
export const CALLED = String.raw`(?:[Ll]e |[Ll]a |[Ll]['’])(?<title>${TITLE})`;
const OPENED_BY_TITLE = new RegExp(String.raw`(?<=^\s*|[.!?…»] )${CALLED}(?= \p{Ll})`, 'gu');
/** Those who are called by what they are head of: « le ministre du Travail, Paul Petit ». */
export const HEADS = String.raw`(?:(?:[Pp]remi(?:er|ère) )?ministre|maire|préfète?|présidente?|procureure?|députée?|sénat\p{L}+)`;

/** « la toxicologue Anne Roux », « Paul Petit, maire de Lens »: what a text says that a person is. */
const TITLED = [
  new RegExp(
    String.raw`(?<!\p{L})(?:[Ll]e |[Ll]a )(?<title>${HEADS})(?: \p{Ll}+)? (?:d[eu]s? |d['’])[^.,;:!?«»]{2,50}(?<! d[eu]s?),? (?<name>${FIRST_AND_LAST})`,
    'gu',
  ),
  new RegExp(
    String.raw`(?<!\p{L}|(?:de|à) )${CALLED}(?:, | (?!${WORD} (?!${ARTICLE} )${WORD} \p{Lu}))(?<name>${FULL_NAME})`,
    'gu',
  ),
  new RegExp(String.raw`(?<!\p{Lu}[\p{L}'’-]* )(?<name>${FULL_NAME}), (?<title>${TITLE})`, 'gu'),
];

/** « Un voisin », « sa mère », « Le directeur »: somebody who may be meant by a pronoun. */
export const PERSON = String.raw`(?:\p{Ll}+(?:eur|euse|rice|iste|ienn?e?|[iè]ère|ier|aire|logue|ante?|onne)|voisine?|patron|chef|femme|homme|avocate?|adjointe?|députée?|maire|ministre|jeune|élue?)(?!\p{L})`;
const BROUGHT_IN = new RegExp(
  String.raw`(?:^|[.!?…] )\s*(?:Une? \p{Ll}|(?:L[ea] |L['’]|S(?:on|a) |Cet(?:te)? |Ce )${PERSON})|(?:\p{L}(?:a|on|es) |['’])(?:mère|père|femme|mari|fille|fils|sœur|frère|épou\p{Ll}+|compa(?:gne|gnon)|collègue|amie?)(?!\p{L})`,
  'u',
);
const CAPITALS = /(?<![\p{L}-])(?<word>\p{Lu}[\p{L}'’-]+)(?<next> \p{Lu})?/gu;
/** What may stand before a word with a capital that is nobody's name: a sentence begins, or a place follows. */
const BEFORE_ANY = /(?:^\s*|[.!?…»”—]\s*|(?<!\p{L})(?:de|à|en|dans|sur|vers) |(?<!\p{L})d['’])$/u;

/** « du Travail », « de la Santé », « d’Arras ». */
const OF_WHAT = String.raw`(?:d(?:u|es|e la|e) |d(?:e l)?['’])(?<what>\p{L}+)`;
const AFTER_OF = /(?:de |d['’])$/u;
const THREE_WORDS = new RegExp(`^${WORD} ${WORD} ${WORD}`, 'u');

/** The people that a draft names in full, by the words that they are named by later. */
export class Names {
  /** Null where several people share a word. */
  readonly #byWord = new Map<string, string | null>();
  readonly #byTitle = new Map<string, string | null>();
  readonly #full = new Set<string>();
  readonly #things = new Set<string>();
  readonly #texts: readonly string[];

  constructor({ turns, author, title }: Draft) {
    const texts = [
      title ?? '',
      ...turns.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text)),
    ];
    this.#texts = texts;
    for (const text of texts) {
      for (const { groups } of text.matchAll(THINGS)) this.#things.add(groups?.['thing'] ?? '');
    }
    for (const name of [author, ...turns.map(({ speaker }) => speaker.name)]) {
      if (name !== null) this.#add(name);
    }
    for (const text of texts) {
      for (const pattern of [WITHIN, OPENING, AGED]) {
        for (const { groups, index } of text.matchAll(pattern)) {
          const name = groups?.['name'] ?? '';
          const [first = ''] = name.split(' ');
          // « le procureur de Paris Anne Roux »: nobody knows where a name begins there.
          if (AFTER_OF.test(text.slice(0, index).slice(-3)) && THREE_WORDS.test(name)) continue;
          if (this.#mayBePerson(name) && !isStopWord(foldText(first))) this.#add(name);
        }
      }
      for (const pattern of TITLED) {
        for (const { groups } of text.matchAll(pattern)) {
          const { title = '', name = '' } = groups ?? {};
          if (!isOrganised(title) && this.#mayBePerson(name, true)) put(this.#byTitle, title, name);
        }
      }
    }
  }

  /**
   * Who a name in a text is: in full where one person alone bears it. Null where nothing shows that it is a
   * person's: a single word that the text has not introduced, an institution.
   */
  fullName(written: string, office: string): string | null {
    const [, before = ''] = /(\p{Lu}[\p{L}'’-]*) $/u.exec(office) ?? [];
    // « le maire Marc Antoine Leduc », where the text has his name elsewhere.
    const longer = `${before} ${written}`;
    const isElsewhere = (text: string) => text.replaceAll(office + written, '').includes(longer);
    if (this.#full.has(longer) && this.#texts.some(isElsewhere)) return longer;
    const bare = written.replace(new RegExp(`^${CIVILITY}`, 'u'), '');
    const isCivil = bare !== written;
    const [first = ''] = bare.split(' ');
    const isOpening =
      bare.includes(' ') && !NOT_OF_PEOPLE.test(bare) && isStopWord(foldText(first));
    const name = isOpening ? bare.slice(first.length + 1) : bare;
    if (!name.includes(' ')) {
      return this.#byWord.get(foldText(name)) ?? (isCivil ? written : null);
    }
    const words = name.split(' ');
    const known = words
      .slice(1, -1)
      .map((_, at) => words.slice(at + 1).join(' '))
      .find((end) => this.#full.has(end));
    if (known !== undefined) return known;
    if (!isCivil && !this.#mayBePerson(name, office !== '')) return null;
    // Later « M. Petit » is whoever was quoted in full.
    this.#add(name);
    return name;
  }

  /** Who alone is « la toxicologue » in the text: not where it has one of Lens and another of Metz. */
  titled(title: string): string | null {
    const of = new RegExp(String.raw`(?<!\p{L})${title} (?:\p{Ll}+ )?${OF_WHAT}`, 'gu');
    const offices = this.#texts.flatMap((text) => [...text.matchAll(of)]);
    if (new Set(offices.map(({ groups }) => groups?.['what'])).size > 1) return null;
    return this.#byTitle.get(title) ?? null;
  }

  /** Whether a text may name, or bring in, somebody else than the person of a name. */
  othersIn(text: string, name: string): boolean {
    const own = new Set(name.split(' '));
    if (BROUGHT_IN.test(text) || this.#calledIn(text).some((other) => other !== name)) return true;
    return [...text.matchAll(CAPITALS)].some(({ groups, index }) => {
      const { word = '', next } = groups ?? {};
      if (own.has(word)) return false;
      const before = text.slice(Math.max(index - 6, 0), index);
      return next !== undefined || this.#mayName(word, BEFORE_ANY.test(before));
    });
  }

  /** « La maire tient bon »: who is what a sentence begins with. */
  #calledIn(text: string): string[] {
    const called = [...text.matchAll(OPENED_BY_TITLE)].flatMap(({ groups }) => {
      return this.titled(groups?.['title'] ?? '') ?? [];
    });
    return [...new Set(called)];
  }

  /**
   * A word that has an article elsewhere names nobody. At the start of a sentence any word has a capital, and
   * after « de » or « à » it may be a place: it names somebody where the text has introduced them.
   */
  #mayName(word: string, isDoubtful: boolean): boolean {
    if (this.#things.has(word) || /^\p{Lu}+$/u.test(word) || isStopWord(foldText(word)))
      return false;
    return !isDoubtful || this.#byWord.has(foldText(word));
  }

  #mayBePerson(name: string, isIntroduced = false): boolean {
    if (NOT_OF_PEOPLE.test(name) || ACRONYM.test(name) || ORGANISATION.test(name)) return false;
    return isIntroduced || !name.split(' ').some((word) => this.#things.has(word));
  }

  #add(name: string): void {
    this.#full.add(name);
    const words = name.split(' ');
    for (const word of new Set([words[0], words.at(-1), words.slice(1).join(' ') || name])) {
      put(this.#byWord, foldText(word ?? ''), name);
    }
  }
}

/** « Renaissance Anne Roux » and « Anne Roux » are one, by the shorter name. */
function put(map: Map<string, string | null>, key: string, name: string): void {
  const other = map.get(key);
  if (other === undefined || ` ${String(other)}`.endsWith(` ${name}`)) map.set(key, name);
  else if (other === null || !name.endsWith(` ${other}`)) map.set(key, null);
}
