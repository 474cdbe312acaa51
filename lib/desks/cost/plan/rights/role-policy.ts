import type { TemplateFacts } from '@/lib/execution/template'
import { type Condition, conditionOf, forwardedAnywhere } from './forwarded-rights'

// What the connectors read whatever the templates: state, use, health, tags, cost and what aws-doctor looks at.
const READ_ALWAYS = [
  'autoscaling:DescribeAutoScalingGroups',
  'autoscaling:DescribeScalingActivities',
  'budgets:ListTagsForResource',
  'budgets:ViewBudget',
  'ce:GetAnomalies',
  'ce:GetCostAndUsage',
  'ce:GetCostComparisonDrivers',
  'ce:GetReservationCoverage',
  'ce:GetReservationUtilization',
  'ce:GetSavingsPlansCoverage',
  'ce:GetSavingsPlansUtilization',
  'cloudwatch:DescribeAlarmHistory',
  'cloudwatch:DescribeAlarms',
  'cloudwatch:GetMetricData',
  'ec2:Describe*',
  'elasticloadbalancing:Describe*',
  'kms:DescribeKey',
  'logs:DescribeLogGroups',
  'rds:Describe*',
  's3:GetLifecycleConfiguration',
  's3:GetMetricsConfiguration',
  's3:ListAllMyBuckets',
  's3:ListBucketMultipartUploads',
  'scheduler:GetSchedule',
  'sts:GetCallerIdentity',
  'tag:GetResources',
]
const READS = /^[a-z0-9-]+:(?:Describe|Get|List|View)/

type Statement = { Sid: string; Effect: 'Allow'; Action: string[]; Resource: '*'; Condition?: Condition }
type Document = { Version: '2012-10-17'; Statement: Statement[] }
type Permissions = Pick<TemplateFacts, 'permissions'>

/** What a role is for: to look, to act, or one role for both. */
export type RoleUse = 'look' | 'act' | 'both'

/**
 * The policy of a role, to paste. Whoever acts reads what its templates read, so that it sees the same as whoever looked. Whoever looks changes nothing; it may ask keys
 * whether they give grants, by a grant that would only read what the key is. A session is narrowed further, that of a plan to its own targets.
 */
export function rolePolicy(templates: readonly Permissions[], use: RoleUse): Document {
  const all = templates.flatMap((t) => t.permissions).filter((p) => !p.startsWith('k8s:'))
  const reads = all.filter((p) => READS.test(p) && !READ_ALWAYS.includes(p) && !p.startsWith('ec2:Describe') && !p.startsWith('rds:Describe'))
  const along = [...new Set(forwardedAnywhere(all))]
  const acts = [...all, ...along.flatMap((f) => (f.limit === undefined ? f.permissions : []))].filter((p) => !READS.test(p))
  const limited = along.filter(({ limit }) => use !== 'look' || limit?.operations !== undefined)
  return {
    Version: '2012-10-17',
    Statement: [
      statement('CountersignReads', [...READ_ALWAYS, ...reads]),
      ...(use !== 'look' && acts.length > 0 ? [statement('CountersignActs', acts)] : []),
      ...limited.flatMap(({ permissions, limit }) =>
        limit === undefined ? [] : [{ ...statement(limit.sid, permissions), Condition: conditionOf(limit, null) }],
      ),
    ],
  }
}

/** What only reads, whatever the role may do: the policy of a session. */
export const readPolicy = (templates: readonly Permissions[]): Document => {
  const { Version, Statement } = rolePolicy(templates, 'look')
  return { Version, Statement: Statement.filter(({ Sid }) => Sid === 'CountersignReads') }
}

const statement = (Sid: string, actions: readonly string[]): Statement => ({ Sid, Effect: 'Allow', Action: [...new Set(actions)].sort(), Resource: '*' })

/** Whose credentials each role trusts. One of ours that only looks cannot take on what acts. */
const TRUSTED: Readonly<Record<RoleUse, string>> = {
  look: 'arn:aws:iam::ACCOUNT_THAT_RUNS_COUNTERSIGN:role/ROLE_OF_WEB_AND_WORKERS',
  act: 'arn:aws:iam::ACCOUNT_THAT_RUNS_COUNTERSIGN:role/ROLE_OF_THE_EXECUTION_WORKER',
  both: 'arn:aws:iam::ACCOUNT_THAT_RUNS_COUNTERSIGN:root',
}

/** Who may take the role on, and only for this tenant. The session of a plan is tagged with it. */
export const trustPolicy = (external_id: string, use: RoleUse): unknown => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: TRUSTED[use] },
      Action: use === 'look' ? ['sts:AssumeRole'] : ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringEquals: { 'sts:ExternalId': external_id } },
    },
  ],
})
