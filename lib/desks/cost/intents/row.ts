import { isClosed } from '@/lib/cases/move'
import { restWords } from '@/lib/cases/rest-of-plan'
import { type CaseContext, ownerName } from '@/lib/desks/cost/intents/case-context'
import { caseFacts } from '@/lib/desks/cost/intents/case-facts'
import { nextStep } from '@/lib/desks/cost/intents/next-step'
import { caseSeries, sparkOf } from '@/lib/desks/cost/intents/series'
import { confidenceBand } from '@/lib/desks/cost/rules/confidence'
import { CATEGORY_LABELS } from '@/lib/intents/category-words'
import { needFact } from '@/lib/intents/cell'
import { STATUS_WORDS } from '@/lib/intents/code-words'
import type { Facts } from '@/lib/intents/fact'
import { formatDay } from '@/lib/kernel/format'
import { capital } from '@/lib/kernel/letters'
import type { Scope } from '@/schemas/evidence/cost'
import type { AnomalyRow } from '@/schemas/intent'

/** One case as a row, with the facts it draws. Fact ids start with the case id, so that rows of many cases share one ledger. */
export function rowOf(ctx: CaseContext): { row: AnomalyRow; facts: Facts } {
  const { c, file } = ctx
  const facts = caseFacts(ctx)
  const [at_stake, delta_pct] = [`${c.case_id}.at_stake`, `${c.case_id}.delta_pct`]
  const { triage, anomaly } = file
  const row: AnomalyRow = {
    case_id: c.case_id,
    severity: c.severity,
    title: `${subjectOf(c.headline)}${restWords(c)}`,
    scope: [`Since ${formatDay(anomaly.first_day, ctx.now)}`, ...detailOf(anomaly.scope)].join(' · '),
    at_stake,
    delta_pct,
    category: triage === null ? 'Category not known yet' : CATEGORY_LABELS[triage.category],
    confidence: triage === null ? 'not known: triage has not run' : `${confidenceBand(triage.confidence)} confidence`,
    status: capital(STATUS_WORDS[c.status]),
    next_step: nextStep(c, ctx.now),
    owner: ownerName(ctx),
    opened_at: c.opened_at,
    is_closed: isClosed(c),
    spark: sparkOf(caseSeries(ctx).points),
  }
  return { row, facts: { [at_stake]: needFact(facts, 'at_stake_day'), [delta_pct]: needFact(facts, 'delta_pct') } }
}

/** What the headline is about. A row has a column of its own for the money, so it does not say it again. */
export const subjectOf = (headline: string): string => headline.replace(/ (?:runs|ran|(?:are|were) (?:up|down) by) .*$/, '')

/** What the subject leaves out: the finer parts of the scope, whose it is first, because a narrow row ends early. */
const detailOf = ({ usage_type, owner }: Scope): string[] => [...(owner ? [`team ${owner}`] : []), ...(usage_type ? [usage_type] : [])]
