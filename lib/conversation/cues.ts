import type { Frame } from '@/schemas/frame'

export type FrameName = Frame['frame']

/** A pattern over the tagged question and how sure it makes us, 0..1. `why_up` decides between a case and the movers once the scope is known. */
type Cue = { frame: FrameName | 'why_up'; pattern: RegExp; weight: number }

const CATEGORY =
  'category|categories|classified|triaged|labell?ed|attribut(?:ed|ion)|marketplace|data transfer|new resource|deploy|deployment|commitment|credits?|refunds?|pricing|growth|waste'

// Read over words and tags: <scope> <case> <ordinal> <period> <limit> <severity> <group>.
export const CUES: readonly Cue[] = [
  {
    frame: 'help',
    weight: 1,
    pattern: /\b(?:help|what can (?:you|i)(?: do| ask)?|examples?|how does (?:this|it) work|commands|what (?:questions )?can i ask)\b/,
  },

  { frame: 'list_anomalies', weight: 1, pattern: /\b(?:anomal(?:y|ies)|spikes|incidents?|alerts?|inbox|open cases|cases|findings)\b/ },
  {
    frame: 'list_anomalies',
    weight: 0.95,
    pattern:
      /\b(?:what needs attention|(?:what|where) (?:should|do|must) (?:i|we) (?:look|start|begin)|look at first|needs? (?:my |our )?attention|anything (?:unusual|weird|odd|strange|new|wrong)|what is (?:wrong|unusual|new|odd|going on|happening)|unexpected (?:costs?|spend|charges)|unusual (?:costs?|spend))\b/,
  },

  {
    frame: 'top_movers',
    weight: 1,
    pattern:
      /\b(?:(?:top |biggest |cost )?movers|what (?:has )?(?:changed|moved)(?: (?:the )?most)?|(?:changed|grew|rose|increased|climbed|jumped|dropped|fell|went up|gone up) (?:the )?most|(?:biggest|largest|top) (?:<limit> )?(?:cost )?(?:changes?|increases?|rises?|jumps?|drops?|growers?|risers?)|what (?:went|is going|has gone) (?:up|down)|what (?:increased|grew|rose|jumped|dropped|fell)|what (?:got|became|is getting|has become) (?:more |less )?(?:expensive|cheaper|costly))\b/,
  },
  {
    frame: 'why_up',
    weight: 0.95,
    pattern:
      /\bwhy\b.*(?:\b(?:up|higher|rise|rose|risen|rising|increase[ds]?|increasing|jump(?:ed)?|spik(?:e|ed|ing)|expensive|grow(?:n|ing)?|grew|so much|more|costly|high|changed?|costs?)\b|<scope>)/,
  },
  { frame: 'why_up', weight: 0.95, pattern: /^(?:(?:and|but|so) )?why(?: (?:is|was) (?:that|it|this))?$/ },
  { frame: 'why_up', weight: 0.95, pattern: /\bwhat (?:caused|drove|is driving|explains|is behind)\b/ },

  { frame: 'breakdown', weight: 1, pattern: /\b(?:break ?down|broken down|split(?: up)?|distribution|composition)\b/ },
  {
    frame: 'breakdown',
    weight: 0.95,
    pattern:
      /\b(?:how much (?:did|do|does|have|has|is|are|was) .*(?:spend|spent|spending|cost|costs|pay|paid|paying)|how much (?:is|was|are|were)|where (?:does|do|did|is) (?:the|our|my|all) (?:the )?(?:money|spend|cost|budget)|(?:cost|costs) the most|(?:spends?|spent) (?:the )?most|most expensive|top (?:<limit> )?(?:spenders|costs?)|biggest (?:<limit> )?(?:spenders?|costs?)|what (?:do|did) we (?:spend|pay)|what (?:does|did) .* cost)\b|\b(?:top|biggest|largest|which|highest) (?:<limit> )?<group>|<limit> (?:biggest|largest|top|most expensive) <group>/,
  },
  { frame: 'breakdown', weight: 0.9, pattern: /\b(?:usage of|costs?|spend|spending|spent|bill|expenses)\b|(?:by|per|group(?:ed)? by) <group>/ },

  {
    frame: 'compare_periods',
    weight: 1,
    pattern:
      /\b(?:compare[ds]?|comparing|comparison|versus|vs|difference between|against|(?:more|less|higher|lower|cheaper|better|worse) than)\b|<period> .*\bthan\b.* <period>|\bfrom <period> to <period>/,
  },

  {
    frame: 'timeseries',
    weight: 1,
    pattern:
      /\b(?:trend|trends|over time|per day|day by day|daily|chart|graph|plot|time ?series|curve|history|develop(?:s|ed|ment|ing)?|evol(?:ve|ved|ution)|each day)\b/,
  },

  {
    frame: 'line_items',
    weight: 1,
    pattern: /\b(?:line items?|bill lines?|invoice lines?|raw (?:lines|rows|data|charges)|rows|individual charges|charges|resources?|instances)\b/,
  },

  {
    frame: 'explain_case',
    weight: 1,
    pattern:
      /\b(?:explain|tell me (?:more )?about|what happened|summar(?:y|ise|ize)|root cause|details?|describe|what is) (?:.*\b)?(?:case|anomaly|spike)\b|\b(?:explain|tell me (?:more )?about|what happened (?:with|to|in|on|at)|summar(?:y|ise|ize)(?: of)?|root cause(?: of)?|describe|details? (?:of|on|about)|open|show|case|what about) (?:me )?(?:the )?(?:it|this|that|<case>|<ordinal>)|\b(?:explain|tell me (?:more )?about|what happened (?:with|to|in|on|at)|root cause(?: of)?|describe)\b.*<scope>|^(?:the )?(?:<case>|<ordinal>)$|\bwhat happened$|\broot cause$|\bexplain$/,
  },

  {
    frame: 'why_category',
    weight: 1,
    pattern: new RegExp(
      `\\bwhy\\b.*\\b(?:${CATEGORY})\\b|\\b(?:rule trace|which rules?(?: decided| fired)?|how do (?:you|we) know|(?:what|which|show) (?:is )?(?:the )?evidence|why not|show the rules?|how was (?:it|this|that|<case>) (?:classified|triaged|decided)|what (?:category|kind)|how (?:sure|confident))\\b`,
    ),
  },

  {
    frame: 'plan_show',
    weight: 1,
    pattern:
      /\b(?:plans?|propos(?:al|ed)(?: actions?)?|remediation|recommend(?:ation|ed)?|fix(?: it| this| that)?|what (?:should|can|could|do|would) (?:we|i) (?:do|change)|how (?:do|can|could|would) (?:we|i) (?:fix|stop|reduce)|which actions?|dry run|rollback(?: recipe)?|what (?:would|should|can|could) you (?:do|change) about|next steps?|alternatives)\b/,
  },

  {
    frame: 'gate_explain',
    weight: 1,
    pattern:
      /\b(?:who (?:approved|signed|denied|proposed|vetoed)|who (?:can|may|has to|must|needs to|should|could) (?:approve|sign|countersign|decide)|why .*(?:approval|approve[dr]?|approvers?|blocked|denied|disabled|sign|gate|policy|wait(?:ing)?)|needs? (?:an |the )?approval|which polic(?:y|ies)|policy|gate|risk (?:tier|level|score)|how risky|approvable|cannot (?:i|we) (?:approve|run)|what (?:blocks|is blocking))\b/,
  },
  { frame: 'gate_explain', weight: 0.95, pattern: /\b(?:approve|sign|deny|reject|veto)\b.*(?:<case>|<ordinal>|\b(?:it|this|that)\b)/ },

  {
    frame: 'verification_status',
    weight: 1,
    pattern:
      /\b(?:verif(?:y|ied|ication|ications)|(?:did|does|has|is) (?:it|this|that|the (?:fix|plan|change|action|schedule)) (?:work|worked|working|help|helped|pay off)|effect of|checks?|outcomes?|is it working|health (?:after|checks?)|next check|if it work(?:s|ed)|(?:it|this|that) work(?:s|ed))\b/,
  },

  { frame: 'savings_summary', weight: 1, pattern: /\b(?:savings?(?: so far| summary| ledger)?|saved|save|reali[sz]ed|ledger|avoided)\b/ },

  {
    frame: 'list_approvals',
    weight: 1,
    pattern:
      /\b(?:approvals?|(?:waiting|pending) (?:for|on) (?:me|us|approval|a signature|signature|sign-?off)|pending|my queue|queue|to sign|(?:have|need|for me|for us) to (?:approve|sign|decide)|awaiting|sign-?offs?|undecided|decisions?)\b/,
  },
  {
    frame: 'list_approvals',
    weight: 1,
    pattern: /\b(?:approve|sign|deny|reject|veto)\b(?!.*(?:<case>|<ordinal>)).*\b(?:everything|all|them|plans?|requests?)\b|^(?:approve|sign|deny|reject)$/,
  },
]

/** A more particular reading removes the more general ones that its words also fit. */
export const BEATS: Readonly<Partial<Record<FrameName | 'why_up', readonly (FrameName | 'why_up')[]>>> = {
  why_category: ['why_up', 'explain_case', 'list_anomalies', 'breakdown', 'top_movers', 'line_items', 'timeseries'],
  gate_explain: ['why_up', 'list_approvals', 'plan_show', 'explain_case', 'list_anomalies', 'why_category'],
  list_approvals: ['plan_show', 'list_anomalies'],
  verification_status: ['plan_show', 'list_anomalies', 'explain_case', 'breakdown', 'savings_summary'],
  why_up: ['breakdown', 'top_movers', 'explain_case', 'list_anomalies', 'timeseries', 'line_items'],
  plan_show: ['explain_case', 'list_anomalies', 'breakdown', 'savings_summary', 'why_up', 'line_items'],
  top_movers: ['breakdown', 'list_anomalies', 'compare_periods', 'timeseries'],
  compare_periods: ['breakdown', 'timeseries'],
  timeseries: ['breakdown'],
  line_items: ['breakdown'],
  explain_case: ['list_anomalies', 'breakdown', 'top_movers', 'line_items'],
  savings_summary: ['breakdown', 'explain_case'],
  list_anomalies: ['breakdown'],
}
