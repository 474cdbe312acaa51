import { z } from 'zod'
import { FactId, text } from '@/schemas/intent-text'
import { Day, Instant } from '@/schemas/time'

/** Rows of one piece of evidence that a card lists; the rest is counted in `more`. */
export const EVIDENCE_ROWS = 10

/** What every evidence card says besides its figures: the finding, what was compared, and what nobody could read. */
const head = { title: text, subtitle: text, more: text.nullable(), gaps: z.array(text).max(12) }
const pair = { before: FactId, after: FactId }
const rows = <S extends z.ZodRawShape>(shape: S) => z.array(z.strictObject(shape)).max(EVIDENCE_ROWS)

export const EvidenceCommitment = z.strictObject({
  kind: z.literal('evidence.commitment'),
  ...head,
  coverage: z.strictObject(pair),
  /** Of what was paid for; the bill alone does not say it. */
  utilisation: z.strictObject(pair),
  /** Eligible usage at on-demand prices, per day. */
  spill: z.strictObject(pair),
  commitments: rows({ label: text, type: text, ends: text, has_ended: z.boolean(), ...pair }),
})

export const EvidenceCreditsFees = z.strictObject({
  kind: z.literal('evidence.credits_fees'),
  ...head,
  records: rows({ record_type: text, description: text, ...pair, change: FactId, is_cause: z.boolean() }),
  /** Usage before these charges, and what is left to pay with them. */
  gross: z.strictObject(pair),
  net: z.strictObject(pair),
})

export const EvidenceMarketplace = z.strictObject({
  kind: z.literal('evidence.marketplace'),
  ...head,
  products: rows({ vendor: text, product: text, contract: text, since: text, ...pair, change: FactId, is_new: z.boolean() }),
})

export const EvidenceDataTransfer = z.strictObject({
  kind: z.literal('evidence.data_transfer'),
  ...head,
  routes: rows({
    route: text,
    usage_type: text,
    place: text,
    gb_before: FactId,
    gb_after: FactId,
    rate_before: FactId,
    rate_after: FactId,
    change: FactId,
  }),
  /** The change as more bytes and as another price of a byte; what has no one unit is neither. */
  split: z.strictObject({ volume: FactId, rate: FactId, unsplit: FactId.nullable() }),
})

export const EvidenceK8sShift = z.strictObject({
  kind: z.literal('evidence.k8s_shift'),
  ...head,
  cluster: text,
  namespaces: rows({ namespace: text, is_idle: z.boolean(), ...pair, change: FactId }),
  risen: FactId,
  fallen: FactId,
  net: FactId,
  /** Cost of the machines on the bill by what the allocation says. */
  bill_ratio: FactId,
})

export const EvidenceDeploy = z.strictObject({
  kind: z.literal('evidence.deploy'),
  ...head,
  onset: Day,
  changes: rows({ title: text, type: text, at: Instant, offset: text, place: text, href: text.nullable(), is_counted: z.boolean() }),
  method: text,
  score: FactId,
})

export const EvidenceUsageGrowth = z.strictObject({
  kind: z.literal('evidence.usage_growth'),
  ...head,
  /** Cost and the measure of the business as an index of their mean before; empty without a measure. */
  overlay: z.array(z.strictObject({ day: Day, cost: z.number().nullable(), driver: z.number().nullable() })).max(70),
  driver: text.nullable(),
  figures: z.array(FactId).max(6),
  units: rows({ usage_type: text, quantity_before: FactId, quantity_after: FactId, unit_cost_before: FactId, unit_cost_after: FactId, change: FactId }),
})

export const EvidenceWaste = z.strictObject({
  kind: z.literal('evidence.waste'),
  ...head,
  findings: rows({ resource: text, type: text, because: text, since: text, owner: text, cost: FactId }),
  total: FactId,
  /** What was found besides and is nobody's to settle here, by its own word. */
  others: z.array(text).max(12),
})

export const EvidenceMixed = z.strictObject({
  kind: z.literal('evidence.mixed'),
  ...head,
  parts: rows({ category: text, rule: text, because: text, explained: FactId, share: FactId }),
  rise: FactId,
  /** What even the largest part leaves open. */
  remainder: FactId,
})

export const EvidenceMissing = z.strictObject({
  kind: z.literal('evidence.missing'),
  ...head,
  absent: rows({ what: text, collector: text, since: text, because: text, leaves_open: text }),
  remedy: text.nullable(),
})
