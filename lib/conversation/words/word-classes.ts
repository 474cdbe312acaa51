// Words that mean the same to a question. Cues name a class, never one wording, so that a wording nobody thought of is still read.

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean)

export const CLASSES = {
  rise: words(`rise rises rose risen rising increase increases increased increasing jump jumps jumped jumping climb climbs climbed climbing grow grows grew grown growing growth
    soar soared soaring surge surges surged surging balloon ballooned ballooning explode exploded exploding double doubled doubling triple tripled quadruple quadrupled skyrocket skyrocketed
    skyrocketing escalate escalated escalating creep creeping crept bump bumped inflate inflated swell swelled uptick hike hiked spiked spiking overspend overspending overspent`),
  fall: words(`drop drops dropped dropping cut cuts cutting slashed trimmed fall falls fell fallen falling decrease decreases decreased decreasing decline declines declined declining shrink shrinks shrank shrunk
    shrinking reduce reduced reduction reductions plunge plunged plummet plummeted dip dipped sank cheaper`),
  updown: words('up down higher lower upward upwards downward downwards'),
  change: words(
    'change changes changed changing move moved moves moving movement movements shift shifted shifts deteriorate deteriorated worsen worsened improve improved delta deltas swing swings swung fluctuate fluctuated',
  ),
  mover: words('mover movers climber climbers riser risers grower growers gainer gainers decliner decliners driver drivers'),
  cost: words(`cost costs costing spend spends spending spent bill bills billed billing price prices priced expense expenses expenditure expenditures pay pays paid paying money budget invoice
    invoices invoiced burn burns burned burning burnt outlay cash consumption spendings actuals charge charges charged $$ $`),
  dear: words('expensive costly pricey pricy dear steep high huge much more large big crazy insane excessive'),
  most: words('most biggest largest highest greatest max maximum main major priciest costliest dearest heaviest top worst'),
  least: words('least smallest lowest cheapest minimum bottom'),
  trend:
    words(`trend trends trending trended chart charts graph graphs graphed plot plots plotted curve curves evolution evolve evolves evolved evolving develop develops developed developing
    development timeseries daily trajectory progression flatten flattens flattened flattening plateau plateaued stabilise stabilised stabilize stabilized sparkline graphic diagram timeline visualise visualize`),
  anomaly: words(
    'anomaly anomalies spike spikes incident incidents alert alerts finding findings outlier outliers alarm alarms case cases warning warnings abnormality abnormalities',
  ),
  odd: words(
    'weirdness oddity oddities strangeness irregular irregularity irregularities unusual weird odd strange unexpected abnormal suspicious off anomalous wrong fishy surprising surprise surprises notable noteworthy urgent interesting',
  ),
  tell: words(
    'explain explains explanation describe describes description summarise summarize summary recap detail details overview elaborate story background brief briefing rundown investigate investigates analyse analyze diagnose',
  ),
  plan: words(
    'plan plans proposal proposals propose proposes proposed proposing remediation remediate remedy recommend recommends recommendation recommendations recommended suggest suggests suggested suggestion suggestions fix fixes fixing mitigation mitigate action actions advice advise advised advises',
  ),
  approve:
    words(`approve approves approved approving approval approvals approver approvers sign signs signed signing signature signatures countersign signoff signoffs sign-off sign-offs approbation approvement validate validates validated validating validation validations endorse endorsed consent authorise authorize
    authorised authorized authorisation authorization greenlight greenlit okayed ok'd oked grant grants granted`),
  deny: words('deny denies denied reject rejects rejected veto vetoed vetoes decline denial denials rejection rejections'),
  decision: words('decision decisions decide decides deciding'),
  pending: words('pending waiting wait waits await awaiting awaits outstanding open undecided stuck unsigned due queued overdue late'),
  policy: words('policy policies gate gated gating guardrail guardrails'),
  risk: words('risk risks risky riskiest riskier dangerous danger safe safety'),
  blocked: words('blocked blocks blocking disabled greyed grayed stuck forbidden disallowed prevented prevents stopping'),
  person: words('person people somebody someone anyone anybody colleague colleagues user users assignee assignees engineer engineers analyst analysts'),
  own: words('own owns owned owning owner owners responsible assigned handle handles handling handled accountable looking'),
  undo: words(
    'rollback rollbacks revert reverts reverted reverting undo undoing undone undoable unwind reverse reversed reversing reversible reversal restore restored restoring irreversible',
  ),
  similar: words('similar alike comparable resemble resembles resembling precedent precedents recurring recurrent recurrence'),
  proof: words('evidence proof proofs prove proves proven source sources backing backed citation citations cite cites provenance substantiate'),
  category: words(
    'category categories categorised categorized classify classifies classified classification fired label labelled labeled triage triaged attributed attribution diagnosis diagnosed rule rules verdict verdicts',
  ),
  sure: words('sure confident confidence certain certainty'),
  verify: words('verify verifies verified verifying verification verifications confirmed'),
  work: words(
    'work works worked working help helped helping hold holds holding stick sticking function functions functioned functioning succeed succeeded effective effect deliver delivered',
  ),
  save: words(
    'materialise materialised materialize materialized save saves saved saving savings realise realised realize realized economise economize economised economized avoided ledger roi benefit benefits',
  ),
  health: words(
    'health signals signal healthy unhealthy sick degraded degradation outage outages slo slos latency latencies saturation uptime availability reliability stability stable errors broken crashed failing',
  ),
  drift: words('drift drifts drifted drifting'),
  config: words('config configs configuration configurations setup settings inventory estate assets'),
  appear: words('add adds appeared appear appears disappeared disappear vanished vanish added removed created deleted launched spawned decommissioned retired'),
  different: words('different differs differ difference differences diff diffs dif delta'),
  compare: words('variance variances contrast contrasted compare compares compared comparing comparison comparisons versus vs against relative'),
  split: words(
    'breakdown breakdowns repartition repartitions breakout split splits distribution composition breakup decomposition decompose slice sliced allocation share shares spread itemise itemize divide divides divided dividing distribute distributed apportioned apportion',
  ),
  line: words('line lines item items lineitem lineitems rows charges'),
  resource: words('resource resources instance instances machine machines volume volumes bucket buckets server servers vm vms box boxes node nodes host hosts'),
  audit: words('audit audits audited auditing auditlog'),
  log: words('log logs trail history record records events activity activities journal chronology'),
  did: words(
    'did done do does changed edited closed assigned imported ran executed started stopped turned advanced touched modified opened reopened acknowledged made performed triggered',
  ),
  limit: words('threshold thresholds limit cutoff cut-off floor bar sensitivity trigger minimum'),
  suppose: words('if suppose supposing assume assuming imagine hypothetically'),
  what: words('what which whats'),
} as const

export type WordClass = keyof typeof CLASSES

/** Every word that some class explains. */
export const CLASS_WORDS: ReadonlySet<string> = new Set(Object.values(CLASSES).flat())

const escaped = (word: string): string => word.replace(/[$.*+?^()[\]{}|\\]/g, '\\$&')
const alternatives = (name: string): string => {
  const found = CLASSES[name as WordClass]
  if (found === undefined) throw new Error(`no class of words is called ${name}`)
  return `(?:${found.map(escaped).join('|')})`
}

/**
 * A cue in words: `{class}` any word of a class, `..` any words or none, `.3` up to three words, `a|b` in parentheses a choice, `(x)?` an optional word.
 * It matches whole words only, anywhere in the question unless it begins with `^` or ends with `$`.
 */
export function cuePattern(text: string): RegExp {
  const starts = text.startsWith('^')
  const ends = text.endsWith('$')
  const body = text
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .trim()
    .replace(/\(([^()]*)\)\? /g, '(?:(?:$1) )?')
    .replace(/ \(([^()?:][^()]*)\)\?(?=$)/g, '(?: (?:$1))?')
    .replace(/ \.\. /g, ' (?:\\S+ )*?')
    .replace(/ \.(\d) /g, ' (?:(?:<group> )?\\S+ ){0,$1}?')
    .replace(/\{([a-z]+)\}/g, (_, name: string) => alternatives(name))
  return new RegExp(`${starts ? '^' : '(?<!\\S)'}(?:${body})${ends ? '$' : '(?!\\S)'}`)
}
