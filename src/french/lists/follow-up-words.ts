/**
 * Folded expressions that change what was asked before, by what they do to it; `n` stands for a number.
 * One of them is meant where nothing is said but it and the words that bring it in.
 */
export const MOVES = {
  next: [
    'suite|suivant|suivante|suivants|suivantes|page suivante|page d apres|pages suivantes|next',
    'passage suivant|passages suivants|continue|continuez|continuer|encore|encore plus|plus|autres',
    'd autres|plus de resultats|plus de passages|plus de citations|plus de reponses|voir plus',
    'd autres passages|d autres citations|d autres resultats|d autres reponses|autres passages',
    'une autre|un autre|encore une|encore un|autre|une autre citation|autre citation|encore une autre',
    'autre passage|un autre passage|encore un autre|encore d autres|ensuite|par la suite|tourne la page|tournez la page|quoi d autre|rien d autre',
  ],
  previous: [
    'precedent|precedente|precedents|precedentes|page precedente|page d avant|passages precedents',
    'retour|retourne|reviens|revenir|revenez|en arriere|reviens en arriere|retour en arriere',
  ],
  later: ['apres|et apres'],
  earlier: ['avant|et avant'],
  first: ['premiere page|au debut|retour au debut|reviens au debut|1re page|1ere page'],
  numbered: ['page n|n page|p n|page numero n|n e page|n eme page|n ieme page'],
  details: [
    'details|plus de details|des details|plus de precisions|des precisions|precise|precisez|detaille',
    'detaillez|developpe|developpez|approfondis|approfondissez|en savoir plus|savoir plus|en dire plus',
    'dis m en plus|dites m en plus|dis moi en plus|dites moi en plus|dis en plus|dites en plus',
    'plus d infos|plus d informations|plus d explications|mais encore|c est tout',
  ],
  context: [
    'contexte|plus de contexte|dans quel contexte|quel contexte|quel est le contexte|pourquoi',
    'pourquoi ca|pourquoi cela|pourquoi donc|comment ca|explique|expliquez|explique moi|expliquez moi',
    'c est a dire|c a d|comprends pas|je ne comprends pas|je comprends pas|que veut il dire',
    'qu est ce que ca veut dire|ca veut dire quoi',
  ],
  summary: [
    'resume|resumer|resumez|resumes|resume moi|resumez moi|en resume|un resume|en bref|bref|tl dr',
    'tldr|synthese|une synthese|synthetise|synthetisez|en deux mots|en quelques mots',
    'en une phrase|pour resumer|fais court|faites court|plus court|plus courte|en plus court|en court|raccourcis|abrege',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What brings them in, and says nothing by itself. */
export const WITH_MOVES: readonly string[] = [
  'ok|okay|oui|et|mais|alors|donc|bon|ben|bah|eh bien|maintenant|puis|merci|super|svp|stp|s il te plait',
  's il vous plait|d accord|tres bien|parfait|interessant|ah|montre|montrez|montre moi|montrez moi',
  'donne|donnez|donne moi|donnez moi|affiche|affichez|affiche moi|voir|lire|voyons|je veux|je voudrais',
  'j aimerais|je peux avoir|je peux voir|peux tu|pouvez vous|tu peux|vous pouvez|puis je avoir',
  'puis je voir|peut on avoir|peut on voir|on peut avoir|on peut voir|il y a|y a t il|y en a|allez',
  'va|vas y|allez y|allons y|passe|passez|passons|aller|va a|aller a|passe a|passez a|passons a|avoir',
  'fais|faites|fais moi|faites moi|me|moi|nous|le|la|les|l|ca|cela|tout|tout ca|a|stp merci|bot',
  'connaitre|savoir|m en|t en as|tu en as|vous en avez|as tu|avez vous|tu as|vous avez|il y en a|quelle est|quel est|c est quoi|de|du|reponse|resultats|est ce que|en',
];
