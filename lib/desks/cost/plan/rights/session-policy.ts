import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { Proposal } from '@/lib/desks/cost/plan/proposal'
import { Fault } from '@/lib/kernel/errors'
import type { Plan, PlanAction } from '@/schemas/action'
import { type Condition, conditionOf, forwardedRights } from './forwarded-rights'

/** Longest session policy that STS takes, in characters. */
const LONGEST = 2048
/** What the connector reads whatever the plan, so that a check sees the same with the narrow credentials as while planning. */
const ALWAYS_READ = ['sts:GetCallerIdentity', 'ec2:DescribeTags', 'ec2:DescribeInstanceStatus', 'kms:DescribeKey']
const READS = /^[a-z0-9-]+:(?:Describe|Get|List|View)/

// Snapshots and images have no account in the names that IAM knows them by.
const NO_ACCOUNT = /:\d{12}:(snapshot|image)\//

type Where = { region_id: string; account_id: string; scheduler_role_arn: string | null }
/** Permissions whose resource is not the target itself: what is made anew, and what acts for us. */
const ELSEWHERE: Readonly<Record<string, (w: Where, targets: readonly string[]) => string[]>> = {
  'scheduler:CreateSchedule': (w) => [ownSchedules(w)],
  'scheduler:UpdateSchedule': (w) => [ownSchedules(w)],
  'scheduler:DeleteSchedule': (w) => [ownSchedules(w)],
  'iam:PassRole': (w) => (w.scheduler_role_arn === null ? [] : [w.scheduler_role_arn]),
  'ec2:CreateVolume': (w) => [`arn:aws:ec2:${w.region_id}:${w.account_id}:volume/*`, `arn:aws:ec2:${w.region_id}::snapshot/*`],
  'ec2:LockSnapshot': (w) => [`arn:aws:ec2:${w.region_id}::snapshot/*`],
  // IAM knows no resource for it. Source: Service Authorization Reference, Cost Explorer.
  'ce:ProvideAnomalyFeedback': () => ['*'],
  // The database, and the snapshot of it that is made.
  'rds:CreateDBSnapshot': (w, targets) => [...targets, `arn:aws:rds:${w.region_id}:${w.account_id}:snapshot:countersign-*`],
  // IAM asks for the right of the Tagging API on anything, and for the right of the resource's own service on the resource.
  'tag:TagResources': () => ['*'],
  'tag:UntagResources': () => ['*'],
  'ec2:AllocateAddress': (w) => [`arn:aws:ec2:${w.region_id}:${w.account_id}:elastic-ip/*`],
}
const ownSchedules = (w: Where): string => `arn:aws:scheduler:${w.region_id}:${w.account_id}:schedule/countersign/*`

/** What one action may do, and where. */
type Rights = Pick<PlanAction, 'account_id' | 'region_id'> & {
  permissions: readonly string[]
  targets: readonly { arn: string }[]
  /** Which of these and of the rights that go along it may have; absent: all. */
  may?: (permission: string) => boolean
}
type Statement = { Effect: 'Allow'; Action: string[]; Resource: string[]; Condition?: Condition }

/**
 * The rights that one plan needs in one account, for a session of the role that acts there: reads anywhere, changes of the plan's targets
 * only. It can take rights away from the role and never adds any. Targets are named by kind when they are too many for one policy.
 */
export const sessionPolicy = (plan: Plan, account_id: string, scheduler_role_arn: string | null): string =>
  shortest(
    plan.actions.filter((a) => a.account_id === account_id),
    scheduler_role_arn,
  )

export const sessionOf = (plan: Plan) => ({
  may: 'act' as const,
  name: `countersign-${plan.plan_hash.slice(0, 16)}`,
  // Whoever reads the account's trail finds the case and the very plan that was approved.
  tags: { workflow_id: plan.case_id, plan_hash: plan.plan_hash },
  policyOf: (account_id: string, scheduler_role_arn: string | null): string => sessionPolicy(plan, account_id, scheduler_role_arn),
})

/** Permissions whose call AWS tries without making it. The others are tried by reading their target. */
const HAS_DRY_RUN = /^(?:ec2:|kms:CreateGrant$)/
/** What is left of them to a role that only looks, where another one acts. */
const ASKS_A_KEY = /^kms:CreateGrant$/

/**
 * The rights that planning needs: reads anywhere, and the right to ask on each candidate's targets whether a change would be accepted. AWS has no condition
 * that allows a dry run alone, so our own clients send nothing else (`may: 'try'`). A role that only looks may ask keys alone.
 */
export const planSession = ({ candidates }: Pick<Proposal, 'candidates'>) => ({
  may: 'try' as const,
  name: 'countersign-plan',
  policyOf(account_id: string, scheduler_role_arn: string | null, looks_only = false): string {
    const asked = candidates.flatMap(({ template, params }): Rights[] => {
      const may = (p: string): boolean => READS.test(p) || (looks_only ? ASKS_A_KEY : HAS_DRY_RUN).test(p)
      const permissions = permissionsOf(template, params).filter((p) => READS.test(p) || HAS_DRY_RUN.test(p))
      return [{ account_id: String(params['account_id']), region_id: String(params['region_id']), permissions, targets: params.targets, may }]
    })
    return shortest(
      asked.filter((a) => a.account_id === account_id),
      scheduler_role_arn,
    )
  },
})

/** What the template needs for these very targets. Parameters that it does not take are refused when the plan is made. */
function permissionsOf(template: string, params: Record<string, unknown>): readonly string[] {
  const known = COST_ACTIONS[template]
  if (known === undefined) return []
  try {
    return known.bind(params).facts.permissions
  } catch (error) {
    if (error instanceof Fault) return known.permissions
    throw error
  }
}

/** Exact targets where they fit, else their kinds, and at last reads by service too. */
function shortest(actions: readonly Rights[], scheduler_role_arn: string | null): string {
  const written = [
    policyOf(
      actions,
      scheduler_role_arn,
      (arns) => arns,
      (reads) => reads,
    ),
    policyOf(actions, scheduler_role_arn, byKind, (reads) => reads),
    policyOf(actions, scheduler_role_arn, byKind, byService),
  ].map((policy) => JSON.stringify(policy))
  return written.find((text) => text.length <= LONGEST) ?? written.at(-1) ?? ''
}

function policyOf(actions: readonly Rights[], scheduler_role_arn: string | null, shorten: (arns: string[]) => string[], gather: (reads: string[]) => string[]) {
  const aws = (a: Rights): string[] => a.permissions.filter((p) => !p.startsWith('k8s:'))
  const reads = gather([...new Set([...ALWAYS_READ, ...actions.flatMap(aws).filter((p) => READS.test(p))])].sort())
  const changes = actions.flatMap((a): Statement[] => {
    const writes = aws(a).filter((p) => !READS.test(p))
    const where = { region_id: a.region_id, account_id: a.account_id, scheduler_role_arn }
    // What is made anew by a rollback has another id, and is tagged as it is made.
    const fresh = writes.includes('ec2:CreateTags') ? writes.flatMap((p) => ELSEWHERE[p]?.(where, []) ?? []) : []
    const isElsewhere = (p: string): boolean => ELSEWHERE[p] !== undefined || (p === 'ec2:CreateTags' && fresh.length > 0)
    const allowed = writes.filter((p) => a.may?.(p) ?? true)
    const own = allowed.filter((p) => !isElsewhere(p))
    const arns = shorten(a.targets.map((t) => t.arn.replace(NO_ACCOUNT, '::$1/'))).flatMap((arn) => (arn.includes(':log-group:') ? [arn, `${arn}:*`] : [arn]))
    const others = allowed.filter(isElsewhere).flatMap((p): Statement[] => {
      const Resource = ELSEWHERE[p]?.(where, arns) ?? fresh
      return Resource.length === 0 ? [] : [{ Effect: 'Allow', Action: [p], Resource }]
    })
    const along = alongOf(a, writes, where, arns)
    return own.length === 0 ? [...others, ...along] : [{ Effect: 'Allow', Action: own, Resource: arns }, ...others, ...along]
  })
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: reads, Resource: ['*'] }, ...merged(changes)] }
}

/** What the services that are called do in our name. */
const alongOf = (a: Rights, writes: readonly string[], where: Where, arns: string[]): Statement[] =>
  forwardedRights(
    writes,
    a.targets.map((t) => t.arn),
  ).flatMap(({ permissions, on, limit }): Statement[] => {
    // For whoever only tries, no service does anything.
    const Action = a.may === undefined ? [...permissions] : limit?.via === undefined ? permissions.filter(a.may) : []
    const Resource = on === 'targets' ? arns : [`arn:aws:kms:${where.region_id}:${where.account_id}:key/*`]
    return Action.length === 0
      ? []
      : [{ Effect: 'Allow', Action, Resource, ...(limit === undefined ? {} : { Condition: conditionOf(limit, where.region_id) }) }]
  })

/** One pattern for each kind of target: everything up to its last name. */
const byKind = (arns: readonly string[]): string[] => [...new Set(arns.map((arn) => arn.replace(/[^/:]+$/, '*')))]
/** Every description of a service is a read; the other reads stay by name. */
const byService = (reads: readonly string[]): string[] => [...new Set(reads.map((p) => p.replace(/:Describe.*$/, ':Describe*')))]

/** Equal resources are named once. */
function merged(statements: readonly Statement[]): Statement[] {
  const by_resource = new Map<string, Statement>()
  for (const { Action, ...rest } of statements) {
    const key = JSON.stringify(rest)
    by_resource.set(key, { ...rest, Action: [...new Set([...(by_resource.get(key)?.Action ?? []), ...Action])].sort() })
  }
  return [...by_resource.values()]
}
