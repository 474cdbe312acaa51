import { deniedBy } from '@/app/views/approvals/denied-by'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { policyTextDiffs } from '@/lib/intents/policy-text-diff'
import { rollbackLines } from '@/lib/intents/policy-words'
import { formatCount, formatInstant, formatMoney } from '@/lib/kernel/format'
import { policyEngine, shippedEngine } from '@/lib/policy/bundle-store'
import { activations, listBundles } from '@/lib/policy/change-store'
import { leftOpen } from '@/lib/policy/fact-text'
import { ROUTES } from '@/lib/policy/levels'
import type { ParsedPolicy } from '@/lib/policy/parse-bundle'
import type { Actor } from '@/schemas/actor'
import type { CommandName } from '@/schemas/command'
import type { PolicyDiff, ProposedBundle } from '@/schemas/policy'
import type { PolicyView } from '@/schemas/policy-view'
import type { Instant } from '@/schemas/time'

/** What stops everything, what decides, and what was proposed, for one person. */
export async function policyView(actor: Actor): Promise<PolicyView> {
  const { tenant_id } = actor
  const [tenant, active, shipped, bundles, history] = await Promise.all([
    getTenant(tenant_id),
    policyEngine(tenant_id),
    shippedEngine(),
    listBundles(tenant_id),
    activations(tenant_id),
  ])
  const now = clockOf(tenant.clock_offset_ms)
  const { settings } = tenant
  const own_files = bundles.find((b) => b.bundle_digest === active.digest)?.files ?? []
  const denied = (command: CommandName): string | null => deniedBy(command, actor)
  return {
    now,
    tenant_id,
    notices: [],
    kill_switch: {
      because: settings.is_kill_switch_on ? (settings.kill_switch_because ?? 'Execution is stopped for everyone') : null,
      on_denied: denied('kill_switch.set'),
      off_denied: actor.roles.includes('admin') ? null : 'Only an administrator turns the kill switch off',
    },
    freezes: settings.freezes.filter((f) => f.to > now).map((f) => ({ ...f, is_on: f.from <= now })),
    freeze_denied: denied('freeze.set'),
    lift_denied: denied('freeze.lift'),
    active_digest: active.digest,
    policies: active.policies.toSorted((a, b) => rankOf(a) - rankOf(b)).flatMap(policyRows),
    bundles: [...bundles, null].map((b) => bundleRow(b, { now, actor, active_digest: active.digest, shipped_digest: shipped.digest, own_files, history })),
    propose_denied: denied('policy.propose'),
  }
}

/** Least agreement first. */
const rankOf = ({ level }: ParsedPolicy): number => ROUTES.findIndex((route) => route.level === level)

type Row = PolicyView['policies'][number]

/** A policy in each group where it decides: one that names no action is asked before a plan is carried out and before it is taken back. */
function policyRows({ policy_id, effect, about, conditions, reason, fix, control, owner, file, text }: ParsedPolicy): Row[] {
  const before_a_run: Row['does'] = effect === 'permit' ? 'permits' : conditions.some((c) => c.reads_agreement) ? 'raises' : 'forbids'
  const does: Row['does'][] = [
    ...(about.includes('execute') ? [before_a_run] : []),
    ...(effect === 'forbid' && about.includes('rollback_alone') ? (['calls_a_person'] as const) : []),
  ]
  return does.map((group) => ({
    policy_id,
    name: nameOf(policy_id),
    does: group,
    reason: leftOpen(reason),
    fix: leftOpen(fix),
    control,
    owner,
    is_own: file.startsWith('tenant/'),
    text,
  }))
}

/** "deny-kill-switch" is "Kill switch": what it does is said by where it stands. */
function nameOf(policy_id: string): string {
  const words = policy_id.replace(/^(?:route|raise|deny|tenant)-/, '').replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

type Around = {
  now: Instant
  actor: Actor
  active_digest: string
  shipped_digest: string
  /** The tenant's own policies that decide now. */
  own_files: ProposedBundle['files']
  history: readonly { bundle_digest: string }[]
}

/** One proposal as the page lists it; null is the shipped policies alone. */
function bundleRow(b: ProposedBundle | null, { now, actor, active_digest, shipped_digest, own_files, history }: Around): PolicyView['bundles'][number] {
  const bundle_digest = b?.bundle_digest ?? shipped_digest
  const is_active = bundle_digest === active_digest
  const was_active = history.some((a) => a.bundle_digest === bundle_digest)
  const own = b?.proposed_by === actor.id ? 'You proposed these policies; another person activates them' : null
  const files = b?.files ?? []
  return {
    bundle_digest,
    title: b === null ? 'The shipped policies alone' : `Proposed by ${b.proposed_by_name}, ${formatInstant(b.proposed_at, now)}`,
    note: b?.note ?? 'They always decide; a proposal only adds to them.',
    state: is_active ? 'active' : b === null ? 'shipped' : was_active ? 'earlier' : 'proposed',
    diff: b === null ? [] : diffLines(b.diff),
    plans: (b?.diff.plans ?? [])
      .slice(0, 10)
      .map((p) => ({ text: `${p.query}: ${p.from} to ${p.to}, ${money(p.cents_per_month)} a month`, because: p.because })),
    files,
    changes: is_active ? [] : policyTextDiffs({ label: 'what decides now', files: own_files }, { label: `policies ${bundle_digest.slice(0, 8)}`, files }),
    activate_denied: is_active ? 'They decide now' : (own ?? deniedBy('policy.activate', actor)),
  }
}

const money = (cents: number): string => formatMoney((cents / 100).toFixed(2))

function diffLines({ inputs, unreadable, since, until, flips, rollbacks }: PolicyDiff): string[] {
  const asked = `${formatCount(inputs, 'decision')} from ${formatInstant(since)} to ${formatInstant(until)} were made again`
  const missing = unreadable === 0 ? [] : [`Not known: ${formatCount(unreadable, 'decision')}, stored in a form that cannot be read`]
  const flipped = [
    ...flips.map((f) => `${formatCount(f.plans, 'plan')} from ${f.from} to ${f.to}, ${money(f.cents_per_month)} a month`),
    ...rollbackLines(rollbacks),
  ]
  return [asked, ...missing, ...(flipped.length === 0 ? ['None comes out differently'] : flipped)]
}
