import type { Plan, PlanAction } from '@/schemas/action'

/** Longest session policy that STS takes, in characters. */
const LONGEST = 2048
/** What the connector reads whatever the plan, so that a check sees the same with the narrow credentials as while planning. */
const ALWAYS_READ = ['sts:GetCallerIdentity', 'ec2:DescribeTags', 'kms:DescribeKey']
const READS = /^[a-z0-9-]+:(?:Describe|Get|List|View)/

type Where = { region_id: string; account_id: string; scheduler_role_arn: string | null }
/** Permissions whose resource is not the target itself: what is made anew, and what acts for us. */
const ELSEWHERE: Readonly<Record<string, (w: Where) => string[]>> = {
  'scheduler:CreateSchedule': (w) => [ownSchedules(w)],
  'scheduler:UpdateSchedule': (w) => [ownSchedules(w)],
  'scheduler:DeleteSchedule': (w) => [ownSchedules(w)],
  'iam:PassRole': (w) => (w.scheduler_role_arn === null ? [] : [w.scheduler_role_arn]),
  'ec2:CreateVolume': (w) => [`arn:aws:ec2:${w.region_id}:${w.account_id}:volume/*`, `arn:aws:ec2:${w.region_id}::snapshot/*`],
  'ec2:LockSnapshot': (w) => [`arn:aws:ec2:${w.region_id}::snapshot/*`],
  'ec2:AllocateAddress': (w) => [`arn:aws:ec2:${w.region_id}:${w.account_id}:elastic-ip/*`],
}
const ownSchedules = (w: Where): string => `arn:aws:scheduler:${w.region_id}:${w.account_id}:schedule/countersign/*`

type Statement = { Effect: 'Allow'; Action: string[]; Resource: string[] }

/**
 * The rights that one plan needs in one account, for a session of the role that acts there: reads anywhere, changes of the plan's targets
 * only. It can take rights away from the role and never adds any. Targets are named by kind when they are too many for one policy.
 */
export function sessionPolicy(plan: Plan, account_id: string, scheduler_role_arn: string | null): string {
  const actions = plan.actions.filter((a) => a.account_id === account_id)
  const exact = JSON.stringify(policyOf(actions, scheduler_role_arn, (arns) => arns))
  return exact.length <= LONGEST ? exact : JSON.stringify(policyOf(actions, scheduler_role_arn, byKind))
}

export const sessionOf = (plan: Plan) => ({
  name: `countersign-${plan.plan_hash.slice(0, 16)}`,
  policyOf: (account_id: string, scheduler_role_arn: string | null): string => sessionPolicy(plan, account_id, scheduler_role_arn),
})

function policyOf(actions: readonly PlanAction[], scheduler_role_arn: string | null, shorten: (arns: string[]) => string[]) {
  const aws = (a: PlanAction): string[] => a.permissions.filter((p) => !p.startsWith('k8s:'))
  const reads = [...new Set([...ALWAYS_READ, ...actions.flatMap(aws).filter((p) => READS.test(p))])].sort()
  const changes = actions.flatMap((a): Statement[] => {
    const writes = aws(a).filter((p) => !READS.test(p))
    const where = { region_id: a.region_id, account_id: a.account_id, scheduler_role_arn }
    // What is made anew by a rollback has another id, and is tagged as it is made.
    const fresh = writes.includes('ec2:CreateTags') ? writes.flatMap((p) => ELSEWHERE[p]?.(where) ?? []) : []
    const isElsewhere = (p: string): boolean => ELSEWHERE[p] !== undefined || (p === 'ec2:CreateTags' && fresh.length > 0)
    const own = writes.filter((p) => !isElsewhere(p))
    const arns = shorten(a.targets.map((t) => t.arn)).flatMap((arn) => (arn.includes(':log-group:') ? [arn, `${arn}:*`] : [arn]))
    const others = writes.filter(isElsewhere).flatMap((p): Statement[] => {
      const Resource = ELSEWHERE[p]?.(where) ?? fresh
      return Resource.length === 0 ? [] : [{ Effect: 'Allow', Action: [p], Resource }]
    })
    return own.length === 0 ? others : [{ Effect: 'Allow', Action: own, Resource: arns }, ...others]
  })
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: reads, Resource: ['*'] }, ...changes] }
}

/** One pattern for each kind of target: everything up to its last name. */
const byKind = (arns: readonly string[]): string[] => [...new Set(arns.map((arn) => arn.replace(/[^/:]+$/, '*')))]
