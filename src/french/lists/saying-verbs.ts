/** Regular verbs, without their ending. */
const REGULAR =
  'accus affirm ajout analys annonc argument articul assur attest avanc avou command comment confess confi ' +
  'confirm constat continu critiqu déclar demand dénonc déplor détaill développ dévoil enchaîn énonc énumèr ' +
  'estim évoqu exig expliqu expos formul gliss indiqu insist interrog ironis invoqu jug lanc lâch martel ' +
  'martèl mentionn murmur not nuanc observ opin paraphras plaid plaisant point précis prêch ' +
  'préconis proclam prôn pronostiqu propos protest rappel rappell racont rapport recommand récapitul ' +
  'regrett réitèr relat relativis relev remarqu résum rétorqu révèl révél répliqu revendiqu signal ' +
  'soulign soupir souhait suggèr suggér tempèr tempér témoign théoris tonn tranch tweet vant';
/** The others, in their forms. */
const IRREGULAR =
  'dit disait dira écrit écrivait écrivit répond répondait répondit répondu reconnaît reconnaissait reconnu ' +
  'admet admettait admis promet promettait promis soutient soutenait soutenu prévient prévenait prévenu ' +
  'convient convenait convenu conclut concluait conclu reprend reprenait repris poursuit poursuivait ' +
  'poursuivi renchérit renchérissait renchéri avertit avertissait averti définit définissait défini croit ' +
  'croyait pense pensait prétend prétendait prétendu décrit décrivait sourit souriait considère considérait ' +
  'considéré espère espérait complète concède concédait concédé soulève assène réagit réagissait réagi ' +
  'exclame exclamait exclamé écrie écriait écrié étonne étonnait étonné indigne indignait indigné inquiète ' +
  'inquiétait félicite félicitait félicité alarme alarmait alarmé réjouit réjouissait réjoui désole désolait ' +
  'souvient souvenait souvenu insurge insurgeait insurgé agace agaçait amuse amusait';

/**
 * Forms of the French verbs that say somebody's words, in the third person singular and as a participle: the
 * source of a regular expression, without a group that captures.
 */
export const SAYING = `(?:(?:${REGULAR.split(' ').join('|')})(?:e|ait|a|era|é)|${IRREGULAR.split(' ').join('|')})`;

/** « ajoutant », « en répondant ». */
export const SAYING_MEANWHILE = `(?:(?:${REGULAR.split(' ').join('|')})(?:e?ant)|disant|écrivant|répondant|soutenant|concluant|reprenant|promettant|prévenant|avertissant)`;

/** The same in the third person plural. */
const IRREGULAR_OF_MANY =
  'disent disaient écrivent écrivaient répondent répondaient reconnaissent admettent promettent soutiennent ' +
  'préviennent conviennent concluent reprennent poursuivent renchérissent avertissent définissent croient ' +
  'pensent prétendent décrivent sourient considèrent espèrent concèdent réagissent';

export const SAYING_OF_MANY = `(?:(?:${REGULAR.split(' ').join('|')})(?:ent|aient|èrent|eront)|${IRREGULAR_OF_MANY.split(' ').join('|')}|(?:ont|avaient) (?:\\p{Ll}+ )?${SAYING})`;
