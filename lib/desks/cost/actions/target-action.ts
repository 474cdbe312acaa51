import { z } from 'zod'
import { defineAction, type RunContext, type Template, type TemplateFacts } from '@/lib/execution/template'
import { formatCount } from '@/lib/kernel/format'
import { Environment, type ExpectedSavings, type PlanAction } from '@/schemas/action'
import { Currency, Decimal } from '@/schemas/money'
import type { CallResult, Mutation, Place } from '../connectors/cloud/call'
import type { CloudPort } from '../connectors/cloud/port'
import { judgeTargets, type TargetCheck } from './judge-targets'
import { type Call, performCalls, tryCalls } from './perform-calls'

/** What every target of every action says about itself. Costs are what the bill charges per day for what the action would end. */
export const targetBase = {
  arn: z.string().startsWith('arn:'),
  label: z.string(),
  effective_cost_per_day: Decimal,
  list_cost_per_day: Decimal,
}
export const askBase = { account_id: z.string(), region_id: z.string(), environment: Environment, currency: Currency }

export type BaseTarget = { arn: string; label: string; effective_cost_per_day: string; list_cost_per_day: string }
type Ask<T> = { account_id: string; region_id: string; environment: PlanAction['environment']; currency: string; targets: T[] }
/** One call that changes one target. `name` tells the calls of a target apart. */
export type Change = { name: string; make(m: Mutation): Promise<CallResult> }
export type Judged<T, S, P> = { target: T; state: S; params: P }

type Recipe<P extends Ask<T>, T extends BaseTarget, S> = Omit<TemplateFacts, 'expected_fields'> & {
  params: z.ZodType<P>
  state: z.ZodType<S>
  /** Fields that the action means to change, and that are equal again after a rollback. */
  compared: readonly string[]
  /** Said of the dry run when the provider has none of its own and state and permissions are read instead. */
  dry_run: 'provider' | 'simulated'
  title(p: P): string
  bounds: PlanAction['bounds']
  change(t: T, p: P): string
  reach: { dependents: number | null; on_request_path: boolean | null }
  rollback_recipe: string[]
  savings(p: P): ExpectedSavings
  /** The live state by the ARN that the plan names. */
  read(port: CloudPort, place: Place, targets: readonly T[]): Promise<ReadonlyMap<string, S>>
  checks: readonly TargetCheck<Judged<T, S, P>, { now: string }>[]
  fields(state: S, target: T): Record<string, string | number | boolean | null>
  apply(port: CloudPort, p: P, t: T, before: S): Change[]
  isInPlace(after: S | undefined, t: T, p: P): boolean
  undo(port: CloudPort, place: Place, before: S, now: S | undefined): Change[]
}

/** An action that does the same to each of a few targets and leaves one state behind on each. */
export function defineTargetAction<P extends Ask<T>, T extends BaseTarget, S>(r: Recipe<P, T, S>): Template<CloudPort> {
  const snapshot = z.strictObject({
    account_id: z.string(),
    region_id: z.string(),
    taken_at: z.string(),
    items: z.array(z.strictObject({ arn: z.string(), label: z.string(), target: z.custom<T>(), state: r.state })),
  })
  type Snapshot = z.output<typeof snapshot>
  const {
    params,
    state: _state,
    compared,
    dry_run,
    title,
    bounds,
    change,
    reach,
    rollback_recipe,
    savings,
    read,
    checks,
    fields,
    apply,
    isInPlace,
    undo,
    ...facts
  } = r

  async function capture(port: CloudPort, p: P, taken_at: string): Promise<Snapshot> {
    const found = await read(port, p, p.targets)
    const items = p.targets.flatMap((target) => {
      const state = found.get(target.arn)
      return state === undefined ? [] : [{ arn: target.arn, label: target.label, target, state }]
    })
    return snapshot.parse({ account_id: p.account_id, region_id: p.region_id, taken_at, items })
  }
  const calls = (items: Snapshot['items'], m: { key: string; dry: boolean }, changes: (item: Snapshot['items'][number]) => Change[]): Call[] =>
    items.flatMap((item) =>
      changes(item).map(({ name, make }) => ({
        target: item.arn,
        label: item.label,
        make: () => make({ dry_run: m.dry, idempotency_key: `${m.key}:${item.arn}:${name}` }),
      })),
    )
  const place = (s: Snapshot): Place => ({ account_id: s.account_id, region_id: s.region_id })

  return defineAction<z.ZodType<P>, typeof snapshot, CloudPort>({
    ...facts,
    expected_fields: compared,
    params,
    snapshot,
    title,
    place: (p) => p,
    bounds: () => bounds,
    targets: (p) => p.targets.map((t) => ({ arn: t.arn, label: t.label, change: change(t, p) })),
    narrow(p, keep) {
      const targets = p.targets.filter((t) => keep(t.arn))
      return targets.length === 0 ? null : { ...p, targets }
    },
    reach: () => reach,
    rollback_recipe: () => rollback_recipe,
    savings,
    async precheck(port, p, now) {
      const found = await read(port, p, p.targets)
      const targets = p.targets.map((target) => {
        const state = found.get(target.arn)
        return { arn: target.arn, label: target.label, state: state === undefined ? undefined : { target, state, params: p } }
      })
      return judgeTargets(checks, targets, { now })
    },
    async dryRun(port, p, run) {
      const { items } = await capture(port, p, run.now)
      return tryCalls(
        calls(items, { key: run.key, dry: true }, (i) => apply(port, p, i.target as T, i.state as S)),
        dry_run,
      )
    },
    capture: (port, p, run) => capture(port, p, run.now),
    fields: (s) =>
      s.items.flatMap((i) =>
        Object.entries(fields(i.state as S, i.target as T)).map(([field, value]) => ({ target: i.label, field, value: String(value ?? 'none') })),
      ),
    async apply(port, p, run) {
      const { items } = await capture(port, p, run.now)
      return performCalls(
        run,
        calls(items, { key: run.key, dry: false }, (i) => apply(port, p, i.target as T, i.state as S)),
      )
    },
    effect(_before, after, p) {
      const missing = p.targets.filter((t) => !isInPlace(after.items.find((i) => i.arn === t.arn)?.state as S | undefined, t, p))
      return missing.length === 0
        ? {
            status: 'in_place',
            detail: `${formatCount(p.targets.length, facts.target_kind)} of ${p.targets.length} ${p.targets.length === 1 ? 'is' : 'are'} as asked`,
          }
        : { status: 'missing', detail: `not as asked: ${missing.map((t) => t.label).join(', ')}` }
    },
    async rollback(port, before, run: RunContext) {
      const now = await read(
        port,
        place(before),
        before.items.map((i) => i.target as T),
      )
      return performCalls(
        run,
        calls(before.items, { key: run.key, dry: false }, (i) => undo(port, place(before), i.state as S, now.get(i.arn))),
      )
    },
  })
}
