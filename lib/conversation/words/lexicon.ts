import { wordTable } from '@/lib/kernel/word-table'
import type { Grouping } from '@/schemas/frame'
import { ORDINARY_WORDS } from './ordinary-words'

export const GROUP_WORDS: Readonly<Record<string, Grouping>> = wordTable({
  service: 'service_name',
  services: 'service_name',
  product: 'service_name',
  products: 'service_name',
  account: 'sub_account_id',
  acct: 'sub_account_id',
  accounts: 'sub_account_id',
  'aws account': 'sub_account_id',
  'aws accounts': 'sub_account_id',
  subaccount: 'sub_account_id',
  subaccounts: 'sub_account_id',
  region: 'region_id',
  regions: 'region_id',
  location: 'region_id',
  locations: 'region_id',
  geography: 'region_id',
  team: 'owner',
  teams: 'owner',
  squad: 'owner',
  squads: 'owner',
  department: 'owner',
  departments: 'owner',
  owner: 'owner',
  owners: 'owner',
  'owning team': 'owner',
  'responsible team': 'owner',
  'cost center': 'owner',
  'cost centers': 'owner',
  'cost centres': 'owner',
  'cost centre': 'owner',
  'usage type': 'usage_type',
  'usage types': 'usage_type',
  'usage-type': 'usage_type',
  'line type': 'usage_type',
  sku: 'usage_type',
  skus: 'usage_type',
  usage: 'usage_type',
  environment: 'environment',
  environments: 'environment',
  env: 'environment',
  envs: 'environment',
  stage: 'environment',
})

/** Abbreviations that people type. */
export const ABBREVIATIONS: Readonly<Record<string, string>> = wordTable({
  b4: 'before',
  till: 'until',
  mo: 'month',
  q: 'queue',
  hw: 'how',
  mch: 'much',
  svd: 'saved',
  wats: 'what is',
  cst: 'cost',
  def: 'define',
  wtf: 'what',
  wth: 'what',
  em: 'them',
  tho: 'though',
  thru: 'through',
  wdym: 'what do you mean',
  whatif: 'what if',
  whats: 'what is',
  wheres: 'where is',
  hows: 'how is',
  rn: 'now',
  atm: 'now',
  asap: 'please',
  fyi: 'please',
  tbh: 'really',
  imo: 'really',
  info: 'information',
  pct: '%',
  w: 'with',
  wo: 'without',
  bc: 'because',
  nr: 'number',
  tmrw: 'tomorrow',
  wk: 'week',
  wks: 'weeks',
  mth: 'month',
  mnth: 'month',
  qtr: 'quarter',
  yr: 'year',
  acct: 'account',
  accts: 'accounts',
  vol: 'volume',
  vols: 'volumes',
  acc: 'account',
  svc: 'service',
  svcs: 'services',
  yday: 'yesterday',
  yest: 'yesterday',
  ystd: 'yesterday',
  smth: 'something',
  sth: 'something',
  prev: 'previous',
  lst: 'last',
  pls: 'please',
  plz: 'please',
  thx: 'thanks',
  u: 'you',
  r: 'are',
  y: 'why',
  cos: 'because',
  dif: 'difference',
  diffs: 'differences',
  gimme: 'give me',
  wanna: 'want',
  gonna: 'going',
  whos: 'who',
  btwn: 'between',
  btw: 'between',
  v: 'vs',
  incl: 'including',
  excl: 'excluding',
  sev: 'severity',
  sev1: 'critical',
  crits: 'critical cases',
  criticals: 'critical cases',
  k8s: 'kubernetes',
  conf: 'confidence',
  cat: 'category',
  avg: 'average',
  max: 'maximum',
  verif: 'verification',
  ths: 'this',
  opts: 'options',
  sig: 'signature',
  reco: 'recommendation',
  recos: 'recommendations',
})

/** Words that name a team but also mean something else: they count as the team only beside "team", "owner" or a preposition. */
export const COMMON_NAMES: ReadonlySet<string> = new Set([
  'data',
  'platform',
  'analytics',
  'search',
  'web',
  'mobile',
  'support',
  'root',
  'core',
  'security',
  'network',
  'infra',
  'infrastructure',
  'operations',
  'ops',
  'global',
  'compute',
  'secrets',
  'config',
  'backup',
])

const list = (text: string): string[] => text.split(/\s+/).filter(Boolean)

/** Articles and small adverbs that stand between the words of a phrase and change nothing: cues are read without them. */
export const SKIPPED: ReadonlySet<string> = new Set(
  list('a an the please just really actually currently simply kindly exactly basically literally quickly ever even um uh er hmm lgtm'),
)

/** Words that open a question and say nothing; later in it they may ("is prod ok"). */
export const LEADING: ReadonlySet<string> = new Set(
  list('ok okay k hey hi hello yo so well right and but then now thanks please cool great fine alright good morning afternoon evening'),
)

/** Words that carry no slot and name nothing. Explained by any reading. */
export const STOP_WORDS: ReadonlySet<string> = new Set([
  ...SKIPPED,
  ...LEADING,
  ...ORDINARY_WORDS,
  ...list(`of in on at for to from with and or our my we i me us you your is are was were be been being am do does did doing done has have had having can could would will shall should must may might
  his her hers him he she show give list tell see get let find want need needs wanted like all any some there here this that these those it its them they their then now also about into by per as than much many
  most more what which who whom whose when where how why usd dollars money cloud aws amazon total overall yet off got gets getting cannot apply applies become became costing
  going go goes went gone up down when so hello thanks thank not no yes if each every other another same one ones thing things stuff something anything everything nothing someone anybody
  think know wonder wondering curious understand understood look looks looking see seeing say said says saying tell told talk talking mean means meant hear heard ask asking asked
  good great nice fine morning afternoon evening day today sir madam team's folks guys mate boss everyone
  lot lots bit little few several both half quite very too pretty rather almost nearly roughly around approximately about exactly precisely specifically especially mostly mainly generally
  usually normally always never often sometimes again already still ever recently lately soon later earlier ago currently presently moment time times point far long short
  take took taken make made makes put keep kept bring brought run runs running come comes coming came start started begin began end ended stop leave left turn
  possible able ready sure maybe perhaps probably possibly certainly definitely obviously honestly frankly
  number numbers amount amounts figure figures value values sum sums report reports view views page screen card button table result results answer answers info information picture idea
  paged pinged pager page woken woke alerted buzzed
  company organisation organization business org firm infrastructure infra environment system platform stack setup landscape account accounts resources side area part parts rest
  regarding concerning related respect terms term case context matter way ways kind kinds sort type types level
  new old big small large high low next last first second third previous current recent early late different various certain particular specific single whole entire full complete
  us we're i'm it's am's let's because since while during before after until between across through over under above below within without against among toward towards behind beyond
  but however though although therefore thus hence else instead otherwise either neither nor only own such
  anyway besides meanwhile hopefully unfortunately apparently seems seem seemed appear looks feel feels felt guess suppose believe hope wish love hate prefer
  quick brief simple easy clear exact latest newest fresh actual real true false correct wrong better best worse
  out back away together apart along per-day per-month please's w/ wrt vs re via etc eg ie
  compared relative given based according due thanks's question questions help helps helped using use used uses works
  euros euro eur pounds gbp rupees stand stands sit sits sitting stay stays read fetch pull pulls dump print display hand sudden suddenly sharp sharply steep steeply significant significantly
  massive noticeable slight slightly steady constant around across nobody somebody everybody anyone nowhere somewhere somehow sort kinda gotten taking giving working thinking seen known given done made
  left kept held sent put set let shall ought able unable else hence doubt doubts needful same similarly likewise currently nowadays these days eventually finally initially previously originally
  particularly respectively individually separately together overall altogether approximately exactly entirely fully partly highly strongly greatly largely heavily hardly barely simply merely
  enough plenty less least further extra additional remaining other others another none both all half twice once first second
  yearly annual annually  finance accounting involved worth soonest staff crew
  filter filtered direction purchase purchases vendor vendors supplier suppliers search searching find touch touches involve involves include includes
  extent kindly appreciate appreciated provide provides share sharing send list lists respectively overview approximately respective regards attached below following
  necessary important relevant available concerned interested complete completely thing's update updates news portion proportion fraction piece pieces bunch whatever whichever wherever whenever
  please's wonder trying tried try check checking checked need's folks others member members manager director chief officer cfo cto ceo colleague started start's joined team's
  happened happening happen happens occur occurred having supposed required chosen picked selected belong belongs belonging mind received shown displayed incurred generated recorded listed associated connected visible present exist exists existing inside outside amongst throughout onto upon`),
])

/** A word that carries no slot, in whatever form of a verb: “receive” and “receiving” as well as “received”. */
export function isStopWord(word: string): boolean {
  if (STOP_WORDS.has(word)) return true
  const [, stem, ending] = /^(\w{4,}?)(ing|ed|es|e|s)?$/.exec(word) ?? []
  if (stem === undefined) return false
  const forms = [`${stem}ed`, `${stem}ing`, ...(ending === 'ed' || ending === 'ing' ? [stem, `${stem}e`] : [])]
  return forms.some((form) => STOP_WORDS.has(form))
}
