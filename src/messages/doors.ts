import { alternatives, enumeration, formatNumber, french, shown } from '../french/typography.ts';
import { messages } from './messages.ts';

// What other programs, and whoever writes them, read: each sentence says how to quote, or what to send instead.

/** What a program may ask, and what it gives. */
export const asking = {
  debat: {
    title: 'Chercher dans le débat',
    description: french`Les passages qui parlent d’un sujet, mot pour mot, du plus pertinent au moins pertinent, avec leur voix, leur texte, leur date et leur lien.`,
  },
  position: {
    title: 'Ce que soutient une voix',
    description: french`Ce qu’une voix du débat soutient, en son nom propre, sur un sujet ou en général : un résumé en thèses, puis ses passages.`,
  },
  comparer: {
    title: 'Deux voix face à face',
    description: french`Deux voix du débat sur les mêmes points, chacune avec ses propres mots, et qui répond à qui.`,
  },
  carte: {
    title: 'La carte du débat',
    description: french`Les passages les plus liés du débat, d’un sujet ou d’une voix, et ce qui, à la lecture d’un éditeur, répond à quoi, le rejoint, le nuance ou le rejette (arrows).`,
  },
  'qui-repond': {
    title: 'Qui répond à qui',
    description: french`Qui répond à qui sur un sujet, autour d’une voix, d’un passage ou dans tout le débat : chaque paire (arrows) relie deux passages de la réponse, à la lecture d’un éditeur.`,
  },
  citation: {
    title: 'Une seule citation',
    description: french`Une citation qui se lit seule : celle du jour, ou une sur un sujet ou d’une voix.`,
  },
  sources: {
    title: 'Les textes du débat',
    description: french`Les textes dont viennent les citations : titre, auteur, éditeur, date, lien et voix.`,
  },
  contexte: {
    title: 'Un passage dans son contexte',
    description: french`Un passage, ceux qui l’entourent dans son texte, et ceux qui lui répondent.`,
  },
  debats: {
    title: 'Les débats',
    description: french`Les débats que l’on peut interroger : le nom par lequel on demande chacun (debat), son titre et sa question.`,
  },
  verifier: {
    title: 'Vérifier des citations',
    description: french`Quelles citations d’un texte sont exactes, au caractère près, et de quel passage elles viennent. Seuls les mots sont vérifiés ; comparez vous-même la voix, le texte et la date avec ceux du passage.`,
  },
} as const;

/** What is sent with a question. */
export const parameters = {
  debat: (keys: readonly string[]): string =>
    french`Le débat, par le nom que debats lui donne${keys.length === 0 ? '' : ` : ${alternatives(keys)}`}.`,
  sujet: french`De quoi il s’agit, en quelques mots français.`,
  auteur: french`Le nom d’une voix du débat ; pour les textes, un auteur, un titre ou un éditeur.`,
  auteur2: french`Le nom d’une autre voix du débat.`,
  depuis: french`Date la plus ancienne : une année ou un mois, comme 2011 ou 2011-05.`,
  jusqua: french`Date la plus récente : une année ou un mois, comme 2014 ou 2014-05.`,
  page: french`Numéro de la page, à partir de 1.`,
  resume: french`Vaut oui pour résumer en thèses ce qui est trouvé.`,
  autre: french`Numéro d’une autre citation, comme la réponse précédente le propose.`,
  ref: french`La référence d’un passage, telle qu’une réponse la donne dans ref.`,
  texte: french`Le texte dont les citations, entre guillemets, sont à vérifier.`,
} as const;

/** What the fields of a document hold, where their names do not tell it. */
export const fields = {
  text: french`Les mots exacts : rien d’autre ne se met entre guillemets. Null pour un passage hors citation, qui n’est dit que par sa thèse.`,
  place: french`Les premiers et les derniers mots du passage dans son texte.`,
  role: french`En quelle qualité la voix parle.`,
  deduced: french`Vrai si le texte ne nomme pas la voix, et que le contexte la désigne.`,
  reportedBy: french`Qui rapporte les mots de la voix.`,
  stance: french`Ce que la voix fait de ces mots : elle les soutient, les rapporte ou les rejette.`,
  thesis: french`Ce que le passage soutient, dit avec nos mots : jamais entre guillemets, jamais comme les mots de la voix.`,
  thesisRead: french`Faux pour une thèse qu’un modèle a proposée et que personne n’a relue.`,
  date: french`Date en EDTF, à sa vraie précision.`,
  link: french`L’adresse où les mots se lisent ou s’entendent.`,
  page: french`L’adresse du passage parmi nos pages.`,
  total: french`Combien de passages répondent, montrés ou non ; de qui-repond, combien de paires.`,
  arrows: french`Ce qu’un passage (from) fait d’un autre (to), à la lecture d’un éditeur : answers, il lui répond ; joins, il le rejoint ; qualifies, il le nuance ; rejects, il le rejette. Null ailleurs que dans une carte ou un échange.`,
  message: french`Une phrase pour qui a posé la question. Quand rien n’est trouvé, elle parle de ce que nous avons, jamais de ce que quelqu’un a dit ou pensé.`,
  loose: french`Vrai si les passages touchent au sujet sans y répondre en entier.`,
  debat: french`Le débat, par son nom ; absent là où il n’y en a qu’un.`,
  hash: french`L’état du corpus, en SHA-256.`,
  start: french`Où les mots commencent dans le texte envoyé, en unités UTF-16, à partir de 0.`,
  end: french`Où ils finissent, exclu.`,
  verdict: french`exact : ces mots sont dans un passage, au caractère près ; retyped : seuls la casse, les accents ou les signes diffèrent ; title : c’est le titre d’un texte ; unchecked : ces mots sont trop courants pour être cherchés dans tous les passages, et rien n’est dit d’eux ; unknown : aucun passage ne les contient.`,
} as const;

/** How an assistant is to quote what it is given. */
export const howToQuote = [
  french`Ce serveur donne les mots exacts d’un débat.`,
  french`Entre guillemets, ne mettez que les mots du champ text, sans en changer un seul caractère ; ce que vous en retranchez se marque par […].`,
  french`Avec chaque citation, dites qui parle (voice), en quelle qualité (role, reportedBy, deduced, stance), dans quel texte (source), quand (date), et donnez le lien (link).`,
  french`Une thèse (thesis, summary) est une phrase à nous : ne la mettez jamais entre guillemets et ne la prêtez à personne comme ses mots. Si thesisRead est faux, dites que personne ne l’a relue.`,
  french`La mention hors citation, ou text à null, annonce un passage qui ne se cite pas : donnez sa thèse comme une thèse, et son lien.`,
  french`Quand rien n’est trouvé, c’est parmi ce que ce serveur a : n’en concluez rien sur ce que quelqu’un a dit ou pensé.`,
  french`Avant d’envoyer un texte qui cite, passez-le à verifier.`,
].join('\n');

/** The same where there are several debates. */
export const howToChoose = french`Il y a ici plusieurs débats : debats les nomme, et chaque question dit dans debat lequel elle interroge. Ne prêtez pas à l’un ce qui est d’un autre.`;

/** What is wrong with a request of a program, and its remedy. */
export const refusals = {
  unknownParameters: (names: readonly string[], known: readonly string[]): string =>
    french`Paramètre inconnu : ${enumeration(names.map(shown))}. Ceux qui ont un sens ici : ${enumeration(known)}.`,
  missing: (name: string): string => french`Il manque le paramètre ${name}.`,
  twice: (name: string): string =>
    french`Le paramètre ${shown(name)} est donné deux fois. Gardez-en un.`,
  tooLong: (name: string, longest: number): string =>
    french`Le paramètre ${name} est trop long : ${formatNumber(longest)} caractères au plus.`,
  invalid: (name: string, expected: string): string =>
    french`Le paramètre ${name} n’est pas valable. ${expected}`,
  noDebate: (keys: readonly string[]): string =>
    keys.length === 0
      ? french`Aucun débat n’est ouvert ici.`
      : french`Dites dans debat lequel est demandé : ${alternatives(keys)}.`,
  unknownDebate: (name: string, keys: readonly string[]): string =>
    keys.length === 0
      ? refusals.noDebate(keys)
      : french`Aucun débat n’a ce nom : ${shown(name)}. Ceux qui sont ouverts ici : ${enumeration(keys)}.`,
  noParameters: (): string =>
    french`Les paramètres ne se lisent pas : envoyez des noms et des valeurs.`,
  badEncoding: (): string =>
    french`L’adresse est mal encodée : écrivez chaque signe en UTF-8, puis en %XX.`,
  unknownTool: (name: string, known: readonly string[]): string =>
    french`Outil inconnu : ${shown(name)}. Ceux qui existent : ${enumeration(known)}.`,
  unknownPath: (): string =>
    french`Cette adresse n’existe pas ; toutes sont décrites par /api/openapi.json.`,
  unknownResource: (): string =>
    french`Aucun texte du débat n’a cette adresse, ou il n’a pas cette page.`,
  badCursor: (): string => french`Ce curseur n’est pas de ceux que la liste a donnés.`,
  method: (allowed: string): string =>
    french`Cette méthode n’est pas permise ici ; celles qui le sont : ${allowed}.`,
  tooMany: (seconds: number): string =>
    french`Trop de demandes : recommencez dans ${formatNumber(seconds)} s.`,
  noKey: (): string =>
    french`Il faut une clé, dans l’en-tête Authorization, après le mot Bearer et une espace.`,
  origin: (): string => french`Cette page n’a pas le droit d’interroger ce serveur.`,
  bodyTooLong: (longest: number): string =>
    french`Ce texte est trop long : ${formatNumber(longest)} octets au plus.`,
  noMessage: (): string =>
    french`Envoyez un message JSON-RPC à la fois : un objet JSON, et pas une liste.`,
  aborted: (): string => french`La demande n’est pas arrivée en entier.`,
} as const;

/** What is said of each quotation of a text, by its number there, from 1. */
export const verdictLine: Readonly<
  Record<'exact' | 'retyped' | 'title' | 'unchecked' | 'unknown', (number: number) => string>
> = {
  exact: (number) => french`Citation ${number} : exacte. Elle vient de ce passage.`,
  retyped: (number) =>
    french`Citation ${number} : à corriger. La casse, des accents ou des signes diffèrent de ce passage.`,
  title: (number) => french`Citation ${number} : c’est le titre d’un texte du débat.`,
  unchecked: (number) =>
    french`Citation ${number} : non vérifiée. Ses mots sont trop courants pour être cherchés dans tous les passages.`,
  unknown: (number) => french`Citation ${number} : aucun passage ne contient ces mots.`,
};

/** Over a passage, where there are several debates. */
export const ofDebate = (key: string): string => french`Débat : ${key}`;

export const verdictOfNone = (): string => 'Ce texte ne met rien entre guillemets.';

/** How the API tells of itself. */
export const debateApi = {
  title: 'debat-bot',
  description: howToQuote,
  responses: {
    answered: french`La réponse. Si rien n’est trouvé, elle le dit dans message.`,
    unchanged: french`La réponse est celle que vous avez déjà.`,
    refused: french`Pourquoi la demande n’a pas eu de réponse.`,
  },
} as const;

/** What is said of the works as resources. */
export const messagesOfWorks = {
  template: (): string =>
    french`Un texte du débat, passage par passage, dans son ordre, par pages de 200.`,
  unknownAddress: messages.unknownAddress,
};
