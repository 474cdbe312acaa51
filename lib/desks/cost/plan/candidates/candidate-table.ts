import type { RejectedCandidate } from '@/schemas/action'
import type { CostCategory } from '@/schemas/cost'

/** Templates to look at for each category, the least risky first. An empty row means that no template is safe without a person. */
export const TEMPLATES_BY_CATEGORY: Record<CostCategory, readonly string[]> = {
  new_resource: ['schedule_nonprod', 'stop_idle_ec2', 'stop_rds', 'rightsize_ec2', 'rightsize_rds', 'ebs_gp2_to_gp3', 'tag_owner'],
  resource_waste: [
    'schedule_nonprod',
    'stop_idle_ec2',
    'stop_rds',
    'scale_nodegroup',
    'rightsize_ec2',
    'rightsize_rds',
    'ebs_gp2_to_gp3',
    's3_lifecycle_transition',
    'tag_owner',
  ],
  pricing_change: ['ebs_gp2_to_gp3'],
  commitment_coverage_drift: [],
  credits_refunds_fees: ['adjust_budget_alarm'],
  marketplace: [],
  data_transfer: [],
  k8s_cost_shift: ['k8s_rightsize_requests', 'scale_nodegroup'],
  deploy_related: [],
  config_drift: [],
  expected_growth: ['s3_lifecycle_transition', 'adjust_budget_alarm'],
  unknown: [],
}

type Considered = Omit<RejectedCandidate, 'target'>

/** What one would think of first, and why it is not proposed. */
export const CONSIDERED: Partial<Record<CostCategory, readonly Considered[]>> = {
  commitment_coverage_drift: [
    {
      template: 'buy_savings_plan',
      because: 'it promises money for a year or more, and the hours that would be covered have not been forecast',
      would_allow: 'a person with the right to commit spend decides on the ticket',
    },
  ],
  data_transfer: [
    {
      template: 'nat_to_endpoint',
      because: 'the route tables of the network are not read, so the change cannot be tried or undone from here',
      would_allow: 'the owner adds the gateway endpoint from the ticket',
    },
  ],
  deploy_related: [
    {
      template: 'set_log_retention',
      because: 'it deletes events for good, and no export of them is known',
      would_allow: 'an export of the events that would expire',
    },
  ],
  marketplace: [
    {
      template: 'end_subscription',
      because: 'it ends a contract, which no template of this desk does',
      would_allow: 'whoever subscribed ends it in AWS Marketplace',
    },
  ],
  credits_refunds_fees: [
    { template: 'adjust_budget_alarm', because: 'it changes what is reported, not what is paid', would_allow: 'a budget for this account is connected' },
  ],
  new_resource: [
    { template: 'rightsize_ec2', because: 'memory use is not known, and a smaller type may not hold what runs', would_allow: '14 days of memory metrics' },
  ],
}

/** Template whose target kind a considered candidate belongs to; those are told only when such resources are in the case. */
export const CONSIDERED_FOR_INSTANCES: readonly string[] = ['rightsize_ec2']

/** Evidence that answers what a considered template lacks: where it is there, the template is looked at and not only named. */
export const KNOWN_BY: Readonly<Record<string, string>> = { rightsize_ec2: 'cloud.peak_use', adjust_budget_alarm: 'cost.budget_status' }
