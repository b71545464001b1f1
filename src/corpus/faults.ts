import { counted } from '../french/typography.ts';

/** A place in a file: 1-based line and column, in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where what is wrong with a file as a whole is told. */
export const FIRST: Place = { line: 1, column: 1 };

/** What is wrong in a corpus file, where, and what to do about it: read by whoever edits the corpus. */
export interface Fault extends Place {
  readonly file: string;
  readonly what: string;
  readonly remedy: string;
  /** How often the like is wrong beside, and the first of these places. */
  readonly others: number;
  readonly places: readonly string[];
}

/** What was read, or everything that is wrong: never a part of it. */
export type Parsed<T> =
  | { readonly value: T; readonly faults: readonly [] }
  | { readonly value: null; readonly faults: readonly Fault[] };

/** As many places are told of faults that differ by a name or a number, beside the first, and of a name the beginning. */
const [MOST_PLACES, LONGEST_NAME] = [9, 60];
const VARYING = /«[^»]*»|\([^)]*\)|\d[\d\u202F]*/gu;

/** Collects the faults of one file, so that all are told at once: those of one kind as one. */
export class Faults {
  readonly #file: string;
  readonly #kinds = new Map<string, Fault & { others: number; readonly places: string[] }>();

  constructor(file: string) {
    this.#file = file;
  }

  add({ line, column }: Place, [what, remedy]: Complaint): void {
    const kind = `${what} — ${remedy}`.replace(VARYING, '');
    const first = this.#kinds.get(kind);
    if (first === undefined) {
      const written = { file: this.#file, line, column, what, remedy };
      this.#kinds.set(kind, { ...written, others: 0, places: [] });
    } else {
      first.others += 1;
      if (first.others <= MOST_PLACES) first.places.push(placeBeside(first, line, [what, remedy]));
    }
  }

  /** In the order of the file. */
  get list(): readonly Fault[] {
    return [...this.#kinds.values()].toSorted((a, b) => a.line - b.line || a.column - b.column);
  }
}

/** Its line, unless that is the first one's, and what it names that the first one does not. */
function placeBeside(first: Fault, line: number, complaint: Complaint): string {
  const known = new Set([first.what, first.remedy].join().match(VARYING));
  const own = [...new Set(complaint.join().match(VARYING)).difference(known)].join(', ');
  const told = own.length > LONGEST_NAME ? `${own.slice(0, LONGEST_NAME).toWellFormed()}…` : own;
  if (line === first.line && told !== '') return told;
  return `ligne ${line}${told === '' ? '' : `, ${told}`}`;
}

/** `file:line:column: what is wrong — what to do`, then where the like is wrong too. */
export function formatFault({ file, line, column, what, remedy, others, places }: Fault): string {
  const left = others - places.length;
  const beside = [...places, ...(left > 0 ? [`et ${counted(left, 'autre')}`] : [])].join(' ; ');
  return `${file}:${line}:${column}: ${what} — ${remedy}${beside === '' ? '' : ` ; de même : ${beside}`}`;
}

/** What is wrong, then the remedy. */
export type Complaint = readonly [what: string, remedy: string];

/** Every complaint about a corpus file, in the French of the people who edit it. */
export const complaints = {
  tooLarge: (limit: number): Complaint => [
    `fichier de plus de ${limit} octets`,
    'répartissez l’œuvre en plusieurs fichiers',
  ],
  byteOrderMark: (): Complaint => [
    'marque d’ordre des octets (BOM) au début du fichier',
    'enregistrez le fichier en « UTF-8 » sans BOM',
  ],
  invalidUtf8: (): Complaint => [
    'octet qui n’est pas de l’UTF-8',
    'enregistrez le fichier en UTF-8 et vérifiez le caractère à cet endroit',
  ],
  longLine: (limit: number): Complaint => [
    `ligne de plus de ${limit} caractères`,
    'coupez-la : une citation peut tenir sur plusieurs lignes « > »',
  ],
  forbiddenCharacter: (code: string): Complaint => [
    `caractère invisible interdit (${code})`,
    'supprimez-le',
  ],
  noFrontMatter: (): Complaint => [
    'pas d’en-tête YAML',
    'commencez le fichier par une ligne « --- », les clés de l’œuvre, puis « --- »',
  ],
  yaml: (message: string): Complaint => [`YAML illisible : ${message}`, 'corrigez l’en-tête'],
  yamlAlias: (): Complaint => [
    'ancre ou alias YAML (& ou *)',
    'écrivez la valeur en toutes lettres, ou mettez-la entre guillemets droits',
  ],
  notMapping: (): Complaint => ['l’en-tête n’est pas une suite de « clé: valeur »', 'récrivez-le'],
  unknownKey: (key: string, allowed: readonly string[]): Complaint => [
    `clé inconnue « ${key} »`,
    `clés permises : ${allowed.join(', ')}`,
  ],
  missingKey: (key: string): Complaint => [
    `clé « ${key} » absente ou vide`,
    `ajoutez « ${key}: … » à l’en-tête (« none » pour author et url quand on ne les connaît pas)`,
  ],
  invalidValue: (key: string, expected: string): Complaint => [
    `valeur inattendue pour « ${key} »`,
    `attendu : ${expected}`,
  ],
  noTitle: (): Complaint => ['pas de titre « # … » égal à title', 'ajoutez-le sous l’en-tête'],
  invalidAnchor: (anchor: string): Complaint => [
    `ancre « ${anchor} » invalide`,
    'au plus 40 lettres minuscules sans accent, chiffres et traits d’union : « ## fin-des-blogs »',
  ],
  duplicateAnchor: (anchor: string): Complaint => [
    `ancre « ${anchor} » déjà employée dans cette œuvre`,
    'donnez-lui un autre nom',
  ],
  duplicateId: (id: string, other: string): Complaint => [
    `id « ${id} » déjà pris par ${other}`,
    'donnez à l’œuvre un autre id',
  ],
  emptyHeading: (): Complaint => [
    'titre « ## » vide, sans citation dessous',
    'écrivez son ancre et sa citation, ou supprimez-le',
  ],
  incomplete: (anchor: string): Complaint => [
    `la citation « ${anchor} » n’est pas complète`,
    'il faut, dans l’ordre : « > les mots exacts », « — voix, rôle », puis s’il y a lieu la liste (« Thèmes », « Thèse »…)',
  ],
  unexpectedBlock: (): Complaint => [
    'bloc inattendu',
    'une citation tient en quatre parties : titre « ## », « > », « — », liste',
  ],
  notPlainText: (): Complaint => [
    'mise en forme Markdown dans un texte qui doit rester exact',
    'faites précéder d’une barre oblique inverse le caractère que Markdown interprète (\\* \\_ \\< \\[)',
  ],
  withoutWords: (anchor: string): Complaint => [
    `« ${anchor} » n’a ni citation, ni de quoi la remplacer`,
    'ajoutez « > les mots exacts » ; ou, sans les citer, « - Endroit : premiers mots […] derniers mots » et « - Thèse : … »',
  ],
  placeOfWords: (): Complaint => [
    '« Endroit » sous une citation, dont les mots le disent déjà',
    'supprimez-le, ou supprimez les mots cités',
  ],
  invalidPlace: (most: number): Complaint => [
    '« Endroit » illisible',
    `écrivez les premiers mots, « […] » entre deux espaces, puis les derniers mots : ${most} mots au plus de chaque côté`,
  ],
  invalidItem: (name: string, expected: string): Complaint => [
    `valeur inattendue pour « ${name} »`,
    `attendu : ${expected}`,
  ],
  unknownPassage: (name: string, ref: string): Complaint => [
    `« ${name} » renvoie à « ${ref} », que le corpus n’a pas`,
    'écrivez « id-de-l-œuvre#ancre » d’une autre citation, ou supprimez ce renvoi',
  ],
  ownPassage: (name: string): Complaint => [
    `« ${name} » renvoie au passage lui-même`,
    'écrivez l’ancre d’un autre passage, ou supprimez ce renvoi',
  ],
  licenceMissing: (): Complaint => [
    '« content: whole » sans « licence »',
    'ajoutez « licence: own », « public » ou « free » si le texte peut être repris en entier ; sinon, « content: excerpts »',
  ],
  emptyQuotation: (): Complaint => ['citation vide', 'écrivez les mots exacts après « > »'],
  tooLong: (what: string, limit: number): Complaint => [
    `${what} de plus de ${limit} caractères`,
    'raccourcissez',
  ],
  attribution: (): Complaint => [
    'ligne d’attribution illisible',
    'écrivez par exemple « — Camille Exemple, cité par Dominique Modèle (déduit : raison) »',
  ],
  unknownRole: (role: string, roles: readonly string[]): Complaint => [
    `rôle inconnu « ${role} »`,
    `rôles permis : ${roles.join(', ')}`,
  ],
  reporterMissing: (): Complaint => [
    '« cité » sans dire par qui',
    'ajoutez « par » et le nom de qui rapporte les mots',
  ],
  reporterUnexpected: (): Complaint => [
    '« par … » n’a de sens qu’avec « cité »',
    'supprimez-le, ou changez le rôle',
  ],
  notTheAuthor: (author: string): Complaint => [
    'le rôle « auteur » est réservé à l’auteur de la page',
    `la voix doit être « ${author} », comme author dans l’en-tête, ou le rôle doit changer`,
  ],
  unknownItem: (name: string, names: readonly string[]): Complaint => [
    `élément de liste inconnu « ${name} »`,
    `éléments permis : ${names.map((each) => `« ${each} : … »`).join(', ')}`,
  ],
  duplicateItem: (name: string): Complaint => [`« ${name} » donné deux fois`, 'gardez-en un'],
  missingItem: (name: string): Complaint => [
    `« ${name} » absent ou vide`,
    `ajoutez « - ${name} : … » à la liste`,
  ],
  quotesIn: (what: string): Complaint => [
    `guillemets dans ${what}`,
    'supprimez-les : les guillemets sont réservés aux mots exacts',
  ],
  thesisBrackets: (): Complaint => [
    'crochets dans une thèse',
    'supprimez-les : ils sont réservés aux renvois vers les citations',
  ],
  thesisTwice: (): Complaint => [
    '« Thèse » et « Thèse proposée » pour la même citation',
    'gardez la thèse que vous avez relue, et supprimez l’autre',
  ],
  noQuotation: (): Complaint => [
    'aucune citation',
    'ajoutez au moins un « ## ancre » et sa citation',
  ],
  emptyCorpus: (): Complaint => ['aucune œuvre dans ce dossier', 'ajoutez un fichier <id>.md'],
  debateShape: (key: string, keys: readonly string[]): Complaint => [
    `clé « ${key} » inattendue, vide ou trop longue`,
    `debate.yaml a ${keys.map((each) => `« ${each}: … »`).join(' et ')}, une ligne chacune, sans guillemets français`,
  ],
  tenantsShape: (): Complaint => [
    '« tenants » mal écrit',
    'attendu : « tenants: [slack:T0123ABCD, discord:123456789012345678] », les espaces Slack et les serveurs Discord qui seuls ont ce débat',
  ],
  voicesShape: (): Complaint => [
    'voix mal déclarée',
    'attendu : « - name: … », puis s’il y a lieu « quality: … » et « aliases: [autre nom] » ou « perhaps: autre voix », sans guillemets français',
  ],
  voiceTwice: (name: string): Complaint => [
    `nom « ${name} » déclaré deux fois`,
    'gardez-le pour une seule personne',
  ],
  lexiconShape: (): Complaint => [
    'entrée de lexique mal formée',
    'attendu : « - words: [mot, autre mot] », avec au moins deux mots, et « note: … » si besoin',
  ],
};
