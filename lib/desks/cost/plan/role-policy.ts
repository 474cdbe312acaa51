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

/** The policy of the role, to paste: what every template reads, and unless the role only reads, what the given templates change. A plan's session is narrowed to its own targets. */
export function rolePolicy(templates: readonly Pick<TemplateFacts, 'permissions'>[], may_act: boolean): Document {
  const all = templates.flatMap((t) => t.permissions).filter((p) => !p.startsWith('k8s:'))
  const reads = all.filter((p) => READS.test(p) && !READ_ALWAYS.includes(p) && !p.startsWith('ec2:Describe') && !p.startsWith('rds:Describe'))
  const along = [...new Set(forwardedAnywhere(all))]
  const acts = [...all, ...along.flatMap((f) => (f.limit === undefined ? f.permissions : []))].filter((p) => !READS.test(p))
  const statement = (Sid: string, actions: readonly string[]): Statement => ({ Sid, Effect: 'Allow', Action: [...new Set(actions)].sort(), Resource: '*' })
  return {
    Version: '2012-10-17',
    Statement: [
      statement('CountersignReads', [...READ_ALWAYS, ...reads]),
      ...(may_act && acts.length > 0 ? [statement('CountersignActs', acts)] : []),
      ...(may_act
        ? along.flatMap(({ permissions, limit }) =>
            limit === undefined ? [] : [{ ...statement(limit.sid, permissions), Condition: conditionOf(limit, null) }],
          )
        : []),
    ],
  }
}

/** Who may take the role on: the account that runs Countersign, and only for this tenant. */
export const trustPolicy = (external_id: string): unknown => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::ACCOUNT_THAT_RUNS_COUNTERSIGN:root' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringEquals: { 'sts:ExternalId': external_id } },
    },
  ],
})
