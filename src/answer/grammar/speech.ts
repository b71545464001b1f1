/**
 * Verbs and nouns with which one reports what somebody says or thinks, by the beginning of the folded
 * word. They say nothing of the matter: no passage need hold them.
 */
const SPEECH_ROOTS = `
  accus admet admett admi affirm ajout annon appel apprec assur attribu avanc averti
  cit compar compt conclu condamn confi confirm conseil consider constat contest craign crain critiq croi croy
  declar decri defend defini demand demen denon deplor design dis dit distingu dout
  ecrir ecri ecriv encourag enonc enumer envisag espe estim evoqu exclu expliq exprim
  formul identif imagin indiq insist interrog invit invoq ironis
  jug jou justif met mention montr moqu
  ni not nuanc observ oppos
  parl parodi pens plaid plaint pos precis pred predi pren present press prevo pretend prev promet propos prouv
  qualif racont rappel rapport rapproch rattach recomman reconnai reconnu recus refus regret rejet relat relev remarq rench renvoi repond repren repris reproch ressent result resum revel reven revien ridicul
  salu sembl sent signal situ soulign souhait soutien souten suggest suppos
  temoign tien trouv veut voi voit voy vu
  avis aveu avertis critique idee jugement opinion parole point position propos reponse these vue yeux
`
  .trim()
  .split(/\s+/u);

const LONG = SPEECH_ROOTS.filter(({ length }) => length > 3);
const SHORT = new Set(SPEECH_ROOTS);

/** Whether the folded word reports a saying. */
export function isSpeech(form: string, root: string): boolean {
  return SHORT.has(root) || SHORT.has(form) || LONG.some((each) => form.startsWith(each));
}
