import { foldText } from '../../text/fold.ts';
import { rootOf } from './root.ts';

/** General French, word by word, that praises or blames what it is said of. */
const PRAISE = `
  respect génial excellent remarquable admirable formidable magnifique précieux meilleur perspicace instructif
  salutaire sain bénéfique utile intéressant passionnant enrichissant efficace fidèle important importance
  succès réussir réussite grâce occasion opportunité chance bravo merci vivement heureux créativité créatif
  convivialité fédérer fédération progrès améliorer gagner faciliter aider clair intelligible juste pertinent
  brillant sérieux solide prometteur espoir confiance apprécier aimer essentiel principal humanité
`;
const BLAME = `
  exagéré exagération absurde dérive dérapage désastreux malheureusement hélas manquer pervertir abîmer inertie
  régression recul sauvage faiblard faible rasoir ennuyeux monotone pénible douloureux difficile surévalué mirage
  illusion fantasmer bulle désillusion sollicitation saturation menacer menace cataclysme souffrir mourir mort fin
  mauvais envers rebours anxiogène inquiétant danger absent rivalité guéguerre refus résister banaliser
  banalisation perdre churn écrouler mimétisme coûteux vain inutile néant crier regret démesuré démesurément féroce
  punir sanctionner borner contenter précipiter imiter excès moquer ridicule superflu freiner disparaître pire erreur
  tare défaut échec échouer gâcher gaspiller trahir tromper nuire nuisible toxique dangereux médiocre contre-nature
  monotonie obsédé moutonnier bavardage cyberbabillage provocation unidirectionnel trop surévaluation négligeable
`;

const rootsOf = (words: string): ReadonlySet<string> =>
  new Set(foldText(words).trim().split(/\s+/u).map(rootOf));

const praise = rootsOf(PRAISE);
const blame = rootsOf(BLAME);

export function praises(root: string): boolean {
  return praise.has(root);
}

export function blames(root: string): boolean {
  return blame.has(root);
}
