import { eitherTemplate } from '@/lib/desks/cost/actions/either-template'
import { scheduledDatabases } from '@/lib/desks/cost/actions/scheduled-databases'
import { scheduledInstances } from '@/lib/desks/cost/actions/scheduled-instances'

const RDS = /^arn:[^:]+:rds:/

/** Runs what nobody uses outside production only in working hours: instances, or databases and clusters of them. */
export const scheduleNonprod = eitherTemplate(scheduledInstances, scheduledDatabases, (arn) => RDS.test(arn))
