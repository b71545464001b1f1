import { SAYING, SAYING_OF_MANY } from '../../french/lists/saying-verbs.ts';
import { CIVIL_OR_FULL, FIRST_AND_LAST, HEADS } from './names.ts';

/** Parts of clauses that say whose words something is, as sources of regular expressions. */

export const VERB = String.raw`(?:(?:s['’]|l['’]|m['’]|se |le |la |les |lui |leur |me |nous |y )*)(?:(?:a|avait|est|aura|fut) (?:\p{Ll}+ )?)?${SAYING}`;
export const OF_MANY = String.raw`(?:(?:s['’]|l['’]|se |le |la |les )*)${SAYING_OF_MANY}`;
export const DETERMINER = String.raw`(?:[Ll][ea] |[Ll]['’]|[Uu]ne? |[SsMm](?:on|a) |[Cc]et(?:te)? |[Cc]e |[Nn]otre )`;
export const PREPOSITION = '(?:de|du|des|à|au|aux|chez|pour|par|sur|avec|et|qui|que|dont)';
/** What follows a quotation and is no small word is a verb, if not in the list. */
const SMALL = String.raw`(?:(?:${PREPOSITION}|devant|dans|mais|ou|puis|comme|selon|entre|sans|sous|vers|depuis|après|avant|pendant|contre|malgré|soit|même|voire|outre|quand)(?!\p{L})|d['’])`;
export const ANY_VERB = String.raw`(?:[lsm]['’]|se )?(?!${SMALL})\p{Ll}{3,}`;
/** Of whom these tell, others speak. */
export const HEARING = String.raw`(?:entend|lit|lu[te]?|voit|vu|appren|appri|reçoi|reçu|découv|écout|compr)(?=\p{L}*(?!\p{L}))`;
/** « constate », « a chanté », « veut croire »: a verb after a quotation, before whoever speaks. */
const FINITE = String.raw`(?:(?=${ANY_VERB})(?:[lsm]['’]|se )?(?!${HEARING})\p{Ll}+(?:e|[aeiu]t|rd|nd|a)(?: \p{Ll}+(?:er|ir|oir|oire))?)`;
const HAS_SAID = String.raw`(?:\p{Ll}+ )?(?!${HEARING}|${SMALL})\p{Ll}+(?:[éiu]|[iu]s|it|[ei][nr]?t)`;
export const UNLISTED = String.raw`(?:${FINITE}|(?:[lsm]['’]|(?:lui|leur|nous) )?(?:a|avait) ${HAS_SAID})(?!\p{L})`;
/** « dit-il », « a-t-elle ajouté »: only whoever speaks stands after the verb so, but in a question. */
export const INVERTED = String.raw`(?:(?:${VERB}|${FINITE})(?:-t)?-(?<pronoun>il|elle)(?![\p{L}-])|(?:l['’]|s['’])?(?:a|avait|aura|est)(?:-t)?-(?<pronoun>il|elle) ${HAS_SAID}(?!\p{L}))(?![^.!…]*\?)`;

const DAY = '(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)';
/** « alors », « vendredi matin », « à l’AFP »: what may stand between a verb and whoever it is of. */
const WHILE = String.raw`(?:,? (?:\p{Ll}+ment|alors|ainsi|encore|aussi|enfin|ensuite|toutefois|pourtant|déjà|hier|aujourd['’]hui|plus tard|de (?:son|leur) côté|pour sa part|${DAY}(?: \d+ \p{Ll}+)?(?: (?:matin|midi|soir|après-midi|dernier))?|en \d{4}|(?:à|auprès de) l['’]\p{Lu}{2,}),?)`;
/** « dans un tweet », « devant les élus »: after these, whoever speaks has an article, or a comma before. */
const WHERE = String.raw`(?: (?:(?:dans|sur|lors d|en|sous)[^,.;:«»“”"()]{2,60}(?:,(?= ${CIVIL_OR_FULL})|(?= l[ea] | l['’]| une? ))|(?:à|au|aux|devant|auprès d|avec)[^,.;:«»“”"()]{2,60}(?= l[ea] | l['’]| une? ))(?<! ${PREPOSITION}))`;
export const MEANWHILE = String.raw`(?:${WHILE}{0,3}${WHERE}?${WHILE}{0,2})`;
/** A title stops where the sentence has a sign. */
export const STOP = String.raw`(?=,? ?[,.;:!?…)]| (?:lors|sur|dans|devant|en|hier|après|avant|pendant) |$)`;
/** « le député Renaissance Anne Roux », « la maire de Lens Anne Roux »: what is between them is no name. */
const ELECTED = String.raw`(?:maire|adjointe?|député\p{L}*|eurodéputé\p{L}*|sénat\p{L}+|élue?|candidate?|conseill\p{L}+ \p{Ll}+|ministre|militante?|préfète?|procureure?) (?:d['’eu]+ ?\p{Lu}[\p{L}-]+ |d(?:es|u|e la|e l['’]|['’])(?! ?${HEADS}(?!\p{L})) ?[\p{Ll}'’ -]{2,40} |(?:(?!${PREPOSITION} )[\p{L}'’-]+ ){0,4}?)(?=${FIRST_AND_LAST}(?![\p{L}'’-]| \p{Lu}))`;
/** « le patron de la CGT Paul Petit »: an institution bears no such name, « le frère du Lensois Paul Petit » does. */
const HEADED = String.raw`(?:(?!${PREPOSITION} )[\p{Ll}'’-]+ (?:de \p{Ll}+ |d['’][ÉE]tat |\p{Lu}{2,} )?){1,3}(?:d(?:u|es|e la) |[àd]e? l['’]|de (?=\p{Lu}{2}))(?!(?:(?:Premi|Présid|Minist|Maire|Général|Pape|Roi|Reine|Prince|PDG|DG|Dr|Pr|Me|M)\p{Ll}*[ .]|\p{Lu}\p{Ll}+(?:ais|ois|ain|[iée]en|ol|and|ard)(?:n?e)? \p{Lu}))\p{Lu}[\p{L}'’-]* (?:[\p{L}()'’-]+ ){0,5}?(?<! ${PREPOSITION} )(?=${FIRST_AND_LAST}(?![\p{L}'’-]| \p{Lu}))`;
const APPOSED = String.raw`(?:(?:[Pp]remi(?:er|ère) )?${HEADS} (?=\p{Lu})|(?:Premi(?:er|ère) |Présidente? )?(?:(?!${PREPOSITION} )[\p{Ll}'’-]+ ){1,3}(?:\p{Lu}{2,} )?(?=${CIVIL_OR_FULL}))`;
/** « le maire », « la ministre de la Santé, »: what may stand before a full name and go with it. */
export const OFFICE = String.raw`(?<office>${DETERMINER}(?:${ELECTED}|${HEADED}|${APPOSED}|[^.;:«»“”"]{2,100}, (?=${CIVIL_OR_FULL})))?`;
export const FOLLOWING = String.raw`(?:, [^.;:«»“”"]{2,160}?(?=[,.;:]|$))?`;
/** « et Paul Petit », not « et Paul Petit ajoute ». */
export const AND_OTHERS = String.raw`(?<others>(?:, [^.;:«»“”"]{2,80}?,?)?(?:, ${CIVIL_OR_FULL})* et ${OFFICE.replace('office', 'second')}${CIVIL_OR_FULL}(?! (?:${VERB})))?`;
/** Nothing but what goes with a verb that says words. */
export const REST = String.raw`(?:(?! (?:que|qui|dont) | qu['’])[^.;:!?])`;
