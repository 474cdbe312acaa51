import { connectionsOf } from '@/agent/desks/cost/connect/connections'
import { templateHistory } from '@/lib/cases/history-store'
import { askPolicy } from '@/lib/commands/asking-policy/ask-policy'
import { isInWindow } from '@/lib/commands/asking-policy/change-window'
import { policyFacts } from '@/lib/commands/asking-policy/policy-facts'
import { readSurroundings } from '@/lib/commands/asking-policy/surroundings-store'
import { maxTargets } from '@/lib/commands/asking-policy/tenant-limits'
import { planTargets } from '@/lib/desks/cost/plan/plan-targets'
import { finishPlan, preparePlan } from '@/lib/desks/cost/plan/prepare'
import { MAX_TARGETS } from '@/lib/desks/cost/plan/proposal'
import { proposePlan } from '@/lib/desks/cost/plan/propose'
import { planSession } from '@/lib/desks/cost/plan/rights/session-policy'
import { workingHoursOf } from '@/lib/desks/cost/plan/working-hours'
import { makeEvidence } from '@/lib/evidence/make'
import { getTenant } from '@/lib/identity/tenant-store'
import { policyEngine } from '@/lib/policy/bundle-store'
import type { Environment, Plan } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { PlanSettings } from '@/schemas/evidence/plan-settings'
import type { PolicyDecision } from '@/schemas/policy'
import type { Tenant } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'
import { countEstate } from './count-estate'

// What an earlier plan of the case left there, and what each plan says anew.
const MADE_HERE = ['plan.inputs', 'plan.targets', 'plan.estate', 'plan.working_hours', 'plan.settings', 'policy.facts']

/**
 * Makes the plan of one case and asks policy about it. What the world said meanwhile (history, window, policy facts) comes back as evidence,
 * so that a replay can plan and ask again without the world.
 */
export async function planCase(
  c: Case,
  evidence: readonly Evidence[],
  now: Instant,
): Promise<{ plan: Plan; policy: PolicyDecision | null; evidence: Evidence[] }> {
  const [tenant, engine, history] = await Promise.all([getTenant(c.tenant_id), policyEngine(c.tenant_id), templateHistory(c.tenant_id, now)])
  const told = (query: string, body: { kind: string }): Evidence =>
    makeEvidence({ source: { connector: 'countersign', query, data_version: null, retrieved_at: now }, body })
  const own = tenantEvidence(tenant, evidence, told)
  const planned_on = [...evidence.filter((e) => !MADE_HERE.includes(e.kind)), ...own]
  const proposal = proposePlan({ case: c, evidence: planned_on, data_version: c.cost?.anomaly.data_version ?? '', policy_digest: engine.digest, made_at: now })
  const { cloud } = await connectionsOf(tenant, planSession(proposal))
  const inputs = { kind: 'plan.inputs' as const, history, is_in_change_window: isInWindow(tenant, now) }
  const plan =
    proposal.candidates.length === 0 || cloud === null
      ? finishPlan(proposal, [], proposal.rejected)
      : await preparePlan(proposal, { port: cloud, now, history, is_in_change_window: inputs.is_in_change_window })
  const planned = told(`plan_inputs(${plan.plan_hash})`, inputs)
  if (plan.actions.length === 0) return { plan, policy: null, evidence: [...own, planned] }
  const around = await readSurroundings(c, plan, now, own)
  const targets = told(`plan_targets(${plan.plan_hash})`, planTargets(plan, around.evidence))
  const { cloud: reader } = await connectionsOf(tenant)
  const counted = reader === null ? [] : await countEstate(reader, plan, tenant.settings, now, evidence)
  const facts = policyFacts(c, plan, tenant, now, { ...around, evidence: [...around.evidence, targets, ...counted] })
  const asked = told(`policy_facts(${plan.plan_hash})`, { kind: 'policy.facts' as const, ...facts })
  return { plan, policy: await askPolicy(engine, facts), evidence: [...own, planned, targets, ...counted, asked] }
}

/** What the tenant itself says, as far as this plan may depend on it: when people work, and which limits it has set. */
function tenantEvidence(tenant: Tenant, evidence: readonly Evidence[], told: (query: string, body: { kind: string }) => Evidence): Evidence[] {
  const hours = evidence.some((e) => e.kind === 'cloud.instances') ? workingHoursOf(tenant) : null
  const settings = planSettings(tenant)
  const depends_on_settings = settings.max_targets !== undefined || evidence.some((e) => e.kind === 'cost.provider_anomalies')
  return [...(hours === null ? [] : [told('working_hours()', hours)]), ...(depends_on_settings ? [told('plan_settings()', settings)] : [])]
}

function planSettings({ settings }: Tenant): PlanSettings {
  const { allowed_accounts, auto_templates, denied_templates } = settings
  const most = maxTargets(settings)
  // Said only where it differs, so that plans of everybody else stay as they are.
  const is_tighter = Object.entries(MAX_TARGETS).some(([environment, usual]) => most[environment as Environment] < usual) // safe: its keys are the environments
  return { kind: 'plan.settings', allowed_accounts, auto_templates, denied_templates, ...(is_tighter ? { max_targets: most } : {}) }
}
