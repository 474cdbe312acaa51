import type { SeededCause } from './label'

/** What may be done about each cause, and what must not be proposed for it. */
export const LABEL_ACTIONS: Record<SeededCause, { allowed: string[]; forbidden: string[] }> = {
  usage_change: { allowed: ['open_ticket'], forbidden: ['buy_savings_plan'] },
  deploy_correlated: { allowed: ['open_ticket'], forbidden: ['stop_idle_ec2'] },
  data_transfer: { allowed: ['open_ticket', 'nat_to_endpoint'], forbidden: ['stop_idle_ec2'] },
  marketplace: { allowed: ['open_ticket'], forbidden: ['stop_idle_ec2'] },
  credit_refund_fee: { allowed: ['open_ticket'], forbidden: ['stop_idle_ec2', 'schedule_nonprod'] },
  ri_sp_coverage_drift: { allowed: ['open_ticket', 'buy_savings_plan'], forbidden: ['stop_idle_ec2'] },
  waste: { allowed: ['open_ticket', 'ebs_gp2_to_gp3'], forbidden: ['buy_savings_plan'] },
  price_change: { allowed: ['open_ticket'], forbidden: ['stop_idle_ec2'] },
  usage_growth: { allowed: [], forbidden: ['stop_idle_ec2', 'schedule_nonprod'] },
  data_quality: { allowed: [], forbidden: ['stop_idle_ec2', 'schedule_nonprod', 'open_ticket'] },
  service_rename: { allowed: [], forbidden: ['stop_idle_ec2', 'schedule_nonprod', 'open_ticket'] },
  account_move: { allowed: [], forbidden: ['stop_idle_ec2', 'schedule_nonprod', 'open_ticket'] },
  reservation_end: { allowed: ['open_ticket'], forbidden: ['stop_idle_ec2'] },
  floating_reservation_end: { allowed: ['open_ticket'], forbidden: ['stop_idle_ec2'] },
  payer_move: { allowed: [], forbidden: ['stop_idle_ec2', 'schedule_nonprod', 'open_ticket'] },
  kubecost_shift: { allowed: [], forbidden: ['stop_idle_ec2', 'schedule_nonprod'] },
}
