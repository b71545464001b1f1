/**
 * Folded expressions that are no question, by what they are answered with. Closed and small: what is said
 * is a courtesy where nothing but these is said. « Accord », « marche » or « note » alone are subjects.
 */
export const COURTESIES = {
  thanks: [
    'merci|mercis|grand merci|un grand merci|mille mercis|remerciements|tous mes remerciements',
    'je vous remercie|je te remercie|nous vous remercions|on vous remercie|thanks|thank you|thx',
    'many thanks|thanks a lot|cheers',
    'c est gentil|c est tres gentil|trop gentil|bien aimable',
  ],
  greeting: [
    'bonjour|bonsoir|salut|coucou|hello|hi|hey|he|allo|yo|bjr|bsr|slt|cc|rebonjour',
    'ca va|comment ca va|comment vas tu|comment allez vous|enchante|enchantee|bienvenue',
    'good morning|good afternoon|good evening|greetings|how are you|dis|dis moi|dites|dites moi',
  ],
  plea: [
    's il vous plait|s il te plait|s il vous plait bien|svp|stp|please|pls|merci d avance',
    'merci par avance|thanks in advance|thank you in advance',
  ],
  parting: [
    'au revoir|a bientot|a plus|a plus tard|a demain|a la prochaine|bye|bye bye|ciao|tchao|adieu',
    'bonne journee|bonne soiree|bonne nuit|bonne matinee|bon apres midi|bonne fin de journee',
    'bonne continuation|bon week end|bon weekend|bonne semaine|bonnes vacances|bonne annee',
    'bonnes fetes|joyeux noel|cordialement|bien a vous|bisous|bises',
  ],
  regret: [
    'desole|desolee|desoles|desolees|je suis desole|je suis desolee|navre|navree|pardon|oups',
    'pardonnez moi|pardonne moi|excusez moi|excuse moi|mes excuses|toutes mes excuses|mea culpa',
    'au temps pour moi|autant pour moi|erreur de ma part|je me suis trompe|je me suis trompee',
  ],
  assent: [
    'ok|okay|oki|okok|d accord|dac|entendu|c est entendu|compris|j ai compris|je comprends|je vois',
    'bien note|c est note|note pour moi|bien recu|bien compris|ca marche|ca roule|ca me va|pas de souci',
    'pas de probleme|aucun souci|c est bon|tres bien|c est tres bien|parfait|c est parfait|super',
    'c est super|top|c est top|genial|c est genial|excellent|nickel|cool|bravo|chapeau|felicitations',
    'bien joue|beau travail|bon travail|impeccable|formidable|magnifique|merveilleux|impressionnant',
    'tres interessant|c est interessant|interessant|bien vu|j adore|lol|mdr|haha|ah ah|je vous en prie',
    'je t en prie|de rien|volontiers|avec plaisir',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Courtesy = keyof typeof COURTESIES;

/** What goes with them, and is none by itself. */
export const WITH_COURTESIES: readonly string[] = [
  'beaucoup|bcp|bien|infiniment|encore|encore une fois|d avance|par avance|vraiment|tellement|oui|non',
  'ah|oh|eh|eh bien|bon|alors|voila|donc|et|a vous|a toi|a vous aussi|a toi aussi|vous aussi|toi aussi',
  'pour tout|pour ca|pour cela|pour l aide|pour ton aide|pour votre aide|pour la reponse|c est tout',
  'pour ta reponse|pour votre reponse|pour les reponses|pour ces reponses|pour cette reponse',
  'pour l info|pour les infos|pour l information|pour les informations|pour ces informations',
  'a tous|a toutes|a tous et a toutes|tout le monde|les amis|le bot|bot|mon ami|cher bot|cher ami',
  'beaucoup beaucoup|tres|trop|madame|monsieur|du retard|there|you|everyone|everybody|all',
  'guys|team|folks|again|so much|very much|a lot|and',
  'pour le retard|pour le derangement|de vous deranger|de te deranger|de l erreur|pour l erreur',
];

/** What asks for help and nothing else. */
export const CALLS_FOR_HELP: readonly string[] = [
  'aide|aides|help|help me|aide moi|aidez moi|a l aide|besoin d aide|j ai besoin d aide|sos',
  'peux tu m aider|pouvez vous m aider|tu peux m aider|vous pouvez m aider|menu|commandes',
  'mode d emploi|comment ca marche|comment ca fonctionne|comment fais tu|comment tu marches',
  'que sais tu faire|que savez vous faire|tu sais faire quoi|que peux tu faire|que pouvez vous faire',
  'que puis je demander|que puis je te demander|que puis je vous demander|que peut on demander',
  'que demander|quoi demander|qui es tu|qui etes vous|tu es qui|tu fais quoi|que fais tu',
];
