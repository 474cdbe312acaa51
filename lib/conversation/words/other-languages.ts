// Words of cost that people mix in from German, French and Spanish. Only these: whole sentences of other languages are not read.

/** Words that are of one language alone, and the small ones that are theirs only beside such a word: “pro” is “per” beside “Kosten”. */
type Language = { words: Readonly<Record<string, string>>; links: Readonly<Record<string, string>> }

/** “kosten:costs letzten_monat:last_month” as a table; a line below stands for a space. */
const table = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .trim()
      .split(/\s+/)
      .map((pair) => pair.replaceAll('_', ' ').split(':') as [string, string]), // safe: every pair of the tables below has one colon
  )

const LANGUAGES: readonly Language[] = [
  {
    words:
      table(`kosten:costs gekostet:cost kostet:costs rechnung:bill rechnungen:bills ausgaben:spend ausgegeben:spent verbrauch:usage konto:account konten:accounts dienst:service dienste:services
      umgebung:environment gestern:yesterday heute:today woche:week wochen:weeks monat:month monate:months monaten:months jahr:year quartal:quarter tage:days tagen:days letzter:last letzte:last letzten:last
      vorigen:last vergangenen:last diesen:this dieser:this diesem:this teuerste:most_expensive teuersten:most_expensive größte:biggest größten:biggest teurer:more_expensive billiger:cheaper warum:why wieso:why
      wie_viel:how_much wieviel:how_much gestiegen:increased gesunken:decreased genehmigungen:approvals freigaben:approvals einsparungen:savings vergleiche:compare zeige:show januar:january februar:february märz:march
      mai:may juni:june juli:july oktober:october dezember:december`),
    links: table(
      'pro:per nach:by je:per für:for im:in am:on vom:of von:of und:and bitte:please der:the die:the das:the den:the wir:we haben:have hat:has uns:us zeig:show mir:me mit:with ohne:without gegen:against seit:since',
    ),
  },
  {
    words:
      table(`coût:cost coûts:costs coûté:cost coûte:costs dépense:spend dépenses:spend dépensé:spent facture:bill factures:bills compte:account comptes:accounts équipe:team équipes:teams région:region régions:regions
      hier:yesterday aujourd'hui:today semaine:week semaines:weeks mois:month mois_dernier:last_month semaine_dernière:last_week ce_mois:this_month cette_semaine:this_week combien:how_much pourquoi:why économies:savings
      augmenté:increased baissé:decreased janvier:january février:february avril:april juin:june juillet:july août:august septembre:september octobre:october novembre:november décembre:december`),
    links: table('par:by pour:for du:of de:of des:of le:the la:the les:the en:in et:and sans:without depuis:since avons-nous:we nous:we'),
  },
  {
    words:
      table(`coste:cost costes:costs costo:cost costos:costs gasto:spend gastos:spend gastamos:we_spent gastado:spent factura:bill facturas:bills cuenta:account cuentas:accounts equipo:team equipos:teams servicio:service
      servicios:services región:region regiones:regions ayer:yesterday hoy:today semana:week semanas:weeks mes_pasado:last_month semana_pasada:last_week este_mes:this_month esta_semana:this_week cuánto:how_much
      por_qué:why ahorro:savings ahorros:savings enero:january febrero:february abril:april mayo:may junio:june julio:july agosto:august septiembre:september octubre:october noviembre:november diciembre:december`),
    links: table('por:by para:for de:of del:of el:the la:the los:the las:the en:in y:and sin:without desde:since cuanto:how_much'),
  },
]

const anyOf = (words: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${words.toSorted((a, b) => b.length - a.length).join('|')})(?![\\p{L}\\p{N}_-])`, 'gu')
const READERS = LANGUAGES.map(({ words, links }) => ({
  own: anyOf(Object.keys(words)),
  all: anyOf(Object.keys({ ...links, ...words })),
  as: { ...links, ...words },
}))

/** A text in lower case with what it says of cost in another language said in English. */
export const inEnglish = (text: string): string =>
  READERS.reduce((now, { own, all, as }) => (now.search(own) === -1 ? now : now.replace(all, (said) => as[said] ?? said)), text)
