import { foldText } from '../../text/fold.ts';
import { rootOf } from './root.ts';

/**
 * Words that say the contrary of each other, family by family: any of the left side denies any of the
 * right one. General French; a missing pair lets a contrary through, a wrong one refuses a paraphrase.
 */
const PAIRS = `
  grimper augmenter accroître croître grandir grossir monter hausse croissance essor progresser gonfler s'envoler multiplier | diminuer réduire baisser décroître rétrécir chuter baisse recul reculer souffrir s'effondrer s'écrouler décliner déclin raréfier
  disparaître disparition mourir mort finir s'éteindre s'effacer périr fin | survivre survie durer perdurer subsister vivant renaître persister
  apparaître naître émerger | disparaître s'éteindre
  mort défunt | vivant
  début commencement commencer débuter | fin terminer achever finir
  réussir réussite succès | échouer échec rater
  facile aisé simple | difficile délicat compliqué ardu complexe
  faible faiblard fragile léger modeste | fort solide puissant robuste convaincant énorme considérable gros
  gigantesque immense énorme géant | minuscule petit infime
  bon bien excellent génial remarquable | mauvais médiocre exécrable nul
  utile | inutile
  respect estime admiration | mépris dédain
  aimer apprécier adorer | détester haïr déplaire
  confiance | méfiance défiance
  espoir optimisme optimiste | crainte pessimisme pessimiste
  salutaire sain bénéfique profitable | néfaste nuisible malsain nocif dangereux toxique
  agréable plaisant | douloureux pénible désagréable
  dynamisme élan | inertie immobilisme
  améliorer amélioration progrès | dégrader aggraver détériorer régression recul pervertir
  professionnel | amateur
  innovation nouveauté innovant nouveau neuf | ancien vieux vieilli
  acceptation accepter adopter adoption | refus refuser rejet rejeter
  ouvrir ouverture | fermer fermeture
  accélérer hâter accélération | ralentir freiner ralentissement
  vite rapide rapidement | lent lentement
  acheter achat racheter rachat | vendre vente cession
  gagner gain | perdre perte
  intégrer inclure intégration | exclure exclusion
  entrer entrée | sortir quitter sortie
  fêter célébrer anniversaire | quitter abandonner
  complémentarité complémentaire | incompatibilité incompatible opposition
  mieux meilleur | pire
  permettre autoriser | interdire empêcher interdiction
  convaincu | sceptique dubitatif
  importance important essentiel central | insignifiant négligeable secondaire accessoire
  court bref | long durable
  durable pérennité | éphémère
  riche richesse abondance profusion | pauvre néant pénurie vide manque
  présent présence | absent absence
  originalité original | banalité banal
  cher coûteux onéreux | bon-marché économique gratuit
  interne dedans intérieur | externe extérieur dehors
  premier | dernier
  général global | spécialisé particulier
  rapprocher | éloigner
  construire bâtir | détruire démolir
  défendre soutenir | attaquer combattre
  vrai véritable | faux
  rare | fréquent courant
  surévalué surévaluation | sous-évalué
  attirer séduire | repousser rebuter
  humaniser | déshumaniser
  doux douce tendre | féroce rude âpre
  enrichissant passionnant | monotone ennuyeux rasoir
  clair intelligible compréhensible | obscur confus inintelligible
  avant amont | après aval
  jeune récent | ancien
  croire | nier
  timide prudent | audacieux téméraire
  aventureux | frileux
  minorité | majorité plupart
  public | privé
  gratuit | payant
  supprimer ôter retirer | ajouter conserver maintenir garder
  pérenniser | menacer
  inquiétant anxiogène alarmant | rassurant apaisant
  inquiéter | rassurer
  indifférent | passionné intéressé
  haut élevé | bas
  lent | rapide
  obligatoire obligé contraint | facultatif libre volontaire
  unité union accord entente | rivalité conflit désaccord guéguerre
  structuré organisé | désordonné chaotique
  nourrir alimenter | affamer
  admettre | contester
  favoriser encourager | décourager entraver
  multiplier | limiter
  plein | vide
  centre | marge périphérie
  sauvage | policé civilisé réglementé
  massif | marginal
  sanctionner sanction punir punition pénaliser | récompenser récompense primer gratifier
  émerger émergé visible apparent | immergé submergé caché invisible
  favoriser renforcer consolider assurer garantir protéger préserver | menacer affaiblir fragiliser compromettre
  abîmer gâter corrompre pervertir dénaturer | améliorer enrichir embellir préserver réparer
  naturel normal | contre-nature anormal artificiel
  réel réellement réalité concret | imaginaire fictif fantasmé illusoire virtuel
  savoir connaître comprendre | ignorer méconnaître
  agréer satisfaire satisfaction contenter | mécontenter mécontentement insatisfaction décevoir déception
  abonner inscrire | désabonner désinscrire
  embaucher recruter engager | virer licencier congédier renvoyer
  écouter | ignorer négliger
  respecter observer | bafouer violer enfreindre mépriser
  unir réunir rassembler fédérer | diviser séparer disperser
  concentrer recentrer | disperser éparpiller élargir
  simplifier | compliquer
  dépenser | économiser épargner
  financer | ruiner
  enthousiasme engouement emballement | désintérêt lassitude désaffection
  passionner intéresser captiver | ennuyer lasser indifférer
  émission émettre | réception recevoir
  vertu qualité avantage atout | vice défaut inconvénient
  cause origine | effet conséquence résultat
  victoire triomphe | défaite
  ami allié partenaire | ennemi rival adversaire concurrent
  offensif | défensif
  optionnel | nécessaire indispensable
  volontiers volontairement | contraindre forcer
  vierge inexploré | saturé encombré
  encombré | désert
  atteindre atteint | lointain
  restreindre rétrécir | élargir étendre étendu
  local national | mondial international
  individuel isolé | collectif commun
  diversité diversifié varié | uniforme homogène monotone
  homme humain | machine robot inhumain
  lier relier lien | séparer couper isoler rompre
  attention | inattention indifférence
  dominer dominant | dominé mineur
  populaire populariser | impopulaire confidentiel
  légitime | illégitime
  légal | illégal
  efficace efficacité | inefficace inefficacité
  patience patient | impatience impatient
  prudence timidement prudemment | frénésie frénétiquement imprudence
  majeur | mineur
  augmentation | diminution
  mûr mature maturité mûrir | immature immaturité
  continuer poursuivre | cesser arrêter interrompre
  avancer | reculer
  ancêtre prédécesseur | successeur héritier
  louer vanter | blâmer
  espérer | craindre redouter
  tuer | sauver ressusciter
  affirmer confirmer | démentir infirmer
  provoquer susciter engendrer | empêcher éviter prévenir
  partager | accaparer garder
  vendeur | acheteur
  ouvert | fermé clos
  confier | retirer
  envers | endroit
  acquérir | perdre
  sauver | pervertir abîmer condamner
  gonfler gonflement | dégonfler
  complémentarité | rivalité
  explosion exploser prolifération | raréfaction pénurie effondrement
  nécessité obligation | facultatif option
  gratuit gratuitement | coûteux tarif
  absent | actif
  petit | grand
  exagéré exagération démesuré | mesuré modéré raisonnable
  participer | écart éloigner
  immédiat | tardif
  tôt | tard
  pareil semblable identique | différent opposé contraire
`;

type Side = ReadonlySet<string>;

const sides: readonly (readonly [Side, Side])[] = foldText(PAIRS)
  .trim()
  .split('\n')
  .map((line) => {
    const [left = '', right = ''] = line.split('|');
    return [sideOf(left), sideOf(right)] as const;
  });

function sideOf(words: string): Side {
  return new Set(
    words
      .trim()
      .split(/\s+/u)
      .map((word) => rootOf(word.replace(/^s'/u, ''))),
  );
}

const byRoot = new Map<string, ReadonlySet<string>>();
for (const [left, right] of sides) {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    for (const root of one) byRoot.set(root, new Set([...(byRoot.get(root) ?? []), ...other]));
  }
}

/** The roots of the words that say the contrary of one of this root. */
export function contrariesOf(root: string): ReadonlySet<string> {
  return byRoot.get(root) ?? NONE;
}

const NONE: ReadonlySet<string> = new Set();

const allied = new Map<string, ReadonlySet<string>>();
for (const side of sides.flat()) {
  for (const root of side) allied.set(root, new Set([...(allied.get(root) ?? []), ...side]));
}

/** The roots of the words that stand on the same side of some pair: near enough in meaning to take its place. */
export function alliesOf(root: string): ReadonlySet<string> {
  return allied.get(root) ?? NONE;
}
