import { OWNER_KEYS } from '@/lib/desks/cost/actions/templates/tag-owner'
import { evidenceOf } from '@/lib/desks/cost/intents/case-context'
import { isIdle } from '@/lib/desks/cost/rules/resource-waste'
import { type FactNotes, money, moneyPerMonth, notKnown } from '@/lib/intents/fact'
import { formatCount, formatDay, formatInstant, formatMoney, formatPct } from '@/lib/kernel/format'
import { add, compareDecimal, perMonth } from '@/lib/kernel/money'
import { WasteFindings, type WasteType } from '@/schemas/evidence/waste'
import type { Decimal } from '@/schemas/money'
import { type DrawEvidence, type EvidenceContext, firstRows, gapsOf, newestOf, notesOf } from './piece'

type Finding = { resource: string; type: string; because: string; since: string; owner: string; cost: Decimal | null; notes: FactNotes }

const TYPES: Record<WasteType, string> = {
  unattached_volume: 'Volume attached to nothing',
  volume_of_stopped_instance: 'Volume of a stopped instance',
  idle_address: 'Address that nothing uses',
  orphaned_snapshot: 'Snapshot without its volume',
  unused_image: 'Image that nothing runs',
  incomplete_uploads: 'Uploads that were never finished',
  log_group_kept_for_ever: 'Logs kept for ever',
  idle_database: 'Idle database',
  stopped_database: 'Stopped database',
  idle_load_balancer: 'Load balancer without targets',
  idle_nat_gateway: 'NAT gateway without traffic',
  expiring_reservation: 'Reservation that ends soon',
}

/** Resources that are paid for and do nothing: what a sweep found, and instances that are idle. Null where nothing of the kind is known. */
export const wasteEvidence: DrawEvidence = (ctx) => {
  const swept = sweptFindings(ctx)
  const idle = idleInstances(ctx)
  const all = [...idle, ...swept.findings].toSorted((a, b) => compareDecimal(b.cost ?? '0', a.cost ?? '0') || (a.resource < b.resource ? -1 : 1))
  if (all.length === 0) return null
  const { currency } = ctx.file.anomaly
  const { shown, more } = firstRows(all, 'resource')
  const known = all.flatMap((f) => f.cost ?? [])
  const ids = [...new Set(all.flatMap((f) => f.notes.evidence ?? []))]
  const unpriced = all.length - known.length
  const total = add('0', ...known)
  return {
    part: {
      kind: 'evidence.waste',
      title: `${formatCount(all.length, 'resource does', 'resources do')} no work and ${all.length === 1 ? 'costs' : 'cost'} ${formatMoney(total, currency)} a month`,
      subtitle: `Largest first, in ${currency} per month of 30.4 days`,
      more,
      gaps: [...gapsOf(ctx, ...ids), ...(unpriced === 0 ? [] : [`the cost of ${formatCount(unpriced, 'resource')}`])],
      findings: shown.map((f, i) => ({ resource: f.resource, type: f.type, because: f.because, since: f.since, owner: f.owner, cost: `finding_${i}` })),
      total: 'waste_total',
      others: swept.others,
    },
    facts: {
      waste_total: moneyPerMonth('Waste', total, currency, {
        ...notesOf(ctx, ...ids),
        polarity: 'bad',
        formula: unpriced === 0 ? 'sum of the resources' : `sum of the ${formatCount(known.length, 'resource')} whose cost is known`,
      }),
      ...Object.assign(
        {},
        ...shown.map((f, i) => ({
          [`finding_${i}`]: f.cost === null ? notKnown(f.resource, 'the sweep gives no price', f.notes) : money(f.resource, f.cost, currency, 'month', f.notes),
        })),
      ),
    },
  }
}

function sweptFindings(ctx: EvidenceContext): { findings: Finding[]; others: string[] } {
  const e = ctx.evidence.findLast((row) => row.kind === 'cost.waste_findings')
  const parsed = WasteFindings.safeParse(e?.body)
  if (e === undefined || !parsed.success) return { findings: [], others: [] }
  const notes = { ...notesOf(ctx, e.evidence_id), formula: null }
  return {
    findings: parsed.data.findings.map((f) => ({
      resource: f.resource_id,
      type: TYPES[f.type],
      because: 'found by the sweep',
      since: f.idle_since === null ? 'not known since when' : `since ${formatDay(f.idle_since, ctx.now)}`,
      owner: ownerOf(f.tags),
      cost: f.cost_per_month,
      notes,
    })),
    others: parsed.data.other_findings.filter((o) => o.count > 0).map((o) => `${o.category}: ${o.count}`),
  }
}

/** Running instances whose processors do nothing, with what the bill says of each. */
function idleInstances(ctx: EvidenceContext): Finding[] {
  const costs = newestOf(ctx, 'cost.resource_costs')
  return evidenceOf(ctx.evidence, 'cloud.instances').flatMap(({ id, body }) =>
    body.instances.filter(isIdle).map((i) => {
      const billed = costs?.body.resources.filter((r) => r.resource_id === i.arn || r.resource_id === i.instance_id) ?? []
      return {
        resource: i.tags['Name'] ?? i.instance_id,
        type: `Idle instance, ${i.instance_type}`,
        because: `CPU at ${formatPct(i.cpu_p95_pct ?? 0)} or less for 95 % of ${formatCount(i.metric_days, 'day')}`,
        since: `launched ${formatInstant(i.launched_at, ctx.now)}`,
        owner: ownerOf(i.tags),
        cost: billed.length === 0 ? null : perMonth(add('0', ...billed.map((r) => r.effective_cost_per_day))),
        notes: { ...notesOf(ctx, id, ...(costs === undefined ? [] : [costs.id])), formula: 'cost per day on the bill × 30.4' },
      }
    }),
  )
}

function ownerOf(tags: Readonly<Record<string, string>>): string {
  const named = Object.entries(tags).find(([key, value]) => (OWNER_KEYS as readonly string[]).includes(key.toLowerCase()) && value.trim() !== '')
  return named === undefined ? 'no owner tag' : `${named[0].toLowerCase()} ${named[1]}`
}
