import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { environmentOf } from '@/lib/desks/cost/actions/checks/environment-of'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { Fault } from '@/lib/kernel/errors'
import { big, DAYS_PER_MONTH, toDecimal } from '@/lib/kernel/money'
import { findGuardTag } from '@/lib/policy/guard-tag'
import type { Environment, RejectedCandidate } from '@/schemas/action'
import type { Evidence } from '@/schemas/evidence/evidence'
import { WasteFindings } from '@/schemas/evidence/waste'
import { type Finding, WASTE_TABLE } from './waste-table'

// No template takes fewer targets at once.
const MOST_PER_ACTION = 5

type Found = { candidates: Candidate[]; rejected: RejectedCandidate[] }
type Group = {
  template: string
  environment: Environment
  params: Record<string, unknown>
  targets: { arn: string; label: string }[]
  place: { account_id: string; region_id: string }
}

/** What a sweep found, each with the template that deals with it: one candidate per template, account, region and environment. Whatever is left out says why. */
export function wasteCandidates(q: { evidence: readonly Evidence[]; currency: string }): Found {
  const found: Found = { candidates: [], rejected: [] }
  for (const e of q.evidence.filter((x) => x.kind === 'cost.waste_findings')) {
    const { findings, account_id, region_id } = WasteFindings.parse(e.body)
    const groups = new Map<string, Group>()
    for (const f of findings) {
      const rejection = rejectionOf(f)
      if (rejection !== null) found.rejected.push(rejection)
      else addTo(groups, f, { account_id, region_id })
    }
    for (const g of [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, group]) => inParts(group))) {
      const params = { ...g.place, environment: g.environment, currency: q.currency, ...g.params, targets: g.targets }
      const reasons = [{ code: 'sweep_found_waste', facts: { resources: g.targets.length, template: g.template }, evidence_ids: [e.evidence_id] }]
      const objection = unbindable(g.template, params)
      if (objection === null) found.candidates.push({ template: g.template, params, reasons })
      else
        found.rejected.push({
          template: g.template,
          target: g.targets.map((t) => t.label).join(', '),
          because: objection,
          would_allow: 'fewer or better known resources',
        })
    }
  }
  return found
}

const inParts = (g: Group): Group[] =>
  Array.from({ length: Math.ceil(g.targets.length / MOST_PER_ACTION) }, (_, n) => ({
    ...g,
    targets: g.targets.slice(n * MOST_PER_ACTION, (n + 1) * MOST_PER_ACTION),
  }))

function rejectionOf(f: Finding): RejectedCandidate | null {
  const recipe = WASTE_TABLE[f.type]
  const reject = (because: string, would_allow: string): RejectedCandidate => ({ template: recipe.template, target: f.resource_id, because, would_allow })
  if ('because' in recipe) return reject(recipe.because, recipe.would_allow)
  const tag = findGuardTag(f.tags)
  if (tag !== undefined) return reject(`protected by ${tag}`, 'the owner removes the protecting tag')
  const missing = recipe.missing?.(f) ?? null
  if (missing !== null) return reject(missing.because, missing.would_allow)
  return f.cost_per_month === null ? reject('not known: what it costs', 'a bill with resource ids') : null
}

function addTo(groups: Map<string, Group>, f: Finding, place: Group['place']): void {
  const recipe = WASTE_TABLE[f.type]
  if ('because' in recipe) return
  const environment = environmentOf(f.tags)
  const key = `${recipe.template} ${environment}`
  const per_day = toDecimal(
    big(f.cost_per_month ?? '0')
      .div(DAYS_PER_MONTH)
      .round(6),
  )
  const target = {
    arn: recipe.arn(f, place),
    label: f.tags['Name'] ?? f.resource_id,
    effective_cost_per_day: per_day,
    list_cost_per_day: per_day,
    ...recipe.target(f),
  }
  const group = groups.get(key) ?? { template: recipe.template, environment, params: recipe.params, targets: [], place }
  groups.set(key, { ...group, targets: [...group.targets, target] })
}

/** What the template says against parameters that a sweep has filled in; null when it takes them. */
function unbindable(template: string, params: Record<string, unknown>): string | null {
  try {
    COST_ACTIONS[template]?.bind(params)
    return null
  } catch (error) {
    if (error instanceof Fault) return error.message
    throw error
  }
}
