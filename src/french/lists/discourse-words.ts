/**
 * Folded words with which one asks about a subject rather than names it: « quel est le *rôle* de… »,
 * « que *pense* X de… », « les *avantages* de… », « l’*avenir* de… ». They count for little beside
 * what they bear on, whether the corpus holds them or not.
 */
export const DISCOURSE_WORDS: readonly string[] = `
  accord actuel actuelle actuellement affirmer ajouter an analyse annee annoncer ans apport argument article
  aspect augmentation auteur avantage avenir avis
  baisse besoin bilan bon bonne but
  cas cause certain certaine changement changer chercher confiance chiffre chose choses citation citer commentaire comparaison comprendre
  concept concerner connaitre conseil consequence considerer consister contexte contraire cout couter critique
  croient croire croit
  debat debut declarer demain decouvrir decrire definir definition demander dernier derniere devenir devoir
  difference different differente difficile difficulte dire disait disent dit dites donner
  echec echouer eclatement effet efficace efficacite element enjeu erreur essentiel evolution evoluer evoquer exemple existence exister
  explication expliquent expliquer extrait
  facile facon falloir fidelite fonction fond fonctionner fonctionnement futur
  general genre gens gestion gratuit grand grande gros
  hausse hier histoire
  idee image importance important impact inconvenient information interet intervenant
  jour juger jugement justifier
  langage liste lien limite
  maniere mauvais mauvaise meilleur methode mettre monde montant montrer mot moyen
  naissance nature niveau nom nombre notion nouveau nouvelle
  objectif objet oeuvre opinion origine
  paraitre parlent parler part partie passage passe pensent penser permettre personne petit petite phrase pire place point poser
  position possible pouvoir premier premiere prendre present presenter preuve principal principe prix
  probleme prochain prochaine proposent proposer propos propre
  qualite question
  raison raconter rapport reussir reussite rechercher reflexion regarder rendre reponse repondre reste resume resultat role
  salaire satisfaction savoir sceptique sens sentiment servir seul seule siecle signifier situation solution sorte source souffrir succes sujet
  synthese
  taux temoignage temps tendance tenir terme texte theme these titre trouver type
  usage utile utilite utiliser utilisation
  valeur venir verite voir voix vouloir vrai vraie vraiment vue
`
  .trim()
  .split(/\s+/u);
