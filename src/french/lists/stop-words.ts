/**
 * Folded words that say nothing of a subject: articles, pronouns, prepositions, auxiliaries, question
 * words, politeness. « Fin », « mort », « marque » and the like are content, however common.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `
  a au aux avec c ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme concernant contre
  d dans de depuis des dont du durant elle elles en entre envers et eux hormis hors il ils j je jusque l la
  laquelle le lequel les lesquelles lesquels leur leurs lui m ma mais malgre me meme memes mes mien mienne
  miennes miens moi moins mon moyennant n ne ni non nos notre notres nous nul on or ou outre par parce
  parmi pas pendant plus plusieurs pour pourtant pres presque puisque qu quand que quel quelconque quelle
  quelles quelqu quelque quelques quelquun quelquune quels qui quiconque quoi quoique s sa sans sauf se selon
  ses si sien sienne siennes siens soi son sous suivant sur t ta tandis te tel telle telles tels tes tien toi
  ton tous tout toute toutes tres iel iels ielle ielles celleux toustes tu un une unes uns vers via voici voila vos votre votres vous vu y
  ainsi alors apres assez aucun aucune aucuns aujourdhui auquel auquelle aussi autant autour autre autres
  autrement auxquelles auxquels avant beaucoup bien bientot bref car cependant certes ca cest chacun chacune
  combien comment davantage deja dela desormais desquels desquelles deca dehors dela donc duquel encore enfin
  ensuite environ etc euh guere hui ici jadis jamais juste la loin lors lorsque maintenant mieux
  naguere neanmoins notamment oui ouh parfois partout peu peut plupart plutot pourquoi pourvu puis quant
  rien sinon sitot soit souvent surtout tant tantot tard tellement tot toujours toutefois trop
  ai aie aient aies ait as aura aurai auraient aurais aurait auras aurez auriez aurions aurons auront avaient
  avais avait avez aviez avions avons ayant ayez ayons eu eue eues eurent eus eusse eut eumes
  es est etaient etais etait etant ete etes etiez etions etre fumes furent fus fut fusse sera serai seraient
  serais serait seras serez seriez serions serons seront soient sois sommes sont soyez soyons suis
  avoir fait faire fais faisant faites font faisait faut fallait faudra faudrait fera feront ferait feraient fit firent
  peux peuvent pouvez pouvons pouvait pourrait pourrais pourra pouvoir
  doit dois doivent devez devons devrait devraient
  va vais vas vont allez allons ira iront allait
  veut veux veulent voulez voudrais voudrait
  bonjour bonsoir salut coucou merci svp stp sil plait please hello allo
  estce cetait quest nest nai jai cet
  `
    .trim()
    .split(/\s+/u),
);
