import type { Scope } from '@/schemas/evidence/cost-scope'
import type { MeasuredOn, RungRefusal } from '@/schemas/verification'

/** What is known of the places in which a saving could be measured. */
export type Places = {
  scope: Scope
  targets: readonly string[]
  /** Ids under which the bill names the targets, one a target; null for one that it does not name. */
  billed: readonly (string | null)[]
  /** Days before the change on which the bill names resources there, and on which it is known at all. */
  named_days: number
  known_days: number
  /** On some settled day since, the bill names no resources there: what they cost then is not known. */
  has_names_ended?: boolean
  templates: readonly string[]
  /** Other plans that acted while this one's baseline or its saving was measured, by where they share dollars with it. */
  others: { resources: readonly string[]; slice: readonly string[]; series: readonly string[] }
  /** Why what left the lines of the resources may have gone to others in the slice. */
  went_elsewhere?: 'contradicted' | 'replaced' | null
}
export type Rung = Pick<MeasuredOn, 'rung' | 'scope' | 'resource_ids' | 'began_beside' | 'refused' | 'joint_with'>

// B6.3: with fewer days before the change nothing says what would have been.
const MIN_DAYS = 14
// What these change is billed as another usage type or owner afterwards, so a slice that is cut by it would take the whole cost for saved.
const BILLED_ANEW: Readonly<Record<string, readonly (keyof Scope)[]>> = {
  rightsize_ec2: ['usage_type'],
  rightsize_rds: ['usage_type'],
  ebs_gp2_to_gp3: ['usage_type'],
  s3_lifecycle_transition: ['usage_type'],
  tag_owner: ['owner'],
}

/**
 * The finest place with two weeks of days before the change in which no other plan acted. Where one acted in each, the finest of them stands for all of
 * their plans together.
 */
export function chooseRung(p: Places): Rung {
  const { sub_account_id, service_name } = p.scope
  const resource_ids = p.billed.flatMap((id) => id ?? [])
  const rungs: Omit<Rung, 'refused' | 'joint_with'>[] = [
    { rung: 'resources', scope: sub_account_id === undefined ? {} : { sub_account_id }, resource_ids },
    { rung: 'slice', scope: p.scope, resource_ids: [] },
    ...(sub_account_id === undefined || service_name === undefined
      ? []
      : [{ rung: 'series' as const, scope: { sub_account_id, service_name }, resource_ids: [] }]),
  ]
  const refused: RungRefusal[] = []
  for (const one of rungs) {
    const refusal = refusalOf(one.rung, p)
    if (refusal === null) return { ...one, refused, joint_with: [] }
    refused.push(refusal)
  }
  const joint = refused.find(({ reason }) => reason === 'other_plan')
  const used = rungs.find(({ rung }) => rung === (joint?.rung ?? 'slice')) ?? { rung: 'slice' as const, scope: p.scope, resource_ids: [] }
  return { ...used, refused: refused.slice(0, rungs.indexOf(used)), joint_with: joint?.case_ids ?? [] }
}

function refusalOf(rung: Rung['rung'], p: Places): RungRefusal | null {
  const refuse = (reason: RungRefusal['reason'], case_ids: readonly string[] = []): RungRefusal => ({ rung, reason, case_ids: [...case_ids] })
  if (rung === 'resources') {
    if (p.billed.every((id) => id === null)) return refuse('not_billed')
    if (p.billed.includes(null)) return refuse('partly_billed')
    if (p.has_names_ended === true) return refuse('names_ended')
    if (p.went_elsewhere != null) return refuse(p.went_elsewhere)
  }
  if (rung === 'slice' && p.templates.some((t) => (BILLED_ANEW[t] ?? []).some((key) => p.scope[key] !== undefined))) return refuse('moves_out')
  if ((rung === 'resources' ? p.named_days : p.known_days) < MIN_DAYS) return refuse('short_history')
  return p.others[rung].length === 0 ? null : refuse('other_plan', p.others[rung])
}

/**
 * The id under which a bill names a resource: its ARN, or what stands behind the kind in it. The ARN goes first, because short names may be
 * those of something else.
 */
export const billedId = (arn: string, known: ReadonlySet<string>): string | null => idsOf(arn).find((id) => known.has(id)) ?? null

// Kinds that EC2 counts up, in ids of 8 or 17 digits: a database may be called orders-20240101.
const COUNTED_UP = /^(?:i|vol|snap|eipalloc|nat|eni|vpce|fs)-(?:[0-9a-f]{8}|[0-9a-f]{17})$/

/** Whether an id names one resource wherever it is billed: an ARN, or what a provider counts up. A name that somebody gave is another one's in another account. */
export const isOneOfAKind = (id: string): boolean => id.startsWith('arn:') || COUNTED_UP.test(id)

export function idsOf(arn: string): string[] {
  const name = arn.split(':').slice(5).join(':')
  const short = /^[a-z-]+[/:](.+)$/.exec(name)?.[1] ?? name
  return short === '' ? [arn] : [...new Set([arn, short])]
}
